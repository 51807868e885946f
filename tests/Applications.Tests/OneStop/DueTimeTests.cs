using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.OneStop;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Law;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>Due times of real dossiers of procedure 2.000635 (in the day, cut-off 15:00) over the holidays of the province.</summary>
public sealed class DueTimeTests
{
    [Theory]
    // An ordinary Monday, before and after the cut-off.
    [InlineData("2026-11-23 09:00", "2026-11-23 17:00")]
    // 24 November 2026 is a day off (Viet Nam Culture Day).
    [InlineData("2026-11-23 15:30", "2026-11-25 17:00")]
    // Tết 2027: off from Friday 5 to Thursday 11 February, the last two in lieu of the weekend.
    [InlineData("2027-02-04 15:01", "2027-02-12 17:00")]
    [InlineData("2027-02-08 10:00", "2027-02-12 17:00")]
    // Swapped for National Day 2026: Saturday 22 August is worked, Monday 31 August is off, as are 1 and 2 September.
    [InlineData("2026-08-22 09:00", "2026-08-22 17:00")]
    [InlineData("2026-08-21 15:30", "2026-08-22 17:00")]
    [InlineData("2026-08-28 15:30", "2026-09-03 17:00")]
    public async Task A_dossier_is_due_as_the_calendar_of_the_province_says(string accepted, string due)
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(time: DemonstrationHouse.Clock(accepted));
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;

        await house.Walk.Accept(code);

        Local((await house.Dossier(code)).Dossier.DueAt).ShouldBe(due);
    }

    [Fact]
    public async Task A_supplement_stops_the_clock_and_the_answer_moves_the_due_time()
    {
        FakeTimeProvider clock = DemonstrationHouse.Clock("2027-02-04 09:00");
        await using DemonstrationHouse house = await DemonstrationHouse.Open(time: clock);
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(code);
        Local((await house.Dossier(code)).Dossier.DueAt).ShouldBe("2027-02-04 17:00");

        clock.Advance(TimeSpan.FromHours(1));
        await house.Walk.Step(house.Walk.Cast["officer"], code, (step, actor) =>
            house.Get<RequestSupplement>().Handle(step, ["Giấy tờ tuỳ thân: ảnh mờ"], "Không đọc được", actor, DemonstrationHouse.Token));
        Dossier paused = (await house.Dossier(code)).Dossier;
        paused.DueAt.ShouldBeNull();
        paused.Status.ShouldBe(DossierStatus.SupplementRequested);

        // Answered on the third day of Tết: due on the first working day after it.
        clock.Advance(TimeSpan.FromDays(3));
        await house.Walk.Step(house.Walk.Cast["citizen"], code, (step, actor) =>
            house.Get<SupplementDossier>().Handle(step, [], "Số căn cước đúng như tờ khai", actor, DemonstrationHouse.Token));
        Dossier resumed = (await house.Dossier(code)).Dossier;
        Local(resumed.DueAt).ShouldBe("2027-02-12 17:00");

        // The stored clock makes the same due time again, and the record agrees.
        WorkingCalendar calendar = await house.Get<WorkingCalendars>().InForce(clock.GetUtcNow(), DemonstrationHouse.Token);
        DossierClock.Read(calendar, resumed.Clock!).DueAt.ShouldBe(resumed.DueAt);
        await house.Settle();
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_clerk_names_the_case_of_the_limit_and_it_stays_with_the_dossier()
    {
        FakeTimeProvider clock = DemonstrationHouse.Clock("2026-11-23 09:00");
        await using DemonstrationHouse house = await DemonstrationHouse.Open(time: clock);
        Actor clerk = house.Walk.Cast["one-stop-clerk"];
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        DossierLaw law = house.Get<DossierLaw>();
        (await law.LimitCases((await house.Dossier(code)).Dossier, DemonstrationHouse.Token)).Select(known => known.Name).ShouldBe([null, "co-quan-to-chuc-de-nghi"]);

        // A case that the law does not know takes nothing in.
        (await house.Get<AcceptDossier>().Handle(await house.Walk.Command(clerk, code), "tuy-y", clerk, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OneStopErrors.LimitCaseUnknown);
        (await house.Dossier(code)).Dossier.AcceptedAt.ShouldBeNull();

        (await house.Get<AcceptDossier>().Handle(await house.Walk.Command(clerk, code), "co-quan-to-chuc-de-nghi", clerk, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();

        // One working day instead of the same day; the 24th is off.
        Dossier accepted = (await house.Dossier(code)).Dossier;
        Local(accepted.DueAt).ShouldBe("2026-11-25 17:00");
        (await law.Limit(accepted, DemonstrationHouse.Token))!.Value!.Unit.ShouldBe(TimeUnit.WorkingDay);
        await house.Settle();
        (await house.Verify()).ShouldBeEmpty();

        // A pause does not forget it.
        await house.Walk.Step(house.Walk.Cast["officer"], code, (step, actor) =>
            house.Get<RequestSupplement>().Handle(step, ["Giấy tờ tuỳ thân: ảnh mờ"], "Không đọc được", actor, DemonstrationHouse.Token));
        DossierClock.CaseOf((await house.Dossier(code)).Dossier.Clock!).ShouldBe("co-quan-to-chuc-de-nghi");
    }

    static string? Local(DateTimeOffset? instant) =>
        instant?.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
