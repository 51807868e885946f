using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Papers;

namespace VanLang.OneStop.Dossiers;

/// <summary>Refuses a dossier with reason and legal basis (form 03).</summary>
sealed class RefuseDossier(DossierSteps steps)
{
    public const string EventType = "dossier.refused";

    public Task<Outcome<StepDone>> Handle(StepCommand step, string reason, string legalBasis, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason, new { reason, legalBasis },
        (work, dossier, item, token) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return Task.FromResult<Outcome<StepEnd>>(OneStopErrors.ReasonMissing);
            if (string.IsNullOrWhiteSpace(legalBasis))
                return Task.FromResult<Outcome<StepEnd>>(OneStopErrors.LegalBasisMissing);
            // Before acceptance the dossier was never taken in; after it, work on it is stopped.
            dossier.Status = dossier.AcceptedAt is null ? DossierStatus.NotAccepted : DossierStatus.Stopped;
            dossier.FinishedAt = work.Now;
            return Task.FromResult<Outcome<StepEnd>>(new StepEnd("refuse", new { reason = reason.Trim(), legalBasis = legalBasis.Trim(), clerk = actor.Name })
            {
                Raised = eventId => IssuedPapers.Issue(work, dossier, PaperKind.RefusalNotice, eventId),
            });
        },
        cancellationToken);
}
