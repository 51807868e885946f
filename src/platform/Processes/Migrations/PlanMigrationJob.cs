using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Migrations;

/// <summary>
/// Gives each instance of a run a job of its own, some at a time, so that all nodes share them and other jobs have their turn; then waits until all have had theirs.
/// Where it stands is in its payload, which the next round gets in the same transaction: it may be killed anywhere.
/// </summary>
sealed class PlanMigrationJob : JobHandler
{
    public const string JobKind = "process.plan-migration";

    const int Batch = 200;

    static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    public override string Kind => JobKind;

    public static void Schedule(Work work, Guid runId, KeysetCursor? after, bool planned, DateTimeOffset at) =>
        work.Schedule(work.NewId(), JobKind, $"migration/{runId}", JsonSerializer.Serialize(new Round(runId, after?.ToString(), planned)), at);

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        Round round = JsonSerializer.Deserialize<Round>(payload)!;
        MigrationRun run = await work.Db.Set<MigrationRun>().SingleAsync(run => run.Id == round.RunId, cancellationToken);
        if (round.Planned)
        {
            await Watch(work, run, cancellationToken);
            return;
        }

        List<Found> batch = await (run.UndoOf is { } undone ? Moved(work.Db, undone, round) : Running(work.Db, run, round)).Take(Batch).ToListAsync(cancellationToken);
        foreach (Found found in batch)
        {
            work.Db.Add(new MigrationItem { RunId = run.Id, InstanceId = found.Id, State = MigrationState.Waiting });
            // Together with its timers, never at the same time.
            work.Schedule(work.NewId(), MigrateInstanceJob.JobKind, found.Id.ToString(), MigrateInstanceJob.Payload(run.Id, found.Id), work.Now);
        }

        bool all = batch.Count < Batch;
        Schedule(work, run.Id, all ? null : new(batch[^1].At, batch[^1].Id), all, all ? work.Now + Look : work.Now);
    }

    static IQueryable<Found> Running(VanLangDbContext db, MigrationRun run, Round round)
    {
        IQueryable<ProcessInstance> instances = db.Set<ProcessInstance>().Where(instance => instance.DefinitionKey == run.DefinitionKey && instance.Version == run.FromVersion);
        if (KeysetCursor.Parse(round.After) is { } after)
            instances = instances.Where(instance => instance.StartedAt >= after.At && (instance.StartedAt > after.At || instance.Id > after.Id));
        return instances.OrderBy(instance => instance.StartedAt).ThenBy(instance => instance.Id).Select(instance => new Found { Id = instance.Id, At = instance.StartedAt });
    }

    static IQueryable<Found> Moved(VanLangDbContext db, Guid runId, Round round)
    {
        IQueryable<MigrationItem> items = db.Set<MigrationItem>().Where(item => item.RunId == runId && item.State == MigrationState.Moved);
        if (KeysetCursor.Parse(round.After) is { } after)
            items = items.Where(item => item.InstanceId > after.Id);
        DateTimeOffset none = DateTimeOffset.UnixEpoch;
        return items.OrderBy(item => item.InstanceId).Select(item => new Found { Id = item.InstanceId, At = none });
    }

    static async Task Watch(Work work, MigrationRun run, CancellationToken cancellationToken)
    {
        if (await work.Db.Set<MigrationItem>().AnyAsync(item => item.RunId == run.Id && item.State == MigrationState.Waiting, cancellationToken))
        {
            Schedule(work, run.Id, null, planned: true, work.Now + Look);
            return;
        }

        run.FinishedAt = work.Now;
        Dictionary<string, int> counts = (await work.Db.Set<MigrationItem>().Where(item => item.RunId == run.Id).GroupBy(item => item.State).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken))
            .ToDictionary(group => group.Key.ToString(), group => group.Count);
        work.Raise(new Subject(MigrationRuns.SubjectKind, run.Id), "process-migration.finished", counts);
    }

    sealed class Found
    {
        public required Guid Id { get; init; }

        public required DateTimeOffset At { get; init; }
    }

    sealed record Round(Guid RunId, string? After, bool Planned);
}
