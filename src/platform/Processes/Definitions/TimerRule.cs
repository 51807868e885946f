using System.Globalization;
using System.Text.Json.Serialization;
using VanLang.Kernel.Calendar;

namespace VanLang.Processes.Definitions;

/// <summary>When a timer is due, as a rule: the shell turns it into an instant and keeps the rule beside it, so that a changed holiday calendar can re-compute it.</summary>
[JsonDerivedType(typeof(TimerAtInstant), "instant")]
[JsonDerivedType(typeof(TimerAtLocal), "local")]
[JsonDerivedType(typeof(TimerAfter), "after")]
[JsonDerivedType(typeof(TimerByLimit), "limit")]
internal abstract record TimerRule
{
    /// <summary>Reads a date, a date and time (with or without offset) of ISO 8601; a date alone is its first moment.</summary>
    public static TimerRule? ParseDate(string text)
    {
        string[] local = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
        string[] offset = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz"];
        string[] utc = ["yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'"];
        if (DateTime.TryParseExact(text, local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)) return new TimerAtLocal(moment);
        if (DateTimeOffset.TryParseExact(text, offset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)) return new TimerAtInstant(instant);
        return DateTimeOffset.TryParseExact(text, utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant) ? new TimerAtInstant(instant) : null;
    }

    /// <summary>Reads a duration; working time counts days, hours and minutes only, for a working month is nothing.</summary>
    public static TimerRule? ParseDuration(string text, bool working) =>
        IsoDuration.TryParse(text, out var duration) ? For(duration, working) : null;

    /// <summary>Reads a limit: a number and its unit, <c>12 calendar-day</c>, <c>5 working-day</c>, <c>16 working-hour</c>.</summary>
    public static TimerRule? ParseLimit(string text)
    {
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var number, var name]
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return null;
        TimeUnit? unit = name switch
        {
            "calendar-day" => TimeUnit.CalendarDay,
            "working-day" => TimeUnit.WorkingDay,
            "working-hour" => TimeUnit.WorkingHour,
            _ => null,
        };
        return unit is { } known && TimeLimit.From(value, known, cutOff: null) is not null ? new TimerByLimit(value, known) : null;
    }

    /// <summary>Reads a cycle of ISO 8601: <c>R3/P1D</c>, <c>R/PT1H</c>, <c>R3/2026-03-02T08:00/P1D</c>.</summary>
    public static TimerRule? ParseCycle(string text)
    {
        var parts = text.Split('/');
        if (parts.Length is < 2 or > 3 || !parts[0].StartsWith('R')) return null;
        var times = TimerCycle.Unlimited;
        if (parts[0].Length > 1 && (!int.TryParse(parts[0].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out times) || times == 0)) return null;
        if (!IsoDuration.TryParse(parts[^1], out var every) || every == default || For(every, working: false) is not { } after) return null;
        var first = parts.Length == 3 ? ParseDate(parts[1]) : after;
        return first is null ? null : new TimerCycle(times, first, every);
    }

    /// <summary>The rule of a duration, or null if it is longer than a century or cannot be counted in working time.</summary>
    public static TimerRule? For(IsoDuration duration, bool working) =>
        !duration.IsWithinACentury || (working && (duration.Years | duration.Months | duration.Seconds) != 0) ? null : new TimerAfter(duration, working);
}

/// <summary>At an instant.</summary>
internal sealed record TimerAtInstant(DateTimeOffset At) : TimerRule;

/// <summary>At a moment of the province's own clock (kind Unspecified).</summary>
internal sealed record TimerAtLocal(DateTime At) : TimerRule;

/// <summary>So long after the timer was armed, in calendar time or in the working time of the responsible unit.</summary>
internal sealed record TimerAfter(IsoDuration Duration, bool Working) : TimerRule
{
    /// <summary>Of a cycle: the moment its last round was due, from which the next is counted, so that late rounds do not drift; null for now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? From { get; init; }
}

/// <summary>At the end of a limit that begins when the timer is armed, counted as the limits of procedures are: days from the day after, to the close of office.</summary>
internal sealed record TimerByLimit(decimal Value, TimeUnit Unit) : TimerRule;

/// <summary>Again and again. Never armed as such: each round is armed as a rule of its own.</summary>
/// <param name="Times">How often, or <see cref="Unlimited"/>.</param>
internal sealed record TimerCycle(int Times, TimerRule First, IsoDuration Every) : TimerRule
{
    public const int Unlimited = -1;
}
