using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Record;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Portal;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Portal;

/// <summary>What citizens do at the portal with dossiers that were filed before: supplement them, take them back.</summary>
public sealed class PortalActTests : LinkedPortalTests
{
    [Fact]
    public async Task A_supplement_made_at_the_portal_goes_into_the_dossier_as_if_it_were_brought_to_the_counter()
    {
        string code = await Asked();
        await Portal.Supplement(code, "Đã bổ sung căn cước", SimulatedPortal.Photo);
        await Linked.ExchangeAll(2);

        DossierFile file = await Linked.House.Dossier(code);
        file.Dossier.Status.ShouldBe(DossierStatus.Submitted);
        file.Documents.Count(document => document.Round == 1).ShouldBe(1);
        file.Supplements.ShouldHaveSingleItem().Answer.ShouldBe("Đã bổ sung căn cước");
        (await Linked.House.Get<DossierQueries>().OpenWork(file.Dossier.Id, Token)).ShouldHaveSingleItem().Role.ShouldBe(CandidateRoles.OneStopClerk);
        (await Linked.Messages())[^1].ShouldSatisfyAllConditions(
            message => message.Act.ShouldBe(PortalAct.Supplement), message => message.State.ShouldBe(PortalMessageState.Taken), message => message.DossierId.ShouldBe(file.Dossier.Id));
        (await Events(file.Dossier)).ShouldContain(SupplementDossier.EventType);
        (await Portal.Statuses(code)).ShouldBe([1, 5, 1], "the portal is told that it goes on");
        (await Linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_supplement_while_the_clock_stands_lets_it_go_on()
    {
        string code = await Portal.File();
        await Linked.ExchangeAll(1);
        await Linked.House.Walk.Accept(code);
        await Linked.House.Walk.Step(Linked.House.Walk.Cast["officer"], code, (step, actor) => Linked.House.Get<RequestSupplement>().Handle(step, ["Bản chụp căn cước"], "Thiếu", actor, Token));
        (await Linked.House.Dossier(code)).Dossier.DueAt.ShouldBeNull();
        await Portal.Supplement(code);
        await Linked.ExchangeAll(2);

        Dossier dossier = (await Linked.House.Dossier(code)).Dossier;
        (dossier.Status, dossier.DueAt is not null).ShouldBe((DossierStatus.Processing, true));
    }

    [Theory]
    [InlineData("Duplicate", 2)]
    [InlineData("Repeat", 3)]
    [InlineData("DropAnswer", 2)]
    [InlineData("Error500", 2)]
    [InlineData("CutFile", 2)]
    public async Task However_it_is_sent_a_supplement_counts_once(string fault, int messages)
    {
        string code = await Asked();
        await Portal.Fault(fault, 1);
        await Portal.Supplement(code, file: SimulatedPortal.Photo);
        await Linked.ExchangeAll(messages);

        DossierFile file = await Linked.House.Dossier(code);
        file.Documents.Count(document => document.Round == 1).ShouldBe(1);
        (await Events(file.Dossier)).Count(type => type == SupplementDossier.EventType).ShouldBe(1);
        if (fault == "Repeat")
            (await Linked.Waiting()).HoldReason.ShouldBe(HoldReason.PossibleDuplicate);
    }

    [Fact]
    public async Task What_comes_before_its_dossier_waits_and_is_done_when_the_dossier_is_here()
    {
        // The withdrawal overtakes the dossier on the way.
        await Portal.Fault("Reorder", 2);
        string code = await Portal.File();
        await Portal.Withdraw(code);
        await Linked.Exchange(async () => (await Linked.Messages()) is [_, _] all && all.All(message => message.State == PortalMessageState.Taken), "both are taken");

        (await Linked.House.Dossier(code)).Dossier.Status.ShouldBe(DossierStatus.WithdrawalRequested);
        await Linked.ExchangeAll(2);
        (await Portal.Statuses(code))[^1].ShouldBe(7);
        (await Linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_withdrawal_made_at_the_portal_is_settled_by_the_clerk_and_the_portal_hears_of_it()
    {
        string code = await Portal.File();
        await Linked.ExchangeAll(1);
        await Portal.Withdraw(code, "Không còn cần nữa");
        await Linked.ExchangeAll(2);

        Dossier dossier = (await Linked.House.Dossier(code)).Dossier;
        dossier.Status.ShouldBe(DossierStatus.WithdrawalRequested);
        (await Linked.House.Get<Inbox>().Withdrawals(Linked.Clerk, Token)).ShouldBe(1);
        LinkedHouse.Value(await Linked.House.Get<WithdrawDossier>().Settle(new(code, dossier.Revision, "settle"), Linked.Clerk, Token));
        await Linked.ExchangeAll(2);
        (await Portal.Statuses(code)).ShouldBe([1, 7, 8]);

        // Once more, too late: a clerk says so, and the dossier stays as it is.
        await Portal.Withdraw(code, "Xin rút");
        await Linked.ExchangeAll(3);
        PortalMessage late = await Linked.Waiting();
        late.HoldReason.ShouldBe(HoldReason.TooLate);
        LinkedHouse.Value(await Linked.House.Get<ClosePortalMessage>().Handle(await Linked.Command(late), PortalMessageState.Refused, "Hồ sơ đã dừng", Linked.Clerk, Token));
        await Linked.Exchange(async () => (await Portal.Dossier(code))!["progress"]!.AsArray().Any(row => row!["content"]!.ToString() == "Hồ sơ đã dừng"), "the citizen is told why");
        (await Portal.Statuses(code)).ShouldBe([1, 7, 8], "a refused wish is no refused dossier");
    }

    [Fact]
    public async Task What_cannot_be_done_waits_with_its_reason_for_the_clerk_of_the_dossier()
    {
        string asked = await Asked();
        string running = await Portal.File(citizen: "CD021");
        await Linked.ExchangeAll(2);
        await Portal.Supplement(running, citizen: "CD021");
        await Portal.Withdraw(running, citizen: "CD009");
        await Portal.Withdraw("G22.99-20260101-9999999");
        await Portal.Fault("LargeFile", 1, 500);
        await Portal.Supplement(asked, file: SimulatedPortal.Photo);
        await Linked.ExchangeAll(6);

        List<PortalMessage> waiting = [.. (await Linked.Messages()).Where(message => message.State == PortalMessageState.Held)];
        waiting.Select(message => message.HoldReason).ShouldBe([HoldReason.NotAsked, HoldReason.OtherPerson, HoldReason.UnknownDossier, HoldReason.FilesRefused], ignoreOrder: true);
        (await Linked.House.Dossier(running)).Dossier.Status.ShouldBe(DossierStatus.Submitted);
        (await Linked.House.Dossier(asked)).Dossier.Status.ShouldBe(DossierStatus.SupplementRequested, "the clock does not go on over papers that did not arrive");
        PortalInboxPage page = await Linked.House.Get<PortalInbox>().Read(Linked.Clerk, all: false, null, Token);
        page.Rows.Select(row => row.Id).ShouldBe(waiting.Select(message => message.Id), ignoreOrder: true);
        Actor elsewhere = Linked.Clerk with { AgencyId = Guid.NewGuid() };
        (await Linked.House.Get<PortalInbox>().Read(elsewhere, all: true, null, Token)).Rows.ShouldBeEmpty();

        // The words alone are enough for the clerk.
        PortalMessage large = waiting.Single(message => message.HoldReason == HoldReason.FilesRefused);
        RetryPortalMessage retry = Linked.House.Get<RetryPortalMessage>();
        (await retry.Handle(await Linked.Command(large), ofItsOwn: true, elsewhere, Token)).Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.NotFound);
        (await retry.Handle(await Linked.Command(waiting.Single(message => message.HoldReason == HoldReason.OtherPerson)), ofItsOwn: true, Linked.Clerk, Token)).Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.NotOffered);
        LinkedHouse.Value(await retry.Handle(await Linked.Command(large), ofItsOwn: true, Linked.Clerk, Token));
        await Linked.Exchange(async () => (await Linked.House.Dossier(asked)).Dossier.Status == DossierStatus.Submitted, "it is supplemented by words alone");
        (await Linked.House.Verify()).ShouldBeEmpty();
    }

    // A dossier of the portal whose clerk has asked for a supplement before taking it in.
    async Task<string> Asked()
    {
        string code = await Portal.File();
        await Linked.ExchangeAll(1);
        await Linked.House.Walk.Step(Linked.Clerk, code, (step, actor) => Linked.House.Get<RequestSupplement>().Handle(step, ["Bản chụp căn cước"], "Thiếu", actor, Token));
        await Linked.ExchangeAll(1);
        return code;
    }

    async Task<List<string>> Events(Dossier dossier) =>
        [.. (await Linked.House.Read((db, token) => RecordTimeline.Of(db, dossier.Subject, token))).Select(happened => happened.Type)];
}
