using VanLang.Rules.Contracts;

namespace VanLang.Rules.Values;

/// <summary>Calendar arithmetic; null where a result leaves the years 1 to 9999.</summary>
internal static class TemporalMath
{
    internal static DateOnly? AddMonths(DateOnly date, long months)
    {
        var month = ((Int128)date.Year * 12) + date.Month - 1 + months;
        if (month < 12 || month >= 10_000 * 12) return null;
        var (year, zeroBased) = ((int)(month / 12), (int)(month % 12));
        return new(year, zeroBased + 1, Math.Min(date.Day, DateTime.DaysInMonth(year, zeroBased + 1)));
    }

    internal static DateOnly? Add(DateOnly date, TimeSpan duration) =>
        FeelDateTime.From(date).Plus(duration) is { } sum ? DateOnly.FromDateTime(sum.Local) : null;

    internal static FeelTime Add(FeelTime time, TimeSpan duration)
    {
        var ticks = (time.Time.Ticks + (duration.Ticks % TimeSpan.TicksPerDay) + TimeSpan.TicksPerDay) % TimeSpan.TicksPerDay;
        return time with { Time = new(ticks) };
    }

    /// <summary>Whole months from one date to another; a month counts once its day (or its time) is reached again.</summary>
    internal static YearsMonthsDuration Months(FeelDateTime from, FeelDateTime to)
    {
        var (a, b) = (from.Local, to.Local);
        long months = ((b.Year - a.Year) * 12) + b.Month - a.Month;
        var within = (b.Day, b.TimeOfDay).CompareTo((a.Day, a.TimeOfDay));
        if (months > 0 && within < 0) months--;
        else if (months < 0 && within > 0) months++;
        return new(months);
    }

    /// <summary>Offset of a time that has one; of a zone its offset outside daylight saving, for a time alone has no date.</summary>
    internal static TimeSpan? Offset(FeelTime time) => time.Offset ?? (time.Zone is null ? null : TimeZones.Find(time.Zone)?.BaseUtcOffset);
}
