using System.Reflection;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;
using VanLang.Processes.Incidents;
using VanLang.Processes.Messages;
using VanLang.Processes.Signals;
using static VanLang.Kernel.Data.StatementBatch;

namespace VanLang.Processes.Instances;

/// <summary>
/// Writes a step under the revision that was read: where the database gains by it by hand-written statements that go together with what follows, else
/// by EF's. Both leave the same rows (<c>docs/decisions/2026-11-30-a-step-goes-with-its-commit.md</c>).
/// </summary>
static class StepWriting
{
    static readonly string BeginInstance = Sql("BeginInstance"), MoveInstance = Sql("MoveInstance"), EndInstance = Sql("EndInstance"), KeepEnded = Sql("KeepEnded"),
        OpenWorkItem = Sql("OpenWorkItem"), CloseWorkItem = Sql("CloseWorkItem"), KeepDone = Sql("KeepDone"), LockCase = Sql("LockCase"), LockCaseOfWork = Sql("LockCaseOfWork");

    /// <exception cref="DbUpdateConcurrencyException">Somebody else has moved the process since it was read; by hand-written statements when they are sent.</exception>
    public static async Task Write(this StepRows rows, Work work, CancellationToken cancellationToken)
    {
        if (work.Statements is { } batch)
            Together(rows, work, batch);
        else
            await ByEf(rows, work, cancellationToken);
    }

    /// <summary>Waits until the case of a work item is nobody else's, and keeps it until the operation ends. One writer at a time needs no waiting.</summary>
    public static async Task WaitForCaseOf(Work work, Guid workItemId)
    {
        if (work.Statements is not { } batch)
            return;
        batch.Add(LockCaseOfWork, Value(workItemId));
        await batch.Send(CancellationToken.None);
    }

    /// <summary>The same before a process that another has called is written to: who moves the caller may come down to it at the same moment.</summary>
    public static void WaitForCallers(Work work, ProcessInstance called)
    {
        if (called.ParentId is { } caller)
            work.Statements?.Add(LockCase, Value(caller));
    }

    static void Together(StepRows rows, Work work, StatementBatch batch)
    {
        ProcessInstance instance = rows.Instance;
        long revision = rows.Step.State.Revision;
        // What begins is called by what this operation has already.
        if (rows.ReadRevision is not null)
            WaitForCallers(work, instance);
        switch (rows)
        {
            case { ReadRevision: { } read, Step.State.HasEnded: false }:
                batch.Add(MoveInstance, Value(instance.Id), Value(read), Value(rows.State), Value(revision));
                break;
            case { ReadRevision: { } read }:
                batch.Add(EndInstance, Value(instance.Id), Value(read), Value(rows.State), Value(revision), Value(rows.EndNodeId), Value(work.Now));
                break;
            case { Step.State.HasEnded: false }:
                batch.Add(
                    BeginInstance, Value(instance.Id), Value(instance.DefinitionKey), Value(instance.Version), Value(instance.SubjectKind), Value(instance.SubjectId),
                    Value(instance.ReceivingAgencyId), Value(instance.CompetentAgencyId), Value(instance.ReturnAgencyId), Value(instance.ConsultedAgencyId),
                    Value(instance.StartMessage), Value(instance.StartKey), Value(instance.ParentId), Value(instance.ParentCallId), Value(rows.State), Value(revision), Value(instance.StartedAt));
                break;
            default:
                batch.Add(
                    KeepEnded, Value(instance.Id), Value(instance.DefinitionKey), Value(instance.Version), Value(instance.SubjectKind), Value(instance.SubjectId),
                    Value(rows.State), Value(revision), Value(rows.EndNodeId), Value(instance.StartedAt), Value(work.Now));
                break;
        }

        foreach (ClosedTask closed in rows.Closed)
            batch.Add(CloseWorkItem, Value(closed.WorkItemId), Value(closed.Outcome), Value(work.Now), Value(closed.CompletedBy), Value(work.Actor.Said()));
        foreach (WorkItem item in rows.Opened)
            batch.Add(
                OpenWorkItem, Value(item.Id), Value(item.InstanceId), Value(item.TaskId), Value(item.SubjectKind), Value(item.SubjectId), Value(item.NodeId), Value(item.Name),
                Value(item.Role), Value(item.AgencyId), Value(item.Action), Value(item.Outcomes), Value(item.CreatedAt), Value(item.DueAt));
        foreach (DoneWorkItem done in rows.Passed)
            batch.Add(
                KeepDone, Value(done.Id), Value(done.InstanceId), Value(done.SubjectKind), Value(done.SubjectId), Value(done.NodeId), Value(done.Name), Value(done.Role),
                Value(done.AgencyId), Value(done.Outcome), Value(done.CreatedAt), Value(done.DueAt), Value(done.DoneAt), Value(done.DoneByPersonId), Value(done.DoneBy));
        foreach (StepJob job in rows.Armed)
            batch.Schedule(job.Id, job.Kind, instance.Id.ToString(), job.Payload, job.DueAt);
        foreach (Guid job in rows.Disarmed)
            batch.Unschedule(job);
        rows.Incidents.AddTo(batch, instance);
        rows.Messages.AddTo(batch, work);
        rows.Signals.AddTo(batch, work, instance);
    }

    static async Task ByEf(StepRows rows, Work work, CancellationToken cancellationToken)
    {
        ProcessInstance instance = rows.Instance;
        long revision = rows.Step.State.Revision;
        if (rows.ReadRevision is { } read)
        {
            IQueryable<ProcessInstance> asRead = work.Db.Set<ProcessInstance>().Where(i => i.Id == instance.Id && i.Revision == read);
            int moved = rows.Step.State.HasEnded
                ? await asRead.ExecuteDeleteAsync(cancellationToken)
                : await asRead.ExecuteUpdateAsync(set => set.SetProperty(i => i.State, rows.State).SetProperty(i => i.Revision, revision), cancellationToken);
            if (moved != 1)
                throw new DbUpdateConcurrencyException();
        }
        else if (!rows.Step.State.HasEnded)
        {
            work.Db.Add(instance.After(rows.State, revision));
        }

        if (rows.Step.State.HasEnded)
            work.Db.Add(EndedProcess.Of(instance, rows.State, revision, rows.EndNodeId, work.Now));
        foreach (ClosedTask closed in rows.Closed)
        {
            WorkItem item = await work.Db.Set<WorkItem>().AsNoTracking().SingleAsync(i => i.Id == closed.WorkItemId, cancellationToken);
            await work.Db.Set<WorkItem>().Where(i => i.Id == item.Id).ExecuteDeleteAsync(cancellationToken);
            work.Db.Add(DoneWorkItem.Of(item, work, closed.Outcome, closed.CompletedBy));
        }

        work.Db.AddRange(rows.Opened);
        work.Db.AddRange(rows.Passed);
        foreach (StepJob job in rows.Armed)
            work.Schedule(job.Id, job.Kind, instance.Id.ToString(), job.Payload, job.DueAt);
        foreach (Guid job in rows.Disarmed)
            await work.Unschedule(job, cancellationToken);
        await rows.Incidents.Write(work, instance, cancellationToken);
        await rows.Messages.Write(work, cancellationToken);
        await rows.Signals.Write(work, instance, cancellationToken);
        await work.Db.SaveChangesAsync(cancellationToken);
    }

    static string Sql(string name) => SqlText.Of(Assembly.GetExecutingAssembly(), $"{name}.sql");
}
