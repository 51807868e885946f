using VanLang.Rules.Contracts;
using VanLang.Rules.Values;

namespace VanLang.Rules.BuiltIns;

/// <summary>Conversions (DMN 1.5 §10.3.4.1).</summary>
internal static class ConversionFunctions
{
    internal static void AddTo(BuiltInTable table)
    {
        table.Add("date(from: string|date|datetime): date", (call, a) => a[0] switch
        {
            string text => Temporal(call, TemporalText.TryParseDate(text), text),
            FeelDateTime instant => instant.Date,
            _ => a[0],
        });
        table.Add("date(year: number, month: number, day: number): date", (call, a) => Date(call, a[0], a[1], a[2]));
        table.Add("date and time(from: string|datetime): datetime", (call, a) => a[0] is string text ? Temporal(call, TemporalText.TryParseDateTime(text), text) : a[0]);
        table.Add("date and time(date: date|datetime, time: time): datetime", (_, a) => FeelDateTime.From(a[0] is FeelDateTime d ? d.Date : a[0]!, (FeelTime)a[1]!));
        table.Add(
            "date and time(year: number, month: number, day: number, hour: number, minute: number, second: number, offset?: days|string?): datetime",
            (call, a) => Date(call, a[0], a[1], a[2]) is { } date && Time(call, a[3], a[4], a[5], a[6]) is FeelTime time ? FeelDateTime.From(date, time) : null);
        table.Add("time(from: string|time|datetime|date): time", (call, a) => a[0] switch
        {
            string text => Temporal(call, TemporalText.TryParseTime(text), text),
            FeelDateTime { Zone: not null } instant => instant.Time with { Offset = null },
            FeelDateTime instant => instant.Time,
            DateOnly or FarDate => new FeelTime(TimeOnly.MinValue, TimeSpan.Zero),
            _ => a[0],
        });
        table.Add("time(hour: number, minute: number, second: number, offset?: days|string?): time", (call, a) => Time(call, a[0], a[1], a[2], a[3]));
        table.Add("duration(from: string|days|months): days|months", (call, a) => a[0] is string text ? Temporal(call, TemporalText.TryParseDuration(text), text) : a[0]);
        table.Add("years and months duration(from: date|datetime, to: date|datetime): months", (_, a) => TemporalMath.Months(Instant(a[0]), Instant(a[1])));
        table.Add("number(from: string|number): number", (call, a) => a[0] is string text ? Number(call, text) : a[0]);
        table.Add("number(from: string, grouping separator: string?, decimal separator: string?): number", (call, a) => Number(call, (string)a[0]!, (string?)a[1], (string?)a[2]));
        table.Add("string(from: any): string", (call, a) => a[0] is null ? null : FeelText.Write(a[0], call.Session));
    }

    private static object? Temporal<T>(BuiltInCall call, T? value, string text) => value is null ? call.Warn("feel.temporal", text) : value;

    private static FeelDateTime Instant(object? value) => value is FeelDateTime instant ? instant : FeelDateTime.From(value!);

    private static object? Date(BuiltInCall call, object? year, object? month, object? day)
    {
        var text = $"{year}-{month}-{day}";
        return Whole(year, -Dates.MaxYear, Dates.MaxYear) is { } y and not 0 && Whole(month, 1, 12) is { } m && Whole(day, 1, 31) is { } d && Dates.Of(y, m, d) is { } date
            ? date
            : call.Warn("feel.temporal", text);
    }

    private static object? Time(BuiltInCall call, object? hour, object? minute, object? second, object? offset)
    {
        var seconds = (FeelNumber)second!;
        if (Whole(hour, 0, 23) is { } h && Whole(minute, 0, 59) is { } m && seconds.Sign >= 0 && seconds < 60)
        {
            var (ticks, nanoseconds) = Math.DivRem((long)(seconds * 1_000_000_000).ToDecimal(), 100);
            var time = new FeelTime(new TimeOnly(new TimeSpan(h, m, 0).Ticks + ticks), null) { Nanoseconds = (int)nanoseconds };
            if (offset is string zone && TimeZones.Find(zone) is not null) return time with { Zone = zone };
            if (offset is null || (offset is TimeSpan by && by.Duration() <= FeelDateTime.MaxOffset)) return time with { Offset = (TimeSpan?)offset };
        }

        return call.Warn("feel.temporal", $"{hour}:{minute}:{second}");
    }

    private static int? Whole(object? value, int least, int most) => ((FeelNumber)value!).TryToInt64(out var whole) && whole >= least && whole <= most ? (int)whole : null;

    private static object? Number(BuiltInCall call, string text) => FeelNumber.TryParse(text, out var number) ? number : call.Warn("feel.number", text);

    private static object? Number(BuiltInCall call, string text, string? grouping, string? point)
    {
        if (grouping is not (null or " " or "," or ".")) return call.Warn("feel.number.separator", grouping);
        if (point is not (null or "," or ".") || (point is not null && point == grouping)) return call.Warn("feel.number.separator", point);
        var plain = grouping is null ? text : text.Replace(grouping, "", StringComparison.Ordinal);
        if (point == ",")
        {
            if (plain.Contains('.', StringComparison.Ordinal)) return call.Warn("feel.number", text);
            plain = plain.Replace(',', '.');
        }

        return FeelNumber.TryParse(plain, out var number) ? number : call.Warn("feel.number", text);
    }
}
