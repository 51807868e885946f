using VanLang.Kernel.Calendar;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Simulation;

/// <summary>When a timer is due on the virtual clock.</summary>
internal static class TimerDue
{
    /// <summary>The instant, or null where working time is counted and there is no calendar.</summary>
    public static DateTimeOffset? Of(TimerRule rule, DateTimeOffset now, WorkingCalendar? calendar) => rule switch
    {
        TimerAtInstant at => at.At.ToOffset(now.Offset),
        TimerAtLocal at => new DateTimeOffset(at.At, now.Offset),
        TimerAfter { Working: false } after => new DateTimeOffset(after.Duration.After((after.From ?? now).ToOffset(now.Offset).DateTime), now.Offset),
        TimerAfter after when calendar is not null => AfterWorking(calendar, after.From ?? now, after.Duration).ToOffset(now.Offset),
        TimerByLimit limit when calendar is not null => DeadlineClock.Start(calendar, now, TimeLimit.From(limit.Value, limit.Unit, cutOff: null)!).DueAt?.ToOffset(now.Offset),
        _ => null,
    };

    private static DateTimeOffset AfterWorking(WorkingCalendar calendar, DateTimeOffset now, IsoDuration duration)
    {
        var from = duration.Days > 0 ? calendar.AddWorkingDays(VietnamTime.DateOf(now), duration.Days) : now;
        var rest = new TimeSpan(duration.Hours, duration.Minutes, 0);
        return rest > TimeSpan.Zero ? calendar.AddWorkingTime(from, rest) : from;
    }
}
