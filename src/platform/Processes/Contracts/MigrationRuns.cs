using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Operations;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;
using VanLang.Processes.Migrations;

namespace VanLang.Processes.Contracts;

/// <summary>What a migration would do, and how one goes on.</summary>
public sealed class MigrationRuns(UnitOfWork unitOfWork, DefinitionStore definitions, TimeProvider time)
{
    const int Batch = 500;
    const int Shown = 100;

    /// <summary>What is wrong with a mapping, whatever waits where.</summary>
    public async Task<IReadOnlyList<MigrationProblem>> Check(string process, string from, string to, MigrationMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return InstanceMigration.Check(await definitions.Process(process, from), await definitions.Process(process, to), mapping.ToMap());
    }

    /// <summary>Nodes at which an instance can wait that nothing of the other version has the same id as: a person says what takes over.</summary>
    public async Task<IReadOnlyList<PathNode>> Open(string process, string from, string to)
    {
        ProcessDefinition source = await definitions.Process(process, from), target = await definitions.Process(process, to);
        return [.. source.Nodes.Where(node => (node.CanWait || node.Kind is NodeKind.CatchEvent or NodeKind.EventBasedGateway or NodeKind.ParallelGateway or NodeKind.InclusiveGateway) && target.FindNode(node.Id) is null)
            .Select(node => new PathNode(node.Id, node.Name))];
    }

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
            Dictionary<MigrationState, int> counts = (await db.Set<MigrationItem>().Where(item => item.RunId == runId).GroupBy(item => item.State).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(token))
                .ToDictionary(group => group.Key, group => group.Count);
            List<MigrationItem> refused = await db.Set<MigrationItem>().AsNoTracking().Where(item => item.RunId == runId && item.State == MigrationState.Refused).OrderBy(item => item.InstanceId).Take(Shown).ToListAsync(token);
            bool isUndone = await db.Set<MigrationRun>().AnyAsync(other => other.UndoOf == runId, token);
            return new MigrationProgress(
                run.Id, run.DefinitionKey, run.FromVersion, run.ToVersion, run.Mapping, run.UndoOf, run.StartedAt, run.FinishedAt, isUndone, counts,
                [.. refused.Select(item => new RefusedInstance(item.InstanceId, MigrationItem.Read(item.Problems)))]);
        },
        cancellationToken);

    /// <summary>The latest runs.</summary>
    public Task<List<MigrationHeading>> Latest(CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<MigrationRun>().OrderByDescending(run => run.StartedAt).Take(20)
            .Select(run => new MigrationHeading(run.Id, run.DefinitionKey, run.FromVersion, run.ToVersion, run.UndoOf, run.StartedAt, run.FinishedAt)).ToListAsync(token),
        cancellationToken);
}

/// <summary>What would become of one instance.</summary>
/// <param name="Places">Where it waits, with what takes over where that has another id: instances alike say alike.</param>
/// <param name="Problems">Why it cannot go; none where it can.</param>
/// <param name="Arms">Events that would be armed.</param>
/// <param name="Drops">Events that would be given up.</param>
public sealed record MigrationTrial(Guid InstanceId, string Places, IReadOnlyList<MigrationProblem> Problems, IReadOnlyList<string> Arms, IReadOnlyList<string> Drops);

/// <summary>A run in a list.</summary>
public sealed record MigrationHeading(Guid Id, string Process, string From, string To, Guid? UndoOf, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt);

/// <summary>How a run goes on.</summary>
/// <param name="Mapping">JSON.</param>
/// <param name="UndoOf">The run that it takes back.</param>
/// <param name="IsUndone">Whether another takes it back.</param>
/// <param name="Refused">The first of those that could not go.</param>
public sealed record MigrationProgress(
    Guid Id, string Process, string From, string To, string Mapping, Guid? UndoOf, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, bool IsUndone,
    IReadOnlyDictionary<MigrationState, int> Counts, IReadOnlyList<RefusedInstance> Refused);

/// <summary>An instance that could not go.</summary>
public sealed record RefusedInstance(Guid InstanceId, IReadOnlyList<MigrationProblem> Problems);
