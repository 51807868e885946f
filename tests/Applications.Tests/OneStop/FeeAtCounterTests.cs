using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Fees;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Results;
using VanLang.OneStop.Tracking;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>Fees taken at the counter, and how a result leaves the house.</summary>
public sealed class FeeAtCounterTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    readonly DemonstrationHouse house = shared.House;

    Actor Clerk => house.Walk.Cast["one-stop-clerk"];

    static CancellationToken Token => DemonstrationHouse.Token;

    [Fact]
    public async Task A_result_is_neither_handed_over_nor_opened_before_its_fee_is_paid()
    {
        string code = await Issued();
        Guid result = (await house.Dossier(code)).Papers.Single(paper => paper.Kind == PaperKind.Result).Id;
        AccessScope citizen = AccessScope.Of(house.Walk.Cast["citizen"]);

        Outcome<StepDone> early = await house.Get<ReturnResult>().Handle(await house.Walk.Command(Clerk, code), null, null, Clerk, Token);

        early.Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.FeeUnpaid);
        (await house.Get<CitizenQueries>().Paper(code, result, citizen, Token)).ShouldBeNull();
        await house.Walk.Collect(code);
        (await house.Get<CitizenQueries>().Paper(code, result, citizen, Token)).ShouldNotBeNull();
        await house.Walk.Return(code);
        (await house.Dossier(code)).Dossier.Status.ShouldBe(DossierStatus.ResultReturned);
    }

    [Fact]
    public async Task Receipts_are_numbered_without_gap_and_a_cancelled_one_stays_in_the_register_with_its_reason()
    {
        long before = await house.Read((db, token) => db.Set<FeeReceipt>().LongCountAsync(token));
        string first = await Accepted();
        string second = await Accepted();
        await house.Walk.Collect(first);
        await house.Walk.Collect(second);

        (await Cancel(first, "")).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.ReasonMissing);
        (await Cancel(first, "Thu nhầm hồ sơ")).Succeeded.ShouldBeTrue();
        (await Cancel(first, "Lần nữa")).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.FeeNotPaid);
        (await house.Dossier(first)).Dossier.FeePaidAt.ShouldBeNull();
        (await Collect(first, Clerk)).Succeeded.ShouldBeTrue();

        List<FeeReceipt> register = await house.Read((db, token) => db.Set<FeeReceipt>().Where(receipt => receipt.Number > before).OrderBy(receipt => receipt.Number).ToListAsync(token));
        register.Select(receipt => receipt.Number).ShouldBe([before + 1, before + 2, before + 3]);
        register.Select(receipt => receipt.Amount).ShouldAllBe(amount => amount == 16_000);
        register[0].CancelReason.ShouldBe("Thu nhầm hồ sơ");
        (await house.Dossier(first)).FeeReceipt.ShouldNotBeNull().Number.ShouldBe(before + 3);
        await house.Settle();
        (await house.Verify()).ShouldBeEmpty();
        await house.Tamper("UPDATE fee_receipts SET amount = amount - 1000 WHERE cancelled_at IS NOT NULL");
        (await house.Verify()).ShouldContain(finding => finding.Kind == "altered-row" && finding.Table == "fee_receipts" && finding.Column == "amount");
        await house.Tamper("UPDATE fee_receipts SET amount = amount + 1000 WHERE cancelled_at IS NOT NULL");
    }

    [Fact]
    public async Task Of_two_clerks_who_collect_at_once_one_receipt_comes()
    {
        string code = await Accepted();
        int revision = (await house.Dossier(code)).Dossier.Revision;

        Outcome<StepDone>[] outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => Task.Run(() =>
            house.Get<CollectFee>().Handle(new(code, revision, $"key-{i}"), Clerk, Token))));

        outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
        (await house.Dossier(code)).FeeReceipts.ShouldHaveSingleItem();
        // The same form sent again is the same act.
        Outcome<StepDone> again = await house.Get<CollectFee>().Handle(new(code, revision, outcomes[0].Succeeded ? "key-0" : "key-1"), Clerk, Token);
        again.Succeeded.ShouldBeTrue();
        (await Collect(code, Clerk)).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.FeePaid);
    }

    [Fact]
    public async Task Only_a_clerk_of_the_place_takes_money()
    {
        string code = await Accepted();
        Actor elsewhere = Clerk with { AgencyId = Guid.NewGuid(), UnitId = Guid.NewGuid() };

        (await Collect(code, house.Walk.Cast["officer"])).Failure.ShouldNotBeNull().Code.ShouldBe(KernelErrors.Forbidden);
        (await Collect(code, house.Walk.Cast["citizen"])).Failure.ShouldNotBeNull().Code.ShouldBe(KernelErrors.Forbidden);
        (await Collect(code, elsewhere)).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.NotFound);
        (await Collect(code, Actor.Nobody)).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.NotFound);
    }

    [Fact]
    public async Task A_result_by_post_leaves_with_the_number_of_its_consignment()
    {
        string code = await Issued(new(ReturnMethod.Post, "Số 5 đường Hùng Vương, phường Việt Trì, tỉnh Phú Thọ"));
        await house.Walk.Collect(code);
        ReturnResult handOver = house.Get<ReturnResult>();

        (await handOver.Handle(await house.Walk.Command(Clerk, code), "Ai đó", " ", Clerk, Token)).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.PostalNumberMissing);
        (await handOver.Handle(await house.Walk.Command(Clerk, code), null, "RR123456789VN", Clerk, Token)).Succeeded.ShouldBeTrue();

        Dossier dossier = (await house.Dossier(code)).Dossier;
        dossier.ReturnAddress.ShouldBe("Số 5 đường Hùng Vương, phường Việt Trì, tỉnh Phú Thọ");
        IReadOnlyList<VanLang.Kernel.Record.TimelineEvent> events = await house.Get<CitizenQueries>().Timeline(dossier, Token);
        events[^1].Payload.ShouldNotBeNull().ShouldContain("RR123456789VN");
    }

    [Fact]
    public async Task A_result_at_the_counter_is_handed_to_somebody_with_a_name_and_the_desk_shows_to_whom()
    {
        string code = await Issued();
        await house.Walk.Collect(code);
        ReturnResult handOver = house.Get<ReturnResult>();

        (await handOver.Handle(await house.Walk.Command(Clerk, code), " ", null, Clerk, Token)).Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.RecipientMissing);
        (await house.Dossier(code)).Dossier.Status.ShouldNotBe(DossierStatus.ResultReturned);
        (await handOver.Handle(await house.Walk.Command(Clerk, code), "Lê Thị Hoa", null, Clerk, Token)).Succeeded.ShouldBeTrue();

        DeskCase shown = (await house.Get<CaseReader>().Read(code, null, Clerk, Token)).ShouldNotBeNull();
        shown.Acts.Single(act => act.Type == ReturnResult.EventType).Reason.ShouldNotBeNull().ShouldContain("Lê Thị Hoa");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Post", null)]
    [InlineData("Post", " ")]
    [InlineData("Pigeon", "Tổ 5")]
    public async Task A_dossier_is_not_sent_before_it_is_known_where_its_result_goes(string? method, string? address)
    {
        Guid draft = await house.Walk.Draft();
        await house.Get<SaveDraft>().Return(draft, ReturnWish.Read(method, address), house.Walk.Cast["citizen"], Token);

        Outcome<SubmittedDossier> sent = await house.Get<SubmitDossier>().Handle(draft, "key", house.Walk.Cast["citizen"], Token);

        sent.Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.ReturnMethodMissing);
    }

    [Fact]
    public async Task The_desk_offers_the_fee_while_it_is_due_and_the_receipt_while_it_can_be_cancelled()
    {
        string code = await Accepted();
        (await Case(code)).ShouldBe((true, false));
        await house.Walk.Collect(code);
        (await Case(code)).ShouldBe((false, true));
        await house.Walk.Prepare(code);
        await house.Walk.Sign(code);
        await house.Walk.Issue(code);
        await house.Walk.Return(code);
        (await Case(code)).ShouldBe((false, false));
    }

    async Task<(bool Collect, bool Cancel)> Case(string code)
    {
        DeskCase dossier = (await house.Get<CaseReader>().Read(code, null, Clerk, Token)).ShouldNotBeNull();
        return (VanLang.OneStop.Desk.Parts.NowPanel.Offers(dossier, DeskForms.CollectFee), VanLang.OneStop.Desk.Parts.NowPanel.Offers(dossier, DeskForms.CancelReceipt));
    }

    async Task<string> Accepted(ReturnWish? wish = null)
    {
        Guid draft = await house.Walk.Draft();
        if (wish is not null)
            await house.Get<SaveDraft>().Return(draft, wish, house.Walk.Cast["citizen"], Token);
        string code = (await house.Walk.Submit(draft)).Code;
        await house.Walk.Accept(code);
        return code;
    }

    async Task<string> Issued(ReturnWish? wish = null)
    {
        string code = await Accepted(wish);
        await house.Walk.Prepare(code);
        await house.Walk.Sign(code);
        await house.Walk.Issue(code);
        return code;
    }

    async Task<Outcome<StepDone>> Collect(string code, Actor actor) =>
        await house.Get<CollectFee>().Handle(new(code, (await house.Dossier(code)).Dossier.Revision, Guid.NewGuid().ToString()), actor, Token);

    async Task<Outcome<StepDone>> Cancel(string code, string reason) =>
        await house.Get<CancelFeeReceipt>().Handle(new(code, (await house.Dossier(code)).Dossier.Revision, Guid.NewGuid().ToString()), reason, Clerk, Token);
}
