using System.Text;
using VanLang.Kernel;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;
using VanLang.Processes.Engine;

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
    readonly List<ArmedTimer> armed = [];
    readonly List<Guid> disarmed = [];

    /// <summary>State after the step, JSON.</summary>
    public string State { get; } = Encoding.UTF8.GetString(Step.State.ToJson());

    public string? EndNodeId { get; } = Step.Effects.OfType<InstanceCompleted>().LastOrDefault()?.EndNodeId;

    /// <summary>Work items that are open after the step and were not before.</summary>
    public IReadOnlyList<WorkItem> Opened => opened;

    /// <summary>Work items that were open before the step and are not after it.</summary>
    public IReadOnlyList<ClosedTask> Closed => closed;

    /// <summary>Work items that came and went within the step.</summary>
    public IReadOnlyList<DoneWorkItem> Passed => passed;

    /// <summary>Timers that run after the step and did not before.</summary>
    public IReadOnlyList<ArmedTimer> Armed => armed;

    /// <summary>Jobs of timers that ran before the step and are no longer wanted.</summary>
    public IReadOnlyList<Guid> Disarmed => disarmed;

    public static async Task<StepRows> Of(
        Work work, ProcessInstance instance, long? readRevision, ProcessStep step, TimerClock timers, CancellationToken cancellationToken)
    {
        StepRows rows = new(instance, readRevision, step);
        foreach (ProcessEffect effect in step.Effects)
            await rows.Take(work, effect, timers, cancellationToken);
        return rows;
    }

    async Task Take(Work work, ProcessEffect effect, TimerClock timers, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case TaskCreated task:
                opened.Add(Open(work, task, task.ShareHours is { } hours ? await timers.AfterWorkingHours(work.Now, hours, cancellationToken) : null));
                break;
            case TaskCompleted task:
                Close(work, task.TaskId, task.Outcome);
                break;
            case TaskCancelled task:
                Close(work, task.TaskId, outcome: null);
                break;
            case TimerArmed timer:
                armed.Add(new(IdOf("timer", timer.TimerId), TimerJob.Payload(Instance.Id, timer.TimerId, timer.Rule), await timers.Due(work.Now, timer.Rule, cancellationToken)));
                break;
            case TimerDisarmed timer:
                Guid id = IdOf("timer", timer.TimerId);
                if (armed.RemoveAll(row => row.Id == id) == 0)
                    disarmed.Add(id);
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
        AgencyId = task.Unit switch
        {
            CandidateUnit.Receiving => Instance.ReceivingAgencyId,
            CandidateUnit.Competent => Instance.CompetentAgencyId,
            CandidateUnit.Returning => Instance.ReturnAgencyId ?? Instance.ReceivingAgencyId,
            CandidateUnit.Consulted => Instance.ConsultedAgencyId ?? throw new InvalidOperationException($"The case names no agency for step {task.NodeId}."),
            CandidateUnit.Acting => work.Actor.AgencyId,
            _ => null,
        },
        Action = task.Action,
        Outcomes = string.Join(' ', task.Outcomes),
        CreatedAt = work.Now,
        DueAt = dueAt,
    };

    void Close(Work work, long taskId, string? outcome)
    {
        Guid id = IdOf("task", taskId);
        if (opened.Find(item => item.Id == id) is not { } item)
        {
            closed.Add(new(id, outcome));
            return;
        }

        opened.Remove(item);
        passed.Add(DoneWorkItem.Of(item, work, outcome));
    }

    Guid IdOf(string what, long number) => DeterministicId.Of($"{Instance.Id}/{what}/{number}");
}

/// <summary>A work item that was done or is no longer wanted.</summary>
sealed record ClosedTask(Guid WorkItemId, string? Outcome);

/// <summary>The job of a timer.</summary>
sealed record ArmedTimer(Guid Id, string Payload, DateTimeOffset DueAt);
