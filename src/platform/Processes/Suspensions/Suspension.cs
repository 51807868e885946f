using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;
using VanLang.Processes.Messages;

namespace VanLang.Processes.Suspensions;

/// <summary>
/// Instances that stand because an operator said so. A case stands as a whole: with the instance that nobody called all that it calls. What comes due meanwhile is
/// held, and fires when the case goes on.
/// </summary>
static class Suspension
{
    static readonly string StandInstance = SqlText.Of(typeof(Suspension).Assembly, "StandInstance.sql");

    /// <summary>Whether an instance, or one that called it, stands.</summary>
    public static async Task<bool> Holds(VanLangDbContext db, ProcessInstance instance)
    {
        if (instance.SuspendedAt is not null || instance.VersionSuspendedAt is not null)
            return true;
        return instance.ParentId is { } parent && await InstanceSteps.Find(db, parent) is { } caller && await Holds(db, caller);
    }

    /// <summary>Whether a version begins no new case.</summary>
    public static Task<bool> IsHeld(VanLangDbContext db, string key, string version, CancellationToken cancellationToken) =>
        db.Set<VersionHold>().AnyAsync(hold => hold.DefinitionKey == key && hold.Version == version, cancellationToken);

    /// <summary>Keeps a job until its instance goes on.</summary>
    /// <exception cref="DbUpdateConcurrencyException">It goes on already: who lets it go on would not have found what is kept here.</exception>
    public static async Task Hold(Work work, Guid jobId, Guid instanceId, string kind, string payload, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        await Stand(work, instanceId);
        work.Db.Add(new HeldJob { Id = jobId, InstanceId = instanceId, Kind = kind, Payload = payload, DueAt = dueAt });
        await work.Db.SaveChangesAsync(cancellationToken);
    }

    static async Task Stand(Work work, Guid instanceId)
    {
        // One writer at a time: what was seen to stand still does.
        if (work.Statements is not { } statements)
            return;
        bool stands = false;
        for (ProcessInstance? read = await InstanceSteps.Find(work.Db, instanceId); read is not null && !stands; read = read.ParentId is { } parent ? await InstanceSteps.Find(work.Db, parent) : null)
        {
            stands = read.SuspendedAt is not null || read.VersionSuspendedAt is not null;
            if (stands)
                statements.Add(StandInstance, StatementBatch.Value(read.Id), StatementBatch.Value((long?)read.Revision), StatementBatch.Value(read.SuspendedAt), StatementBatch.Value(read.VersionSuspendedAt));
        }

        if (!stands)
            throw new DbUpdateConcurrencyException();
    }

    /// <summary>The instance that nobody called, of which this one is a part, and all that it calls; empty where there is none.</summary>
    public static async Task<IReadOnlyList<ProcessInstance>> Case(Work work, Guid id, CancellationToken cancellationToken)
    {
        ProcessInstance? top = await InstanceSteps.Find(work.Db, id);
        while (top?.ParentId is { } parent)
            top = await InstanceSteps.Find(work.Db, parent);
        return top is null ? [] : [top, .. await MovingParts.Called(work, top.Id, cancellationToken)];
    }

    /// <summary>Lets an instance stand or go on. Its revision grows, so that a step that was read before sees that it came too late.</summary>
    /// <exception cref="DbUpdateConcurrencyException">It has moved since it was read.</exception>
    public static async Task Set(Work work, ProcessInstance instance, DateTimeOffset? suspendedAt, CancellationToken cancellationToken)
    {
        InstanceState before = InstanceState.FromJson(Encoding.UTF8.GetBytes(instance.State));
        InstanceState after = before with { Revision = before.Revision + 1 };
        string state = Encoding.UTF8.GetString(after.ToJson());
        int changed = await work.Db.Set<ProcessInstance>().Where(i => i.Id == instance.Id && i.Revision == instance.Revision).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.SuspendedAt, suspendedAt).SetProperty(i => i.State, state).SetProperty(i => i.Revision, after.Revision), cancellationToken);
        if (changed != 1)
            throw new DbUpdateConcurrencyException();
        work.Raise(
            new Subject(ProcessInstance.Kind, instance.Id), suspendedAt is null ? "process.resumed" : "process.suspended", new { instance.DefinitionKey, instance.Version },
            ProcessInstance.Facts(instance.Version, instance.Revision, instance.State), ProcessInstance.Facts(instance.Version, after.Revision, state));
    }

    /// <summary>Lets what was held for instances come, at the time at which it was due, and messages that came meanwhile.</summary>
    public static async Task Release(Work work, IReadOnlyCollection<Guid> instances, CancellationToken cancellationToken)
    {
        foreach (HeldJob held in await work.Db.Set<HeldJob>().AsNoTracking().Where(held => instances.Contains(held.InstanceId)).ToListAsync(cancellationToken))
            work.Schedule(held.Id, held.Kind, held.InstanceId.ToString(), held.Payload, held.DueAt);
        await work.Db.Set<HeldJob>().Where(held => instances.Contains(held.InstanceId)).ExecuteDeleteAsync(cancellationToken);
        var places = await work.Db.Set<MessageSubscription>().Where(subscription => instances.Contains(subscription.InstanceId))
            .Select(subscription => new { subscription.Name, subscription.Key }).Distinct().ToListAsync(cancellationToken);
        foreach (var place in places)
            MessageWriting.Bring(work, new(place.Name, place.Key));
    }
}
