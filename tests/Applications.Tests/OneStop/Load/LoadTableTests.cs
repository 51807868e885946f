using Shouldly;
using VanLang.OneStop.Load;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Load;

public sealed class LoadTableTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(3, 2, 3)]
    [InlineData(10, 5, 9)]
    [InlineData(11, 6, 10)]
    public void Half_of_the_work_took_no_longer_than_the_median_and_nine_tenths_no_longer_than_the_other(int count, int median, int ninetieth)
    {
        TimeSpan[] sorted = [.. Enumerable.Range(1, count).Select(hours => TimeSpan.FromHours(hours))];
        LoadTable.Percentile(sorted, 50).ShouldBe(TimeSpan.FromHours(median));
        LoadTable.Percentile(sorted, 90).ShouldBe(TimeSpan.FromHours(ninetieth));
    }

    [Fact]
    public void What_is_most_urgent_stands_first_and_every_column_orders_the_lines()
    {
        LoadLine[] lines = [Line("b", overdue: 1, open: 5, hours: 2), Line("â", overdue: 3, open: 3, hours: null), Line("a", overdue: 1, open: 9, hours: 7)];
        string Order(string? sort, bool down) => string.Join(' ', LoadTable.Sorted(lines, LoadBy.Step, sort, down).Select(line => line.Name));
        Order(null, false).ShouldBe("â a b");
        Order(LoadTable.ByName, false).ShouldBe("a â b");
        Order("Open", true).ShouldBe("a b â");
        Order("Overdue", false).ShouldBe("a b â");
        Order(LoadTable.ByMedian, true).ShouldBe("a b â");
        Order("no such column", true).ShouldBe("â a b");
    }

    [Fact]
    public void A_period_is_days_up_to_now_or_a_month()
    {
        DateOnly today = new(2026, 3, 15);
        LoadPeriod week = LoadPeriod.Of("7", today), month = LoadPeriod.Of("2025-12", today);
        (week.From, week.To).ShouldBe((new DateOnly(2026, 3, 9), new DateOnly(2026, 3, 16)));
        (month.From, month.To).ShouldBe((new DateOnly(2025, 12, 1), new DateOnly(2026, 1, 1)));
        // The day begins in Vietnam.
        week.Start.ShouldBe(new DateTimeOffset(2026, 3, 8, 17, 0, 0, TimeSpan.Zero));
        foreach (string? unknown in (string?[])[null, "", "365", "2020-01", "2026-13", "-1"])
            LoadPeriod.Of(unknown, today).Code.ShouldBe(LoadPeriod.Usual);
    }

    static LoadLine Line(string name, int overdue, int open, double? hours)
    {
        TimeSpan? time = hours is { } some ? TimeSpan.FromHours(some) : null;
        return new(name, name, open, 0, 0, overdue, 0, 0, time, time);
    }
}
