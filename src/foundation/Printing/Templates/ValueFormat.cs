using System.Globalization;

namespace VanLang.Printing.Templates;

/// <summary>How values are written on paper. Instants are shown in the time of Vietnam (UTC+7, no summer time).</summary>
internal static class ValueFormat
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>Known formats: date dd/MM/yyyy, time HH:mm, at "16 giờ 30 ngày 25/11/2026", stamp to the second, day "ngày 25 tháng 11 năm 2026",
    /// number 1.234, money 1.234 đồng, upper, short (first and last 8 signs of a hash), pad (two digits).</summary>
    public static IReadOnlySet<string> Names { get; } =
        new HashSet<string> { "date", "time", "at", "stamp", "day", "number", "money", "upper", "short", "pad" };

    public static string Apply(object? value, IReadOnlyList<string> formats)
    {
        if (value is null)
            return "";
        var current = value;
        foreach (var format in formats)
            current = Apply(current, format);
        return Plain(current);
    }

    private static string Apply(object value, string format) => format switch
    {
        "date" => Local(value).ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture),
        "time" => Local(value).ToString("HH':'mm", CultureInfo.InvariantCulture),
        "at" => Local(value).ToString("HH' giờ 'mm' ngày 'dd'/'MM'/'yyyy", CultureInfo.InvariantCulture),
        "stamp" => Local(value).ToString("HH':'mm':'ss' ngày 'dd'/'MM'/'yyyy", CultureInfo.InvariantCulture),
        "day" => Day(Local(value)),
        "number" => Convert.ToDecimal(value, CultureInfo.InvariantCulture).ToString("#,##0.####", Vietnamese),
        "money" => Convert.ToDecimal(value, CultureInfo.InvariantCulture).ToString("#,##0", Vietnamese) + " đồng",
        "upper" => Plain(value).ToUpper(Vietnamese),
        "short" => Plain(value) is { Length: > 20 } hash ? $"{hash[..8]}…{hash[^8..]}" : Plain(value),
        "pad" => Plain(value).PadLeft(2, '0'),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };

    // Decree 30/2020, Annex I: days below 10 and the months 1 and 2 carry a zero in front.
    private static string Day(DateTime day) => string.Create(
        CultureInfo.InvariantCulture, $"ngày {day.Day:00} tháng {(day.Month <= 2 ? $"0{day.Month}" : day.Month.ToString(CultureInfo.InvariantCulture))} năm {day.Year}");

    private static DateTime Local(object value) => value switch
    {
        DateOnly day => day.ToDateTime(TimeOnly.MinValue),
        DateTimeOffset instant => instant.ToOffset(Vietnam).DateTime,
        _ => throw new ArgumentException($"A date must be DateOnly or DateTimeOffset, not {value.GetType().Name}.", nameof(value)),
    };

    private static string Plain(object value) => value switch
    {
        string text => text,
        DateOnly or DateTimeOffset => Apply(value, "date"),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
