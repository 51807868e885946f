using System.Globalization;

namespace VanLang.Kernel.Calendar;

internal static class CalendarChecks
{
    /// <summary>The first contradiction in the data, for who wrote them; null when there is none.</summary>
    public static string? FirstContradiction(CalendarData data) =>
        data.CoveredFrom >= data.CoveredTo ? "coveredFrom is not before coveredTo"
        : Repeated(data.DaysOff.Select(day => day.Date)) is { } twice ? Say("day off given twice", twice)
        : Repeated(data.Swaps.SelectMany(swap => new[] { swap.OffDate, swap.WorkingDate })) is { } swapped ? Say("day swapped twice", swapped)
        : data.WeeklyRest.Count == 0 ? "no weekly rest"
        : data.OfficeHours.FirstOrDefault(hours => !InOrder(hours.Periods)) is { } bad ? $"office hours '{bad.Name}' are empty, overlap or are out of order"
        : DayWithoutHours(data) is { } bare ? Say("not exactly one set of office hours holds", bare)
        : null;

    private static string Say(string what, DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{what}: {date:yyyy-MM-dd}");

    private static DateOnly? Repeated(IEnumerable<DateOnly> dates)
    {
        var seen = new HashSet<DateOnly>();
        foreach (var date in dates)
        {
            if (!seen.Add(date))
                return date;
        }
        return null;
    }

    private static bool InOrder(IReadOnlyList<OfficePeriod> periods)
    {
        for (var i = 0; i < periods.Count; i++)
        {
            if (periods[i].From >= periods[i].To || (i > 0 && periods[i - 1].To > periods[i].From))
                return false;
        }
        return periods.Count > 0;
    }

    private static DateOnly? DayWithoutHours(CalendarData data)
    {
        for (var date = data.CoveredFrom; date < data.CoveredTo; date = date.AddDays(1))
        {
            if (data.OfficeHours.Count(hours => hours.Holds(date)) != 1)
                return date;
        }
        return null;
    }
}
