using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Jobs;
using VanLang.Processes.Calls;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Deployment;
using VanLang.Processes.Engine;
using VanLang.Processes.Incidents;
using VanLang.Processes.Instances;
using VanLang.Processes.Messages;
using VanLang.Processes.Signals;
using VanLang.Processes.Suspensions;

namespace VanLang.Platform.Tests.Processes.Shell;

/// <summary>What the state of an instance says and what the tables for queries say must be the same.</summary>
internal static class ProcessInvariants
{
    /// <param name="underWay">Until when jobs were due that somebody may have been claiming while they were no longer wanted: such a job comes, finds nothing to do and goes. Null for none.</param>
    public static async Task Hold(VanLangDbContext db, DateTimeOffset? underWay = null)
    {
        List<string> states = [];
        foreach (ProcessInstance instance in await db.Set<ProcessInstance>().ToListAsync())
        {
            InstanceState state = InstanceState.FromJson(Encoding.UTF8.GetBytes(instance.State));
            (state.Phase, state.Revision, state.Called).ShouldBe((InstancePhase.Running, instance.Revision, instance.ParentId is not null));
            states.AddRange(Expected(instance.Id, state, await Definition(db, instance.Version)));
        }

        HashSet<string> due = [];
        List<string> rows = await Projections(db, job => job.DueAt <= underWay, due).ToListAsync();
        rows.RemoveAll(row => due.Contains(row) && !states.Contains(row));
        rows.ShouldBe(states, ignoreOrder: true);
        foreach (EndedProcess ended in await db.Set<EndedProcess>().ToListAsync())
        {
            InstanceState state = InstanceState.FromJson(Encoding.UTF8.GetBytes(ended.State));
            (state.HasEnded, state.Tokens.Length, state.Timers.Length, state.Subscriptions.Length, state.Revision).ShouldBe((true, 0, 0, 0, ended.Revision));
        }
    }

    static IEnumerable<string> Expected(Guid instance, InstanceState state, ProcessDefinition definition)
    {
        foreach (Token token in state.Tokens.Where(token => token.Incident is not null))
            yield return $"incident {instance} {token.Id} {token.NodeId} {token.Incident}";
        foreach (Token token in state.Tokens.Where(token => token.Incident is null && state.Loops.All(loop => loop.TokenId != token.Id)))
        {
            if (definition.FindNode(token.NodeId)!.Kind is NodeKind.UserTask)
                yield return $"work {instance} {token.Id} {token.NodeId}";
            if (definition.FindNode(token.NodeId)!.Kind is NodeKind.CallActivity)
                yield return $"called {instance} {token.Id}";
            if (definition.FindNode(token.NodeId)!.Kind is NodeKind.ServiceTask)
                yield return $"asked {instance} {token.Id}";
        }

        foreach (ArmedTimer timer in state.Timers)
            yield return $"timer {instance} {timer.Id}";
        foreach (Subscription subscription in state.Subscriptions)
        {
            if (definition.FindNode(subscription.NodeId)!.Event is MessageEvent message)
                yield return $"message {instance} {subscription.Id} {message.Name} {subscription.Key}";
            if (definition.FindNode(subscription.NodeId)!.Event is SignalEvent signal)
                yield return $"signal {instance} {subscription.Id} {signal.Name}";
        }
    }

    static async IAsyncEnumerable<string> Projections(VanLangDbContext db, Func<Job, bool> isUnderWay, HashSet<string> due)
    {
        foreach (WorkItem item in await db.Set<WorkItem>().ToListAsync())
            yield return $"work {item.InstanceId} {item.TaskId} {item.NodeId}";
        foreach (ProcessInstance called in await db.Set<ProcessInstance>().Where(instance => instance.ParentId != null).ToListAsync())
            yield return $"called {called.ParentId} {called.ParentCallId}";
        foreach (Job job in await db.Set<Job>().Where(job => job.Kind == TimerJob.JobKind).ToListAsync())
        {
            using JsonDocument payload = JsonDocument.Parse(job.Payload);
            job.Lane.ShouldBe(payload.RootElement.GetProperty("InstanceId").GetString());
            string timer = $"timer {job.Lane} {payload.RootElement.GetProperty("TimerId").GetInt64()}";
            if (isUnderWay(job))
                due.Add(timer);
            yield return timer;
        }

        foreach (Job job in await db.Set<Job>().Where(job => job.Kind == ServiceJob.JobKind).ToListAsync())
        {
            using JsonDocument payload = JsonDocument.Parse(job.Payload);
            job.Lane.ShouldBe(payload.RootElement.GetProperty("InstanceId").GetString());
            string asked = $"asked {job.Lane} {payload.RootElement.GetProperty("CallId").GetInt64()}";
            if (isUnderWay(job))
                due.Add(asked);
            yield return asked;
        }

        // What came due while its instance is suspended.
        foreach (HeldJob held in await db.Set<HeldJob>().Where(held => held.Kind == TimerJob.JobKind || held.Kind == ServiceJob.JobKind).ToListAsync())
        {
            using JsonDocument payload = JsonDocument.Parse(held.Payload);
            yield return held.Kind == TimerJob.JobKind
                ? $"timer {held.InstanceId} {payload.RootElement.GetProperty("TimerId").GetInt64()}"
                : $"asked {held.InstanceId} {payload.RootElement.GetProperty("CallId").GetInt64()}";
        }

        foreach (ProcessIncident incident in await db.Set<ProcessIncident>().ToListAsync())
            yield return $"incident {incident.InstanceId} {incident.TokenId} {incident.NodeId} {incident.Kind}";
        foreach (MessageSubscription subscription in await db.Set<MessageSubscription>().ToListAsync())
            yield return $"message {subscription.InstanceId} {subscription.SubscriptionId} {subscription.Name} {subscription.Key}";
        foreach (SignalSubscription subscription in await db.Set<SignalSubscription>().ToListAsync())
            yield return $"signal {subscription.InstanceId} {subscription.SubscriptionId} {subscription.Name}";
    }

    static async Task<ProcessDefinition> Definition(VanLangDbContext db, string version)
    {
        string content = await db.Set<Definition>().Where(definition => definition.Version == version).Select(definition => definition.Content).FirstAsync();
        return BpmnReader.Read(Encoding.UTF8.GetBytes(content)).Definition.ShouldNotBeNull();
    }
}
