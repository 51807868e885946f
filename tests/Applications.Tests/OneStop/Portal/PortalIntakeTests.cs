using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.OneStop;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Portal;
using VanLang.OneStop.Tracking;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Portal;

public sealed class PortalIntakeTests : LinkedPortalTests
{
    [Fact]
    public async Task Joined_to_the_dossier_of_the_counter_there_is_one_dossier_under_both_codes_until_it_is_undone()
    {
        string counter = await Linked.AtCounter();
        string filed = await Portal.File(file: SimulatedPortal.Photo);
        await Linked.ExchangeAll(1);
        PortalMessage waiting = await Linked.Waiting();
        (waiting.HoldReason, waiting.HoldDetail).ShouldBe((HoldReason.PossibleMerge, counter));

        LinkedHouse.Value(await Merge(waiting, counter));
        (await Linked.House.Dossier(counter)).Documents.Count(d => d.FileId is not null).ShouldBe(1);
        LinkedHouse.Value(await Linked.House.Get<UndoPortalMerge>().Handle(await Linked.Command(waiting), Linked.Clerk, Token));
        (await Linked.House.Dossier(counter)).Documents.ShouldAllBe(d => d.FileId == null);
        (await Linked.Waiting()).HoldReason.ShouldBe(HoldReason.PossibleMerge);
        LinkedHouse.Value(await Merge(waiting, counter));

        await Linked.House.Walk.Accept(counter);
        (await Linked.House.Get<UndoPortalMerge>().Handle(await Linked.Command(waiting), Linked.Clerk, Token)).Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.AcceptedAlready);
        await Linked.ExchangeAll(1);

        Dossier dossier = (await Linked.Dossiers()).ShouldHaveSingleItem();
        (await Linked.House.Get<DossierQueries>().OpenWork(dossier.Id, Token)).Count.ShouldBe(1);
        (await Portal.Statuses(counter))[^1].ShouldBe(2);
        (await Portal.Statuses(filed))[^1].ShouldBe(2);
        // The citizen of the portal follows it here under the portal's code.
        (await Linked.House.Get<CitizenQueries>().Public(filed, dossier.LookupCode, Token)).ShouldNotBeNull().Code.ShouldBe(counter);
        (await Linked.House.Get<CitizenQueries>().Public(filed, "XXXXXXXX", Token)).ShouldBeNull();
        (await Linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_procedure_agency_or_form_waits_and_nothing_is_lost()
    {
        await Portal.File(procedure: "9.999999");
        await Portal.File(agency: "H44.999");
        await Portal.File(formVersion: "77");
        await Portal.File(answers: new JsonObject { ["so_luong"] = new JsonArray(1) });
        await Portal.File(answers: new JsonObject { ["nyc_ho_ten"] = "Đinh Hồng Nhung" });
        await Linked.ExchangeAll(5);

        List<PortalMessage> messages = await Linked.Messages();
        messages.Select(m => m.HoldReason).ShouldBe(
            [HoldReason.UnknownProcedure, HoldReason.UnknownAgency, HoldReason.UnknownForm, HoldReason.Unreadable, HoldReason.NotOpened], ignoreOrder: true);
        messages.ShouldAllBe(m => m.Payload != null);
        (await Linked.Dossiers()).ShouldBeEmpty();

        // Of what names no agency of ours an operator takes care; a clerk does not see it.
        PortalMessage nobodys = messages.Single(m => m.HoldReason == HoldReason.UnknownAgency);
        PortalInbox inbox = Linked.House.Get<PortalInbox>();
        (await inbox.Find(nobodys.Id, Linked.Clerk, Token)).ShouldBeNull();
        (await inbox.Find(nobodys.Id, Linked.Operator, Token)).ShouldNotBeNull();

        // Not taken in with a reason: the portal is told.
        PortalMessage incomplete = messages.Single(m => m.HoldReason == HoldReason.NotOpened);
        LinkedHouse.Value(await Linked.House.Get<ClosePortalMessage>().Handle(await Linked.Command(incomplete), PortalMessageState.Refused, "Thiếu số lượng bản sao", Linked.Clerk, Token));
        await Linked.Exchange(async () => (await Portal.Statuses(incomplete.DossierCode)) is [3], "the refusal arrives");
        (await Portal.Told(incomplete.DossierCode))["LyDo"]!.ToString().ShouldBe("Thiếu số lượng bản sao");
        (await Linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_form_finds_wrong_is_shown_to_the_clerk_and_refuses_nothing()
    {
        JsonObject answers = SimulatedPortal.Answers();
        answers["dk_noi"] = "";
        answers["khong_co"] = "x";
        string code = await Portal.File(answers);
        await Linked.ExchangeAll(1);

        DossierFile file = await Linked.House.Dossier(code);
        PortalSyncView sync = await Linked.House.Get<PortalInbox>().Sync(file.Dossier, Token);
        PortalFinding[] findings = JsonSerializer.Deserialize<PortalFinding[]>(sync.Codes.ShouldHaveSingleItem().Findings)!;
        findings.Select(finding => finding.Field).ShouldBe(["dk_noi", "khong_co"], ignoreOrder: true);
        file.Dossier.Channel.ShouldBe(Channel.Online);
        file.Dossier.OwnerAccountId.ShouldBeNull();
        // What the form does not ask is not taken into the dossier.
        file.Dossier.Answers.ShouldNotContain("khong_co");
    }

    [Fact]
    public async Task The_exchange_of_an_agency_is_nobody_elses()
    {
        await Portal.Fault("Repeat");
        await Portal.File();
        await Linked.ExchangeAll(2);
        PortalMessage waiting = await Linked.Waiting();
        Actor elsewhere = Linked.Clerk with { AgencyId = Guid.NewGuid() };

        (await Linked.House.Get<PortalInbox>().Find(waiting.Id, elsewhere, Token)).ShouldBeNull();
        (await Linked.House.Get<PortalInbox>().Read(elsewhere, all: true, null, Token)).Rows.ShouldBeEmpty();
        (await Linked.House.Get<ClosePortalMessage>().Handle(await Linked.Command(waiting), PortalMessageState.Duplicate, "x", elsewhere, Token))
            .Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.NotFound);
        (await Linked.House.Get<ClosePortalMessage>().Handle(await Linked.Command(waiting), PortalMessageState.Duplicate, "x", Linked.House.Walk.Cast["leader"], Token))
            .Failure.ShouldNotBeNull().Code.ShouldBe(VanLang.Kernel.Errors.KernelErrors.Forbidden);
    }

    [Fact]
    public async Task While_the_law_has_citizens_file_at_the_portal_none_of_our_forms_opens_and_the_counter_takes_in()
    {
        FilingMode mode = await Linked.House.Get<FilingModes>().Today(Token);
        mode.FilesHere.ShouldBeFalse();
        mode.PortalHref("2.000635").ShouldBe($"{Portal.Address}/thu-tuc/2.000635");
        (await Linked.House.Get<StartDraft>().Handle("2.000635", Linked.Clerk.AgencyId!.Value, atCounter: false, "k", Linked.House.Walk.Cast["citizen"], Token))
            .Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.FiledAtPortal);
        (await Linked.AtCounter()).ShouldNotBeEmpty();
        (await Linked.House.Get<FilingModes>().On(new DateOnly(2025, 6, 30), Token)).FilesHere.ShouldBeTrue();
        (await Linked.House.Get<FilingModes>().On(new DateOnly(2025, 7, 1), Token)).FilesHere.ShouldBeFalse();
    }

    [Fact]
    public async Task While_the_portal_is_silent_statuses_wait_in_order_and_the_clerk_may_try_at_once()
    {
        string code = await Portal.File();
        await Linked.ExchangeAll(1);
        await Portal.Fault("Error500", 100_000);
        await Linked.House.Walk.Accept(code);
        await Linked.House.Settle();
        Dossier dossier = (await Linked.House.Dossier(code)).Dossier;
        (await Linked.House.Get<PortalInbox>().Sync(dossier, Token)).Waiting.ShouldNotBeNull().Error.ShouldContain("refused");

        await Portal.NoFaults();
        LinkedHouse.Value(await Linked.House.Get<RetryPortalSync>().Handle(code, "k", Linked.Clerk, Token));
        await Linked.House.Settle();
        (await Portal.Statuses(code)).ShouldBe([1, 2]);
        (await Linked.House.Get<PortalInbox>().Sync(dossier, Token)).Waiting.ShouldBeNull();
    }

    async Task<VanLang.Kernel.Errors.Outcome<VanLang.Kernel.Errors.Done>> Merge(PortalMessage message, string code) => await Linked.House.Get<MergePortalMessage>().Handle(
        await Linked.Command(message), code, (await Linked.House.Dossier(code)).Dossier.Revision, Linked.Clerk, Token);
}
