using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Assignments;
using VanLang.Processes.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>
/// What every step on a dossier does alike: find work item and dossier, check who acts and what was seen, move the process, follow it with the
/// holder, and leave the event.
/// </summary>
sealed class DossierSteps(UnitOfWork unitOfWork, ProcessRuntime processes)
{
    /// <summary>Does one step as one operation.</summary>
    /// <param name="operation">Name of the operation, also of its event: <c>dossier.accepted</c>.</param>
    /// <param name="body">What the key stands for.</param>
    /// <param name="change">Changes the dossier and says how the work item ends and what the event tells.</param>
    public Task<Outcome<StepDone>> Do(
        string operation, StepCommand step, Actor actor, string? reason, object body,
        Func<Work, Dossier, WorkItem, CancellationToken, Task<Outcome<StepEnd>>> change, CancellationToken cancellationToken) =>
        unitOfWork.Execute<StepDone>(
            new Operation(operation, actor) { Reason = reason, IdempotencyKey = step.Key, Body = new { step.WorkItemId, body } },
            async (work, token) =>
            {
                if (await ProcessRuntime.Find(work, step.WorkItemId) is not { Item: var item } open || item.SubjectKind != Dossier.SubjectKind)
                    return await DoneByOther(work, step.WorkItemId, token);
                Dossier dossier = await work.Db.Set<Dossier>().SingleAsync(d => d.Id == item.SubjectId, token);
                if (!MayDo(actor, item, dossier))
                    return KernelErrors.Forbidden;
                if (!WorkHolding.IsFreeFor(actor, item))
                    return OneStopErrors.AssignedToOther.With(item.AssigneeName!);
                if (dossier.Status == DossierStatus.WithdrawalRequested)
                    return OneStopErrors.WithdrawalPending;
                if (dossier.Revision != step.Revision)
                    return await IsOpen(work, step.WorkItemId, token) ? KernelErrors.Conflict : await DoneByOther(work, step.WorkItemId, token);

                return await Finish(work, open, dossier, operation, then => change(work, dossier, item, then), token);
            },
            cancellationToken);

    /// <summary>Does a step within an operation that has found it, and has seen that it may be done.</summary>
    /// <param name="eventType">What the event is called.</param>
    /// <param name="change">See <see cref="Do"/>.</param>
    public async Task<Outcome<StepDone>> Finish(
        Work work, OpenWork open, Dossier dossier, string eventType, Func<CancellationToken, Task<Outcome<StepEnd>>> change, CancellationToken cancellationToken)
    {
        Facts before = dossier.Facts();
        bool ran = dossier.FinishedAt is null;
        Outcome<StepEnd> end = await change(cancellationToken);
        if (!end.Succeeded)
            return end.Failure;
        Outcome<ProcessAdvance> advance = await processes.Complete(work, open, end.Value.Outcome, end.Value.Variables, cancellationToken);
        if (!advance.Succeeded)
            return advance.Failure;

        await Follow(work, dossier, advance.Value, cancellationToken);
        if (ran && dossier.FinishedAt is not null)
            await DossierHolder.End(work, dossier, cancellationToken);
        dossier.Revision++;
        Guid eventId = work.Raise(dossier.Subject, eventType, end.Value.Data, before, dossier.Facts());
        end.Value.Raised?.Invoke(eventId);
        return new StepDone(dossier.Id, dossier.Code);
    }

    /// <summary>Sets the holder by the work that is open now, and lets its agency see the dossier.</summary>
    public static async Task Follow(Work work, Dossier dossier, ProcessAdvance advance, CancellationToken cancellationToken)
    {
        if (advance.Opened.Count == 0)
        {
            if (advance.Ended)
                dossier.HolderRole = "";
            return;
        }

        foreach (Guid agency in advance.Opened.Select(item => item.AgencyId).OfType<Guid>().Distinct())
            await See(work, dossier, agency, cancellationToken);
        // An agency that is only asked for its opinion does not hold the dossier.
        if (advance.Opened.FirstOrDefault(item => item.Action != StepActions.AnswerOpinion) is not { } next)
            return;
        dossier.HolderRole = next.Role;
        dossier.HolderAgencyId = next.AgencyId ?? dossier.HolderAgencyId;
    }

    /// <summary>Lets an agency see the dossier from now on.</summary>
    public static async Task See(Work work, Dossier dossier, Guid agencyId, CancellationToken cancellationToken)
    {
        DbSet<DossierHolder> holders = work.Db.Set<DossierHolder>();
        if (await holders.FindAsync([dossier.Id, agencyId], cancellationToken) is null)
            holders.Add(DossierHolder.Of(dossier, agencyId, work.Now));
    }

    /// <summary>
    /// Whether the actor may do a step. A step that waits for the submitter is done by the account that owns the dossier; of a dossier brought
    /// on paper, whose owner has none, by any clerk of the place of receipt.
    /// </summary>
    public static bool MayDo(Actor actor, WorkItem item, Dossier dossier)
    {
        if (item.Role != CandidateRoles.Submitter)
            return ProcessRuntime.MayDo(actor, item) && actor.MayHandle(dossier.ProcedureCode);
        return dossier.OwnerAccountId is { } owner
            ? actor.AccountId == owner
            : actor is { Kind: ActorKind.Official, Role: CandidateRoles.OneStopClerk } && actor.AgencyId == dossier.ReceivingAgencyId;
    }

    // Between reading the item and reading the dossier another step may have committed.
    static Task<bool> IsOpen(Work work, Guid workItemId, CancellationToken cancellationToken) =>
        work.Db.Set<WorkItem>().AnyAsync(item => item.Id == workItemId, cancellationToken);

    // Of two who do the same step the second is told who was faster and when (R12), not that something went wrong.
    static async Task<Failure> DoneByOther(Work work, Guid workItemId, CancellationToken cancellationToken)
    {
        DoneWorkItem? done = await work.Db.Set<DoneWorkItem>().FindAsync([workItemId], cancellationToken);
        if (done is null)
            return OneStopErrors.NotFound;
        return ProcessErrors.AlreadyDone.With(done.DoneBy, VietnameseFormat.DateTime(done.DoneAt));
    }
}

/// <summary>How a step ends.</summary>
/// <param name="Outcome">Outcome of the work item.</param>
/// <param name="Data">What the event tells.</param>
/// <param name="Variables">Values the process decides by.</param>
sealed record StepEnd(string? Outcome, object Data, IReadOnlyDictionary<string, object?> Variables)
{
    public StepEnd(string? outcome, object data)
        : this(outcome, data, new Dictionary<string, object?>())
    {
    }

    /// <summary>Told the id of the event, so that a paper can state it.</summary>
    public Action<Guid>? Raised { get; init; }
}
