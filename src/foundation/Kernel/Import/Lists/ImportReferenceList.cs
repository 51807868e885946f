using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Import.Lists;

/// <summary>
/// Takes in a long list without holding up anybody: the file is checked as a whole, its rows are staged in short transactions, and one short operation puts the
/// new version in the place of the old one. Interrupted, the same file goes on where it was; until the last step the old list holds.
/// </summary>
public sealed class ImportReferenceList(UnitOfWork work, TimeProvider time)
{
    const int Smallest = 100;
    const int Largest = 20_000;
    static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(250);

    /// <param name="path">A file as <c>ListFile</c> describes it.</param>
    /// <param name="progress">Told after each chunk.</param>
    /// <returns>Counts, all rows added or all unchanged; or what is wrong with the file.</returns>
    public async Task<ImportResult> Execute(string path, Actor actor, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        CheckedList file = await ListFile.Check(path, cancellationToken);
        if (file.Head is not { } head)
            return ImportResult.Refused(file.Problems);
        if (await work.Read((db, token) => db.Set<ReferenceList>().AnyAsync(list => list.Key == head.List && list.Sha256 == file.Sha256, token), cancellationToken))
        {
            await Clean(head.List, cancellationToken);
            return new(new(0, 0, file.Rows), []);
        }

        ReferenceListVersion version = await Begin(head.List, file.Sha256, cancellationToken);
        await Stage(path, version, file.Rows, progress, cancellationToken);
        Outcome<Done> replaced = await Replace(head, file, version.Id, actor, cancellationToken);
        if (replaced.Failure is { } failure)
            throw new InvalidOperationException($"The staged list could not be put in place: {failure}.");
        await Clean(head.List, cancellationToken);
        return new(new(file.Rows, 0, 0), []);
    }

    Task<ReferenceListVersion> Begin(string list, string sha256, CancellationToken cancellationToken) => work.Maintain(
        async (db, token) =>
        {
            ReferenceListVersion? begun = await db.Set<ReferenceListVersion>().FirstOrDefaultAsync(version => version.ListKey == list && version.Sha256 == sha256 && !version.Discarded, token);
            if (begun is null)
            {
                begun = new() { Id = Guid.CreateVersion7(time.GetUtcNow()), ListKey = list, Sha256 = sha256, StartedAt = time.GetUtcNow() };
                db.Add(begun);
            }

            return begun;
        },
        cancellationToken);

    async Task Stage(string path, ReferenceListVersion version, int all, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        int size = 1000;
        int staged = version.Staged;
        int before = staged;
        long started = Stopwatch.GetTimestamp();
        List<ReferenceListRow> chunk = [];
        await foreach ((int number, ListRow row) in ListFile.Rows(path, staged, cancellationToken))
        {
            chunk.Add(new() { VersionId = version.Id, Number = number, Key = row.Key, Name = row.Name, Parent = row.Parent });
            if (chunk.Count < size && number < all)
                continue;
            long chunkStarted = Stopwatch.GetTimestamp();
            await Add(version.Id, staged, chunk, cancellationToken);
            staged += chunk.Count;
            // Chunks so long that writers beside it hardly notice, whatever the machine.
            size = Math.Clamp((int)(chunk.Count * (Aim / Stopwatch.GetElapsedTime(chunkStarted))), Math.Max(Smallest, size / 2), Math.Min(Largest, size * 2));
            chunk.Clear();
            progress?.Report(new(staged, all, staged - before, Stopwatch.GetElapsedTime(started)));
        }
    }

    Task<bool> Add(Guid versionId, int staged, List<ReferenceListRow> chunk, CancellationToken cancellationToken) => work.Maintain(
        async (db, token) =>
        {
            int next = staged + chunk.Count;
            int mine = await db.Set<ReferenceListVersion>().Where(version => version.Id == versionId && version.Staged == staged && !version.Discarded)
                .ExecuteUpdateAsync(set => set.SetProperty(version => version.Staged, next), token);
            if (mine == 0)
                throw new ImportInterruptedException();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            db.AddRange(chunk);
            return true;
        },
        cancellationToken);

    Task<Outcome<Done>> Replace(ListHead head, CheckedList file, Guid versionId, Actor actor, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("list.replace", actor),
        async (work, token) =>
        {
            ReferenceList? list = await work.Db.Set<ReferenceList>().FirstOrDefaultAsync(list => list.Key == head.List, token);
            Record.Facts? before = list?.Facts();
            if (list is null)
            {
                list = new()
                {
                    Id = ReferenceList.IdOf(head.List), Key = head.List, Name = head.Name, VersionId = versionId, Rows = file.Rows, Sha256 = file.Sha256, RowsSha256 = file.RowsSha256,
                    Source = head.Source, Verified = head.Verified, Label = head.Label,
                };
                work.Db.Add(list);
            }

            (list.Name, list.VersionId, list.Rows, list.Sha256, list.RowsSha256) = (head.Name, versionId, file.Rows, file.Sha256, file.RowsSha256);
            (list.Source, list.Verified, list.Label) = (head.Source, head.Verified, head.Label);
            list.Revision++;
            work.Raise(list.Subject, "list.replaced", new { head.List, head.Source, head.Verified }, before, list.Facts());
            return new Done();
        },
        cancellationToken);

    /// <summary>Takes away rows that no list names any more, in short transactions.</summary>
    async Task Clean(string list, CancellationToken cancellationToken)
    {
        List<Guid> old = await work.Read(
            (db, token) => db.Set<ReferenceListVersion>()
                .Where(version => version.ListKey == list && !db.Set<ReferenceList>().Any(used => used.VersionId == version.Id)).Select(version => version.Id).ToListAsync(token),
            cancellationToken);
        foreach (Guid version in old)
        {
            // First of all: half of its rows gone, it must not be taken for staged.
            await work.Maintain((db, token) => db.Set<ReferenceListVersion>().Where(row => row.Id == version).ExecuteUpdateAsync(set => set.SetProperty(row => row.Discarded, true), token), cancellationToken);
            int from = 0;
            while (await work.Maintain((db, token) => db.Set<ReferenceListRow>().Where(row => row.VersionId == version && row.Number > from && row.Number <= from + Largest).ExecuteDeleteAsync(token), cancellationToken) > 0)
                from += Largest;
            await work.Maintain((db, token) => db.Set<ReferenceListVersion>().Where(row => row.Id == version).ExecuteDeleteAsync(token), cancellationToken);
        }
    }
}

/// <summary>Somebody else imports the same file at this moment.</summary>
public sealed class ImportInterruptedException() : Exception("Một lần nạp khác đang nạp cùng tệp này. / Another import of the same file is under way.");
