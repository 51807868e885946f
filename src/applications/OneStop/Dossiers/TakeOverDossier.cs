using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>The competent agency takes a dossier from the counter of another: from now on its people answer for it.</summary>
sealed class TakeOverDossier(DossierSteps steps)
{
    public const string EventType = "dossier.handed-over";

    /// <param name="note">What was found on taking it; null for nothing.</param>
    public Task<Outcome<StepDone>> Handle(StepCommand step, string? note, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason: null, new { note },
        (work, dossier, item, token) => Task.FromResult<Outcome<StepEnd>>(item.Action == StepActions.TakeOver
            ? new StepEnd("taken", new { from = dossier.ReceivingAgencyId, to = dossier.CompetentAgencyId, note = string.IsNullOrWhiteSpace(note) ? null : note.Trim() })
            : ProcessErrors.OutcomeNotOffered),
        cancellationToken);
}
