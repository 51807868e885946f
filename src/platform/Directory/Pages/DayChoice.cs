using System.Globalization;

namespace VanLang.Directory.Pages;

/// <summary>The day as of which a page is asked: as typed, and never later than today, for nobody knows what will hold.</summary>
sealed record DayChoice(DateOnly Day, string? Typed, bool IsWrong)
{
    /// <param name="text"><c>dd/MM/yyyy</c> or <c>yyyy-MM-dd</c>; nothing for today.</param>
    public static DayChoice Read(string? text, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new(today, null, false);
        bool read = DateOnly.TryParseExact(text.Trim(), ["d/M/yyyy", "dd/MM/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
        return read && day <= today ? new(day, text.Trim(), false) : new(today, text.Trim(), true);
    }

    /// <summary>For links that keep the day; nothing where it is today's.</summary>
    public string Query(char mark) => Typed is null || IsWrong ? "" : $"{mark}ngay={Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
}
