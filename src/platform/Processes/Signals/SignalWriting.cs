using System.Reflection;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Processes.Instances;
using VanLang.Processes.Messages;
using static VanLang.Kernel.Data.StatementBatch;

namespace VanLang.Processes.Signals;

/// <summary>
/// Writes what a step changes about signals, with the other statements of the step or by EF's. Each listener gets a job of its own: it hears what was thrown while it listened, and who
/// cannot take it holds nobody else up.
/// </summary>
static class SignalWriting
{
    static readonly string AwaitSignal = Sql("AwaitSignal"), GiveUpSignal = Sql("GiveUpSignal"), TellListeners = Sql("TellListeners");

    public static void AddTo(this SignalRows rows, StatementBatch batch, Work work, ProcessInstance instance)
    {
        foreach (Guid subscription in rows.GivenUp)
            batch.Add(GiveUpSignal, Value(subscription));
        // Before the new subscriptions of the step: those that count are named by the signal itself.
        foreach (ThrownSignal signal in rows.Thrown)
        {
            batch.Add(TellListeners, Value(SignalJob.JobKind), Value(work.Now), Value(signal.Name), Value(instance.CompetentAgencyId));
            foreach (SignalSubscription here in signal.Here)
                batch.Schedule(work.NewId(), SignalJob.JobKind, here.InstanceId.ToString(), SignalJob.Payload(here.InstanceId, here.SubscriptionId), work.Now);
            batch.Schedule(work.NewId(), SignalStartJob.JobKind, SignalStartJob.LaneOf(signal.Name), SignalStartJob.Payload(signal.Name, StartedCase.Of(instance)), work.Now);
        }

        foreach (SignalSubscription awaited in rows.Awaited)
        {
            batch.Add(
                AwaitSignal, Value(awaited.Id), Value(awaited.InstanceId), Value(awaited.SubscriptionId), Value(awaited.NodeId), Value(awaited.Name), Value(awaited.AgencyId), Value(awaited.Since));
        }
    }

    public static async Task Write(this SignalRows rows, Work work, ProcessInstance instance, CancellationToken cancellationToken)
    {
        foreach (Guid subscription in rows.GivenUp)
            await work.Db.Set<SignalSubscription>().Where(s => s.Id == subscription).ExecuteDeleteAsync(cancellationToken);
        foreach (ThrownSignal signal in rows.Thrown)
        {
            await Tell(work, signal.Name, instance.CompetentAgencyId, cancellationToken);
            foreach (SignalSubscription here in signal.Here)
                Tell(work, here);
            Start(work, signal.Name, StartedCase.Of(instance));
        }

        work.Db.AddRange(rows.Awaited);
    }

    /// <summary>Gives everybody who listens now a job.</summary>
    /// <param name="agencyId">Whose listeners; null for all of the province.</param>
    public static async Task Tell(Work work, string name, Guid? agencyId, CancellationToken cancellationToken)
    {
        await foreach (SignalSubscription listener in work.Db.Set<SignalSubscription>().AsNoTracking()
            .Where(subscription => subscription.Name == name && (agencyId == null || subscription.AgencyId == agencyId)).OrderBy(subscription => subscription.Since).AsAsyncEnumerable().WithCancellation(cancellationToken))
            Tell(work, listener);
    }

    /// <summary>Has processes started that begin with this signal.</summary>
    public static void Start(Work work, string name, StartedCase about) =>
        work.Schedule(work.NewId(), SignalStartJob.JobKind, SignalStartJob.LaneOf(name), SignalStartJob.Payload(name, about), work.Now);

    static void Tell(Work work, SignalSubscription listener) =>
        work.Schedule(work.NewId(), SignalJob.JobKind, listener.InstanceId.ToString(), SignalJob.Payload(listener.InstanceId, listener.SubscriptionId), work.Now);

    static string Sql(string name) => SqlText.Of(Assembly.GetExecutingAssembly(), $"{name}.sql");
}
