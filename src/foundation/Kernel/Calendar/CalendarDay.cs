namespace VanLang.Kernel.Calendar;

/// <summary>What a calendar knows of one date.</summary>
/// <param name="Name">Holiday or reason of a swap, Vietnamese; null for ordinary days.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Verified">False when the item that decides was not compared with its source, or the date lies outside the known years.</param>
public sealed record CalendarDay(DateOnly Date, CalendarDayKind Kind, string? Name, string? NameEn, bool Verified)
{
    public bool IsWorking => Kind is CalendarDayKind.Working or CalendarDayKind.SwappedWorking;
}

/// <summary>Why a date is worked or not.</summary>
public enum CalendarDayKind
{
    Working,

    /// <summary>A day of rest worked for another day (làm bù).</summary>
    SwappedWorking,
    WeeklyRest,
    Holiday,

    /// <summary>Off for a holiday that fell on a day of rest (nghỉ bù).</summary>
    Compensatory,

    /// <summary>Off because another day is worked for it (hoán đổi).</summary>
    SwappedOff,
}

/// <summary>A stretch of working time between two instants (UTC), the end not included.</summary>
public readonly record struct WorkingPeriod(DateTimeOffset Start, DateTimeOffset End)
{
    public TimeSpan Length => End - Start;
}
