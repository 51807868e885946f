using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Fees;

/// <summary>Cancels a receipt made in error, with a reason; its number stays in the register and the fee is to be paid again.</summary>
sealed class CancelFeeReceipt(DossierActs acts)
{
    public const string EventType = "dossier.fee-receipt-cancelled";

    public Task<Outcome<StepDone>> Handle(ActCommand act, string reason, Actor actor, CancellationToken cancellationToken) => acts.Do(
        EventType, act, actor, reason, new { reason },
        async (work, dossier, token) =>
        {
            if (!FeeRules.IsCollector(actor, dossier))
                return KernelErrors.Forbidden;
            if (string.IsNullOrWhiteSpace(reason))
                return OneStopErrors.ReasonMissing;
            // Who took the result has the receipt in hand; from then on it is a matter of repayment.
            if (dossier.ReturnedAt is not null)
                return OneStopErrors.FeeNotDue;
            FeeReceipt? receipt = await work.Db.Set<FeeReceipt>().SingleOrDefaultAsync(r => r.DossierId == dossier.Id && r.CancelledAt == null, token);
            if (receipt is null)
                return OneStopErrors.FeeNotPaid;
            Facts before = receipt.Facts();
            receipt.CancelledAt = work.Now;
            receipt.CancelledByPersonId = actor.PersonId;
            receipt.CancelledBy = actor.Said();
            receipt.CancelReason = reason.Trim();
            work.Raise(receipt.Subject, "fee-receipt.cancelled", new { }, before, receipt.Facts());
            dossier.FeePaidAt = null;
            return new ActEnd(new { receipt = receipt.Said, reason = reason.Trim() });
        },
        cancellationToken);
}
