using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Papers;

/// <summary>Papers on the books and their files, as <c>verify</c> compares them with the record.</summary>
sealed class PaperSubject(FileStore files) : RecordedSubject
{
    public override string Kind => IssuedPaper.SubjectKind;

    public override string Table => "issued_papers";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows =
            from paper in db.Set<IssuedPaper>()
            join dossier in db.Set<Dossier>() on paper.DossierId equals dossier.Id
            join stored in db.Set<StoredFile>() on paper.FileId equals stored.Id into found
            from file in found.DefaultIfEmpty()
            orderby paper.Id
            select new { Paper = paper, dossier.Code, File = file };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            string name = $"{row.Code}/{PaperFiles.NameOf(row.Paper.Kind)}";
            yield return new(row.Paper.Id, name, row.Paper.Facts())
            {
                Findings = row.Paper.FileId is null ? [] : await PaperFiles.Check(files, Table, name, row.File, cancellationToken),
            };
        }
    }
}
