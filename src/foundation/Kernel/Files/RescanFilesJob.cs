using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Files;

/// <summary>Scans quarantined files again, a few at a time, in rounds five minutes apart; a file found clean may be opened from then on.</summary>
internal sealed class RescanFilesJob(UnitOfWork work, FileStore store) : JobHandler
{
    private const int AtOnce = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public static PeriodicJob Periodic { get; } = new("files.rescan", Guid.Empty.ToString());

    public override string Kind => Periodic.Kind;

    /// <summary>The payload is the id after which to go on; files that stay infected must not hide those behind them.</summary>
    public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
    {
        Guid after = Guid.Parse(payload);
        List<StoredFile> files = !store.CanScan ? [] : await work.Read(
            (db, token) => db.Set<StoredFile>().Where(file => file.ScanState == ScanState.Quarantined && file.Id > after).OrderBy(file => file.Id).Take(AtOnce).ToListAsync(token),
            cancellationToken);
        List<Guid> clean = [];
        foreach (StoredFile file in files)
        {
            if (await IsClean(file, cancellationToken))
                clean.Add(file.Id);
        }

        return async (work, token) =>
        {
            if (clean.Count > 0)
                await work.Db.Set<StoredFile>().Where(file => clean.Contains(file.Id)).ExecuteUpdateAsync(set => set.SetProperty(file => file.ScanState, ScanState.Clean), token);
            bool more = files.Count == AtOnce;
            Periodic.Schedule(work, (more ? files[^1].Id : Guid.Empty).ToString(), more ? work.Now : work.Now + Pause);
        };
    }

    public override Task Handle(Work work, string payload, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Scanning is prepared before the operation.");

    private async Task<bool> IsClean(StoredFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await store.Rescan(file, cancellationToken) == ScanState.Clean;
        }
        catch (FileDamagedException)
        {
            // It stays quarantined; verify and the reader are told.
            return false;
        }
    }
}
