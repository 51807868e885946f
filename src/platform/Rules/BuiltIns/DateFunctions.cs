using System.Globalization;
using VanLang.Rules.Contracts;
using VanLang.Rules.Values;

namespace VanLang.Rules.BuiltIns;

/// <summary>Calendar and clock (DMN 1.5 §10.3.4.7). Names of days and months are English, as DMN says.</summary>
internal static class DateFunctions
{
    internal static void AddTo(BuiltInTable table)
    {
        table.Add("now(): datetime", (call, _) => FeelDateTime.From(call.Session.Now));
        table.Add("today(): date", (call, _) => DateOnly.FromDateTime(call.Session.Now.DateTime));
        table.Add("day of year(date: date|datetime): number", (_, a) => (FeelNumber)D(a[0]).DayOfYear);
        table.Add("day of week(date: date|datetime): string", (_, a) => CultureInfo.InvariantCulture.DateTimeFormat.GetDayName(D(a[0]).DayOfWeek));
        table.Add("month of year(date: date|datetime): string", (_, a) => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(D(a[0]).Month));
        table.Add("week of year(date: date|datetime): number", (_, a) => (FeelNumber)ISOWeek.GetWeekOfYear(D(a[0]).ToDateTime(TimeOnly.MinValue)));
        table.Add("last day of month(date: date|datetime): date", (_, a) => LastOfMonth(a[0]));
    }

    // Weeks and days of the year are the same every 400 years.
    private static DateOnly D(object? value) => value is FeelDateTime instant ? DateOnly.FromDateTime(instant.Local) : Dates.Split(value!).Within;

    private static object? LastOfMonth(object? value)
    {
        var (within, cycles) = Dates.Split(value is FeelDateTime instant ? instant.Date : value!);
        return Dates.Join(new(within.Year, within.Month, DateTime.DaysInMonth(within.Year, within.Month)), cycles);
    }
}
