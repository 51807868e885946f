using System.Text.Json.Serialization;

namespace VanLang.Kernel.Calendar;

/// <summary>
/// How long a procedure or a step may take. Days are counted as days and hours as hours; neither is ever turned into the other.
/// </summary>
public sealed record TimeLimit
{
    private TimeLimit(decimal value, TimeUnit unit, TimeOnly? cutOff) => (Value, Unit, CutOff) = (value, unit, cutOff);

    /// <summary>Number of units: hours may have a fraction, days are whole. 1 for <see cref="TimeUnit.InDay"/>.</summary>
    public decimal Value { get; }

    public TimeUnit Unit { get; }

    /// <summary>Only for <see cref="TimeUnit.InDay"/>: what is received later than this local time is due on the next working day.</summary>
    public TimeOnly? CutOff { get; }

    /// <exception cref="ArgumentOutOfRangeException">Not above zero.</exception>
    public static TimeLimit WorkingHours(decimal hours)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hours);
        return new(hours, TimeUnit.WorkingHour, null);
    }

    /// <exception cref="ArgumentOutOfRangeException">Not above zero.</exception>
    public static TimeLimit WorkingDays(int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        return new(days, TimeUnit.WorkingDay, null);
    }

    /// <exception cref="ArgumentOutOfRangeException">Not above zero.</exception>
    public static TimeLimit CalendarDays(int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        return new(days, TimeUnit.CalendarDay, null);
    }

    /// <summary>Due on the day of receipt if received no later than <paramref name="cutOff"/>, else on the next working day.</summary>
    public static TimeLimit InDay(TimeOnly cutOff) => new(1, TimeUnit.InDay, cutOff);

    /// <summary>From a data file: null when the parts do not fit each other (a fraction of a day, an in-day limit without its hour).</summary>
    public static TimeLimit? From(decimal value, TimeUnit unit, TimeOnly? cutOff) => unit switch
    {
        TimeUnit.InDay => cutOff is { } hour && value == 1 ? InDay(hour) : null,
        _ when value <= 0 || cutOff is not null => null,
        TimeUnit.WorkingHour => WorkingHours(value),
        _ when value != decimal.Truncate(value) || value > 3660 => null,
        TimeUnit.WorkingDay => WorkingDays((int)value),
        TimeUnit.CalendarDay => CalendarDays((int)value),
        _ => null,
    };

    internal TimeSpan Hours => TimeSpan.FromTicks((long)(Value * TimeSpan.TicksPerHour));
}

/// <summary>Unit of a <see cref="TimeLimit"/>; the names in data files are given by the attributes.</summary>
public enum TimeUnit
{
    [JsonStringEnumMemberName("working-hour")]
    WorkingHour,

    [JsonStringEnumMemberName("working-day")]
    WorkingDay,

    [JsonStringEnumMemberName("calendar-day")]
    CalendarDay,

    /// <summary>"Trong ngày làm việc".</summary>
    [JsonStringEnumMemberName("in-day")]
    InDay,
}
