using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Files;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Portal;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Portal;

/// <summary>Whatever goes wrong between the portal and the province: each dossier filed becomes exactly one here, and the portal learns every status.</summary>
public sealed class PortalFaultTests : IAsyncLifetime
{
    SimulatedPortal portal = null!;
    LinkedHouse linked = null!;

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

    [Theory]
    [InlineData("Delay", 4, 300)]
    [InlineData("DropAnswer", 6, 0)]
    [InlineData("Error500", 6, 0)]
    [InlineData("BadToken", 6, 0)]
    [InlineData("BadSignature", 3, 0)]
    [InlineData("CutFile", 3, 0)]
    [InlineData("Duplicate", 2, 0)]
    [InlineData("Reorder", 3, 0)]
    [InlineData("Late", 2, 5)]
    public async Task Each_dossier_filed_becomes_one_here_and_its_statuses_arrive(string fault, int times, int value)
    {
        await portal.Fault(fault, times, value);
        string[] citizens = ["CD023", "CD021", "CD009"];
        List<string> filed = [];
        foreach (string citizen in citizens)
            filed.Add(await portal.File(citizen: citizen, file: SimulatedPortal.Photo));

        await linked.ExchangeAll(messages: 3);

        List<Dossier> dossiers = await linked.Dossiers();
        dossiers.Select(d => d.Code).ShouldBe(filed.Order(StringComparer.Ordinal));
        foreach (Dossier dossier in dossiers)
        {
            DossierFile file = await linked.House.Dossier(dossier.Code);
            SubmittedDocument document = file.Documents.ShouldHaveSingleItem();
            StoredFile stored = await linked.House.Read((db, token) => db.Set<StoredFile>().SingleAsync(f => f.Id == document.FileId, token));
            (await linked.House.Get<FileStore>().IsWhole(stored, DemonstrationHouse.Token)).ShouldBeTrue();
            (await portal.Statuses(dossier.Code)).ShouldBe([1]);
        }

        // One goes its whole way while the same fault is on again.
        await portal.Fault(fault, times, value);
        string code = filed[0];
        await linked.House.Walk.Accept(code);
        await linked.House.Walk.Prepare(code);
        await linked.House.Walk.Sign(code);
        await linked.House.Walk.Issue(code);
        await linked.House.Walk.Collect(code);
        await linked.House.Walk.Return(code);
        await linked.ExchangeAll(messages: 3);

        int[] told = await portal.Statuses(code);
        told[0].ShouldBe(1);
        told[^1].ShouldBe(10);
        told.ShouldBe([.. told.Order()], "statuses arrive in order");
        told.ShouldContain(2);
        told.ShouldContain(9);
        ((await portal.Told(code))["DanhSachGiayToKetQua"]![0]!["MaGiayToKetQua"]!.ToString()).ShouldNotBeEmpty();
        (await linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_late_dossier_keeps_its_time_at_the_portal_and_its_clock_starts_when_it_is_accepted()
    {
        await portal.Fault("Late", 1, 5);
        string code = await portal.File();
        await linked.ExchangeAll(1);

        Dossier arrived = (await linked.House.Dossier(code)).Dossier;
        (linked.Clock.GetUtcNow() - arrived.SubmittedAt).TotalDays.ShouldBeGreaterThan(4.9);
        arrived.Clock.ShouldBeNull();
        arrived.DueAt.ShouldBeNull();
        DateTimeOffset before = linked.Clock.GetUtcNow();
        await linked.House.Walk.Accept(code);

        Dossier accepted = (await linked.House.Dossier(code)).Dossier;
        accepted.AcceptedAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(before.AddMilliseconds(-1));
        accepted.DueAt.ShouldNotBeNull().ShouldBeGreaterThan(before);
        accepted.SubmittedAt.ShouldBe(arrived.SubmittedAt);
    }

    [Fact]
    public async Task The_same_content_under_another_message_id_is_offered_as_a_possible_duplicate()
    {
        await portal.Fault("Repeat");
        string code = await portal.File();
        await linked.ExchangeAll(2);

        PortalMessage waiting = await linked.Waiting();
        waiting.HoldReason.ShouldBe(HoldReason.PossibleDuplicate);
        (await linked.Dossiers()).ShouldHaveSingleItem().Code.ShouldBe(code);
        // Its code stands for the dossier already: it can be closed, not taken in.
        (await linked.House.Get<RetryPortalMessage>().Handle(await linked.Command(waiting), ofItsOwn: true, linked.Clerk, DemonstrationHouse.Token))
            .Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.NotOffered);
        (await linked.House.Get<ClosePortalMessage>().Handle(await linked.Command(waiting), PortalMessageState.Duplicate, "", linked.Clerk, DemonstrationHouse.Token))
            .Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.ReasonMissing);
        LinkedHouse.Value(await linked.House.Get<ClosePortalMessage>().Handle(await linked.Command(waiting), PortalMessageState.Duplicate, "Gửi lại", linked.Clerk, DemonstrationHouse.Token));
        (await linked.Dossiers()).Count.ShouldBe(1);
        (await linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Filed_twice_by_the_same_person_it_waits_and_is_taken_in_on_its_own_where_two_are_wanted()
    {
        string first = await portal.File();
        await linked.ExchangeAll(1);
        string second = await portal.File();
        await linked.ExchangeAll(2);

        PortalMessage waiting = await linked.Waiting();
        (waiting.HoldReason, waiting.HoldDetail).ShouldBe((HoldReason.PossibleDuplicate, first));
        LinkedHouse.Value(await linked.House.Get<RetryPortalMessage>().Handle(await linked.Command(waiting), ofItsOwn: true, linked.Clerk, DemonstrationHouse.Token));
        await linked.ExchangeAll(2);
        (await linked.Dossiers()).Select(d => d.Code).ShouldBe([first, second]);
        (await linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_content_under_the_same_number_changes_nothing_and_is_shown()
    {
        await portal.Fault("ChangedContent");
        string code = await portal.File();
        await linked.ExchangeAll(2);

        Dossier dossier = (await linked.Dossiers()).ShouldHaveSingleItem();
        dossier.Answers.ShouldNotContain("(sửa)");
        PortalMessage waiting = await linked.Waiting();
        (waiting.HoldReason, waiting.DossierCode).ShouldBe((HoldReason.ChangedContent, code));
        waiting.Payload.ShouldNotBeNull().ShouldContain("(sửa)");
        (await portal.Statuses(code)).ShouldBe([1]);
        (await linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_fetched_waits_for_the_operator_who_tries_again_or_gives_it_up()
    {
        string good = await portal.File();
        await linked.ExchangeAll(1);
        await portal.Fault("CutFile", 1000);
        string cut = await portal.File(citizen: "CD021", file: SimulatedPortal.Photo);
        await linked.Exchange(async () => (await linked.Messages()).Any(m => m.State == PortalMessageState.Failed), "it failed");

        PortalMessage failed = await linked.Waiting();
        failed.Attempts.ShouldBe(PortalTakeJob.MostAttempts);
        failed.Error.ShouldNotBeNull().ShouldStartWith("cut-file");
        (await linked.House.Get<RetryPortalMessage>().Handle(await linked.Command(failed), ofItsOwn: false, linked.House.Walk.Cast["officer"], DemonstrationHouse.Token))
            .Failure.ShouldNotBeNull().Code.ShouldBe(VanLang.Kernel.Errors.KernelErrors.Forbidden);
        await portal.NoFaults();
        LinkedHouse.Value(await linked.House.Get<RetryPortalMessage>().Handle(await linked.Command(failed), ofItsOwn: false, linked.Operator, DemonstrationHouse.Token));
        await linked.ExchangeAll(2);
        (await linked.Dossiers()).Select(d => d.Code).ShouldBe([good, cut]);
        (await linked.House.Verify()).ShouldBeEmpty();
    }
}
