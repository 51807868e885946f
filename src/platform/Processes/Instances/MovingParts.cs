using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using VanLang.Processes.Engine;
using VanLang.Processes.Incidents;
using VanLang.Processes.Signals;

namespace VanLang.Processes.Instances;

/// <summary>
/// Gives the parts that an agency has in a running process, and in those that it calls, to another, with its open work. The process itself stands where it stood; its revision
/// grows, so that a step that was read before sees that it came too late.
/// </summary>
static class MovingParts
{
    /// <returns>Null where the process has ended.</returns>
    public static async Task<MovedParts?> Move(
        Work work, Guid instanceId, Guid from, Guid to, Func<WorkItem, Task<Assignee?>> assignee, CancellationToken cancellationToken)
    {
        if (await Find(work, instanceId, cancellationToken) is not { } instance)
            return null;
        List<ProcessInstance> called = await Called(work, instanceId, cancellationToken);
        Guid[] all = [instanceId, .. called.Select(other => other.Id)];
        List<WorkItem> items = await work.Db.Set<WorkItem>().AsNoTracking()
            .Where(item => all.Contains(item.InstanceId) && item.AgencyId == from).OrderBy(item => item.TaskId).ToListAsync(cancellationToken);
        MovedParts moved = new(
            instance.ReceivingAgencyId == from, instance.CompetentAgencyId == from, instance.ReturnAgencyId == from, instance.ConsultedAgencyId == from,
            [.. items.Select(item => new MovedWork(item.Id, item.AssigneeId, item.AssigneeName))]);
        if (moved.IsNothing)
            return moved;
        await Write(work, instance, moved, to, "process.moved", from, cancellationToken);
        foreach (ProcessInstance other in called)
            await Write(work, other, PartsOf(other, from, moved), to, "process.moved", from, cancellationToken);
        foreach (WorkItem item in items)
        {
            Assignee? next = item.AssigneeId is null ? null : await assignee(item);
            await Give(work, item.Id, from, to, next?.PositionId, next?.Name, cancellationToken);
        }

        return moved;
    }

    /// <summary>Takes back what <see cref="Move"/> gave, while nothing was done since.</summary>
    /// <exception cref="DbUpdateConcurrencyException">A work item is no longer where it was put.</exception>
    public static async Task MoveBack(Work work, Guid instanceId, MovedParts moved, Guid from, Guid to, CancellationToken cancellationToken)
    {
        ProcessInstance instance = await Find(work, instanceId, cancellationToken) ?? throw new DbUpdateConcurrencyException();
        await Write(work, instance, moved, to, "process.moved-back", from, cancellationToken);
        foreach (ProcessInstance other in await Called(work, instanceId, cancellationToken))
            await Write(work, other, PartsOf(other, from, moved), to, "process.moved-back", from, cancellationToken);
        foreach (MovedWork item in moved.Work)
            await Give(work, item.WorkItemId, from, to, item.AssigneeId, item.AssigneeName, cancellationToken);
    }

    static Task<ProcessInstance?> Find(Work work, Guid instanceId, CancellationToken cancellationToken) =>
        work.Db.Set<ProcessInstance>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == instanceId, cancellationToken);

    // What it calls, and what that calls, and so on.
    public static async Task<List<ProcessInstance>> Called(Work work, Guid instanceId, CancellationToken cancellationToken)
    {
        List<ProcessInstance> called = await work.Db.Set<ProcessInstance>().AsNoTracking().Where(i => i.ParentId == instanceId).OrderBy(i => i.Id).ToListAsync(cancellationToken);
        foreach (ProcessInstance other in called.ToArray())
            called.AddRange(await Called(work, other.Id, cancellationToken));
        return called;
    }

    static MovedParts PartsOf(ProcessInstance called, Guid from, MovedParts whole) => whole with
    {
        Receiving = whole.Receiving && called.ReceivingAgencyId == from,
        Competent = whole.Competent && called.CompetentAgencyId == from,
        Returning = whole.Returning && called.ReturnAgencyId == from,
        Consulted = whole.Consulted && called.ConsultedAgencyId == from,
    };

    static async Task Write(Work work, ProcessInstance instance, MovedParts parts, Guid to, string eventType, Guid from, CancellationToken cancellationToken)
    {
        InstanceState before = InstanceState.FromJson(Encoding.UTF8.GetBytes(instance.State));
        InstanceState after = before with { Revision = before.Revision + 1 };
        string state = Encoding.UTF8.GetString(after.ToJson());
        Guid receiving = parts.Receiving ? to : instance.ReceivingAgencyId;
        Guid competent = parts.Competent ? to : instance.CompetentAgencyId;
        Guid? returning = parts.Returning ? to : instance.ReturnAgencyId;
        Guid? consulted = parts.Consulted ? to : instance.ConsultedAgencyId;
        int changed = await work.Db.Set<ProcessInstance>().Where(i => i.Id == instance.Id && i.Revision == instance.Revision).ExecuteUpdateAsync(
            set => set
                .SetProperty(i => i.ReceivingAgencyId, receiving)
                .SetProperty(i => i.CompetentAgencyId, competent)
                .SetProperty(i => i.ReturnAgencyId, returning)
                .SetProperty(i => i.ConsultedAgencyId, consulted)
                .SetProperty(i => i.State, state)
                .SetProperty(i => i.Revision, after.Revision),
            cancellationToken);
        if (changed != 1)
            throw new DbUpdateConcurrencyException();
        if (parts.Competent)
        {
            await work.Db.Set<SignalSubscription>().Where(s => s.InstanceId == instance.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.AgencyId, to), cancellationToken);
            await work.Db.Set<ProcessIncident>().Where(i => i.InstanceId == instance.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.AgencyId, to), cancellationToken);
        }

        work.Raise(
            new Subject(ProcessInstance.Kind, instance.Id),
            eventType,
            new { from, to, parts.Receiving, parts.Competent, parts.Returning, parts.Consulted, WorkItems = parts.Work.Select(item => item.WorkItemId).ToArray() },
            ProcessInstance.Facts(instance.Version, instance.Revision, instance.State),
            ProcessInstance.Facts(instance.Version, after.Revision, state));
    }

    static async Task Give(Work work, Guid workItemId, Guid from, Guid to, Guid? assigneeId, string? assigneeName, CancellationToken cancellationToken)
    {
        int changed = await work.Db.Set<WorkItem>().Where(i => i.Id == workItemId && i.AgencyId == from).ExecuteUpdateAsync(
            set => set
                .SetProperty(i => i.AgencyId, (Guid?)to)
                .SetProperty(i => i.AssigneeId, assigneeId)
                .SetProperty(i => i.AssigneeName, assigneeName),
            cancellationToken);
        if (changed != 1)
            throw new DbUpdateConcurrencyException();
    }
}
