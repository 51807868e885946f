using System.Collections.Immutable;

namespace VanLang.Kernel.Calendar;

/// <summary>How a due time came about, day by day.</summary>
/// <param name="StartedAt">Receipt (UTC).</param>
/// <param name="DueAt">Due time (UTC); while paused, the one before the pause.</param>
/// <param name="Days">Every local date from the day of receipt to the day due.</param>
/// <param name="HoursVerified">False when the office hours used were not compared with their source.</param>
/// <param name="DaysVerified">False when a holiday or swap used was not, or the year's calendar is not yet known.</param>
public sealed record DueExplanation(
    DateTimeOffset StartedAt, DateTimeOffset DueAt, TimeLimit Limit, ImmutableArray<ExplainedDay> Days, bool HoursVerified, bool DaysVerified)
{
    /// <summary>The days that used up the limit.</summary>
    public IEnumerable<ExplainedDay> Counted => Days.Where(day => day.Treatment == DayTreatment.Counted);

    /// <summary>The days that did not count.</summary>
    public IEnumerable<ExplainedDay> Skipped => Days.Where(day => day.Treatment != DayTreatment.Counted);
}

/// <summary>One date of a <see cref="DueExplanation"/>.</summary>
/// <param name="Day">What the calendar says of the date, with the name of the holiday or swap.</param>
/// <param name="Ordinal">The number this day has in the limit, from 1; null when not counted, or the limit is in hours.</param>
/// <param name="WorkingTime">Working time counted on this date, for limits in hours.</param>
public sealed record ExplainedDay(CalendarDay Day, DayTreatment Treatment, int? Ordinal, TimeSpan? WorkingTime)
{
    public DateOnly Date => Day.Date;
}

/// <summary>What a date did to a limit.</summary>
public enum DayTreatment
{
    /// <summary>Used up a day, or some hours, of the limit.</summary>
    Counted,

    /// <summary>Day of receipt or of the applicant's answer: not counted (Civil Code 2015, Art. 147.2).</summary>
    DayOfEvent,

    /// <summary>A day off (see <see cref="CalendarDay.Kind"/>), or without working time left.</summary>
    DayOff,

    /// <summary>The clock waited for the applicant.</summary>
    Paused,

    /// <summary>The last day of the limit was a day off, so it ends on this working day (Civil Code 2015, Art. 148.5).</summary>
    EndMovedHere,
}
