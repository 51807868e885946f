using System.Globalization;
using VanLang.Kernel.Calendar;

namespace VanLang.OneStop.Load;

/// <summary>The time in which what is counted as done was done: the last days up to now, or a month.</summary>
/// <param name="Code">As it stands in an address: <c>7</c>, <c>30</c>, <c>90</c> (days, today among them) or <c>2026-11</c>.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The first day after it.</param>
sealed record LoadPeriod(string Code, DateOnly From, DateOnly To)
{
    public const string Usual = "30";

    const int Months = 13;

    static readonly int[] Days = [7, 30, 90];

    /// <summary>The beginning of <see cref="From"/>.</summary>
    public DateTimeOffset Start => VietnamTime.At(From, TimeOnly.MinValue);

    /// <summary>The beginning of <see cref="To"/>.</summary>
    public DateTimeOffset End => VietnamTime.At(To, TimeOnly.MinValue);

    public bool IsMonth => Code.Contains('-', StringComparison.Ordinal);

    /// <summary>All that can be chosen on a day; none is longer than ninety-two days.</summary>
    public static IReadOnlyList<LoadPeriod> Choices(DateOnly today) =>
    [
        .. Days.Select(days => new LoadPeriod(days.ToString(CultureInfo.InvariantCulture), today.AddDays(1 - days), today.AddDays(1))),
        .. Enumerable.Range(0, Months).Select(back => new DateOnly(today.Year, today.Month, 1).AddMonths(-back))
            .Select(first => new LoadPeriod(first.ToString("yyyy-MM", CultureInfo.InvariantCulture), first, first.AddMonths(1))),
    ];

    /// <summary>What is asked for; what is not known is <see cref="Usual"/>.</summary>
    public static LoadPeriod Of(string? code, DateOnly today)
    {
        IReadOnlyList<LoadPeriod> choices = Choices(today);
        return choices.FirstOrDefault(choice => choice.Code == code) ?? choices.Single(choice => choice.Code == Usual);
    }
}
