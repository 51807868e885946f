using Shouldly;
using VanLang.Kernel.Calendar;
using Xunit;
using static VanLang.Foundation.Tests.Calendar.Office;

namespace VanLang.Foundation.Tests.Calendar;

public sealed class WorkingCalendarTests
{
    [Theory]
    [InlineData("2026-01-01", CalendarDayKind.Holiday)]
    [InlineData("2026-01-02", CalendarDayKind.SwappedOff)]
    [InlineData("2026-01-10", CalendarDayKind.SwappedWorking)]
    [InlineData("2026-02-13", CalendarDayKind.Working)]
    [InlineData("2026-02-14", CalendarDayKind.WeeklyRest)]
    [InlineData("2026-02-15", CalendarDayKind.WeeklyRest)]
    [InlineData("2026-02-16", CalendarDayKind.Holiday)]
    [InlineData("2026-02-20", CalendarDayKind.Holiday)]
    [InlineData("2026-02-22", CalendarDayKind.WeeklyRest)]
    [InlineData("2026-02-23", CalendarDayKind.Working)]
    [InlineData("2026-04-26", CalendarDayKind.Holiday)]
    [InlineData("2026-04-27", CalendarDayKind.Compensatory)]
    [InlineData("2026-08-22", CalendarDayKind.SwappedWorking)]
    [InlineData("2026-08-31", CalendarDayKind.SwappedOff)]
    [InlineData("2026-11-24", CalendarDayKind.Holiday)]
    [InlineData("2025-11-24", CalendarDayKind.Working)]
    public void The_kind_of_a_day_follows_holidays_swaps_and_weekends(string date, CalendarDayKind kind)
    {
        Province.Day(Day(date)).Kind.ShouldBe(kind);
        Province.IsWorkingDay(Day(date)).ShouldBe(kind is CalendarDayKind.Working or CalendarDayKind.SwappedWorking);
    }

    [Fact]
    public void Office_hours_change_with_the_season_and_a_day_off_has_none()
    {
        Periods("2026-10-15").ShouldBe(["07:00-11:30", "13:30-17:00"]);
        Periods("2026-10-16").ShouldBe(["07:30-12:00", "13:30-17:00"]);
        Periods("2026-04-15").ShouldBe(["07:30-12:00", "13:30-17:00"]);
        Periods("2026-04-16").ShouldBe(["07:00-11:30", "13:30-17:00"]);
        Periods("2026-01-10").ShouldBe(["07:30-12:00", "13:30-17:00"]);
        Periods("2026-02-17").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-02-12", 1, "2026-02-13 17:00")]
    [InlineData("2026-02-13", 1, "2026-02-23 17:00")]
    [InlineData("2026-02-17", 1, "2026-02-23 17:00")]
    [InlineData("2026-02-13", 5, "2026-02-27 17:00")]
    [InlineData("2026-01-08", 2, "2026-01-10 17:00")]
    [InlineData("2026-08-21", 1, "2026-08-22 17:00")]
    [InlineData("2026-08-28", 1, "2026-09-03 17:00")]
    [InlineData("2026-11-23", 1, "2026-11-25 17:00")]
    [InlineData("2026-02-14", 0, "2026-02-23 17:00")]
    public void Working_days_skip_Tet_swaps_and_holidays(string from, int days, string due) =>
        Local(Province.AddWorkingDays(Day(from), days)).ShouldBe(due);

    [Theory]
    [InlineData("2026-02-10", 3, "2026-02-13 17:00")]
    [InlineData("2026-02-10", 4, "2026-02-23 17:00")]
    [InlineData("2026-02-10", 13, "2026-02-23 17:00")]
    [InlineData("2026-02-10", 14, "2026-02-24 17:00")]
    [InlineData("2026-11-09", 15, "2026-11-25 17:00")]
    public void Calendar_days_run_through_holidays_but_do_not_end_on_one(string from, int days, string due) =>
        Local(Province.AddCalendarDays(Day(from), days)).ShouldBe(due);

    [Theory]
    [InlineData("2026-02-13 15:00", 4, "2026-02-23 09:30")]
    [InlineData("2026-02-13 15:00", 2, "2026-02-13 17:00")]
    [InlineData("2026-02-13 12:30", 1, "2026-02-13 14:30")]
    [InlineData("2026-10-15 15:00", 4, "2026-10-16 09:30")]
    [InlineData("2026-10-15 15:00", 8, "2026-10-16 15:00")]
    [InlineData("2026-01-09 16:00", 2, "2026-01-10 08:30")]
    [InlineData("2026-02-18 10:00", 0, "2026-02-23 07:30")]
    public void Working_hours_run_from_the_instant(string from, int hours, string due) =>
        Local(Province.AddWorkingTime(At(from), TimeSpan.FromHours(hours))).ShouldBe(due);

    [Fact]
    public void Working_time_and_days_between_are_negative_backwards()
    {
        Province.WorkingTimeBetween(At("2026-02-13 15:00"), At("2026-02-23 09:30")).ShouldBe(TimeSpan.FromHours(4));
        Province.WorkingTimeBetween(At("2026-02-23 09:30"), At("2026-02-13 15:00")).ShouldBe(TimeSpan.FromHours(-4));
        Province.WorkingDaysBetween(Day("2026-02-13"), Day("2026-02-27")).ShouldBe(5);
        Province.WorkingDaysBetween(Day("2026-02-27"), Day("2026-02-13")).ShouldBe(-5);
    }

    [Fact]
    public void A_day_of_which_the_law_is_not_read_is_not_called_verified()
    {
        Province.Day(Day("2026-11-24")).Verified.ShouldBeFalse();
        Province.Day(Day("2026-09-02")).Verified.ShouldBeTrue();
        Province.Day(Day("2028-01-03")).ShouldBe(new CalendarDay(Day("2028-01-03"), CalendarDayKind.Working, null, null, false));
    }

    [Fact]
    public void Contradicting_data_are_refused()
    {
        var data = Data();
        Should.Throw<ArgumentException>(() => new WorkingCalendar(data with { DaysOff = [.. data.DaysOff, data.DaysOff[0]] })).Message.ShouldContain("2016-01-01");
        Should.Throw<ArgumentException>(() => new WorkingCalendar(data with { OfficeHours = [data.OfficeHours[0]] })).Message.ShouldContain("office hours");
        Should.Throw<ArgumentException>(() => new WorkingCalendar(data with { Swaps = [.. data.Swaps, data.Swaps[0]] })).Message.ShouldContain("swapped twice");
    }

    private static IEnumerable<string> Periods(string date) =>
        Province.WorkingPeriods(Day(date)).Select(p => $"{VietnamTime.TimeOf(p.Start):HH:mm}-{VietnamTime.TimeOf(p.End):HH:mm}");
}
