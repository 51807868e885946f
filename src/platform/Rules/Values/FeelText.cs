using System.Globalization;
using System.Text;
using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;

namespace VanLang.Rules.Values;

/// <summary>Text of values, as <c>string()</c> gives it.</summary>
internal static class FeelText
{
    internal static string Write(object? value, Session session)
    {
        if (value is string text) return text;
        var builder = new StringBuilder();
        Write(builder, value, session);
        return builder.ToString();
    }

    /// <summary>A string as FEEL text.</summary>
    internal static string Quote(string text)
    {
        var builder = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => builder.Append("\\\""),
                '\\' => builder.Append("\\\\"),
                '\n' => builder.Append("\\n"),
                '\r' => builder.Append("\\r"),
                '\t' => builder.Append("\\t"),
                _ => builder.Append(c),
            };
        }

        return builder.Append('"').ToString();
    }

    internal static string Of(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "PT0S";
        var builder = new StringBuilder(duration < TimeSpan.Zero ? "-P" : "P");
        var ticks = duration == TimeSpan.MinValue ? (ulong)long.MaxValue + 1 : (ulong)Math.Abs(duration.Ticks);
        var (days, rest) = Math.DivRem(ticks, TimeSpan.TicksPerDay);
        if (days > 0) builder.Append(CultureInfo.InvariantCulture, $"{days}D");
        if (rest == 0) return builder.ToString();
        var time = new TimeSpan((long)rest);
        builder.Append('T');
        if (time.Hours > 0) builder.Append(CultureInfo.InvariantCulture, $"{time.Hours}H");
        if (time.Minutes > 0) builder.Append(CultureInfo.InvariantCulture, $"{time.Minutes}M");
        var second = time.Ticks % TimeSpan.TicksPerMinute;
        if (second > 0) builder.Append(CultureInfo.InvariantCulture, $"{time.Seconds}{Fraction(second % TimeSpan.TicksPerSecond)}S");
        return builder.ToString();
    }

    internal static string Of(YearsMonthsDuration duration)
    {
        if (duration.TotalMonths == 0) return "P0M";
        var years = Int128.Abs(duration.Years);
        var months = Int128.Abs(duration.Months);
        return $"{(duration.TotalMonths < 0 ? "-" : "")}P{(years > 0 ? $"{years}Y" : "")}{(months > 0 ? $"{months}M" : "")}";
    }

    internal static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Of(FarDate date) => string.Create(CultureInfo.InvariantCulture, $"{(date.Year < 0 ? "-" : "")}{Math.Abs(date.Year):0000}-{date.Month:00}-{date.Day:00}");

    internal static string Of(FeelTime time) =>
        time.Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture) + Fraction(time.Time.Ticks % TimeSpan.TicksPerSecond, time.Nanoseconds) + Place(time.Offset, time.Zone);

    internal static string Of(FeelDateTime value) => $"{(value.Date is FarDate far ? Of(far) : Of((DateOnly)value.Date))}T{Of(value.Time)}";

    private static string Fraction(long ticks, int nanoseconds = 0) =>
        ticks == 0 && nanoseconds == 0 ? "" : "." + ((ticks * 100) + nanoseconds).ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');

    private static string Place(TimeSpan? offset, string? zone)
    {
        if (zone is not null) return "@" + zone;
        if (offset is not { } value) return "";
        if (value == TimeSpan.Zero) return "Z";
        var text = value.ToString(value.Seconds == 0 ? @"hh\:mm" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);
        return (value < TimeSpan.Zero ? "-" : "+") + text;
    }

    private static void Write(StringBuilder builder, object? value, Session session)
    {
        session.Descend();
        if (builder.Length > Session.MaxText) throw new EvaluationLimitException("feel.limit.text", $"{Session.MaxText}");
        switch (value)
        {
            case null: builder.Append("null"); break;
            case string text: builder.Append(Quote(text)); break;
            case bool truth: builder.Append(truth ? "true" : "false"); break;
            case FeelNumber number: builder.Append(number.ToString()); break;
            case DateOnly date: builder.Append(Of(date)); break;
            case FarDate far: builder.Append(Of(far)); break;
            case FeelTime time: builder.Append(Of(time)); break;
            case FeelDateTime instant: builder.Append(Of(instant)); break;
            case TimeSpan duration: builder.Append(Of(duration)); break;
            case YearsMonthsDuration months: builder.Append(Of(months)); break;
            case FeelRange range: WriteRange(builder, range, session); break;
            case FeelList list:
                builder.Append('[');
                for (var i = 0; i < list.Count; i++)
                {
                    if (i > 0) builder.Append(", ");
                    Write(builder, list[i], session);
                }

                builder.Append(']');
                break;
            case FeelContext context:
                builder.Append('{');
                var first = true;
                foreach (var (key, entry) in context)
                {
                    builder.Append(first ? "" : ", ").Append(IsPlainName(key) ? key : Quote(key)).Append(": ");
                    Write(builder, entry, session);
                    first = false;
                }

                builder.Append('}');
                break;
            default: builder.Append("function"); break;
        }
    }

    private static void WriteRange(StringBuilder builder, FeelRange range, Session session)
    {
        if (range.Start is null || range.End is null)
        {
            builder.Append(range.Start is null ? (range.EndIncluded ? "<= " : "< ") : range.StartIncluded ? ">= " : "> ");
            Write(builder, range.Start ?? range.End, session);
            return;
        }

        builder.Append(range.StartIncluded ? '[' : '(');
        Write(builder, range.Start, session);
        builder.Append("..");
        Write(builder, range.End, session);
        builder.Append(range.EndIncluded ? ']' : ')');
    }

    private static bool IsPlainName(string key)
    {
        if (key.Length == 0 || !Rune.TryGetRuneAt(key, 0, out var first) || !Lexer.StartsWord(first)) return false;
        foreach (var rune in key.EnumerateRunes())
        {
            if (!Lexer.StartsWord(rune) && !Rune.IsDigit(rune) && rune.Value != ' ') return false;
        }

        return true;
    }
}
