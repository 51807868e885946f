using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Calls;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Processes.Suspensions;

namespace VanLang.Processes.Instances;

/// <summary>
/// The thin shell around the pure engine: loads one state row, calls, writes it back under a revision check together with work items, timers, subscriptions
/// and the record. Decisions are answered within the step, called processes in steps of their own that follow in the same operation.
/// </summary>
sealed partial class InstanceSteps(DefinitionStore definitions, TimerClock timers, DecisionAnswers decisions)
{
    static readonly KeptQuery<Func<VanLangDbContext, Guid, Task<ProcessInstance?>>> Running = new(() => EF.CompileAsyncQuery(
        (VanLangDbContext db, Guid id) => db.Set<ProcessInstance>().AsNoTracking().SingleOrDefault(i => i.Id == id)));

    /// <summary>A running instance; null where there is none.</summary>
    public static Task<ProcessInstance?> Find(VanLangDbContext db, Guid id) => Running.For(db)(db, id);

    public Task<Outcome<ProcessAdvance>> Start(Work work, ProcessStart start, CancellationToken cancellationToken) => Begin(work, new Beginning(start), cancellationToken);

    public async Task<Outcome<ProcessAdvance>> Begin(Work work, Beginning beginning, CancellationToken cancellationToken) =>
        await Suspension.IsHeld(work.Db, beginning.Start.Key, beginning.Start.Version, cancellationToken)
            ? ProcessErrors.Held
            : await Whole(so => Begin(work, so, beginning, cancellationToken));

    public async Task<Outcome<ProcessAdvance>> Complete(
        Work work, OpenWork open, string? outcome, IReadOnlyDictionary<string, object?> variables, CancellationToken cancellationToken)
    {
        WorkItem item = open.Item;
        if (outcome is null ? item.Outcomes.Length > 0 : !item.Offers(outcome))
            return ProcessErrors.OutcomeNotOffered;
        // Who the submitter is, only the room knows whose subject it is.
        if (item.Role != CandidateRoles.Submitter && work.Actor.Kind == ActorKind.Official && !ProcessRuntime.MayDo(work.Actor, item))
            return KernelErrors.Forbidden;
        return await Move(work, open.Instance, "process.task-completed", now => new CompleteTask(now, item.TaskId, outcome, variables), byTimer: false, cancellationToken);
    }

    /// <param name="dueAt">When it was due, from which a cycle counts on; null for now.</param>
    public Task<Outcome<ProcessAdvance>> Fire(Work work, ProcessInstance instance, long timerId, DateTimeOffset? dueAt, CancellationToken cancellationToken) => Move(
        work, instance, "process.timer-fired", now => new FireTimer(now, timerId, dueAt is { } due ? VietnamTime.ToLocal(due) : null), byTimer: true, cancellationToken);

    /// <summary>Brings a message or signal to a subscription.</summary>
    public Task<Outcome<ProcessAdvance>> Deliver(
        Work work, ProcessInstance instance, long subscriptionId, IReadOnlyDictionary<string, object?> variables, string eventType, CancellationToken cancellationToken) =>
        Move(work, instance, eventType, now => new Deliver(now, subscriptionId, variables), byTimer: false, cancellationToken);

    /// <summary>Moves an instance by anything else.</summary>
    public Task<Outcome<ProcessAdvance>> Tell(Work work, ProcessInstance instance, string eventType, ProcessTrigger trigger, CancellationToken cancellationToken) =>
        Move(work, instance, eventType, _ => trigger, byTimer: false, cancellationToken);

    public async Task<Outcome<ProcessAdvance>> Cancel(Work work, Guid instanceId, string reason, CancellationToken cancellationToken) =>
        await Move(work, await Find(work.Db, instanceId), "process.cancelled", now => new CancelInstance(now, reason), byTimer: false, cancellationToken);

    // Looked at before anything is written: who gets a failure may go on with the operation.
    async Task<Outcome<ProcessAdvance>> Move(
        Work work, ProcessInstance? instance, string eventType, Func<DateTimeOffset, ProcessTrigger> trigger, bool byTimer, CancellationToken cancellationToken)
    {
        if (instance is null)
            return ProcessErrors.AlreadyDone;
        // What comes too late does so also where the case stands, and need not wait for it to go on.
        if (await Suspension.Holds(work.Db, instance))
            return (await Step(work, instance, trigger)).Step.Outcome == StepOutcome.Ignored ? ProcessErrors.AlreadyDone : ProcessErrors.Suspended;
        return await Whole(so => Advance(work, so, instance, eventType, trigger, cancellationToken), byTimer);
    }

    static async Task<Outcome<ProcessAdvance>> Whole(Func<AdvanceSoFar, Task<Failure?>> steps, bool byTimer = false)
    {
        AdvanceSoFar so = new();
        return await steps(so) is { } failure ? failure : so.Whole(byTimer);
    }

    async Task<Failure?> Begin(Work work, AdvanceSoFar so, Beginning beginning, CancellationToken cancellationToken)
    {
        ProcessStart start = beginning.Start;
        ProcessDefinition definition = await definitions.Process(start.Key, start.Version);
        ProcessInstance instance = new()
        {
            Id = start.InstanceId,
            DefinitionKey = start.Key,
            Version = start.Version,
            SubjectKind = start.Subject.Kind,
            SubjectId = start.Subject.Id,
            ReceivingAgencyId = start.Parties.ReceivingAgencyId,
            CompetentAgencyId = start.Parties.CompetentAgencyId,
            ReturnAgencyId = start.Parties.ReturnAgencyId,
            ConsultedAgencyId = start.Parties.ConsultedAgencyId,
            StartMessage = beginning.Message?.Name,
            StartKey = beginning.Message?.Key,
            ParentId = beginning.ParentId,
            ParentCallId = beginning.ParentCallId,
            State = "",
            Revision = 0,
            StartedAt = work.Now,
        };
        InstanceState state = InstanceState.New(definition);
        StartInstance trigger = new(VietnamTime.ToLocal(work.Now), start.Variables, beginning.StartEventId, beginning.ParentId is not null);
        return await Store(work, so, instance, before: null, definition, "process.started", ProcessEngine.Advance(definition, state, trigger), cancellationToken);
    }

    async Task<Failure?> Advance(
        Work work, AdvanceSoFar so, ProcessInstance? instance, string eventType, Func<DateTimeOffset, ProcessTrigger> trigger, CancellationToken cancellationToken)
    {
        if (instance is null)
            return ProcessErrors.AlreadyDone;
        (ProcessDefinition definition, InstanceState state, ProcessStep step) = await Step(work, instance, trigger);
        return await Store(work, so, instance, state, definition, eventType, step, cancellationToken);
    }

    async Task<(ProcessDefinition Definition, InstanceState Before, ProcessStep Step)> Step(Work work, ProcessInstance instance, Func<DateTimeOffset, ProcessTrigger> trigger)
    {
        ProcessDefinition definition = await definitions.Process(instance.DefinitionKey, instance.Version);
        InstanceState state = InstanceState.FromJson(Encoding.UTF8.GetBytes(instance.State));
        return (definition, state, ProcessEngine.Advance(definition, state, trigger(VietnamTime.ToLocal(work.Now))));
    }

    async Task<Failure?> Store(
        Work work, AdvanceSoFar so, ProcessInstance instance, InstanceState? before, ProcessDefinition definition, string eventType, ProcessStep step, CancellationToken cancellationToken)
    {
        (step, IReadOnlyList<DecisionMade> made) = await decisions.Answer(work, instance, definition, step, cancellationToken);
        if (step.Outcome == StepOutcome.Ignored)
            return ProcessErrors.AlreadyDone;
        if (step.Outcome == StepOutcome.RolledBack)
            return ProcessErrors.Incident.With(step.Effects.OfType<IncidentRaised>().First().Kind.ToString());

        StepRows rows = await StepRows.Of(work, instance, before, definition, step, timers, cancellationToken);
        await rows.Write(work, cancellationToken);
        work.Raise(
            new Subject(ProcessInstance.Kind, instance.Id),
            eventType,
            new
            {
                instance.DefinitionKey,
                Subject = new { Kind = instance.SubjectKind, Id = instance.SubjectId },
                Effects = step.Effects.Where(effect => effect is not (NodeEntered or NodeLeft)).ToArray(),
                Nodes = step.Effects.OfType<NodeEntered>().Select(entered => entered.NodeId).ToArray(),
                Decisions = made.Count == 0 ? null : made,
            },
            before is null ? null : ProcessInstance.Facts(instance.Version, instance.Revision, instance.State),
            ProcessInstance.Facts(instance.Version, step.State.Revision, rows.State));
        so.Take(rows);
        return await FollowCalls(work, so, instance, step, cancellationToken);
    }
}
