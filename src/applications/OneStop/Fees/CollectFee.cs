using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Fees;

/// <summary>Thu phí, lệ phí: the clerk takes what the decision priced and draws the receipt's number, when the dossier is taken in or handed over.</summary>
sealed class CollectFee(DossierActs acts, DirectoryQueries directory)
{
    public const string EventType = "dossier.fee-collected";

    public async Task<Outcome<StepDone>> Handle(ActCommand act, Actor actor, CancellationToken cancellationToken)
    {
        AgencyRecord? agency = actor.AgencyId is { } id ? await directory.AgencyOfAnyDay(id, cancellationToken) : null;
        return await acts.Do(
            EventType, act, actor, reason: null, new { },
            async (work, dossier, token) =>
            {
                if (agency is null || !FeeRules.IsCollector(actor, dossier))
                    return KernelErrors.Forbidden;
                if (dossier.FeePaidAt is not null)
                    return OneStopErrors.FeePaid;
                if (!FeeRules.IsDue(dossier))
                    return OneStopErrors.FeeNotDue;
                int year = VietnamTime.DateOf(work.Now).Year;
                FeeReceipt receipt = new()
                {
                    Id = work.NewId(),
                    DossierId = dossier.Id,
                    AgencyId = agency.Id,
                    Year = year,
                    Number = await work.NextNumber($"fee-receipt/{agency.Key}", year.ToString(System.Globalization.CultureInfo.InvariantCulture), token),
                    Amount = dossier.Fee,
                    CollectedAt = work.Now,
                    CollectedByPersonId = actor.PersonId,
                    CollectedBy = actor.Said(),
                };
                work.Db.Add(receipt);
                work.Raise(receipt.Subject, "fee-receipt.issued", new { }, before: null, receipt.Facts());
                dossier.FeePaidAt = work.Now;
                return new ActEnd(new { receipt = receipt.Said, receipt.Amount });
            },
            cancellationToken);
    }
}
