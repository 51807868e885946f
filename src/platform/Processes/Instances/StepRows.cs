using System.Text;
using System.Text.Json;
using VanLang.Kernel;
using VanLang.Kernel.Operations;
using VanLang.Processes.Calls;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Processes.Incidents;
using VanLang.Processes.Messages;
using VanLang.Processes.Signals;

namespace VanLang.Processes.Instances;

/// <summary>
/// The rows that a step adds and takes away: the one place where effects of the engine become rows. How they come to the database,
/// <see cref="StepWriting"/> knows.
/// </summary>
/// <param name="Instance">The instance before the step; at the start as it is about to be.</param>
/// <param name="ReadRevision">Revision that was read; null at the start.</param>
sealed record StepRows(ProcessInstance Instance, long? ReadRevision, ProcessStep Step)
{
    readonly List<WorkItem> opened = [];
    readonly List<ClosedTask> closed = [];
    readonly List<DoneWorkItem> passed = [];
    readonly List<StepJob> armed = [];
    readonly List<Guid> disarmed = [];

    /// <summary>State after the step, JSON.</summary>
    public string State { get; } = Encoding.UTF8.GetString(Step.State.ToJson());

    public string? EndNodeId { get; } = Step.Effects.OfType<InstanceCompleted>().LastOrDefault()?.EndNodeId;

    public required MessageRows Messages { get; init; }

    public required SignalRows Signals { get; init; }

    public required IncidentRows Incidents { get; init; }

    /// <summary>Work items that are open after the step and were not before.</summary>
    public IReadOnlyList<WorkItem> Opened => opened;

    /// <summary>Work items that were open before the step and are not after it.</summary>
    public IReadOnlyList<ClosedTask> Closed => closed;

    /// <summary>Work items that came and went within the step.</summary>
    public IReadOnlyList<DoneWorkItem> Passed => passed;

    /// <summary>Timers and questions to services that the step leaves and that were not there before.</summary>
    public IReadOnlyList<StepJob> Armed => armed;

    /// <summary>Jobs that were there before the step and are no longer wanted.</summary>
    public IReadOnlyList<Guid> Disarmed => disarmed;

    public static async Task<StepRows> Of(
        Work work, ProcessInstance instance, InstanceState? before, ProcessDefinition definition, ProcessStep step, TimerClock timers, CancellationToken cancellationToken)
    {
        StepRows rows = new(instance, before?.Revision, step)
        {
            Messages = new(work, instance, step.State.Revision),
            Signals = new(work, instance),
            Incidents = IncidentRows.Of(work, instance, before ?? InstanceState.New(definition), definition, step),
        };
        foreach (ProcessEffect effect in step.Effects)
            await rows.Take(work, effect, definition, timers, cancellationToken);
        if (step.State.HasEnded)
            rows.Messages.End();
        return rows;
    }

    async Task Take(Work work, ProcessEffect effect, ProcessDefinition definition, TimerClock timers, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case TaskCreated task:
                opened.Add(Open(work, task, task.ShareHours is { } hours ? await timers.AfterWorkingHours(work.Now, hours, cancellationToken) : null));
                break;
            case TaskCompleted task:
                Close(work, task.TaskId, task.Outcome, work.Actor.PersonId);
                break;
            case TaskCancelled task:
                Close(work, task.TaskId, outcome: null, completedBy: null);
                break;
            case TimerArmed timer:
                DateTimeOffset since = timer.Since ?? work.Now;
                DateTimeOffset due = await timers.Due(work.Now, timer.Rule, since, cancellationToken);
                armed.Add(new(TimerJob.IdOf(Instance.Id, timer.TimerId), TimerJob.JobKind, TimerJob.Payload(Instance.Id, timer, since, due), due));
                break;
            case TimerDisarmed timer:
                Disarm(TimerJob.IdOf(Instance.Id, timer.TimerId));
                break;
            case ServiceRequested asked:
                armed.Add(new(ServiceJob.IdOf(Instance.Id, asked.CallId), ServiceJob.JobKind, ServiceJob.Payload(Instance, asked), work.Now));
                break;
            case CallEnded ended when definition.FindNode(ended.NodeId)!.Kind is NodeKind.ServiceTask:
                Disarm(ServiceJob.IdOf(Instance.Id, ended.CallId));
                break;
            case CallCancelled cancelled when definition.FindNode(cancelled.NodeId)!.Kind is NodeKind.ServiceTask:
                Disarm(ServiceJob.IdOf(Instance.Id, cancelled.CallId));
                break;
            case MessageAwaited message:
                Messages.Await(message.SubscriptionId, message.NodeId, message.Name, message.Key);
                break;
            case SignalAwaited signal:
                Signals.Await(signal.SubscriptionId, signal.NodeId, signal.Name);
                break;
            case EventCaught { Kept: false } caught:
                GiveUp(definition, caught.NodeId, caught.SubscriptionId);
                break;
            case SubscriptionClosed closing:
                GiveUp(definition, closing.NodeId, closing.SubscriptionId);
                break;
            case MessagePublished message:
                Messages.Publish(message.Name, message.Key, JsonSerializer.Serialize(message.Variables));
                break;
            case SignalThrown signal:
                Signals.Throw(signal.Name);
                break;
        }
    }

    void Disarm(Guid id)
    {
        if (armed.RemoveAll(row => row.Id == id) == 0)
            disarmed.Add(id);
    }

    // Conditions are asked within the step and have no rows.
    void GiveUp(ProcessDefinition definition, string nodeId, long subscriptionId)
    {
        switch (definition.FindNode(nodeId)!.Event)
        {
            case MessageEvent:
                Messages.GiveUp(subscriptionId);
                break;
            case SignalEvent:
                Signals.GiveUp(subscriptionId);
                break;
        }
    }

    WorkItem Open(Work work, TaskCreated task, DateTimeOffset? dueAt) => new()
    {
        Id = IdOf("task", task.TaskId),
        InstanceId = Instance.Id,
        TaskId = task.TaskId,
        SubjectKind = Instance.SubjectKind,
        SubjectId = Instance.SubjectId,
        NodeId = task.NodeId,
        Name = task.Name,
        Role = task.Role,
        AgencyId = AgencyOf(Instance, task.Unit, work, task.NodeId),
        Action = task.Action,
        Outcomes = string.Join(' ', task.Outcomes),
        CreatedAt = work.Now,
        DueAt = dueAt,
    };

    /// <summary>The agency whose people may do a task of an instance; null for the submitter.</summary>
    public static Guid? AgencyOf(ProcessInstance instance, CandidateUnit? unit, Work work, string nodeId) => unit switch
    {
        CandidateUnit.Receiving => instance.ReceivingAgencyId,
        CandidateUnit.Competent => instance.CompetentAgencyId,
        CandidateUnit.Returning => instance.ReturnAgencyId ?? instance.ReceivingAgencyId,
        CandidateUnit.Consulted => instance.ConsultedAgencyId ?? throw new InvalidOperationException($"The case names no agency for step {nodeId}."),
        CandidateUnit.Acting => work.Actor.AgencyId,
        _ => null,
    };

    void Close(Work work, long taskId, string? outcome, Guid? completedBy)
    {
        Guid id = IdOf("task", taskId);
        if (opened.Find(item => item.Id == id) is not { } item)
        {
            closed.Add(new(id, outcome, completedBy));
            return;
        }

        opened.Remove(item);
        passed.Add(DoneWorkItem.Of(item, work, outcome, completedBy));
    }

    Guid IdOf(string what, long number) => DeterministicId.Of($"{Instance.Id}/{what}/{number}");
}

/// <summary>A work item that was done or is no longer wanted.</summary>
/// <param name="CompletedBy">The person who completed it; null for the program, and where it is no longer wanted.</param>
sealed record ClosedTask(Guid WorkItemId, string? Outcome, Guid? CompletedBy);

/// <summary>The job of a timer, or of a question to a service.</summary>
sealed record StepJob(Guid Id, string Kind, string Payload, DateTimeOffset DueAt);
