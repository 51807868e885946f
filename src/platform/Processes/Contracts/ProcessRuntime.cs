using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Processes.Engine;
using VanLang.Processes.Incidents;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Contracts;

/// <summary>Starts processes and moves them on, inside the operation of the room that asks.</summary>
public sealed class ProcessRuntime
{
    readonly InstanceSteps steps;

    internal ProcessRuntime(InstanceSteps steps) => this.steps = steps;

    /// <summary>Starts an instance; its first work items are open when the operation has committed.</summary>
    /// <exception cref="InvalidOperationException">There is no such version.</exception>
    public Task<Outcome<ProcessAdvance>> Start(Work work, ProcessStart start, CancellationToken cancellationToken) =>
        steps.Start(work, start, cancellationToken);

    /// <summary>An open work item with the process it belongs to, as a step begins with it; null where it was done or never was.</summary>
    public static async Task<OpenWork?> Find(Work work, Guid workItemId)
    {
        ArgumentNullException.ThrowIfNull(work);
        // Many who complete parts of one process at once would else overtake one another until their tries are used up.
        if (work.IsAgain)
            await StepWriting.WaitForCaseOf(work, workItemId);
        return await OpenWork.Find(work.Db, workItemId);
    }

    /// <summary>
    /// Completes a work item. The actor must hold its role in its agency today (<see cref="KernelErrors.Forbidden"/>); of two who complete the
    /// same one the second gets <see cref="ProcessErrors.AlreadyDone"/>.
    /// </summary>
    /// <param name="open">As it was found in this operation.</param>
    /// <param name="outcome">One of the item's outcomes; null where it has none.</param>
    /// <param name="variables">Values that the step adds.</param>
    public Task<Outcome<ProcessAdvance>> Complete(
        Work work, OpenWork open, string? outcome, IReadOnlyDictionary<string, object?> variables, CancellationToken cancellationToken) =>
        steps.Complete(work, open, outcome, variables, cancellationToken);

    /// <summary>Ends an instance from outside: every open work item and timer goes.</summary>
    /// <param name="reason">Why, as the record keeps it.</param>
    public Task<Outcome<ProcessAdvance>> Cancel(Work work, Guid instanceId, string reason, CancellationToken cancellationToken) =>
        steps.Cancel(work, instanceId, reason, cancellationToken);

    /// <summary>Starts a process that was ended from outside once more, from its beginning, with the version and values it had.</summary>
    /// <param name="endedId">The instance that has ended.</param>
    /// <param name="instanceId">Id of the new one.</param>
    /// <exception cref="InvalidOperationException">There is no such ended instance.</exception>
    public async Task<Outcome<ProcessAdvance>> StartAgain(Work work, Guid endedId, Guid instanceId, ProcessParties parties, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        EndedProcess ended = await work.Db.Set<EndedProcess>().AsNoTracking().SingleOrDefaultAsync(process => process.Id == endedId, cancellationToken)
            ?? throw new InvalidOperationException($"Process {endedId} has not ended.");
        InstanceState state = InstanceState.FromJson(System.Text.Encoding.UTF8.GetBytes(ended.State));
        return await steps.Start(
            work, new(instanceId, ended.DefinitionKey, ended.Version, new(ended.SubjectKind, ended.SubjectId), parties, state.Variables.Values), cancellationToken);
    }

    /// <summary>Gives a work item to a position, or to nobody; false where it has changed hands or was done since it was read.</summary>
    /// <param name="item">As it was read.</param>
    public static async Task<bool> Assign(Work work, WorkItem item, Guid? assigneeId, string? assigneeName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(item);
        return await work.Db.Set<WorkItem>()
            .Where(i => i.Id == item.Id && i.AssigneeId == item.AssigneeId)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.AssigneeId, assigneeId).SetProperty(i => i.AssigneeName, assigneeName), cancellationToken) == 1;
    }

    /// <summary>Gives what an agency has to do in a process, now and later, to another; null where the process has ended.</summary>
    /// <param name="assignee">Who takes over an assigned work item; null leaves it to anybody of the agency who may do it.</param>
    public static Task<MovedParts?> Move(Work work, Guid instanceId, Guid from, Guid to, Func<WorkItem, Task<Assignee?>> assignee, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(assignee);
        return MovingParts.Move(work, instanceId, from, to, assignee, cancellationToken);
    }

    /// <summary>Takes back what <see cref="Move"/> gave. The caller has seen that nothing was done since.</summary>
    /// <param name="moved">What was moved.</param>
    /// <param name="from">The agency that has it now.</param>
    /// <param name="to">The agency that had it before.</param>
    public static Task MoveBack(Work work, Guid instanceId, MovedParts moved, Guid from, Guid to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(moved);
        return MovingParts.MoveBack(work, instanceId, moved, from, to, cancellationToken);
    }

    /// <summary>Running processes about subjects of a kind, without those that they call.</summary>
    public static IQueryable<RunningCase> Running(VanLangDbContext db, string subjectKind)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<ProcessInstance>().Where(instance => instance.SubjectKind == subjectKind && instance.ParentId == null).Select(instance => new RunningCase
        {
            SubjectId = instance.SubjectId,
            ReceivingAgencyId = instance.ReceivingAgencyId,
            CompetentAgencyId = instance.CompetentAgencyId,
            ReturnAgencyId = instance.ReturnAgencyId,
            ConsultedAgencyId = instance.ConsultedAgencyId,
        });
    }

    /// <summary>Which of some subjects have a case that operators have suspended.</summary>
    public static async Task<IReadOnlySet<Guid>> Suspended(VanLangDbContext db, string subjectKind, IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        Guid[] ids = [.. subjects];
        return ids.Length == 0 ? new HashSet<Guid>() : (await db.Set<ProcessInstance>()
            .Where(i => i.SubjectKind == subjectKind && ids.Contains(i.SubjectId) && (i.SuspendedAt != null || i.VersionSuspendedAt != null))
            .Select(i => i.SubjectId).ToListAsync(cancellationToken)).ToHashSet();
    }

    /// <summary>Key and version of the process that an instance runs or ran on, and whether its case stands; null where there is no such instance.</summary>
    public static async Task<ProcessVersion?> VersionOf(VanLangDbContext db, Guid instanceId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.Set<ProcessInstance>().Where(i => i.Id == instanceId).Select(i => new ProcessVersion(
                i.DefinitionKey, i.Version, i.SuspendedAt != null || i.VersionSuspendedAt != null,
                db.Set<ProcessInstance>().Any(part => part.SubjectKind == i.SubjectKind && part.SubjectId == i.SubjectId && db.Set<ProcessIncident>().Any(incident => incident.InstanceId == part.Id))))
            .SingleOrDefaultAsync(cancellationToken)
            ?? await db.Set<EndedProcess>().Where(i => i.Id == instanceId).Select(i => new ProcessVersion(i.DefinitionKey, i.Version, false, false)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Whether the actor holds the role of the item in its agency.</summary>
    public static bool MayDo(Actor actor, WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(item);
        if (item.Role == CandidateRoles.Submitter)
            return false;
        // A deputy signs for the head (KT.), Decree 30/2020 Art. 13.
        bool role = actor.Role == item.Role || (item.Role == CandidateRoles.Leader && actor.Role == "deputy-leader");
        return actor.Kind == ActorKind.Official && role && actor.AgencyId == item.AgencyId;
    }
}

/// <summary>A version of a process.</summary>
/// <param name="Key">Name of the process.</param>
/// <param name="Version">SHA-256 of its content.</param>
/// <param name="IsSuspended">Operators have suspended the instance or the version: nobody can do a step.</param>
/// <param name="HasIncident">Something of the case, or of what it calls, cannot go on by itself and waits for an operator.</param>
public sealed record ProcessVersion(string Key, string Version, bool IsSuspended, bool HasIncident);
