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

public sealed class PortalIntakeTests : IAsyncLifetime
{
    SimulatedPortal portal = null!;
    LinkedHouse linked = null!;

    static CancellationToken Token => DemonstrationHouse.Token;

    public async ValueTask InitializeAsync()
    {
        portal = await SimulatedPortal.Start();
        linked = await LinkedHouse.Open(portal);
    }

    public async ValueTask DisposeAsync()
    {
        await linked.DisposeAsync();
        await portal.DisposeAsync();
    }

    [Fact]
    public async Task Joined_to_the_dossier_of_the_counter_there_is_one_dossier_under_both_codes_until_it_is_undone()
    {
        string counter = await linked.AtCounter();
        string filed = await portal.File(file: SimulatedPortal.Photo);
        await linked.ExchangeAll(1);
        PortalMessage waiting = await linked.Waiting();
        (waiting.HoldReason, waiting.HoldDetail).ShouldBe((HoldReason.PossibleMerge, counter));

        LinkedHouse.Value(await Merge(waiting, counter));
        (await linked.House.Dossier(counter)).Documents.Count(d => d.FileId is not null).ShouldBe(1);
        LinkedHouse.Value(await linked.House.Get<UndoPortalMerge>().Handle(await linked.Command(waiting), linked.Clerk, Token));
        (await linked.House.Dossier(counter)).Documents.ShouldAllBe(d => d.FileId == null);
        (await linked.Waiting()).HoldReason.ShouldBe(HoldReason.PossibleMerge);
        LinkedHouse.Value(await Merge(waiting, counter));

        await linked.House.Walk.Accept(counter);
        (await linked.House.Get<UndoPortalMerge>().Handle(await linked.Command(waiting), linked.Clerk, Token)).Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.AcceptedAlready);
        await linked.ExchangeAll(1);

        Dossier dossier = (await linked.Dossiers()).ShouldHaveSingleItem();
        (await linked.House.Get<DossierQueries>().OpenWork(dossier.Id, Token)).Count.ShouldBe(1);
        (await portal.Statuses(counter))[^1].ShouldBe(2);
        (await portal.Statuses(filed))[^1].ShouldBe(2);
        // The citizen of the portal follows it here under the portal's code.
        (await linked.House.Get<CitizenQueries>().Public(filed, dossier.LookupCode, Token)).ShouldNotBeNull().Code.ShouldBe(counter);
        (await linked.House.Get<CitizenQueries>().Public(filed, "XXXXXXXX", Token)).ShouldBeNull();
        (await linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_procedure_agency_or_form_waits_and_nothing_is_lost()
    {
        await portal.File(procedure: "9.999999");
        await portal.File(agency: "H44.999");
        await portal.File(formVersion: "77");
        await portal.File(answers: new JsonObject { ["so_luong"] = new JsonArray(1) });
        await portal.File(answers: new JsonObject { ["nyc_ho_ten"] = "Đinh Hồng Nhung" });
        await linked.ExchangeAll(5);

        List<PortalMessage> messages = await linked.Messages();
        messages.Select(m => m.HoldReason).ShouldBe(
            [HoldReason.UnknownProcedure, HoldReason.UnknownAgency, HoldReason.UnknownForm, HoldReason.Unreadable, HoldReason.NotOpened], ignoreOrder: true);
        messages.ShouldAllBe(m => m.Payload != null);
        (await linked.Dossiers()).ShouldBeEmpty();

        // Of what names no agency of ours an operator takes care; a clerk does not see it.
        PortalMessage nobodys = messages.Single(m => m.HoldReason == HoldReason.UnknownAgency);
        PortalInbox inbox = linked.House.Get<PortalInbox>();
        (await inbox.Find(nobodys.Id, linked.Clerk, Token)).ShouldBeNull();
        (await inbox.Find(nobodys.Id, linked.Operator, Token)).ShouldNotBeNull();

        // Not taken in with a reason: the portal is told.
        PortalMessage incomplete = messages.Single(m => m.HoldReason == HoldReason.NotOpened);
        LinkedHouse.Value(await linked.House.Get<ClosePortalMessage>().Handle(await linked.Command(incomplete), PortalMessageState.Refused, "Thiếu số lượng bản sao", linked.Clerk, Token));
        await linked.Exchange(async () => (await portal.Statuses(incomplete.DossierCode)) is [3], "the refusal arrives");
        (await portal.Told(incomplete.DossierCode))["LyDo"]!.ToString().ShouldBe("Thiếu số lượng bản sao");
        (await linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_form_finds_wrong_is_shown_to_the_clerk_and_refuses_nothing()
    {
        JsonObject answers = SimulatedPortal.Answers();
        answers["dk_noi"] = "";
        answers["khong_co"] = "x";
        string code = await portal.File(answers);
        await linked.ExchangeAll(1);

        DossierFile file = await linked.House.Dossier(code);
        PortalSyncView sync = await linked.House.Get<PortalInbox>().Sync(file.Dossier, Token);
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
        await portal.Fault("Repeat");
        await portal.File();
        await linked.ExchangeAll(2);
        PortalMessage waiting = await linked.Waiting();
        Actor elsewhere = linked.Clerk with { AgencyId = Guid.NewGuid() };

        (await linked.House.Get<PortalInbox>().Find(waiting.Id, elsewhere, Token)).ShouldBeNull();
        (await linked.House.Get<PortalInbox>().Read(elsewhere, all: true, null, Token)).Rows.ShouldBeEmpty();
        (await linked.House.Get<ClosePortalMessage>().Handle(await linked.Command(waiting), PortalMessageState.Duplicate, "x", elsewhere, Token))
            .Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.NotFound);
        (await linked.House.Get<ClosePortalMessage>().Handle(await linked.Command(waiting), PortalMessageState.Duplicate, "x", linked.House.Walk.Cast["leader"], Token))
            .Failure.ShouldNotBeNull().Code.ShouldBe(VanLang.Kernel.Errors.KernelErrors.Forbidden);
    }

    [Fact]
    public async Task While_the_law_has_citizens_file_at_the_portal_none_of_our_forms_opens_and_the_counter_takes_in()
    {
        FilingMode mode = await linked.House.Get<FilingModes>().Today(Token);
        mode.FilesHere.ShouldBeFalse();
        mode.PortalHref("2.000635").ShouldBe($"{portal.Address}/thu-tuc/2.000635");
        (await linked.House.Get<StartDraft>().Handle("2.000635", linked.Clerk.AgencyId!.Value, atCounter: false, "k", linked.House.Walk.Cast["citizen"], Token))
            .Failure.ShouldNotBeNull().Code.ShouldBe(OneStopErrors.FiledAtPortal);
        (await linked.AtCounter()).ShouldNotBeEmpty();
        (await linked.House.Get<FilingModes>().On(new DateOnly(2025, 6, 30), Token)).FilesHere.ShouldBeTrue();
        (await linked.House.Get<FilingModes>().On(new DateOnly(2025, 7, 1), Token)).FilesHere.ShouldBeFalse();
    }

    [Fact]
    public async Task While_the_portal_is_silent_statuses_wait_in_order_and_the_clerk_may_try_at_once()
    {
        string code = await portal.File();
        await linked.ExchangeAll(1);
        await portal.Fault("Error500", 100_000);
        await linked.House.Walk.Accept(code);
        await linked.House.Settle();
        Dossier dossier = (await linked.House.Dossier(code)).Dossier;
        (await linked.House.Get<PortalInbox>().Sync(dossier, Token)).Waiting.ShouldNotBeNull().Error.ShouldContain("refused");

        await portal.NoFaults();
        LinkedHouse.Value(await linked.House.Get<RetryPortalSync>().Handle(code, "k", linked.Clerk, Token));
        await linked.House.Settle();
        (await portal.Statuses(code)).ShouldBe([1, 2]);
        (await linked.House.Get<PortalInbox>().Sync(dossier, Token)).Waiting.ShouldBeNull();
    }

    async Task<VanLang.Kernel.Errors.Outcome<VanLang.Kernel.Errors.Done>> Merge(PortalMessage message, string code) => await linked.House.Get<MergePortalMessage>().Handle(
        await linked.Command(message), code, (await linked.House.Dossier(code)).Dossier.Revision, linked.Clerk, Token);
}
