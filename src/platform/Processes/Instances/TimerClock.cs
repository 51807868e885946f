using VanLang.Kernel.Calendar;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Instances;

/// <summary>Turns the rules of timers into instants by the calendar in force.</summary>
sealed class TimerClock(WorkingCalendars calendars)
{
    /// <summary>When a timer is due (UTC), by the calendar in force now.</summary>
    /// <param name="since">When it began.</param>
    public async Task<DateTimeOffset> Due(DateTimeOffset now, TimerRule rule, DateTimeOffset since, CancellationToken cancellationToken)
    {
        WorkingCalendar? calendar = TimerDue.NeedsCalendar(rule) ? await calendars.InForce(now, cancellationToken) : null;
        return TimerDue.Of(rule, since, calendar)?.ToUniversalTime() ?? throw new InvalidOperationException($"No due time for {rule.GetType().Name}.");
    }

    /// <summary>The instant so many working hours later (UTC).</summary>
    public async Task<DateTimeOffset> AfterWorkingHours(DateTimeOffset now, decimal hours, CancellationToken cancellationToken) =>
        (await calendars.InForce(now, cancellationToken)).AddWorkingTime(now, TimeSpan.FromHours((double)hours));
}
