using VanLang.Rules.Contracts;

namespace VanLang.Rules.Values;

/// <summary>What follows a dot behind dates, times, durations and ranges (DMN 1.5 §10.3.2.15, table 65).</summary>
internal static class Properties
{
    /// <summary>False if values of this kind have no such property.</summary>
    internal static bool TryGet(object target, string name, out object? value)
    {
        var found = target switch
        {
            DateOnly or FarDate => OfDate(target, name),
            FeelDateTime instant => OfDate(instant.Date, name) ?? OfTime(instant.Time, name),
            FeelTime time => OfTime(time, name),
            TimeSpan span => name switch
            {
                "days" => Some((FeelNumber)span.Days),
                "hours" => Some((FeelNumber)span.Hours),
                "minutes" => Some((FeelNumber)span.Minutes),
                "seconds" => Some(Seconds(span.Ticks % TimeSpan.TicksPerMinute)),
                _ => null,
            },
            YearsMonthsDuration months => name switch
            {
                "years" => Some((FeelNumber)months.Years),
                "months" => Some((FeelNumber)months.Months),
                _ => null,
            },
            FeelRange range => name switch
            {
                "start" => Some(range.Start),
                "end" => Some(range.End),
                "start included" => Some(range.StartIncluded),
                "end included" => Some(range.EndIncluded),
                _ => null,
            },
            _ => null,
        };
        value = found?.Value;
        return found is not null;
    }

    private static Found? OfDate(object date, string name)
    {
        var (within, cycles) = Dates.Split(date);
        return name switch
        {
            "year" => Some((FeelNumber)(within.Year + (cycles * 400L))),
            "month" => Some((FeelNumber)within.Month),
            "day" => Some((FeelNumber)within.Day),
            "weekday" => Some((FeelNumber)(within.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)within.DayOfWeek)),
            _ => null,
        };
    }

    private static Found? OfTime(FeelTime time, string name) => name switch
    {
        "hour" => Some((FeelNumber)time.Time.Hour),
        "minute" => Some((FeelNumber)time.Time.Minute),
        "second" => Some(Seconds(time.Time.Ticks % TimeSpan.TicksPerMinute, time.Nanoseconds)),
        "time offset" => Some(time.Offset),
        "timezone" => Some(time.Zone),
        _ => null,
    };

    private static FeelNumber Seconds(long ticks, int nanoseconds = 0) => (FeelNumber)(((ticks * 100) + nanoseconds) / 1_000_000_000m);

    private static Found? Some(object? value) => new(value);

    private sealed record Found(object? Value);
}
