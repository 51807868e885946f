using System.Globalization;

namespace VanLang.Directory;

static class DirectoryDates
{
    public static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Whether two half-open intervals share a day.</summary>
    public static bool Overlap(DateOnly from, DateOnly? to, DateOnly otherFrom, DateOnly? otherTo) =>
        (otherTo is null || from < otherTo) && (to is null || otherFrom < to);
}
