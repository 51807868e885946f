namespace VanLang.Kernel.Calendar;

/// <summary>
/// Working time between many pairs of instants of a span, as <see cref="WorkingCalendar.WorkingTimeBetween"/> gives it: each day of the span is worked out once,
/// however many pairs there are and however far apart they lie.
/// </summary>
public sealed class WorkingTimeSums
{
    readonly DateOnly first;
    readonly Day[] days;

    /// <param name="from">No instant that is asked for lies on an earlier day.</param>
    /// <param name="to">And none on a later one.</param>
    public WorkingTimeSums(WorkingCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        first = VietnamTime.DateOf(from);
        days = new Day[Math.Max(0, VietnamTime.DateOf(to).DayNumber - first.DayNumber) + 1];
        TimeSpan before = TimeSpan.Zero;
        for (int i = 0; i < days.Length; i++)
        {
            days[i] = new(before, calendar.WorkingPeriods(first.AddDays(i)));
            foreach (WorkingPeriod period in days[i].Periods)
                before += period.End - period.Start;
        }
    }

    /// <summary>Working time from one instant to a later one; nothing when they are the other way round.</summary>
    /// <exception cref="IndexOutOfRangeException">An instant lies outside of the span.</exception>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to) => to <= from ? TimeSpan.Zero : Until(to) - Until(from);

    // Since the morning of the first day.
    TimeSpan Until(DateTimeOffset instant)
    {
        Day day = days[VietnamTime.DateOf(instant).DayNumber - first.DayNumber];
        TimeSpan sum = day.Before;
        foreach (WorkingPeriod period in day.Periods)
        {
            if (instant <= period.Start)
                break;
            sum += (instant < period.End ? instant : period.End) - period.Start;
        }

        return sum;
    }

    readonly record struct Day(TimeSpan Before, IReadOnlyList<WorkingPeriod> Periods);
}
