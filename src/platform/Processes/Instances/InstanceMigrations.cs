using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Calls;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Processes.Incidents;
using VanLang.Processes.Messages;
using VanLang.Processes.Signals;
using VanLang.Processes.Suspensions;

namespace VanLang.Processes.Instances;

/// <summary>An instance goes to another version of its process, with its open work, timers and subscriptions, under the revision that was read.</summary>
sealed partial class InstanceSteps
{
    /// <summary>What would become of an instance; null problems mean that it can go.</summary>
    /// <param name="begun">When its timers began; needed where it really goes.</param>
    public static (MigratedState Moved, ProcessStep? Step) Try(
        ProcessDefinition from, ProcessDefinition to, MigrationMap map, InstanceState state, DateTimeOffset now, IReadOnlyDictionary<long, TimerBegun>? begun = null)
    {
        MigratedState moved = new InstanceMigration(from, to, map).Run(state, begun);
        if (moved.Problems.Count > 0)
            return (moved, null);
        ProcessStep step = ProcessEngine.Advance(to, moved.State, new SettleMigrated(now, moved.Arms));
        return step.Outcome == StepOutcome.Advanced
            ? (moved, step)
            : (moved with { Problems = [new(MigrationCodes.Settle, step.Effects.OfType<IncidentRaised>().FirstOrDefault()?.NodeId ?? to.Key)] }, null);
    }

    /// <returns>Why it cannot go, none where it went; and what that changed.</returns>
    public async Task<(IReadOnlyList<MigrationProblem> Problems, ProcessAdvance? Advance)> Migrate(
        Work work, ProcessInstance instance, string version, MigrationMap map, Guid runId, CancellationToken cancellationToken)
    {
        ProcessDefinition from = await definitions.Process(instance.DefinitionKey, instance.Version), to = await definitions.Process(instance.DefinitionKey, version);
        InstanceState before = InstanceState.FromJson(Encoding.UTF8.GetBytes(instance.State));
        IReadOnlyDictionary<long, TimerBegun>? begun = map.Timers is MigratedTimers.Restart && before.Timers.Length > 0 ? await TimerJob.Begun(work, instance.Id, before, cancellationToken) : null;
        (MigratedState moved, ProcessStep? tried) = Try(from, to, map, before, VietnamTime.ToLocal(work.Now), begun);
        if (tried is null)
            return (moved.Problems, null);

        bool stands = await work.Db.Set<VersionHold>().AnyAsync(hold => hold.DefinitionKey == instance.DefinitionKey && hold.Version == version && hold.Kind == HoldKind.Suspend, cancellationToken);
        DateTimeOffset? suspendedAt = stands ? work.Now : null;
        StepWriting.WaitForCallers(work, instance);
        if (await work.Db.Set<ProcessInstance>().Where(i => i.Id == instance.Id && i.Revision == instance.Revision)
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.Version, version).SetProperty(i => i.VersionSuspendedAt, suspendedAt), cancellationToken) != 1)
            throw new DbUpdateConcurrencyException();
        ProcessInstance after = (await Find(work.Db, instance.Id))!;
        await Drop(work, instance.Id, moved, cancellationToken);
        await Rename(work, after, to, before, map, tried, cancellationToken);

        (ProcessStep step, IReadOnlyList<DecisionMade> made) = await Decided(work, after, to, tried, cancellationToken);
        StepRows rows = await StepRows.Of(work, after, moved.State, to, step, timers, cancellationToken);
        await rows.Write(work, cancellationToken);
        work.Raise(
            new Subject(ProcessInstance.Kind, instance.Id),
            "process.migrated",
            new
            {
                instance.DefinitionKey, from = instance.Version, to = version, run = runId, nodes = Array.Empty<string>(),
                tokens = before.Tokens.Select(token => new { token.Id, from = token.NodeId, to = map.Node(token.NodeId) }).ToArray(),
                armed = moved.Arms, dropped = moved.DroppedTimers.Select(timer => timer.NodeId).Concat(moved.DroppedSubscriptions.Select(subscription => subscription.NodeId)).ToArray(),
                Effects = step.Effects.Where(effect => effect is not (NodeEntered or NodeLeft)).ToArray(), Decisions = made.Count == 0 ? null : made,
            },
            ProcessInstance.Facts(instance.Version, instance.Revision, instance.State),
            ProcessInstance.Facts(version, step.State.Revision, rows.State));
        AdvanceSoFar so = new();
        so.Take(rows);
        if (await FollowCalls(work, so, after, step, cancellationToken) is { } failure)
            throw new InvalidOperationException(failure.ToString());
        // What was held for the version before comes again, and is held again where the case still stands.
        await Suspension.Release(work, [instance.Id], cancellationToken);
        return ([], so.Whole(byTimer: false));
    }

    async Task<(ProcessStep, IReadOnlyList<DecisionMade>)> Decided(Work work, ProcessInstance instance, ProcessDefinition definition, ProcessStep step, CancellationToken cancellationToken)
    {
        (ProcessStep decided, IReadOnlyList<DecisionMade> made) = await decisions.Answer(work, instance, definition, step, cancellationToken);
        return decided.Outcome == StepOutcome.Advanced ? (decided, made) : throw new InvalidOperationException("The first step on the other version was undone.");
    }

    static async Task Drop(Work work, Guid instanceId, MigratedState moved, CancellationToken cancellationToken)
    {
        Guid[] timers = [.. moved.DroppedTimers.Select(timer => TimerJob.IdOf(instanceId, timer.Id))];
        foreach (Guid timer in timers)
        {
            if (work.Statements is { } batch)
                batch.Unschedule(timer);
            else
                await work.Unschedule(timer, cancellationToken);
        }

        await work.Db.Set<HeldJob>().Where(held => timers.Contains(held.Id)).ExecuteDeleteAsync(cancellationToken);
        long[] subscriptions = [.. moved.DroppedSubscriptions.Select(subscription => subscription.Id)];
        if (subscriptions.Length == 0)
            return;
        await work.Db.Set<MessageSubscription>().Where(s => s.InstanceId == instanceId && subscriptions.Contains(s.SubscriptionId)).ExecuteDeleteAsync(cancellationToken);
        await work.Db.Set<SignalSubscription>().Where(s => s.InstanceId == instanceId && subscriptions.Contains(s.SubscriptionId)).ExecuteDeleteAsync(cancellationToken);
    }

    // Work keeps its due time, and its person where role and agency stay.
    static async Task Rename(
        Work work, ProcessInstance instance, ProcessDefinition to, InstanceState before, MigrationMap map, ProcessStep step, CancellationToken cancellationToken)
    {
        foreach (TaskMigrated task in step.Effects.OfType<TaskMigrated>())
        {
            string outcomes = string.Join(' ', task.Outcomes);
            IQueryable<WorkItem> item = work.Db.Set<WorkItem>().Where(i => i.InstanceId == instance.Id && i.TaskId == task.TaskId);
            // Who acted when the work came to be, its own row tells.
            Guid? agency = task.Unit is CandidateUnit.Acting ? await item.Select(i => i.AgencyId).SingleAsync(cancellationToken) : StepRows.AgencyOf(instance, task.Unit, work, task.NodeId);
            await item.Where(i => i.Role != task.Role || i.AgencyId != agency).ExecuteUpdateAsync(set => set.SetProperty(i => i.AssigneeId, (Guid?)null).SetProperty(i => i.AssigneeName, (string?)null), cancellationToken);
            await item.ExecuteUpdateAsync(
                set => set.SetProperty(i => i.NodeId, task.NodeId).SetProperty(i => i.Name, task.Name).SetProperty(i => i.Role, task.Role).SetProperty(i => i.AgencyId, agency)
                    .SetProperty(i => i.Action, task.Action).SetProperty(i => i.Outcomes, outcomes),
                cancellationToken);
        }

        foreach (Token token in before.Tokens.Where(token => token.Incident is not null))
        {
            ProcessNode node = to.FindNode(map.Node(token.NodeId))!;
            await work.Db.Set<ProcessIncident>().Where(i => i.InstanceId == instance.Id && i.TokenId == token.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.NodeId, node.Id).SetProperty(i => i.NodeName, node.Name), cancellationToken);
        }

        foreach (Subscription subscription in before.Subscriptions.Where(subscription => map.Node(subscription.NodeId) != subscription.NodeId))
        {
            string node = map.Node(subscription.NodeId);
            await work.Db.Set<MessageSubscription>().Where(s => s.InstanceId == instance.Id && s.SubscriptionId == subscription.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.NodeId, node), cancellationToken);
            await work.Db.Set<SignalSubscription>().Where(s => s.InstanceId == instance.Id && s.SubscriptionId == subscription.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.NodeId, node), cancellationToken);
        }
    }
}
