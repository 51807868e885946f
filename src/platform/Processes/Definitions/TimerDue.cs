using VanLang.Kernel.Calendar;

namespace VanLang.Processes.Definitions;

/// <summary>When a timer is due that is armed at an instant. Dates and wall-clock times are those of the province.</summary>
internal static class TimerDue
{
    /// <summary>Whether the rule counts working time, so that a calendar is needed.</summary>
    public static bool NeedsCalendar(TimerRule rule) => rule is TimerByLimit or TimerAfter { Working: true };

    /// <summary>The instant, in the offset of the province; null where working time is counted and there is no calendar.</summary>
    public static DateTimeOffset? Of(TimerRule rule, DateTimeOffset now, WorkingCalendar? calendar) => rule switch
    {
        TimerAtInstant at => VietnamTime.ToLocal(at.At),
        TimerAtLocal at => Local(at.At),
        TimerAfter { Working: false } after => Local(after.Duration.After(VietnamTime.ToLocal(after.From ?? now).DateTime)),
        TimerAfter after when calendar is not null => VietnamTime.ToLocal(AfterWorking(calendar, after.From ?? now, after.Duration)),
        TimerByLimit limit when calendar is not null => VietnamTime.ToLocal(DeadlineClock.Start(calendar, now, TimeLimit.From(limit.Value, limit.Unit, cutOff: null)!).DueAt!.Value),
        _ => null,
    };

    private static DateTimeOffset Local(DateTime wallClock) => VietnamTime.ToLocal(VietnamTime.At(DateOnly.FromDateTime(wallClock), TimeOnly.FromDateTime(wallClock)));

    private static DateTimeOffset AfterWorking(WorkingCalendar calendar, DateTimeOffset now, IsoDuration duration)
    {
        var from = duration.Days > 0 ? calendar.AddWorkingDays(VietnamTime.DateOf(now), duration.Days) : now;
        var rest = new TimeSpan(duration.Hours, duration.Minutes, 0);
        return rest > TimeSpan.Zero ? calendar.AddWorkingTime(from, rest) : from;
    }
}
