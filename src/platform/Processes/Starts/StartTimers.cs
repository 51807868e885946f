using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Processes.Definitions;
using VanLang.Processes.Instances;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Starts;

/// <summary>Keeps the timers that start processes as the processes in force say.</summary>
sealed class StartTimers(EventStarts starts, TimerClock clock)
{
    static readonly Dictionary<string, object?> Nothing = [];

    /// <summary>Arms what a process in force says and is not armed yet, and disarms what none says any longer.</summary>
    public async Task Settle(Work work, CancellationToken cancellationToken)
    {
        IReadOnlyList<EventStart> wanted = await starts.Of<TimerEvent>(work.Now, _ => true, cancellationToken);
        List<StartTimer> armed = await work.Db.Set<StartTimer>().ToListAsync(cancellationToken);
        foreach (StartTimer timer in armed.Where(timer => !wanted.Any(start => start.Key == timer.DefinitionKey && start.Node.Id == timer.NodeId)))
        {
            await work.Unschedule(timer.JobId, cancellationToken);
            work.Db.Remove(timer);
        }

        foreach (EventStart start in wanted)
        {
            if (RuleOf(start.Node, work.Now) is not { } rule)
                continue;
            StartTimer? timer = armed.Find(timer => timer.DefinitionKey == start.Key && timer.NodeId == start.Node.Id);
            if (timer?.Rule == rule.ToString())
                continue;
            await Arm(work, start, rule, timer, cancellationToken);
        }
    }

    /// <summary>The rule of a start event; null where it needs a case to tell it.</summary>
    public static TimerRule? RuleOf(ProcessNode start, DateTimeOffset now) => start.Timer!.Resolve(() => new FeelScope(Nothing, VietnamTime.ToLocal(now)), out _);

    /// <summary>The next round after one that was due: those that were missed meanwhile are one.</summary>
    public static DateTimeOffset NextRound(DateTimeOffset due, IsoDuration every, DateTimeOffset now)
    {
        DateTimeOffset next = VietnamTime.ToLocal(due);
        do
            next = new(every.After(next.DateTime), next.Offset);
        while (next <= now);
        return next.ToUniversalTime();
    }

    async Task Arm(Work work, EventStart start, TimerRule rule, StartTimer? timer, CancellationToken cancellationToken)
    {
        TimerCycle? cycle = rule as TimerCycle;
        DateTimeOffset due = await clock.Due(work.Now, cycle?.First ?? rule, work.Now, cancellationToken);
        // A moment that was over before the process came into force is not made up for; a cycle goes on with its next round.
        if (due < work.Now && cycle is not null)
            due = NextRound(due, cycle.Every, work.Now);
        if (timer is null)
            work.Db.Add(timer = new() { DefinitionKey = start.Key, NodeId = start.Node.Id, Rule = "", DueAt = due, Left = 0, Spent = false });
        timer.Rule = rule.ToString();
        timer.DueAt = due;
        timer.Left = cycle is null ? 0 : cycle.Times == TimerCycle.Unlimited ? TimerCycle.Unlimited : cycle.Times - 1;
        timer.Spent = due < work.Now;
        await work.Unschedule(timer.JobId, cancellationToken);
        if (!timer.Spent)
            work.Schedule(timer.JobId, StartTimerJob.JobKind, StartTimerJob.LaneOf(timer), StartTimerJob.Payload(timer), due);
    }
}
