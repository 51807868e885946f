using Shouldly;
using VanLang.Kernel.Calendar;
using Xunit;
using static VanLang.Foundation.Tests.Calendar.Office;

namespace VanLang.Foundation.Tests.Calendar;

public sealed class DeadlineClockTests
{
    [Theory]
    [InlineData("1 in-day", "2026-11-23 08:10", "2026-11-23 17:00")]
    [InlineData("1 in-day", "2026-11-23 15:00", "2026-11-23 17:00")]
    [InlineData("1 in-day", "2026-11-23 15:01", "2026-11-25 17:00")]
    [InlineData("1 in-day", "2026-02-13 15:30", "2026-02-23 17:00")]
    [InlineData("1 in-day", "2026-02-17 09:00", "2026-02-23 17:00")]
    [InlineData("1 in-day", "2026-01-10 14:59", "2026-01-10 17:00")]
    [InlineData("5 wd", "2026-02-11 16:59", "2026-02-25 17:00")]
    [InlineData("5 wd", "2026-02-12 07:30", "2026-02-26 17:00")]
    [InlineData("10 wd", "2026-08-20 08:00", "2026-09-07 17:00")]
    [InlineData("15 cd", "2026-02-03 08:00", "2026-02-23 17:00")]
    [InlineData("3 h", "2026-02-13 16:00", "2026-02-23 09:30")]
    [InlineData("0.5 h", "2026-10-15 16:45", "2026-10-16 07:45")]
    public void A_limit_is_due_by_its_own_unit(string limit, string received, string due) =>
        Local(Clock(limit, received).DueAt).ShouldBe(due);

    [Theory]
    // The day of the pause is used, the day of the answer is not counted, what remains follows: 2 of 5 used, 3 left.
    [InlineData("5 wd", "2026-03-02 09:00", "2026-03-04 10:00", "2026-03-06 15:00", "2026-03-11 17:00")]
    // Across Tết: 1 of 5 used on 13/02, answered in the holiday, 4 left.
    [InlineData("5 wd", "2026-02-12 09:00", "2026-02-13 10:00", "2026-02-18 15:00", "2026-02-26 17:00")]
    // Across 24/11.
    [InlineData("3 wd", "2026-11-20 09:00", "2026-11-23 16:00", "2026-11-25 08:00", "2026-11-27 17:00")]
    // Paused on the last day: that day was not over, one day remains.
    [InlineData("2 wd", "2026-03-02 09:00", "2026-03-04 10:00", "2026-03-09 16:00", "2026-03-10 17:00")]
    // A pause within one day divides no day.
    [InlineData("2 wd", "2026-03-02 09:00", "2026-03-03 08:00", "2026-03-03 16:00", "2026-03-04 17:00")]
    // A pause after the due time does not heal lateness.
    [InlineData("2 wd", "2026-03-02 09:00", "2026-03-05 08:00", "2026-03-09 16:00", "2026-03-04 17:00")]
    [InlineData("10 cd", "2026-03-02 09:00", "2026-03-05 08:00", "2026-03-09 16:00", "2026-03-16 17:00")]
    [InlineData("8 h", "2026-03-02 15:00", "2026-03-03 08:30", "2026-03-05 16:30", "2026-03-06 12:00")]
    [InlineData("1 in-day", "2026-03-02 09:00", "2026-03-02 10:00", "2026-03-02 14:00", "2026-03-02 17:00")]
    [InlineData("1 in-day", "2026-03-02 09:00", "2026-03-02 10:00", "2026-03-02 16:00", "2026-03-03 17:00")]
    [InlineData("1 in-day", "2026-11-23 09:00", "2026-11-23 10:00", "2026-11-24 09:00", "2026-11-25 17:00")]
    public void Waiting_for_the_applicant_is_not_counted(string limit, string received, string paused, string resumed, string due)
    {
        var clock = Clock(limit, received, paused);
        clock.DueAt.ShouldBeNull();
        Local(clock.Resume(At(resumed)).DueAt).ShouldBe(due);
    }

    [Fact]
    public void Two_pauses_add_up()
    {
        // 5 days from 02/03: 03, 04 used; answered 06; 09 used on the day of the second pause; answered 11; 12 and 13 remain.
        Local(Clock("5 wd", "2026-03-02 09:00", "2026-03-04 10:00", "2026-03-06 15:00", "2026-03-09 09:00", "2026-03-11 09:00").DueAt).ShouldBe("2026-03-13 17:00");
    }

    [Fact]
    public void What_remains_is_told_in_the_unit_of_the_limit()
    {
        var clock = Clock("5 wd", "2026-02-11 09:00");
        clock.RemainingAt(At("2026-02-13 16:00")).ShouldBe(new RemainingTime(TimeUnit.WorkingDay, 3, TimeSpan.FromHours(25), false));
        clock.RemainingAt(At("2026-02-25 10:00")).Days.ShouldBe(0);
        clock.RemainingAt(At("2026-02-26 10:00")).ShouldBe(new RemainingTime(TimeUnit.WorkingDay, 1, TimeSpan.FromHours(2.5), true));
        clock.Pause(At("2026-02-13 16:00")).RemainingAt(At("2026-03-30 09:00")).Days.ShouldBe(3);
    }

    [Fact]
    public void A_clock_is_made_again_from_its_events()
    {
        var clock = Clock("8 h", "2026-02-13 15:00", "2026-02-13 16:10", "2026-02-23 09:47");
        var again = DeadlineClock.Replay(Province, clock.Limit, clock.Events);
        again.DueAt.ShouldBe(clock.DueAt);
        Local(again.DueAt).ShouldBe("2026-02-24 08:37");
    }

    [Fact]
    public void Events_out_of_turn_are_refused()
    {
        Should.Throw<ArgumentException>(() => Clock("1 wd", "2026-03-02 09:00").Resume(At("2026-03-02 10:00")));
        Should.Throw<ArgumentException>(() => Clock("1 wd", "2026-03-02 09:00", "2026-03-02 10:00").Pause(At("2026-03-02 11:00")));
        Should.Throw<ArgumentException>(() => Clock("1 wd", "2026-03-02 09:00").Pause(At("2026-03-02 08:59")));
    }

    [Fact]
    public void The_due_time_explains_itself_across_Tet()
    {
        var explanation = Clock("5 wd", "2026-02-12 09:00").Explain();
        explanation.Days.Select(day => $"{day.Date:dd/MM} {day.Treatment} {day.Ordinal}{day.Day.Name}").ShouldBe([
            "12/02 DayOfEvent ", "13/02 Counted 1", "14/02 DayOff ", "15/02 DayOff ",
            "16/02 DayOff Tết Nguyên đán", "17/02 DayOff Tết Nguyên đán", "18/02 DayOff Tết Nguyên đán", "19/02 DayOff Tết Nguyên đán", "20/02 DayOff Tết Nguyên đán",
            "21/02 DayOff ", "22/02 DayOff ", "23/02 Counted 2", "24/02 Counted 3", "25/02 Counted 4", "26/02 Counted 5",
        ]);
        explanation.DaysVerified.ShouldBeFalse();
        explanation.HoursVerified.ShouldBeFalse();
    }

    [Fact]
    public void The_explanation_tells_pauses_and_a_moved_end()
    {
        Clock("2 wd", "2026-03-02 09:00", "2026-03-04 10:00", "2026-03-06 16:00").Explain().Days
            .Select(day => $"{day.Date:dd/MM} {day.Treatment} {day.Ordinal}").ShouldBe([
                "02/03 DayOfEvent ", "03/03 Counted 1", "04/03 Paused ", "05/03 Paused ", "06/03 DayOfEvent ", "07/03 DayOff ", "08/03 DayOff ", "09/03 Counted 2"]);

        Clock("3 cd", "2026-11-20 09:00").Explain().Days.Select(day => day.Treatment).ShouldBe(
            [DayTreatment.DayOfEvent, DayTreatment.Counted, DayTreatment.Counted, DayTreatment.Counted]);

        var moved = Clock("4 cd", "2026-11-20 09:00").Explain();
        moved.Days[^2].ShouldSatisfyAllConditions(day => day.Treatment.ShouldBe(DayTreatment.Counted), day => day.Ordinal.ShouldBe(4), day => day.Day.Name.ShouldBe("Ngày Văn hóa Việt Nam"));
        moved.Days[^1].Treatment.ShouldBe(DayTreatment.EndMovedHere);

        var hours = Clock("8 h", "2026-02-13 15:00", "2026-02-13 16:00", "2026-02-24 16:00").Explain();
        hours.Days.Where(day => day.WorkingTime > TimeSpan.Zero).Select(day => (day.Date.Day, day.WorkingTime!.Value.TotalHours)).ShouldBe([(13, 1), (24, 1), (25, 6)]);
        hours.Days.Single(day => day.Date.Day == 23).Treatment.ShouldBe(DayTreatment.Paused);
    }
}
