namespace VanLang.Rules.Values;

/// <summary>A date outside the years 1 to 9999, which a <see cref="DateOnly"/> cannot hold. The calendar repeats itself every 400 years, weekdays included.</summary>
internal readonly record struct FarDate(int Year, int Month, int Day)
{
    /// <summary>The same day of the cycle that begins with the year 2000.</summary>
    internal DateOnly Within => new(2000 + (((Year % 400) + 400) % 400), Month, Day);

    /// <summary>How many cycles lie between.</summary>
    internal int Cycles => (Year - Within.Year) / 400;

    public override string ToString() => FeelText.Of(this);
}

/// <summary>Dates of all years that FEEL knows, -999,999,999 to 999,999,999: a <see cref="DateOnly"/> or a <see cref="FarDate"/>.</summary>
internal static class Dates
{
    internal const int MaxYear = 999_999_999;
    internal const int DaysOfCycle = 146_097;

    /// <summary>Null where there is no such day.</summary>
    internal static object? Of(long year, int month, int day)
    {
        if (Math.Abs(year) > MaxYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2000 + (int)(((year % 400) + 400) % 400), month)) return null;
        return year is >= 1 and <= 9999 ? new DateOnly((int)year, month, day) : new FarDate((int)year, month, day);
    }

    internal static bool Is(object? value) => value is DateOnly or FarDate;

    /// <summary>A date as a day of a <see cref="DateOnly"/> and the cycles of 400 years it is away from that.</summary>
    internal static (DateOnly Within, int Cycles) Split(object date) => date is DateOnly near ? (near, 0) : ((FarDate)date).Split();

    /// <summary>The opposite of <see cref="Split(object)"/>; null outside the years of FEEL.</summary>
    internal static object? Join(DateOnly within, int cycles) => cycles == 0 ? within : Of(within.Year + (cycles * 400L), within.Month, within.Day);

    internal static long DayNumber(object date) => Split(date) is var (within, cycles) ? within.DayNumber + ((long)cycles * DaysOfCycle) : 0;

    /// <summary>Null outside the years of FEEL.</summary>
    internal static object? FromDayNumber(long number)
    {
        if (number >= 0 && number <= DateOnly.MaxValue.DayNumber) return DateOnly.FromDayNumber((int)number);
        var (within, cycles) = InCycle(number, DaysOfCycle, Start.DayNumber);
        return Math.Abs(cycles) > MaxYear / 400 + 10 ? null : Join(DateOnly.FromDayNumber((int)within), (int)cycles);
    }

    /// <summary>A count within the cycle that begins at a start, and how many cycles lie between.</summary>
    internal static (long Within, long Cycles) InCycle(Int128 count, long cycle, long start)
    {
        var (cycles, rest) = Int128.DivRem(count - start, cycle);
        if (rest < 0) (cycles, rest) = (cycles - 1, rest + cycle);
        return ((long)(rest + start), (long)Int128.Clamp(cycles, long.MinValue, long.MaxValue));
    }

    private static DateOnly Start => new(2000, 1, 1);

    private static (DateOnly Within, int Cycles) Split(this FarDate date) => (date.Within, date.Cycles);
}
