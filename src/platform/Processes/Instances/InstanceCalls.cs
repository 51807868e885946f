using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Calls;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;

namespace VanLang.Processes.Instances;

/// <summary>
/// Called processes. They begin, end, fail and are cancelled in the operation that makes them: whoever completes the last task of a called process opens the
/// next task of the one that called it.
/// </summary>
sealed partial class InstanceSteps
{
    /// <summary>How many processes may call one another in a row.</summary>
    const int MostCalls = 10;

    async Task<Failure?> FollowCalls(Work work, AdvanceSoFar so, ProcessInstance instance, ProcessStep step, CancellationToken cancellationToken)
    {
        foreach (ProcessEffect effect in step.Effects)
        {
            Failure? failure = effect switch
            {
                // What was called and given up within the step was never begun.
                ProcessCalled called when step.State.Tokens.Any(token => token.Id == called.CallId) => await Call(work, so, instance, called, cancellationToken),
                CallCancelled cancelled => await CancelCalled(work, so, instance.Id, cancelled, cancellationToken),
                EscalationRaised { CaughtBy: null } raised => await Tell(work, so, instance, "process.call-escalated", (now, call) => new EscalateCall(now, call, raised.Code), cancellationToken),
                InstanceFailed failed => await Tell(work, so, instance, "process.call-failed", (now, call) => new FailCall(now, call, failed.Code, failed.Code), cancellationToken),
                InstanceTerminated ended => await Tell(work, so, instance, "process.call-failed", (now, call) => new FailCall(now, call, null, $"The called process was cancelled: {ended.Reason}"), cancellationToken),
                InstanceCompleted => await Tell(work, so, instance, "process.call-answered", (now, call) => new AnswerCall(now, call, step.State.Variables.Values), cancellationToken),
                _ => null,
            };
            if (failure is not null)
                return failure;
        }

        return null;
    }

    async Task<Failure?> Call(Work work, AdvanceSoFar so, ProcessInstance caller, ProcessCalled called, CancellationToken cancellationToken)
    {
        string? problem = null;
        Definition? published = null;
        if (await Depth(work, caller) >= MostCalls)
            problem = $"More than {MostCalls} processes call one another.";
        else if (await definitions.InForce(ProcessDefinitions.Kind, called.Process, await DecisionAnswers.DayOf(called.Binding, work, caller, cancellationToken), cancellationToken) is { } found)
            published = found;
        else
            problem = $"No version of process {called.Process} is in force.";

        if (published is not null)
        {
            ProcessParties parties = new(caller.ReceivingAgencyId, caller.CompetentAgencyId, caller.ReturnAgencyId ?? caller.ReceivingAgencyId, caller.ConsultedAgencyId);
            ProcessStart start = new(work.NewId(), published.Key, published.Version, new Subject(caller.SubjectKind, caller.SubjectId), parties, called.Variables.Values);
            Failure? failure = await Begin(work, so, new(start) { ParentId = caller.Id, ParentCallId = called.CallId }, cancellationToken);
            if (failure is null)
                return null;
            problem = $"Process {called.Process} cannot begin: {failure}";
        }

        return await Advance(work, so, await Find(work.Db, caller.Id), "process.call-failed", now => new FailCall(now, called.CallId, null, problem!), cancellationToken);
    }

    static async Task<int> Depth(Work work, ProcessInstance instance)
    {
        int depth = 1;
        for (Guid? parent = instance.ParentId; parent is { } id && depth < MostCalls; depth++)
            parent = (await Find(work.Db, id))?.ParentId;
        return depth;
    }

    async Task<Failure?> CancelCalled(Work work, AdvanceSoFar so, Guid callerId, CallCancelled cancelled, CancellationToken cancellationToken)
    {
        ProcessInstance? called = await work.Db.Set<ProcessInstance>().AsNoTracking()
            .SingleOrDefaultAsync(instance => instance.ParentId == callerId && instance.ParentCallId == cancelled.CallId, cancellationToken);
        return called is null ? null : await Advance(work, so, called, "process.cancelled", now => new CancelInstance(now, cancelled.Reason.ToString()), cancellationToken);
    }

    /// <summary>Tells the instance that called this one, where one did and still waits for it.</summary>
    async Task<Failure?> Tell(
        Work work, AdvanceSoFar so, ProcessInstance instance, string eventType, Func<DateTimeOffset, long, ProcessTrigger> trigger, CancellationToken cancellationToken)
    {
        if (instance is not { ParentId: { } parentId, ParentCallId: { } call } || await Find(work.Db, parentId) is not { } parent)
            return null;
        Failure? failure = await Advance(work, so, parent, eventType, now => trigger(now, call), cancellationToken);
        return failure?.Code == ProcessErrors.AlreadyDone ? null : failure;
    }
}
