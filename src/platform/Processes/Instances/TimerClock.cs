using VanLang.Kernel.Calendar;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Instances;

/// <summary>Turns the rules of timers into instants by the calendar in force.</summary>
sealed class TimerClock(WorkingCalendars calendars)
{
    static readonly TimeSpan LocalOffset = TimeSpan.FromHours(7);

    /// <summary>The moment in the offset of the province, as FEEL sees it.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant) => instant.ToOffset(LocalOffset);

    /// <summary>When a timer armed now is due (UTC).</summary>
    public async Task<DateTimeOffset> Due(DateTimeOffset now, TimerRule rule, CancellationToken cancellationToken) => rule switch
    {
        TimerAtInstant at => at.At.ToUniversalTime(),
        TimerAtLocal at => new DateTimeOffset(at.At, LocalOffset).ToUniversalTime(),
        TimerAfter { Working: false } after => new DateTimeOffset(after.Duration.After(Local(now).DateTime), LocalOffset).ToUniversalTime(),
        TimerByLimit limit => DeadlineClock.Start(
            await calendars.InForce(now, cancellationToken), now, TimeLimit.From(limit.Value, limit.Unit, cutOff: null)!).DueAt!.Value,
        TimerAfter after => AfterWorking(await calendars.InForce(now, cancellationToken), now, after.Duration),
        _ => throw new InvalidOperationException($"No due time for {rule.GetType().Name}."),
    };

    /// <summary>The instant so many working hours later (UTC).</summary>
    public async Task<DateTimeOffset> AfterWorkingHours(DateTimeOffset now, decimal hours, CancellationToken cancellationToken) =>
        (await calendars.InForce(now, cancellationToken)).AddWorkingTime(now, TimeSpan.FromHours((double)hours));

    static DateTimeOffset AfterWorking(WorkingCalendar calendar, DateTimeOffset now, IsoDuration duration)
    {
        DateTimeOffset from = duration.Days > 0 ? calendar.AddWorkingDays(VietnamTime.DateOf(now), duration.Days) : now;
        TimeSpan rest = new(duration.Hours, duration.Minutes, 0);
        return rest > TimeSpan.Zero ? calendar.AddWorkingTime(from, rest) : from;
    }
}
