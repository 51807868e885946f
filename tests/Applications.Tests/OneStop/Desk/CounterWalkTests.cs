using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Desk;

/// <summary>A dossier brought on paper: clerk CB050, officer CB049 of the demonstration province.</summary>
public sealed class CounterWalkTestsOnSqlite(SqliteDeskHost host) : CounterWalkTests(host), IClassFixture<SqliteDeskHost>;

public sealed class CounterWalkTestsOnPostgres(PostgresDeskHost host) : CounterWalkTests(host), IClassFixture<PostgresDeskHost>;

public abstract class CounterWalkTests(DeskHost host)
{
    [Fact]
    public async Task A_paper_that_was_seen_stands_in_for_its_file_and_the_dossier_reaches_the_officer()
    {
        Actor clerk = await host.Official("CB050");
        Guid draft = await Draft(clerk);
        Intake intake = host.Get<Intake>();

        IntakeForm unseen = (await intake.Keep(draft, Post(seen: []), clerk, CancellationToken.None)).ShouldNotBeNull();
        unseen.Pages.SelectMany(page => page.Errors).Select(error => error.FieldId).ShouldBe(["tep_giay_to_tuy_than"]);

        IntakeForm complete = (await intake.Keep(draft, Post(seen: ["to-khai", "giay-to-tuy-than"]), clerk, CancellationToken.None)).ShouldNotBeNull();
        complete.IsComplete.ShouldBeTrue();
        Outcome<IntakeDone> done = await intake.Submit(draft, "k1", clerk, CancellationToken.None);
        done.Succeeded.ShouldBeTrue(done.Failure?.ToString());
        done.Value.Accepted.ShouldBeTrue();

        Actor officer = await host.Official("CB049");
        DeskCase dossier = (await host.Get<CaseReader>().Read(done.Value.Code, null, officer, CancellationToken.None)).ShouldNotBeNull();
        dossier.Mine.ShouldNotBeNull().Action.ShouldBe(StepActions.Prepare);
        dossier.Dossier.Status.ShouldBe(DossierStatus.Accepted);
        dossier.Dossier.OwnerName.ShouldBe("Nguyễn Thị Hồng Vân");
        dossier.Dossier.OwnerAccountId.ShouldBeNull();
        dossier.Acts.Select(act => act.Type).ShouldBe([SubmitDossier.EventType, AcceptDossier.EventType]);
        (await host.Get<CaseReader>().Read(done.Value.Code, null, clerk, CancellationToken.None)).ShouldNotBeNull().Mine.ShouldBeNull();

        // Sent again, the same draft stays one dossier.
        (await intake.Submit(draft, "k2", clerk, CancellationToken.None)).Value.ShouldNotBeNull().Code.ShouldBe(done.Value.Code);
    }

    [Fact]
    public async Task The_case_of_the_limit_that_the_clerk_chose_sets_the_day_of_the_result()
    {
        Actor clerk = await host.Official("CB050");
        Guid draft = await Draft(clerk);
        await host.Get<Intake>().Keep(draft, Post(["to-khai", "giay-to-tuy-than"], "co-quan-to-chuc-de-nghi"), clerk, CancellationToken.None);
        // Who leaves the page and comes back finds it as it was.
        (await host.Get<Intake>().Open(draft, clerk, CancellationToken.None)).ShouldNotBeNull().Draft.Draft.LimitCase.ShouldBe("co-quan-to-chuc-de-nghi");

        string code = (await host.Get<Intake>().Submit(draft, "k9", clerk, CancellationToken.None)).Value.ShouldNotBeNull().Code;

        DeskCase dossier = (await host.Get<CaseReader>().Read(code, null, clerk, CancellationToken.None)).ShouldNotBeNull();
        dossier.Limit.ShouldNotBeNull().Unit.ShouldBe(VanLang.Kernel.Calendar.TimeUnit.WorkingDay);
        dossier.Rulings.SelectMany(ruling => ruling.Rules ?? []).Select(row => row.RuleId).ShouldContain("co-quan-to-chuc-de-nghi");
        dossier.LimitCases.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_and_half_filled_pages_are_kept_and_complained_of()
    {
        Actor clerk = await host.Official("CB050");
        Guid draft = await Draft(clerk);

        Dictionary<string, StringValues> half = new() { ["nyc_ho_ten"] = "Nguyễn Thị Hồng Vân", ["nyc_giay_to"] = "123", ["intake.Shown"] = "p-nguoi-yeu-cau", ["intake.Finish"] = "1" };
        IntakeForm form = (await host.Get<Intake>().Keep(draft, new FormCollection(half), clerk, CancellationToken.None)).ShouldNotBeNull();

        form.IsComplete.ShouldBeFalse();
        form.Pages[0].Errors.Select(error => error.FieldId).ShouldContain("nyc_giay_to");
        (await host.Get<Intake>().Open(draft, clerk, CancellationToken.None)).ShouldNotBeNull().Draft.Draft.Answers.ShouldContain("Nguyễn Thị Hồng Vân");
    }

    [Fact]
    public async Task The_same_act_sent_twice_is_done_and_another_act_is_told_who_was_first()
    {
        Actor clerk = await host.Official("CB050");
        Actor officer = await host.Official("CB049");
        Guid draft = await Draft(clerk);
        await host.Get<Intake>().Keep(draft, Post(["to-khai", "giay-to-tuy-than"]), clerk, CancellationToken.None);
        string code = (await host.Get<Intake>().Submit(draft, "k3", clerk, CancellationToken.None)).Value.ShouldNotBeNull().Code;
        DeskCase before = (await host.Get<CaseReader>().Read(code, null, officer, CancellationToken.None)).ShouldNotBeNull();
        StepCommand step = new(before.Mine.ShouldNotBeNull().Id, before.Dossier.Revision, "k4");
        (await host.Get<RefuseDossier>().Handle(step, "Không đủ điều kiện", "Luật Hộ tịch 2014", officer, CancellationToken.None)).Succeeded.ShouldBeTrue();

        WorkHistory history = host.Get<WorkHistory>();
        (await history.Done(step.WorkItemId, DeskForms.Refuse, officer, CancellationToken.None))!.Value.Succeeded.ShouldBeTrue();
        (await history.Done(step.WorkItemId, DeskForms.Prepare, officer, CancellationToken.None))!.Value.Failure!.Code.ShouldBe(ProcessErrors.AlreadyDone);
        (await history.Done(step.WorkItemId, DeskForms.Refuse, clerk, CancellationToken.None))!.Value.Failure!.Arguments[0].ShouldBe($"{officer.Name} ({officer.PositionTitle})");
        (await history.Done(Guid.NewGuid(), DeskForms.Refuse, officer, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_supplement_brought_on_paper_is_taken_in_by_a_clerk_and_the_clock_runs_on()
    {
        Actor clerk = await host.Official("CB050");
        Actor officer = await host.Official("CB049");
        Guid draft = await Draft(clerk);
        await host.Get<Intake>().Keep(draft, Post(["to-khai", "giay-to-tuy-than"]), clerk, CancellationToken.None);
        string code = (await host.Get<Intake>().Submit(draft, "k6", clerk, CancellationToken.None)).Value.ShouldNotBeNull().Code;
        CaseReader reader = host.Get<CaseReader>();
        DeskCase asked = (await reader.Read(code, null, officer, CancellationToken.None)).ShouldNotBeNull();
        (await host.Get<RequestSupplement>().Handle(
            new(asked.Mine.ShouldNotBeNull().Id, asked.Dossier.Revision, "k7"), ["Bản chính Giấy khai sinh cũ"], "Số đăng ký không khớp", officer, CancellationToken.None)).Succeeded.ShouldBeTrue();
        DeskCase waiting = (await reader.Read(code, null, clerk, CancellationToken.None)).ShouldNotBeNull();
        waiting.Dossier.DueAt.ShouldBeNull();

        StepCommand step = new(waiting.Mine.ShouldNotBeNull().Id, waiting.Dossier.Revision, "k8");
        FormCollection nothing = new([]);
        (await host.Get<StepDispatch>().Do(new(DeskForms.Supplemented, step, nothing), code, VanLang.Forms.Contracts.FormAnswers.None, [], clerk, CancellationToken.None))
            .Failure!.Code.ShouldBe(VanLang.OneStop.OneStopErrors.SupplementNothing);
        FormCollection brought = new(new Dictionary<string, StringValues> { [StepPost.Answer] = "Giấy khai sinh cũ, đã đối chiếu" });
        (await host.Get<StepDispatch>().Do(new(DeskForms.Supplemented, step, brought), code, VanLang.Forms.Contracts.FormAnswers.None, [], clerk, CancellationToken.None)).Succeeded.ShouldBeTrue();

        DeskCase back = (await reader.Read(code, null, officer, CancellationToken.None)).ShouldNotBeNull();
        back.Mine.ShouldNotBeNull().Action.ShouldBe(StepActions.Prepare);
        back.Dossier.DueAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_form_is_refused_to_a_position_without_its_permission()
    {
        Actor leader = await host.Official("CB042");
        Actor clerk = await host.Official("CB050");
        StepCommand step = new(Guid.NewGuid(), 0, "k5");
        FormCollection nothing = new([]);

        foreach ((Actor actor, string form) in ((Actor, string)[])[(leader, DeskForms.Accept), (clerk, DeskForms.Sign), (clerk, DeskForms.Prepare), (leader, DeskForms.Issue), (leader, DeskForms.Refuse)])
        {
            Outcome<StepDone> done = await host.Get<StepDispatch>().Do(
                new StepPost(form, step, nothing), "H", VanLang.Forms.Contracts.FormAnswers.None, [], actor, CancellationToken.None);
            done.Failure!.Code.ShouldBe(KernelErrors.Forbidden);
        }
    }

    async Task<Guid> Draft(Actor clerk)
    {
        Outcome<Guid> draft = await host.Get<StartDraft>().Handle("2.000635", clerk.AgencyId!.Value, atCounter: true, Guid.NewGuid().ToString("N"), clerk, CancellationToken.None);
        draft.Succeeded.ShouldBeTrue(draft.Failure?.ToString());
        return draft.Value;
    }

    static FormCollection Post(string[] seen, string limitCase = "") => new(new Dictionary<string, StringValues>
    {
        ["intake.Shown"] = new(
        [
            "p-nguoi-yeu-cau", "p-quan-he", "p-loai-viec", "p-nguoi-dang-ky", "p-nguoi-dang-ky-them", "p-noi-dang-ky", "p-so-luong", "p-giay-to", "p-cam-doan",
        ]),
        ["intake.Finish"] = "1",
        ["intake.Seen"] = new(seen),
        ["intake.LimitCase"] = limitCase,
        ["nyc_ho_ten"] = "Nguyễn Thị Hồng Vân",
        ["nyc_giay_to"] = "025190001234",
        ["nyc_cu_tru"] = "Phường Việt Trì, tỉnh Phú Thọ",
        ["nyc_quan_he"] = "ban-than",
        ["loai_viec"] = "khai-sinh",
        ["dt_ho_ten"] = "Nguyễn Thị Hồng Vân",
        ["dt_ngay_sinh.Day"] = "2",
        ["dt_ngay_sinh.Month"] = "3",
        ["dt_ngay_sinh.Year"] = "1990",
        ["dt_gioi_tinh"] = "nu",
        ["dk_noi"] = "UBND phường Gia Cẩm, thành phố Việt Trì",
        ["so_luong"] = "1",
        ["cam_doan"] = "true",
    });
}
