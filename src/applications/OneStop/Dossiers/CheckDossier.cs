using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>The officer has checked a dossier while another agency is still asked.</summary>
sealed class CheckDossier(DossierSteps steps)
{
    public const string EventType = "dossier.checked";

    /// <param name="note">What was found, for the colleagues and the record; null for nothing.</param>
    public Task<Outcome<StepDone>> Handle(StepCommand step, string? note, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason: string.IsNullOrWhiteSpace(note) ? null : note.Trim(), new { note },
        (work, dossier, item, token) =>
        {
            if (item.Action != StepActions.Check)
                return Task.FromResult<Outcome<StepEnd>>(ProcessErrors.OutcomeNotOffered);
            dossier.Status = DossierStatus.Processing;
            return Task.FromResult<Outcome<StepEnd>>(new StepEnd("checked", new { }));
        },
        cancellationToken);
}
