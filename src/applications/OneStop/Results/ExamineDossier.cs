using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>
/// The officer finds a dossier in order whose result is made elsewhere; the next step is the ministry's own register.
/// </summary>
sealed class ExamineDossier(DossierSteps steps)
{
    public const string EventType = "dossier.examined";

    public Task<Outcome<StepDone>> Handle(StepCommand step, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason: null, new { },
        (work, dossier, item, token) =>
        {
            if (item.Action != StepActions.Prepare)
                return Task.FromResult<Outcome<StepEnd>>(ProcessErrors.OutcomeNotOffered);
            dossier.Status = DossierStatus.Processing;
            return Task.FromResult<Outcome<StepEnd>>(new StepEnd("submit", new { }));
        },
        cancellationToken);
}
