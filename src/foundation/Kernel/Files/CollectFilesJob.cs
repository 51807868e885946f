using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Files;

/// <summary>
/// Goes round the store once a day, a 256th at a time, and takes away content older than 48 hours that no row names. While a backup is under way it waits.
/// </summary>
internal sealed partial class CollectFilesJob(FileStore store, ILogger<CollectFilesJob> log) : JobHandler
{
    private const int Slices = 256;
    private static readonly TimeSpan Age = TimeSpan.FromHours(48);
    private static readonly TimeSpan Round = TimeSpan.FromDays(1);
    private static readonly TimeSpan WaitForBackup = TimeSpan.FromMinutes(10);

    public static PeriodicJob Periodic { get; } = new("files.collect", "0");

    public override string Kind => Periodic.Kind;

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        if (await BackupHold.IsAny(work.Db, work.Now, cancellationToken))
        {
            Periodic.Schedule(work, payload, work.Now + WaitForBackup);
            return;
        }

        int slice = int.Parse(payload, CultureInfo.InvariantCulture);
        CollectedFiles collected = await new FileCollector(store.Folder).Collect(
            slice,
            work.Now - Age,
            async names => (await work.Db.Set<StoredFile>().Where(file => names.Contains(file.StoreName)).Select(file => file.StoreName).ToListAsync(cancellationToken)).ToHashSet());
        if (collected != default)
            LogCollected(collected.MovedAside, collected.PutBack, collected.Deleted);
        Periodic.Schedule(work, ((slice + 1) % Slices).ToString(CultureInfo.InvariantCulture), work.Now + (Round / Slices));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Files that no row names: {MovedAside} moved aside, {PutBack} put back, {Deleted} deleted")]
    private partial void LogCollected(int movedAside, int putBack, int deleted);
}
