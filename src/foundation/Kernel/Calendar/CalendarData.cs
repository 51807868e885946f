using System.Text.Json.Serialization;
using VanLang.Kernel.Import;

namespace VanLang.Kernel.Calendar;

/// <summary>
/// What a working calendar is made of, as <c>province/holidays.json</c> writes it. Every item names its source and whether it was
/// compared with it; legal dates are local and half-open (<c>ValidTo</c> is the first day no longer valid, null: no end known).
/// </summary>
/// <param name="Id">Name of the calendar; agencies with other hours get a calendar of their own.</param>
/// <param name="Name">Vietnamese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="CoveredFrom">First day for which days off are known.</param>
/// <param name="CoveredTo">First day for which they are not: what is counted from there on is a forecast.</param>
/// <param name="WeeklyRest">Weekly days of rest.</param>
/// <param name="OfficeHours">Office hours by season.</param>
/// <param name="DaysOff">Public holidays and the days given for those that fell on a day of rest.</param>
/// <param name="Swaps">Working days exchanged with days of rest by a yearly notice.</param>
public sealed record CalendarData(
    string Id,
    string Name,
    string NameEn,
    DateOnly CoveredFrom,
    DateOnly CoveredTo,
    IReadOnlyList<WeeklyRest> WeeklyRest,
    IReadOnlyList<OfficeHours> OfficeHours,
    IReadOnlyList<DayOff> DaysOff,
    IReadOnlyList<SwappedDay> Swaps);

/// <summary>Days of the week without work, for a time.</summary>
public sealed record WeeklyRest(
    IReadOnlyList<DayOfWeek> Days, DateOnly ValidFrom, DateOnly? ValidTo, string Source, string? LegalBasis, bool Verified, string? Label);

/// <summary>Office hours of a season.</summary>
/// <param name="From">First day of the season.</param>
/// <param name="To">First day after it; before <paramref name="From"/> when the season runs over New Year.</param>
/// <param name="Periods">Working periods of a day in order, not overlapping.</param>
public sealed record OfficeHours(
    string Name, string NameEn, MonthDay From, MonthDay To, IReadOnlyList<OfficePeriod> Periods,
    DateOnly ValidFrom, DateOnly? ValidTo, string Source, string? LegalBasis, bool Verified, string? Label)
{
    internal bool Holds(DateOnly date)
    {
        if (date < ValidFrom || date >= ValidTo)
            return false;
        var day = MonthDay.Of(date);
        return From < To ? day >= From && day < To : day >= From || day < To;
    }
}

/// <summary>A stretch of office hours in local time: from (inclusive) to (exclusive).</summary>
public sealed record OfficePeriod(TimeOnly From, TimeOnly To);

/// <summary>A day off for everybody.</summary>
/// <param name="Compensates">The holiday that fell on a day of rest, for <see cref="DayOffKind.Compensatory"/>.</param>
public sealed record DayOff(
    [property: ImportKey] DateOnly Date, string Name, string NameEn, DayOffKind Kind, DateOnly? Compensates,
    string Source, string? LegalBasis, bool Verified, string? Label);

/// <summary>Why a day is off.</summary>
public enum DayOffKind
{
    /// <summary>Public holiday by the Labour Code (ngày nghỉ lễ, tết).</summary>
    [JsonStringEnumMemberName("statutory")]
    Statutory,

    /// <summary>Given for a holiday on a weekly day of rest (nghỉ bù).</summary>
    [JsonStringEnumMemberName("compensatory")]
    Compensatory,
}

/// <summary>A working day made free and the day of rest worked for it (hoán đổi ngày làm việc).</summary>
public sealed record SwappedDay(
    [property: ImportKey] DateOnly OffDate, DateOnly WorkingDate, string Reason, string ReasonEn,
    string Source, string? LegalBasis, bool Verified, string? Label);
