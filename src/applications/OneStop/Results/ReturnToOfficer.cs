using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>The leader, or the head of the unit before, sends a prepared result back with a reason.</summary>
sealed class ReturnToOfficer(DossierSteps steps)
{
    public const string EventType = "dossier.result-returned-to-officer";

    public Task<Outcome<StepDone>> Handle(StepCommand step, string reason, Actor actor, CancellationToken cancellationToken) => steps.Do(
        EventType, step, actor, reason, new { reason },
        async (work, dossier, item, token) =>
        {
            if (item.Action is not (StepActions.Sign or StepActions.Review))
                return ProcessErrors.OutcomeNotOffered;
            if (string.IsNullOrWhiteSpace(reason))
                return OneStopErrors.ReasonMissing;
            DossierResult? result = await work.Db.Set<DossierResult>().SingleOrDefaultAsync(r => r.DossierId == dossier.Id, token);
            if (result is not null)
            {
                Facts before = result.Facts();
                result.ReturnedReason = reason.Trim();
                result.Revision++;
                work.Raise(result.Subject, "result.returned-to-officer", new { }, before, result.Facts());
            }

            return new StepEnd("return", new { reason = reason.Trim() });
        },
        cancellationToken);
}
