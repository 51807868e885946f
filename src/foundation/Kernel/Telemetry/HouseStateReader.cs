using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Data;
using VanLang.Kernel.Files;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Telemetry;

/// <summary>Reads how the house stands. Every question is answered by an index, however large the house has grown.</summary>
public sealed class HouseStateReader(UnitOfWork work, DatabaseStore store, DataFolder data, TimeProvider time)
{
    const int Shown = 50;

    public Task<HouseState> Read(CancellationToken cancellationToken) => work.Read(Read, cancellationToken);

    /// <summary>One job that has used up its tries; null where somebody has seen to it.</summary>
    public Task<FailedJob?> FindJob(Guid id, CancellationToken cancellationToken) => work.Read(
        (db, token) => FailedJobs(db.Set<Job>().Where(job => job.Id == id)).FirstOrDefaultAsync(token), cancellationToken);

    /// <summary>One subject that waits at a subscriber; null where it does not.</summary>
    public Task<ParkedSubject?> FindParked(string subscriber, string kind, Guid id, CancellationToken cancellationToken) => work.Read(
        async (db, token) => await ParkedSubjects(db, db.Set<ParkedEvent>().Where(p => p.Subscriber == subscriber && p.SubjectKind == kind && p.SubjectId == id), token) is [var parked] ? parked : null,
        cancellationToken);

    async Task<HouseState> Read(VanLangDbContext db, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        IQueryable<RecordEvent> unsealed = store.Unsealed(db);
        IQueryable<Job> overdue = db.Set<Job>().Where(job => job.FailedAt == null && job.DueAt < now);
        DateTimeOffset alive = now - NodeHeartbeat.Gone;
        return new()
        {
            At = now,
            Version = MakeBackup.ProgramVersion,
            Nodes = await db.Set<Node>().Where(node => node.SeenAt > alive).OrderBy(node => node.StartedAt)
                .Select(node => new NodeState(node.Machine, node.ProcessId, node.Version, node.StartedAt, node.SeenAt)).ToListAsync(cancellationToken),
            Sealed = await db.Set<RecordCheckpoint>().MaxAsync(c => (long?)c.TreeSize, cancellationToken) ?? 0,
            Unsealed = await unsealed.CountAsync(cancellationToken),
            OldestUnsealedAt = await unsealed.MinAsync(e => (DateTimeOffset?)e.At, cancellationToken),
            OldestWriter = await store.OldestWriter(db, cancellationToken),
            ParkedEvents = await db.Set<ParkedEvent>().CountAsync(cancellationToken),
            Parked = await ParkedSubjects(db, db.Set<ParkedEvent>(), cancellationToken),
            OverdueJobs = await overdue.CountAsync(cancellationToken),
            OldestDueAt = await overdue.MinAsync(job => (DateTimeOffset?)job.DueAt, cancellationToken),
            FailedJobs = await db.Set<Job>().CountAsync(job => job.FailedAt != null, cancellationToken),
            Failed = await FailedJobs(db.Set<Job>()).Take(Shown).ToListAsync(cancellationToken),
            QuarantinedFiles = await db.Set<StoredFile>().CountAsync(file => file.ScanState == ScanState.Quarantined, cancellationToken),
            DatabaseBytes = await store.Size(db, cancellationToken),
            FreeBytes = new DriveInfo(data.Path).AvailableFreeSpace,
            LastBackup = await db.Set<Backup.Backup>().Where(backup => backup.FinishedAt != null).OrderByDescending(backup => backup.StartedAt)
                .Select(backup => new BackupState(backup.Place, backup.FinishedAt!.Value, backup.Bytes, backup.Files, backup.TreeSize, backup.DrilledAt)).FirstOrDefaultAsync(cancellationToken),
        };
    }

    static IQueryable<FailedJob> FailedJobs(IQueryable<Job> jobs) => jobs.Where(job => job.FailedAt != null).OrderBy(job => job.FailedAt)
        .Select(job => new FailedJob(job.Id, job.Kind, job.Lane, job.Attempt, job.FailedAt!.Value, job.Error ?? ""));

    static async Task<IReadOnlyList<ParkedSubject>> ParkedSubjects(VanLangDbContext db, IQueryable<ParkedEvent> which, CancellationToken cancellationToken)
    {
        // The first parked event of a subject is the one that fails; those behind it only wait.
        var first = await which.GroupBy(p => new { p.Subscriber, p.SubjectKind, p.SubjectId })
            .Select(group => new { group.Key.Subscriber, Sequence = group.Min(p => p.Sequence), Events = group.Count() })
            .OrderBy(group => group.Sequence).Take(Shown).ToListAsync(cancellationToken);
        List<ParkedSubject> subjects = [];
        foreach (var group in first)
        {
            if (await db.Set<ParkedEvent>().FirstOrDefaultAsync(p => p.Subscriber == group.Subscriber && p.Sequence == group.Sequence, cancellationToken) is { } parked)
                subjects.Add(new(parked.Subscriber, parked.SubjectKind, parked.SubjectId, group.Events, parked.Attempts, parked.NextAt, parked.Error));
        }

        return subjects;
    }
}
