using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Kernel.Files;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Portal;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Portal;

/// <summary>Whatever goes wrong between the portal and the province: each dossier filed becomes exactly one here, and the portal learns every status.</summary>
public sealed class PortalFaultTests : LinkedPortalTests
{
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
        await Portal.Fault(fault, times, value);
        string[] citizens = ["CD023", "CD021", "CD009"];
        List<string> filed = [];
        foreach (string citizen in citizens)
            filed.Add(await Portal.File(citizen: citizen, file: SimulatedPortal.Photo));

        await Linked.ExchangeAll(messages: 3);

        List<Dossier> dossiers = await Linked.Dossiers();
        dossiers.Select(d => d.Code).ShouldBe(filed.Order(StringComparer.Ordinal));
        foreach (Dossier dossier in dossiers)
        {
            DossierFile file = await Linked.House.Dossier(dossier.Code);
            SubmittedDocument document = file.Documents.ShouldHaveSingleItem();
            StoredFile stored = await Linked.House.Read((db, token) => db.Set<StoredFile>().SingleAsync(f => f.Id == document.FileId, token));
            (await Linked.House.Get<FileStore>().IsWhole(stored, DemonstrationHouse.Token)).ShouldBeTrue();
            (await Portal.Statuses(dossier.Code)).ShouldBe([1]);
        }

        // One goes its whole way while the same fault is on again.
        await Portal.Fault(fault, times, value);
        string code = filed[0];
        await Linked.House.Walk.Accept(code);
        await Linked.House.Walk.Prepare(code);
        await Linked.House.Walk.Sign(code);
        await Linked.House.Walk.Issue(code);
        await Linked.House.Walk.Collect(code);
        await Linked.House.Walk.Return(code);
        await Linked.ExchangeAll(messages: 3);

        int[] told = await Portal.Statuses(code);
        told[0].ShouldBe(1);
        told[^1].ShouldBe(10);
        told.ShouldBe([.. told.Order()], "statuses arrive in order");
        told.ShouldContain(2);
        told.ShouldContain(9);
        ((await Portal.Told(code))["DanhSachGiayToKetQua"]![0]!["MaGiayToKetQua"]!.ToString()).ShouldNotBeEmpty();
        (await Linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_late_dossier_keeps_its_time_at_the_portal_and_its_clock_starts_when_it_is_accepted()
    {
        await Portal.Fault("Late", 1, 5);
        string code = await Portal.File();
        await Linked.ExchangeAll(1);

        Dossier arrived = (await Linked.House.Dossier(code)).Dossier;
        (Linked.Clock.GetUtcNow() - arrived.SubmittedAt).TotalDays.ShouldBeGreaterThan(4.9);
        arrived.Clock.ShouldBeNull();
        arrived.DueAt.ShouldBeNull();
        DateTimeOffset before = Linked.Clock.GetUtcNow();
        await Linked.House.Walk.Accept(code);

        Dossier accepted = (await Linked.House.Dossier(code)).Dossier;
        accepted.AcceptedAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(before.AddMilliseconds(-1));
        accepted.DueAt.ShouldNotBeNull().ShouldBeGreaterThan(before);
        accepted.SubmittedAt.ShouldBe(arrived.SubmittedAt);
    }

    [Fact]
    public async Task The_same_content_under_another_message_id_is_offered_as_a_possible_duplicate()
    {
        await Portal.Fault("Repeat");
        string code = await Portal.File();
        await Linked.ExchangeAll(2);

        PortalMessage waiting = await Linked.Waiting();
        waiting.HoldReason.ShouldBe(HoldReason.PossibleDuplicate);
        (await Linked.Dossiers()).ShouldHaveSingleItem().Code.ShouldBe(code);
        // Its code stands for the dossier already: it can be closed, not taken in.
        (await Linked.House.Get<RetryPortalMessage>().Handle(await Linked.Command(waiting), ofItsOwn: true, Linked.Clerk, DemonstrationHouse.Token))
            .Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.NotOffered);
        (await Linked.House.Get<ClosePortalMessage>().Handle(await Linked.Command(waiting), PortalMessageState.Duplicate, "", Linked.Clerk, DemonstrationHouse.Token))
            .Failure.ShouldNotBeNull().Code.ShouldBe(PortalErrors.ReasonMissing);
        LinkedHouse.Value(await Linked.House.Get<ClosePortalMessage>().Handle(await Linked.Command(waiting), PortalMessageState.Duplicate, "Gửi lại", Linked.Clerk, DemonstrationHouse.Token));
        (await Linked.Dossiers()).Count.ShouldBe(1);
        (await Linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Filed_twice_by_the_same_person_it_waits_and_is_taken_in_on_its_own_where_two_are_wanted()
    {
        string first = await Portal.File();
        await Linked.ExchangeAll(1);
        string second = await Portal.File();
        await Linked.ExchangeAll(2);

        PortalMessage waiting = await Linked.Waiting();
        (waiting.HoldReason, waiting.HoldDetail).ShouldBe((HoldReason.PossibleDuplicate, first));
        LinkedHouse.Value(await Linked.House.Get<RetryPortalMessage>().Handle(await Linked.Command(waiting), ofItsOwn: true, Linked.Clerk, DemonstrationHouse.Token));
        await Linked.ExchangeAll(2);
        (await Linked.Dossiers()).Select(d => d.Code).ShouldBe([first, second]);
        (await Linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_content_under_the_same_number_changes_nothing_and_is_shown()
    {
        await Portal.Fault("ChangedContent");
        string code = await Portal.File();
        await Linked.ExchangeAll(2);

        Dossier dossier = (await Linked.Dossiers()).ShouldHaveSingleItem();
        dossier.Answers.ShouldNotContain("(sửa)");
        PortalMessage waiting = await Linked.Waiting();
        (waiting.HoldReason, waiting.DossierCode).ShouldBe((HoldReason.ChangedContent, code));
        waiting.Payload.ShouldNotBeNull().ShouldContain("(sửa)");
        (await Portal.Statuses(code)).ShouldBe([1]);
        (await Linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_no_database_can_keep_waits_with_its_place_and_holds_nothing_else_up()
    {
        JsonObject answers = SimulatedPortal.Answers();
        answers["dk_noi"] = "UBND\0phường Gia Cẩm";
        string bad = await Portal.File(answers), good = await Portal.File(citizen: "CD021");
        await Linked.ExchangeAll(2);

        PortalMessage waiting = await Linked.Waiting();
        (waiting.DossierCode, waiting.HoldReason, waiting.HoldDetail).ShouldBe((bad, HoldReason.UnstorableText, "DuLieuToKhai.CauTraLoi.dk_noi (U+0000)"));
        (await Linked.Dossiers()).ShouldHaveSingleItem().Code.ShouldBe(good);
        (await Linked.House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_fetched_waits_for_the_operator_who_tries_again_or_gives_it_up()
    {
        string good = await Portal.File();
        await Linked.ExchangeAll(1);
        await Portal.Fault("CutFile", 1000);
        string cut = await Portal.File(citizen: "CD021", file: SimulatedPortal.Photo);
        await Linked.Exchange(async () => (await Linked.Messages()).Any(m => m.State == PortalMessageState.Failed), "it failed");

        PortalMessage failed = await Linked.Waiting();
        failed.Attempts.ShouldBe(PortalTakeJob.MostAttempts);
        failed.Error.ShouldNotBeNull().ShouldStartWith("cut-file");
        (await Linked.House.Get<RetryPortalMessage>().Handle(await Linked.Command(failed), ofItsOwn: false, Linked.House.Walk.Cast["officer"], DemonstrationHouse.Token))
            .Failure.ShouldNotBeNull().Code.ShouldBe(VanLang.Kernel.Errors.KernelErrors.Forbidden);
        await Portal.NoFaults();
        LinkedHouse.Value(await Linked.House.Get<RetryPortalMessage>().Handle(await Linked.Command(failed), ofItsOwn: false, Linked.Operator, DemonstrationHouse.Token));
        await Linked.ExchangeAll(2);
        (await Linked.Dossiers()).Select(d => d.Code).ShouldBe([good, cut]);
        (await Linked.House.Verify()).ShouldBeEmpty();
    }
}
