using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Import.Lists;

/// <summary>Reads long lists by key.</summary>
public sealed class ReferenceLists(UnitOfWork work)
{
    /// <summary>Name of a row; null where list or row is not there.</summary>
    public Task<ReferenceName?> Find(string list, string key, CancellationToken cancellationToken) => work.Read(
        (db, token) => (
            from named in db.Set<ReferenceList>()
            join row in db.Set<ReferenceListRow>() on named.VersionId equals row.VersionId
            where named.Key == list && row.Key == key
            select new ReferenceName(row.Key, row.Name, row.Parent)).FirstOrDefaultAsync(token),
        cancellationToken);
}

/// <summary>A row of a long list.</summary>
public sealed record ReferenceName(string Key, string Name, string? Parent);

/// <summary>Lists as <c>verify</c> sees them: the rows in use must give the hash that was recorded when they were put in place.</summary>
sealed class ReferenceListSubject : RecordedSubject
{
    public override string Kind => ReferenceList.Kind;

    public override string Table => "reference_lists";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (ReferenceList list in await db.Set<ReferenceList>().OrderBy(list => list.Key).ToListAsync(cancellationToken))
        {
            using RowsHash hash = new();
            int rows = 0;
            await foreach (ReferenceListRow row in db.Set<ReferenceListRow>().Where(row => row.VersionId == list.VersionId).OrderBy(row => row.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                rows++;
                hash.Add(row.Key, row.Name, row.Parent);
            }

            string found = hash.Finish();
            yield return new(list.Id, list.Key, list.Facts())
            {
                Findings = found == list.RowsSha256 ? [] : [new("altered-row", "reference_list_rows", list.Key, "rows", list.RowsSha256, $"{found} ({rows})")],
            };
        }
    }
}
