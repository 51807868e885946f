using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Fees;

/// <summary>Receipts of fees, as <c>verify</c> compares them with the record.</summary>
sealed class FeeReceiptSubject : RecordedSubject
{
    public override string Kind => FeeReceipt.SubjectKind;

    public override string Table => "fee_receipts";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows =
            from receipt in db.Set<FeeReceipt>()
            join dossier in db.Set<Dossier>() on receipt.DossierId equals dossier.Id
            orderby receipt.Id
            select new { Receipt = receipt, dossier.Code };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(row.Receipt.Id, $"{row.Code}/{row.Receipt.Said}", row.Receipt.Facts());
    }
}
