using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>Form 04: an apology and a new day, at least one day before the day due, once.</summary>
public sealed class NewAppointmentTests
{
    static CancellationToken Token => DemonstrationHouse.Token;

    [Fact]
    public async Task An_apology_in_time_moves_the_due_time_once_and_makes_its_paper()
    {
        // Taken in on Friday after the cut-off, due on Monday.
        FakeTimeProvider clock = DemonstrationHouse.Clock("2026-11-20 15:30");
        await using DemonstrationHouse house = await DemonstrationHouse.Open(time: clock);
        Actor officer = house.Walk.Cast["officer"];
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(code);
        Local((await house.Dossier(code)).Dossier.DueAt).ShouldBe("2026-11-23 17:00");

        (await Extend(house, code, new(2026, 11, 25), "", officer)).ShouldBe(OneStopErrors.ReasonMissing);
        (await Extend(house, code, null, "Chờ xác minh", officer)).ShouldBe(OneStopErrors.NewDueWrong);
        (await Extend(house, code, new(2026, 11, 23), "Chờ xác minh", officer)).ShouldBe(OneStopErrors.NewDueWrong);
        // 24 November is a day off.
        (await Extend(house, code, new(2026, 11, 24), "Chờ xác minh", officer)).ShouldBe(OneStopErrors.NewDueWrong);
        (await Extend(house, code, new(2026, 11, 25), "Chờ xác minh", house.Walk.Cast["one-stop-clerk"])).ShouldBe(KernelErrors.Forbidden);
        (await Extend(house, code, new(2026, 11, 25), "Chờ xác minh", officer)).ShouldBeNull();
        (await Extend(house, code, new(2026, 11, 26), "Lần nữa", officer)).ShouldBe(OneStopErrors.TooLateToExtend);

        Dossier dossier = (await house.Dossier(code)).Dossier;
        (Local(dossier.FirstDueAt), Local(dossier.DueAt)).ShouldBe(("2026-11-23 17:00", "2026-11-25 17:00"));
        await house.Settle();
        IssuedPaper paper = (await house.Dossier(code)).Papers.Single(paper => paper.Kind == PaperKind.ApologyAndReschedule);
        paper.FileId.ShouldNotBeNull();
        (await house.Verify()).ShouldBeEmpty();

        // A supplement and its answer do not take the promise back.
        await house.Walk.Step(officer, code, (step, actor) => house.Get<RequestSupplement>().Handle(step, ["Ảnh rõ hơn"], "Mờ", actor, Token));
        clock.Advance(TimeSpan.FromMinutes(5));
        await house.Walk.Step(house.Walk.Cast["citizen"], code, (step, actor) => house.Get<SupplementDossier>().Handle(step, [], "Đây", actor, Token));
        Local((await house.Dossier(code)).Dossier.DueAt).ShouldBe("2026-11-25 17:00");
    }

    [Fact]
    public async Task On_the_day_due_it_is_too_late()
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(time: DemonstrationHouse.Clock("2026-11-23 08:00"));
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(code);

        (await Extend(house, code, new(2026, 11, 25), "Chờ xác minh", house.Walk.Cast["officer"])).ShouldBe(OneStopErrors.TooLateToExtend);
    }

    static async Task<ErrorCode?> Extend(DemonstrationHouse house, string code, DateOnly? day, string reason, Actor actor)
    {
        ActCommand act = new(code, (await house.Dossier(code)).Dossier.Revision, Guid.NewGuid().ToString());
        return (await house.Get<ExtendDueTime>().Handle(act, day, reason, actor, Token)).Failure?.Code;
    }

    static string? Local(DateTimeOffset? instant) =>
        instant?.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
