using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>The place of return takes a result from the agency that made it, to hand it to the citizen.</summary>
sealed class TakeResult(DossierSteps steps)
{
    public const string EventType = "dossier.result-handed-over";

    public Task<Outcome<StepDone>> Handle(StepCommand step, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason: null, new { },
        (work, dossier, item, token) => Task.FromResult<Outcome<StepEnd>>(item.Action == StepActions.TakeResult
            ? new StepEnd("taken", new { from = dossier.CompetentAgencyId, to = dossier.ReturnAgencyId })
            : ProcessErrors.OutcomeNotOffered),
        cancellationToken);
}
