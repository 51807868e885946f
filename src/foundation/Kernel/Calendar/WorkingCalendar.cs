using System.Collections.Frozen;

namespace VanLang.Kernel.Calendar;

/// <summary>
/// Answers when people of an agency work. Immutable and without a clock of its own: the same data give the same answers.
/// Dates are local (<see cref="VietnamTime"/>), instants UTC, periods half-open.
/// </summary>
public sealed class WorkingCalendar
{
    // Longer than any row of days off that can be meant; beyond it the data are broken.
    private const int LongestRest = 370;

    private readonly CalendarData _data;
    private readonly FrozenDictionary<DateOnly, DayOff> _daysOff;
    private readonly FrozenDictionary<DateOnly, SwappedDay> _swappedOff;
    private readonly FrozenDictionary<DateOnly, SwappedDay> _swappedWorking;

    /// <exception cref="ArgumentException">The data contradict themselves: a date twice, periods that overlap or are empty.</exception>
    public WorkingCalendar(CalendarData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (CalendarChecks.FirstContradiction(data) is { } contradiction)
            throw new ArgumentException(contradiction, nameof(data));
        _data = data;
        _daysOff = data.DaysOff.ToFrozenDictionary(day => day.Date);
        _swappedOff = data.Swaps.ToFrozenDictionary(swap => swap.OffDate);
        _swappedWorking = data.Swaps.ToFrozenDictionary(swap => swap.WorkingDate);
    }

    /// <summary>Name of the calendar, as <see cref="CalendarData.Id"/>.</summary>
    public string Id => _data.Id;

    /// <summary>The data it was made of, with their sources.</summary>
    public CalendarData Data => _data;

    /// <summary>Whether the days off of <paramref name="date"/> are known; otherwise only the week is.</summary>
    public bool Covers(DateOnly date) => date >= _data.CoveredFrom && date < _data.CoveredTo;

    /// <summary>What the date is, and why.</summary>
    public CalendarDay Day(DateOnly date)
    {
        var covered = Covers(date);
        if (_swappedWorking.TryGetValue(date, out var worked))
            return new(date, CalendarDayKind.SwappedWorking, worked.Reason, worked.ReasonEn, worked.Verified && covered);
        if (_daysOff.TryGetValue(date, out var off))
            return new(date, off.Kind == DayOffKind.Compensatory ? CalendarDayKind.Compensatory : CalendarDayKind.Holiday, off.Name, off.NameEn, off.Verified && covered);
        if (_swappedOff.TryGetValue(date, out var swapped))
            return new(date, CalendarDayKind.SwappedOff, swapped.Reason, swapped.ReasonEn, swapped.Verified && covered);
        return new(date, IsWeeklyRest(date) ? CalendarDayKind.WeeklyRest : CalendarDayKind.Working, null, null, covered);
    }

    /// <summary>Whether people work on the date.</summary>
    public bool IsWorkingDay(DateOnly date) => Day(date).IsWorking;

    /// <summary>Working periods of the date in order; none on a day off.</summary>
    public IReadOnlyList<WorkingPeriod> WorkingPeriods(DateOnly date) => IsWorkingDay(date) ? Hours(date) : [];

    /// <summary>Whether people work at the instant.</summary>
    public bool IsWorkingTime(DateTimeOffset instant) =>
        WorkingPeriods(VietnamTime.DateOf(instant)).Any(period => instant >= period.Start && instant < period.End);

    /// <summary>The office closes (end of the last period) on the date, were it a working day.</summary>
    public DateTimeOffset CloseOf(DateOnly date) => Hours(date)[^1].End;

    /// <summary>
    /// The earliest instant at which <paramref name="amount"/> of working time has passed since <paramref name="instant"/>; hours run from the
    /// instant itself (Civil Code 2015, Art. 147.1). A whole period ends at its end, not at the next opening. Zero gives the first
    /// working instant at or after <paramref name="instant"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    public DateTimeOffset AddWorkingTime(DateTimeOffset instant, TimeSpan amount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, TimeSpan.Zero);
        var left = amount;
        foreach (var period in PeriodsFrom(VietnamTime.DateOf(instant)))
        {
            if (period.End <= instant)
                continue;
            var start = period.Start > instant ? period.Start : instant;
            if (left <= period.End - start)
                return (start + left).ToUniversalTime();
            left -= period.End - start;
        }
        throw new InvalidOperationException($"Calendar {Id} has no working time after {instant:u}.");
    }

    /// <summary>Working time from one instant to another; negative when they are the other way round.</summary>
    public TimeSpan WorkingTimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        if (to < from)
            return -WorkingTimeBetween(to, from);
        var sum = TimeSpan.Zero;
        var last = VietnamTime.DateOf(to);
        for (var date = VietnamTime.DateOf(from); date <= last; date = date.AddDays(1))
        {
            foreach (var period in WorkingPeriods(date))
            {
                var start = period.Start > from ? period.Start : from;
                var end = period.End < to ? period.End : to;
                if (end > start)
                    sum += end - start;
            }
        }
        return sum;
    }

    /// <summary>
    /// The <paramref name="days"/>-th working day after <paramref name="date"/>. The date itself, the day of the event, is not counted
    /// (Civil Code 2015, Art. 147.2). Zero gives the date, or the next working day when it is a day off.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public DateOnly WorkingDayAfter(DateOnly date, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        if (days == 0)
            return FirstWorkingDayFrom(date);
        for (var counted = 0; counted < days; counted++)
            date = FirstWorkingDayFrom(date.AddDays(1));
        return date;
    }

    /// <summary>Close of office on <see cref="WorkingDayAfter"/>: the end of a limit of working days that began on <paramref name="date"/>.</summary>
    public DateTimeOffset AddWorkingDays(DateOnly date, int days) => CloseOf(WorkingDayAfter(date, days));

    /// <summary>
    /// The end of a limit of calendar days that began on <paramref name="date"/>: the date is not counted, and when the last day is a day
    /// off the limit ends with the next working day (Civil Code 2015, Art. 147.2, 148.5). The Code lets the last day end at 24:00
    /// (Art. 148.6); a result is handed over in office hours, so we name the close of office, which is never later.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public DateTimeOffset AddCalendarDays(DateOnly date, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        return CloseOf(FirstWorkingDayFrom(date.AddDays(days)));
    }

    /// <summary>Working days after <paramref name="from"/> up to and including <paramref name="to"/>; negative when they are the other way round.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        if (to < from)
            return -WorkingDaysBetween(to, from);
        var count = 0;
        for (var date = from.AddDays(1); date <= to; date = date.AddDays(1))
        {
            if (IsWorkingDay(date))
                count++;
        }
        return count;
    }

    /// <summary>The date itself if it is worked, else the next working day.</summary>
    public DateOnly FirstWorkingDayFrom(DateOnly date)
    {
        for (var tried = 0; tried < LongestRest; tried++, date = date.AddDays(1))
        {
            if (IsWorkingDay(date))
                return date;
        }
        throw new InvalidOperationException($"Calendar {Id} has no working day in the {LongestRest} days before {date:yyyy-MM-dd}.");
    }

    private IEnumerable<WorkingPeriod> PeriodsFrom(DateOnly date)
    {
        while (true)
        {
            date = FirstWorkingDayFrom(date);
            foreach (var period in Hours(date))
                yield return period;
            date = date.AddDays(1);
        }
    }

    private bool IsWeeklyRest(DateOnly date)
    {
        foreach (var rest in _data.WeeklyRest)
        {
            if (date >= rest.ValidFrom && !(date >= rest.ValidTo))
                return rest.Days.Contains(date.DayOfWeek);
        }
        return false;
    }

    private WorkingPeriod[] Hours(DateOnly date)
    {
        foreach (var hours in _data.OfficeHours)
        {
            if (hours.Holds(date))
                return [.. hours.Periods.Select(period => new WorkingPeriod(VietnamTime.At(date, period.From), VietnamTime.At(date, period.To)))];
        }
        throw new InvalidOperationException($"Calendar {Id} has no office hours for {date:yyyy-MM-dd}.");
    }
}
