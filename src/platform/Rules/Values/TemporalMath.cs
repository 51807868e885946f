using VanLang.Rules.Contracts;

namespace VanLang.Rules.Values;

/// <summary>Calendar arithmetic; null where a result leaves the years that FEEL knows.</summary>
internal static class TemporalMath
{
    internal static object? AddMonths(object date, long months)
    {
        var (within, cycles) = Dates.Split(date);
        var month = ((within.Year + (cycles * (Int128)400)) * 12) + within.Month - 1 + months;
        var (year, zeroBased) = Int128.DivRem(month, 12);
        if (zeroBased < 0) (year, zeroBased) = (year - 1, zeroBased + 12);
        if (Int128.Abs(year) > Dates.MaxYear) return null;
        var days = DateTime.DaysInMonth(2000 + (int)(((year % 400) + 400) % 400), (int)zeroBased + 1);
        return Dates.Of((long)year, (int)zeroBased + 1, Math.Min(within.Day, days));
    }

    internal static object? Add(object date, TimeSpan duration) => FeelDateTime.From(date).Plus(duration)?.Date;

    internal static FeelTime Add(FeelTime time, TimeSpan duration)
    {
        var ticks = (time.Time.Ticks + (duration.Ticks % TimeSpan.TicksPerDay) + TimeSpan.TicksPerDay) % TimeSpan.TicksPerDay;
        return time with { Time = new(ticks) };
    }

    /// <summary>Whole months from one date to another; a month counts once its day (or its time) is reached again.</summary>
    internal static YearsMonthsDuration Months(FeelDateTime from, FeelDateTime to)
    {
        var (a, b) = (from.Local, to.Local);
        long months = ((b.Year - a.Year + ((to.Cycles - from.Cycles) * 400L)) * 12) + b.Month - a.Month;
        var within = (b.Day, b.TimeOfDay).CompareTo((a.Day, a.TimeOfDay));
        if (months > 0 && within < 0) months--;
        else if (months < 0 && within > 0) months++;
        return new(months);
    }

    /// <summary>Offset of a time that has one; of a zone its offset outside daylight saving, for a time alone has no date.</summary>
    internal static TimeSpan? Offset(FeelTime time) => time.Offset ?? (time.Zone is null ? null : TimeZones.Find(time.Zone)?.BaseUtcOffset);
}
