using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Site;
using VanLang.Identity.Accounts;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Operations;
using VanLang.Load.Crash;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Desk.Parts;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Tracking;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Desk;

/// <summary>What operators do with the process of a dossier, as officials and the citizen see it.</summary>
public sealed class OperatedCasesTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    readonly DemonstrationHouse house = shared.House;

    Actor Officer => house.Walk.Cast["officer"];

    Actor Operator => house.Walk.Cast["admin"];

    static CancellationToken Token => DemonstrationHouse.Token;

    [Fact]
    public async Task A_suspended_case_is_marked_says_why_and_offers_no_step_until_it_goes_on()
    {
        string code = await Accepted();
        Dossier dossier = (await house.Dossier(code)).Dossier;
        NowPanel.Offers(await Case(code), DeskForms.Prepare).ShouldBeTrue();
        (await house.Get<SuspendInstance>().Execute(dossier.ProcessInstanceId, "chờ kiểm tra", "s1", Operator, Token)).Succeeded.ShouldBeTrue();

        DeskCase stands = await Case(code);
        (stands.IsSuspended, stands.WhySuspended).ShouldBe((true, "chờ kiểm tra"));
        NowPanel.Offers(stands, DeskForms.Prepare).ShouldBeFalse();
        CaseAct act = stands.Acts[^1];
        (act.Type, act.Reason).ShouldBe(("dossier.process-suspended", "chờ kiểm tra"));
        act.By.ShouldNotBeNull().ShouldStartWith(Operator.Name);
        (await house.Get<Inbox>().Read(Officer, new(null, null, null, code, null, null), Token)).Suspended.ShouldBe([dossier.Id]);
        (await house.Get<DossierList>().Read(AccessScope.Of(Officer), new(code, null, null, null), Token)).Suspended.ShouldBe([dossier.Id]);
        (await house.Get<CitizenQueries>().Stands(dossier, Token)).ShouldBeTrue();

        (await house.Get<ResumeInstance>().Execute(dossier.ProcessInstanceId, "đã xong", "s2", Operator, Token)).Succeeded.ShouldBeTrue();

        DeskCase goesOn = await Case(code);
        (goesOn.IsSuspended, goesOn.WhySuspended).ShouldBe((false, null));
        (goesOn.Acts[^1].Type, goesOn.Acts[^1].Reason).ShouldBe(("dossier.process-resumed", "đã xong"));
        NowPanel.Offers(goesOn, DeskForms.Prepare).ShouldBeTrue();
        (await house.Get<Inbox>().Read(Officer, new(null, null, null, code, null, null), Token)).Suspended.ShouldBeEmpty();
        (await house.Get<CitizenQueries>().Stands(dossier, Token)).ShouldBeFalse();
        await house.Settle();
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_pages_mark_a_suspended_case_and_the_citizen_is_not_told_that_all_goes_its_way()
    {
        await using RunningProgram program = await RunningProgram.Start(day: null);
        Cast cast = await Cast.Of(program.Services);
        DossierWalk walk = new(program.Services, cast, program.Pin);
        string code = (await walk.Submit(await walk.Draft())).Code;
        DossierFile file = (await program.Services.GetRequiredService<DossierQueries>().Find(code, AccessScope.Of(cast["one-stop-clerk"]), Token)).ShouldNotBeNull();
        using Guest clerk = await program.SignedIn(program.SignIns.First(signIn => signIn.PersonId == cast["one-stop-clerk"].PersonId));
        // The walk acts for an account of its own; the dossier is given to one that can sign in.
        DemonstrationSignIn owner = program.SignIns.First(signIn => signIn.Role == "citizen");
        await program.Services.GetRequiredService<UnitOfWork>().Maintain(
            async (db, token) => await db.Set<Dossier>().Where(dossier => dossier.Code == code).ExecuteUpdateAsync(
                set => set.SetProperty(dossier => dossier.OwnerAccountId, db.Set<Account>().Single(account => account.UserName == owner.UserName).Id), token),
            Token);
        using Guest citizen = await program.SignedIn(owner);
        Opened open = await clerk.Open($"/can-bo/ho-so/{code}");
        open.Text.ShouldNotContain("Tạm dừng");
        open.Html.ShouldContain("value=\"accept\"");

        (await program.Services.GetRequiredService<SuspendInstance>().Execute(file.Dossier.ProcessInstanceId, "đối chiếu nội bộ", "s1", cast["admin"], Token)).Succeeded.ShouldBeTrue();

        foreach (string list in (string[])["/can-bo", "/can-bo/ho-so"])
            (await clerk.Open(list)).Text.ShouldContain("Tạm dừng");
        Opened page = await clerk.Open($"/can-bo/ho-so/{code}");
        page.Text.ShouldContain("đối chiếu nội bộ");
        page.Text.ShouldContain("Bước này chưa làm được");
        page.Text.ShouldContain("Người vận hành tạm dừng quy trình");
        page.Html.ShouldNotContain("value=\"accept\"");
        Opened own = await citizen.Open($"/ho-so/{code}");
        own.Text.ShouldContain("Hồ sơ đang được kiểm tra thêm");
        own.Text.ShouldNotContain("đối chiếu nội bộ");
        foreach (string list in (string[])["/can-bo", "/can-bo/ho-so"])
            (await clerk.Open($"{list}?q=%25")).Text.ShouldContain("không có chữ hoặc số");
    }

    [Fact]
    public async Task A_case_at_an_incident_says_so_and_who_had_it_tried_again_and_why()
    {
        string code = await Accepted();
        Dossier dossier = (await house.Dossier(code)).Dossier;
        await house.Tamper(
            "INSERT INTO process_incidents (instance_id, token_id, definition_key, node_id, node_name, kind, message, subject_kind, subject_id, agency_id, since) "
            + "SELECT id, 999, definition_key, 'x', 'Gọi', 'CallFailed', 'failed', subject_kind, subject_id, competent_agency_id, started_at FROM process_instances WHERE id = '" + Stored(dossier.ProcessInstanceId) + "'");
        string process = (await Case(code)).Place.Process.ShouldNotBeNull().Key;

        (await Case(code)).Place.Process!.HasIncident.ShouldBeTrue();
        (await house.Get<CitizenQueries>().Stands(dossier, Token)).ShouldBeTrue();
        (await house.Get<RetryIncidents>().Execute(process, "x", "CallFailed", "đã sửa dịch vụ", "r1", Operator, Token)).Succeeded.ShouldBeTrue();

        CaseAct act = (await Case(code)).Acts[^1];
        (act.Type, act.Reason).ShouldBe(("dossier.process-retried", "đã sửa dịch vụ"));
        act.By.ShouldNotBeNull().ShouldStartWith(Operator.Name);
        await house.Tamper("DELETE FROM process_incidents WHERE token_id = 999");
    }

    async Task<string> Accepted()
    {
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(code);
        return code;
    }

    async Task<DeskCase> Case(string code) => (await house.Get<CaseReader>().Read(code, null, Officer, Token)).ShouldNotBeNull();

    // SQLite keeps ids as text in capitals.
    static string Stored(Guid id) => VanLang.Databases.Stores.Default == VanLang.Databases.StoreKind.Sqlite ? id.ToString().ToUpperInvariant() : id.ToString();
}
