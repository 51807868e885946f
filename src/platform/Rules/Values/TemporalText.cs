using System.Globalization;
using System.Text.RegularExpressions;
using VanLang.Rules.Contracts;

namespace VanLang.Rules.Values;

/// <summary>Reading dates, times and durations as XML Schema Part 2 writes them, with FEEL's <c>@zone</c>. Null for anything else.</summary>
internal static partial class TemporalText
{
    internal static object? TryParseAny(string text) =>
        text.IndexOf('T', StringComparison.Ordinal) is >= 10 and var at && text[at - 3] == '-' ? TryParseDateTime(text)
        : text.StartsWith('P') || text.StartsWith("-P", StringComparison.Ordinal) ? TryParseDuration(text)
        : TryParseDate(text) is { } date ? date : TryParseTime(text);

    /// <summary>A DateOnly, or a <see cref="FarDate"/> outside the years 1 to 9999.</summary>
    internal static object? TryParseDate(string text)
    {
        var match = DatePattern().Match(text);
        if (!match.Success || Number(match, "y") is var year && year == 0) return null;
        return Dates.Of(match.Groups["sign"].Success ? -year : year, Number(match, "m"), Number(match, "d"));
    }

    internal static FeelTime? TryParseTime(string text)
    {
        var match = TimePattern().Match(text);
        if (!match.Success) return null;
        var (hour, minute, second) = (Number(match, "h"), Number(match, "m"), Number(match, "s"));
        var ticks = Fraction(match.Groups["f"].Value);
        // 24:00:00 is the midnight that ends a day.
        if (hour == 24 && minute == 0 && second == 0 && ticks == 0) hour = 0;
        if (hour > 23 || minute > 59 || second > 59) return null;
        var time = new FeelTime(new TimeOnly(new TimeSpan(hour, minute, second).Ticks + ticks), null) { Nanoseconds = Nanoseconds(match.Groups["f"].Value) };
        if (match.Groups["zone"] is { Success: true, Value: var zone }) return TimeZones.Find(zone) is null ? null : time with { Zone = zone };
        if (match.Groups["z"].Success) return time with { Offset = TimeSpan.Zero };
        if (!match.Groups["sign"].Success) return time;
        var offset = new TimeSpan(Number(match, "oh"), Number(match, "om"), Number(match, "os"));
        if (Number(match, "om") > 59 || Number(match, "os") > 59 || offset > FeelDateTime.MaxOffset) return null;
        return time with { Offset = match.Groups["sign"].Value == "-" ? -offset : offset };
    }

    /// <summary>A date alone is its midnight.</summary>
    internal static FeelDateTime? TryParseDateTime(string text)
    {
        var separator = text.IndexOf('T', StringComparison.Ordinal);
        if (separator < 0) return TryParseDate(text) is { } day ? FeelDateTime.From(day, TimeOnly.MinValue) : null;
        if (TryParseDate(text[..separator]) is not { } date || TryParseTime(text[(separator + 1)..]) is not { } time) return null;
        if (text.AsSpan(separator + 1).StartsWith("24"))
        {
            if (Dates.FromDayNumber(Dates.DayNumber(date) + 1) is not { } next) return null;
            date = next;
        }

        return FeelDateTime.From(date, time);
    }

    /// <summary>A TimeSpan, or a <see cref="YearsMonthsDuration"/> if years or months are named.</summary>
    internal static object? TryParseDuration(string text)
    {
        var match = MonthsPattern().Match(text);
        if (match.Success)
        {
            if (Long(match, "y") is not { } years || Long(match, "m") is not { } months) return null;
            var total = ((Int128)years * 12) + months;
            if (total > long.MaxValue) return null;
            return new YearsMonthsDuration(match.Groups["sign"].Success ? -(long)total : (long)total);
        }

        match = DaysPattern().Match(text);
        if (!match.Success) return null;
        if (Long(match, "d") is not { } days || Long(match, "h") is not { } hours || Long(match, "m") is not { } minutes || Long(match, "s") is not { } seconds) return null;
        var ticks = ((Int128)days * TimeSpan.TicksPerDay) + ((Int128)hours * TimeSpan.TicksPerHour) + ((Int128)minutes * TimeSpan.TicksPerMinute)
            + ((Int128)seconds * TimeSpan.TicksPerSecond) + Fraction(match.Groups["f"].Value);
        if (ticks > long.MaxValue) return null;
        return new TimeSpan(match.Groups["sign"].Success ? -(long)ticks : (long)ticks);
    }

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static long? Long(Match match, string group) =>
        !match.Groups[group].Success ? 0
        : long.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    // The clock counts 100 nanoseconds; what is left of nine places is kept beside it.
    private static int Nanoseconds(string digits) => digits.Length <= 7 ? 0 : int.Parse(digits.PadRight(9, '0').AsSpan(7, 2), CultureInfo.InvariantCulture);

    private static long Fraction(string digits) =>
        digits.Length == 0 ? 0 : long.Parse(digits.PadRight(7, '0').AsSpan(0, 7), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<sign>-)?(?<y>[0-9]{4}|[1-9][0-9]{4,8})-(?<m>[0-9]{2})-(?<d>[0-9]{2})\z")]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"\A(?<h>[0-9]{2}):(?<m>[0-9]{2}):(?<s>[0-9]{2})(\.(?<f>[0-9]+))?((?<z>Z)|(?<sign>[+-])(?<oh>[0-9]{2}):(?<om>[0-9]{2})(:(?<os>[0-9]{2}))?|@(?<zone>[A-Za-z0-9_/+\-]+))?\z")]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"\A(?<sign>-)?P(?=[0-9])((?<y>[0-9]+)Y)?((?<m>[0-9]+)M)?\z")]
    private static partial Regex MonthsPattern();

    [GeneratedRegex(@"\A(?<sign>-)?P(?=[0-9T])((?<d>[0-9]+)D)?(T(?=[0-9])((?<h>[0-9]+)H)?((?<m>[0-9]+)M)?((?<s>[0-9]+)(\.(?<f>[0-9]*))?S)?)?\z")]
    private static partial Regex DaysPattern();
}
