using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;
using VanLang.Processes.Migrations;

namespace VanLang.Processes.Contracts;

/// <summary>What a migration would do, and how one goes on.</summary>
public sealed class MigrationRuns(UnitOfWork unitOfWork, DefinitionStore definitions, TimeProvider time)
{
    const int Batch = 500;
    const int Shown = 50;
    const int RunsShown = 20;

    internal const string SubjectKind = "process-migration";

    static readonly IReadOnlyDictionary<MigrationState, int> NoCounts = new Dictionary<MigrationState, int>();

    /// <summary>What is wrong with a mapping, whatever waits where.</summary>
    public async Task<IReadOnlyList<MigrationProblem>> Check(string process, string from, string to, MigrationMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return InstanceMigration.Check(await definitions.Process(process, from), await definitions.Process(process, to), mapping.ToMap());
    }

    /// <summary>Where an instance can wait, with what takes over, and of which steps a person chooses that.</summary>
    public async Task<MigrationSteps> Steps(string process, string from, string to)
    {
        ProcessDefinition source = await definitions.Process(process, from), target = await definitions.Process(process, to);
        List<ProcessNode> added = [.. target.Nodes.Where(node => Waits(node) && source.FindNode(node.Id) is null)];
        return new(
            [
                .. source.Nodes.Where(Waits).Select(node => new MigratedStep(
                    Named(node), target.FindNode(node.Id) is { } same ? Named(same) : null, [.. added.Where(other => other.Kind == node.Kind).Select(Named)])),
            ],
            [.. added.Select(Named)]);
    }

    static bool Waits(ProcessNode node) => node.CanWait || node.Kind is NodeKind.CatchEvent or NodeKind.EventBasedGateway or NodeKind.ParallelGateway or NodeKind.InclusiveGateway;

    static PathNode Named(ProcessNode node) => new(node.Id, node.Name);

    /// <summary>What would become of every running instance of a version; nothing is changed. Batch by batch along the index.</summary>
    public async IAsyncEnumerable<MigrationTrial> DryRun(string process, string from, string to, MigrationMapping mapping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ProcessDefinition source = await definitions.Process(process, from), target = await definitions.Process(process, to);
        MigrationMap map = mapping.ToMap();
        for (KeysetCursor? after = null; ;)
        {
            List<ProcessInstance> batch = await unitOfWork.Read(
                (db, token) =>
                {
                    IQueryable<ProcessInstance> instances = db.Set<ProcessInstance>().AsNoTracking().Where(instance => instance.DefinitionKey == process && instance.Version == from);
                    if (after is not null)
                        instances = instances.Where(instance => instance.StartedAt >= after.At && (instance.StartedAt > after.At || instance.Id > after.Id));
                    return instances.OrderBy(instance => instance.StartedAt).ThenBy(instance => instance.Id).Take(Batch).ToListAsync(token);
                },
                cancellationToken);
            foreach (ProcessInstance instance in batch)
            {
                InstanceState state = InstanceState.FromJson(Encoding.UTF8.GetBytes(instance.State));
                (MigratedState moved, _) = InstanceSteps.Try(source, target, map, state, VietnamTime.ToLocal(time.GetUtcNow()));
                string[] places = [.. state.Tokens.Select(token => token.NodeId).Distinct()];
                yield return new(
                    instance.Id, string.Join(", ", places.Select(node => map.Node(node) is var image && image != node ? $"{node} → {image}" : node)), moved.Problems,
                    [.. moved.Arms.Select(arm => arm.NodeId)],
                    [.. moved.DroppedTimers.Select(timer => timer.NodeId).Concat(moved.DroppedSubscriptions.Select(subscription => subscription.NodeId))]);
            }

            if (batch.Count < Batch)
                yield break;
            after = new(batch[^1].StartedAt, batch[^1].Id);
        }
    }

    /// <summary>How a run goes on; null where there is none.</summary>
    public Task<MigrationProgress?> Find(Guid runId, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) =>
        {
            if (await db.Set<MigrationRun>().AsNoTracking().SingleOrDefaultAsync(run => run.Id == runId, token) is not { } run)
                return null;
            Guid? undoneBy = await db.Set<MigrationRun>().Where(other => other.UndoOf == runId).Select(other => (Guid?)other.Id).SingleOrDefaultAsync(token);
            IReadOnlyDictionary<Guid, TimelineEvent> began = await RecordTimeline.FirstOf(db, SubjectKind, [runId], token);
            List<MigratedInstance> instances = [];
            foreach (MigrationState state in Enum.GetValues<MigrationState>())
            {
                List<MigrationItem> items = await db.Set<MigrationItem>().AsNoTracking().Where(item => item.RunId == runId && item.State == state).OrderBy(item => item.InstanceId).Take(Shown).ToListAsync(token);
                instances.AddRange(items.Select(item => new MigratedInstance(item.InstanceId, state, MigrationItem.Read(item.Problems))));
            }

            return new MigrationProgress(
                run.Id, run.DefinitionKey, run.FromVersion, run.ToVersion, run.Mapping, run.UndoOf, run.StartedAt, run.FinishedAt, undoneBy, began.GetValueOrDefault(runId),
                (await Counts(db, [runId], token)).GetValueOrDefault(runId, NoCounts), instances);
        },
        cancellationToken);

    /// <summary>The latest runs from and to a version, the latest first.</summary>
    public Task<List<MigrationHeading>> Of(string process, string version, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) =>
        {
            List<MigrationRun> runs = await db.Set<MigrationRun>().AsNoTracking().Where(run => run.DefinitionKey == process && (run.FromVersion == version || run.ToVersion == version))
                .OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id).Take(RunsShown).ToListAsync(token);
            Guid[] ids = [.. runs.Select(run => run.Id)];
            IReadOnlyDictionary<Guid, TimelineEvent> began = await RecordTimeline.FirstOf(db, SubjectKind, ids, token);
            Dictionary<Guid, IReadOnlyDictionary<MigrationState, int>> counts = await Counts(db, ids, token);
            return runs.ConvertAll(run => new MigrationHeading(
                run.Id, run.FromVersion, run.ToVersion, run.UndoOf, run.StartedAt, run.FinishedAt, began.GetValueOrDefault(run.Id), counts.GetValueOrDefault(run.Id, NoCounts)));
        },
        cancellationToken);

    static async Task<Dictionary<Guid, IReadOnlyDictionary<MigrationState, int>>> Counts(VanLangDbContext db, Guid[] runs, CancellationToken cancellationToken) =>
        (await db.Set<MigrationItem>().Where(item => runs.Contains(item.RunId)).GroupBy(item => new { item.RunId, item.State })
            .Select(group => new { group.Key.RunId, group.Key.State, Count = group.Count() }).ToListAsync(cancellationToken))
        .GroupBy(group => group.RunId)
        .ToDictionary(run => run.Key, IReadOnlyDictionary<MigrationState, int> (run) => run.ToDictionary(group => group.State, group => group.Count));
}

/// <summary>Steps of two versions side by side.</summary>
/// <param name="Steps">Where an instance of the one can wait.</param>
/// <param name="Added">Where only one of the other can.</param>
public sealed record MigrationSteps(IReadOnlyList<MigratedStep> Steps, IReadOnlyList<PathNode> Added);

/// <summary>A step of the version that runs.</summary>
/// <param name="Same">The one of the same id, which takes over by itself; null where there is none.</param>
/// <param name="Choices">What is new and of the same kind.</param>
public sealed record MigratedStep(PathNode Step, PathNode? Same, IReadOnlyList<PathNode> Choices);

/// <summary>What would become of one instance.</summary>
/// <param name="Places">Where it waits, with what takes over where that has another id: instances alike say alike.</param>
/// <param name="Problems">Why it cannot go; none where it can.</param>
/// <param name="Arms">Events that would be armed.</param>
/// <param name="Drops">Events that would be given up.</param>
public sealed record MigrationTrial(Guid InstanceId, string Places, IReadOnlyList<MigrationProblem> Problems, IReadOnlyList<string> Arms, IReadOnlyList<string> Drops);

/// <summary>A run in a list.</summary>
/// <param name="UndoOf">The run that it takes back.</param>
/// <param name="Began">Who began it and why, from the record.</param>
public sealed record MigrationHeading(
    Guid Id, string From, string To, Guid? UndoOf, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, TimelineEvent? Began, IReadOnlyDictionary<MigrationState, int> Counts);

/// <summary>How a run goes on.</summary>
/// <param name="Mapping">JSON; of a run that takes back that of the run before, which it reads backwards.</param>
/// <param name="UndoOf">The run that it takes back.</param>
/// <param name="UndoneBy">The run that takes it back.</param>
/// <param name="Began">Who began it and why, from the record.</param>
/// <param name="Instances">The first of each state.</param>
public sealed record MigrationProgress(
    Guid Id, string Process, string From, string To, string Mapping, Guid? UndoOf, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, Guid? UndoneBy, TimelineEvent? Began,
    IReadOnlyDictionary<MigrationState, int> Counts, IReadOnlyList<MigratedInstance> Instances)
{
    /// <summary>The first of those of a state.</summary>
    public IReadOnlyList<MigratedInstance> Of(MigrationState state) => [.. Instances.Where(instance => instance.State == state)];
}

/// <summary>An instance of a run.</summary>
/// <param name="Problems">Why it could not go; none where it could.</param>
public sealed record MigratedInstance(Guid InstanceId, MigrationState State, IReadOnlyList<MigrationProblem> Problems);
