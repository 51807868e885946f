using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;

namespace VanLang.OneStop.Results;

/// <summary>Results of dossiers and their files, as <c>verify</c> compares them with the record.</summary>
sealed class ResultSubject(FileStore files) : RecordedSubject
{
    public override string Kind => DossierResult.SubjectKind;

    public override string Table => "dossier_results";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows =
            from result in db.Set<DossierResult>()
            join dossier in db.Set<Dossier>() on result.DossierId equals dossier.Id
            join stored in db.Set<StoredFile>() on result.FileId equals stored.Id into found
            from file in found.DefaultIfEmpty()
            orderby result.DossierId
            select new { Result = result, dossier.Code, File = file };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(row.Result.DossierId, row.Code, row.Result.Facts())
            {
                Findings = await PaperFiles.Check(files, Table, row.Code, row.File, cancellationToken),
            };
    }
}
