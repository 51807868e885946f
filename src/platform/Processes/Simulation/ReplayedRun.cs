using System.Collections.Immutable;
using VanLang.Kernel.Calendar;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;

namespace VanLang.Processes.Simulation;

/// <summary>
/// An instance on a virtual clock that does what a case of the past did. Whatever is due first happens first, work or timer. A step that comes up at the very moment it really
/// came up is done at the very moment it was really done; one that comes up at another moment takes the same working time, and one of the submitter the same time by the wall clock.
/// </summary>
internal sealed class ReplayedRun(ProcessDefinition definition, RecordedCase recorded, WorkingCalendar calendar)
{
    /// <summary>Steps and timers that a replay may have: a process that goes round for ever ends somewhere.</summary>
    private const int MostMoves = 2_000;

    private readonly Dictionary<long, Planned> work = [];
    private readonly SortedDictionary<long, DateTimeOffset> timers = [];
    private readonly List<RecordedStep> unused = [.. recorded.Steps];
    private readonly List<ReplayedStep> done = [];
    private InstanceState state = InstanceState.New(definition);
    private DateTimeOffset now = VietnamTime.ToLocal(recorded.StartedAt);
    private string? stuckAt;
    private bool hasEnded;

    public ReplayedCase Play(IReadOnlyDictionary<string, object?> variables)
    {
        Advance(new StartInstance(now, variables));
        for (var moves = 0; moves < MostMoves && !hasEnded && stuckAt is null && Next(); moves++)
        {
        }

        var node = hasEnded ? null : definition.FindNode(stuckAt ?? state.Tokens.Select(token => token.NodeId).LastOrDefault() ?? "");
        // What was no longer wanted was not done, so nothing of it is missing.
        return new(hasEnded, node is null ? null : new PathNode(node.Id, node.Name), done, now, [.. unused.Where(step => step.Outcome is not null)]);
    }

    private bool Next()
    {
        var task = work.Where(one => one.Value.Due is not null).OrderBy(one => one.Value.Due).ThenBy(one => one.Key).Select(one => ((long Id, Planned Work)?)(one.Key, one.Value)).FirstOrDefault();
        var timer = timers.OrderBy(one => one.Value).ThenBy(one => one.Key).Select(one => ((long Id, DateTimeOffset Due)?)(one.Key, one.Value)).FirstOrDefault();
        if (task is null && timer is null)
            return false;
        if (task is null || timer?.Due < task.Value.Work.Due)
        {
            timers.Remove(timer!.Value.Id);
            Reach(timer.Value.Due);
            Advance(new FireTimer(now, timer.Value.Id, timer.Value.Due));
            return true;
        }

        var (id, planned) = task.Value;
        work.Remove(id);
        Reach(planned.Due!.Value);
        var node = definition.FindNode(planned.NodeId)!;
        done.Add(new(new PathNode(node.Id, node.Name), planned.Recorded, now));
        Advance(new CompleteTask(now, id, planned.Outcome, ImmutableDictionary<string, object?>.Empty));
        return true;
    }

    private void Reach(DateTimeOffset at)
    {
        if (at > now)
            now = VietnamTime.ToLocal(at);
    }

    private void Advance(ProcessTrigger trigger)
    {
        var step = ProcessEngine.Advance(definition, state, trigger);
        state = step.State;
        foreach (var effect in step.Effects)
            Carry(effect);
        if (step.Outcome != StepOutcome.Advanced)
            stuckAt ??= step.Effects.OfType<IncidentRaised>().FirstOrDefault()?.NodeId ?? state.Tokens.Select(token => token.NodeId).LastOrDefault();
    }

    private void Carry(ProcessEffect effect)
    {
        switch (effect)
        {
            case TaskCreated task:
                work[task.TaskId] = Plan(task);
                break;
            case TaskCancelled task:
                work.Remove(task.TaskId);
                break;
            case TimerArmed timer when TimerDue.Of(timer.Rule, timer.Since ?? now, calendar) is { } due:
                timers[timer.TimerId] = due;
                break;
            case TimerElapsed timer:
                timers.Remove(timer.TimerId);
                break;
            case TimerDisarmed timer:
                timers.Remove(timer.TimerId);
                break;
            case IncidentRaised incident:
                stuckAt ??= incident.NodeId;
                break;
            case InstanceCompleted or InstanceTerminated or InstanceFailed:
                hasEnded = true;
                break;
        }
    }

    private Planned Plan(TaskCreated task)
    {
        var own = unused.FindIndex(step => step.NodeId == task.NodeId);
        if (own < 0)
        {
            // Nobody did it: its share of the time limit, and the outcome that stands first.
            var due = task.ShareHours is { } hours ? calendar.AddWorkingTime(now, TimeSpan.FromTicks((long)(hours * TimeSpan.TicksPerHour))) : now;
            return new(task.NodeId, null, task.Outcomes.IsDefaultOrEmpty ? null : task.Outcomes[0], due);
        }

        var step = unused[own];
        unused.RemoveAt(own);
        var offered = task.Outcomes.IsDefaultOrEmpty ? step.Outcome is null : task.Outcomes.Contains(step.Outcome ?? "");
        // It was no longer wanted, or ended by what is not offered any more: it waits, for a timer to end it.
        if (!offered && !task.Outcomes.IsDefaultOrEmpty)
            return new(task.NodeId, step, null, null);
        return new(task.NodeId, step, task.Outcomes.IsDefaultOrEmpty ? null : step.Outcome, DueOf(task, step));
    }

    private DateTimeOffset DueOf(TaskCreated task, RecordedStep step) =>
        step.Came == now ? step.DoneAt
        : task.Role == CandidateRoles.Submitter ? now + (step.DoneAt - step.Came)
        : calendar.AddWorkingTime(now, calendar.WorkingTimeBetween(step.Came, step.DoneAt));

    /// <param name="Due">When it is done; null for work that waits until something ends it.</param>
    private sealed record Planned(string NodeId, RecordedStep? Recorded, string? Outcome, DateTimeOffset? Due);
}
