using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
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
