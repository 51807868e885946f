using Shouldly;
using VanLang.Kernel.Calendar;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Deployment;
using VanLang.Processes.Engine;
using Xunit;

namespace VanLang.Platform.Tests.Processes;

/// <summary>The shapes of work of the demonstration province: they deploy without a remark, and each path comes to its end.</summary>
public class ProvinceProcessTests
{
    private const string SameDay = "tra-trong-ngay";
    private const string CivilStatus = "dang-ky-ho-tich";
    private const string Registration = "cap-dang-ky";
    private const string Department = "cap-phep-cua-so";
    private const string Inspection = "kiem-tra-thuc-dia";
    private const string Opinion = "lay-y-kien";

    public static TheoryData<string> Shapes => [SameDay, CivilStatus, Registration, Department, Inspection, Opinion];

    [Fact]
    public void There_is_one_file_for_each_shape_of_work() =>
        System.IO.Directory.EnumerateFiles(RepositoryRoot.File("province/processes"), "*.bpmn").Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(Shapes.Select(row => row.Data), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_shape_deploys_without_a_finding_and_says_what_is_assumed(string key)
    {
        var definition = Deploy(key);

        definition.Key.ShouldBe(key);
        definition.Documentation.ShouldNotBeNull().ShouldContain("Giả định");
    }

    [Theory]
    [InlineData(SameDay, "receive examine sign issue hand-over")]
    [InlineData(CivilStatus, "receive examine outside-system sign issue hand-over")]
    [InlineData(Registration, "receive examine sign issue hand-over")]
    [InlineData(Department, "receive examine review sign issue hand-over")]
    [InlineData(Inspection, "receive plan-inspection inspect examine review sign issue hand-over")]
    [InlineData(Opinion, "receive examine review sign issue hand-over")]
    public void A_dossier_of_one_agency_walks_straight_to_the_counter(string key, string steps)
    {
        var run = Case.Start(Deploy(key), Binding());
        Walk(run);

        Tasks(run).ShouldBe(steps);
        run.History[^1].ShouldBe(new InstanceCompleted("end-returned", true));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_dossier_taken_in_elsewhere_is_handed_over_and_its_result_comes_back(string key)
    {
        var run = Case.Start(Deploy(key), Binding(handover: true, returnElsewhere: true));
        Walk(run);

        var tasks = run.History.OfType<TaskCreated>().ToList();
        tasks[1].ShouldSatisfyAllConditions(task => task.NodeId.ShouldBe("take-over"), task => task.Unit.ShouldBe(CandidateUnit.Competent));
        tasks[^2].ShouldSatisfyAllConditions(task => task.NodeId.ShouldBe("take-result"), task => task.Unit.ShouldBe(CandidateUnit.Returning));
        tasks[^1].ShouldSatisfyAllConditions(task => task.NodeId.ShouldBe("hand-over"), task => task.Unit.ShouldBe(CandidateUnit.Returning));
    }

    [Fact]
    public void The_procedure_says_who_signs_and_how_long_each_step_may_take()
    {
        var run = Case.Start(Deploy(Registration), Binding(signer: "head-of-unit", hours: [("receive", 2), ("examine", 16.5m)]));
        run.Complete("receive", "accept");
        run.Complete("examine", "submit");

        run.History.OfType<TaskCreated>().Select(task => (task.NodeId, task.Role, task.ShareHours)).ShouldBe(
            [("receive", "one-stop-clerk", 2m), ("examine", "officer", 16.5m), ("sign", "head-of-unit", null)]);
    }

    [Fact]
    public void An_abandoned_child_is_posted_for_seven_days_before_the_officer_begins()
    {
        var run = Case.Start(Deploy(CivilStatus), ("truong_hop", "bo-roi"), Binding());
        run.Complete("receive", "accept").OfType<TimerArmed>().ShouldHaveSingleItem().Rule.ShouldBe(new TimerAfter(new(0, 0, 7, 0, 0, 0), Working: false));
        run.Waiting.ShouldBe(["public-notice"]);
        run.FireTimer("public-notice");
        run.Waiting.ShouldBe(["examine"]);
    }

    [Fact]
    public void The_asked_agency_answers_while_the_officer_goes_on()
    {
        var run = Case.Start(Deploy(Opinion), Binding(opinion: ("5 working-day", "wait")));
        run.Complete("receive", "accept");
        run.Complete("ask-opinion", "asked").OfType<TimerArmed>().ShouldHaveSingleItem().Rule.ShouldBe(new TimerByLimit(5, TimeUnit.WorkingDay));
        run.Waiting.ShouldBe(["check", "answer-opinion"], ignoreOrder: true);
        run.History.OfType<TaskCreated>().Last(task => task.NodeId == "answer-opinion").Unit.ShouldBe(CandidateUnit.Consulted);

        run.Complete("answer-opinion", "answered");
        run.Waiting.ShouldBe(["check", "ready"], ignoreOrder: true);
        run.Complete("check", "checked");
        run.Waiting.ShouldBe(["examine"]);
    }

    [Theory]
    [InlineData(Opinion)]
    [InlineData(Inspection)]
    public void Where_silence_is_consent_the_last_day_closes_the_question(string key)
    {
        var run = Asked(key, "consent");
        run.FireTimer("answer-late").OfType<TaskCancelled>().ShouldHaveSingleItem().NodeId.ShouldBe("answer-opinion");
        Walk(run);

        run.History[^1].ShouldBe(new InstanceCompleted("end-returned", true));
        run.Trace.ShouldNotContain("answer-overdue");
    }

    [Theory]
    [InlineData(Opinion)]
    [InlineData(Inspection)]
    public void Where_silence_is_not_consent_the_dossier_waits_for_the_late_answer(string key)
    {
        var run = Asked(key, "wait");
        run.FireTimer("answer-late");
        run.Waiting.ShouldContain("answer-overdue");
        run.Complete("answer-overdue", "answered");
        Walk(run);

        run.History[^1].ShouldBe(new InstanceCompleted("end-returned", true));
    }

    [Fact]
    public void The_inspection_and_the_question_run_side_by_side_and_both_are_needed()
    {
        var run = Asked(Inspection, "consent");
        run.Complete("plan-inspection", "planned");
        run.Complete("inspect", "recorded");
        run.Waiting.ShouldBe(["answer-opinion", "ready"], ignoreOrder: true);
        run.Complete("answer-opinion", "answered");
        run.Waiting.ShouldBe(["examine"]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_dossier_is_refused_at_the_counter_or_by_the_officer(string key)
    {
        var run = Case.Start(Deploy(key), Binding());
        run.Complete("receive", "refuse");
        run.History[^1].ShouldBe(new InstanceCompleted("end-not-accepted", true));

        run = AtOfficer(key);
        run.Complete("examine", "refuse");
        run.History[^1].ShouldBe(new InstanceCompleted("end-refused", true));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_supplement_goes_back_to_who_asked_and_a_returned_draft_to_the_officer(string key)
    {
        var run = Case.Start(Deploy(key), Binding());
        run.Complete("receive", "supplement");
        run.History.OfType<TaskCreated>().Last().Role.ShouldBe("submitter");
        run.State.Timers.Length.ShouldBe(1);
        run.Complete("supplement-at-desk", "supplemented").OfType<TimerDisarmed>().Count().ShouldBe(1);
        run.Waiting.ShouldBe(["receive"]);

        run = AtOfficer(key);
        run.Complete("examine", "supplement");
        run.Complete("supplement-at-officer", "supplemented");
        run.Waiting.ShouldBe(["examine"]);
        while (!run.Waiting.Contains("sign")) Step(run);
        run.Complete("sign", "return");
        run.Waiting.ShouldBe(["examine"]);
    }

    [Fact]
    public void The_head_of_the_unit_may_send_a_draft_back()
    {
        var run = AtOfficer(Department);
        run.Complete("examine", "submit");
        run.Complete("review", "return");
        run.Waiting.ShouldBe(["examine"]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_submitter_who_does_not_supplement_in_time_can_be_stopped(string key)
    {
        foreach (var at in (string[])["desk", "officer"])
        {
            var run = Late(key, at);
            run.Waiting.ShouldBe([$"supplement-at-{at}", "review-stop"]);
            run.Complete("review-stop", "stop").OfType<TaskCancelled>().ShouldHaveSingleItem().NodeId.ShouldBe($"supplement-at-{at}");
            run.History[^1].ShouldBe(new InstanceCompleted("end-stopped", true));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Waiting_longer_asks_again_only_while_nothing_was_supplemented(string key)
    {
        var run = Late(key, "officer");
        run.Complete("review-stop", "continue");
        run.FireTimer("wait-longer");
        run.Waiting.ShouldBe(["supplement-at-officer", "review-stop"]);

        run.Complete("review-stop", "continue");
        run.Complete("supplement-at-officer", "supplemented");
        run.FireTimer("wait-longer");
        run.Waiting.ShouldBe(["examine"]);
    }

    [Fact]
    public void A_result_that_is_handed_over_closes_a_review_left_open()
    {
        var run = Late(SameDay, "officer");
        run.Complete("supplement-at-officer", "supplemented");
        Walk(run, except: "review-stop");

        run.History.OfType<TaskCancelled>().Last().NodeId.ShouldBe("review-stop");
        run.State.Phase.ShouldBe(InstancePhase.Completed);
        run.State.ToJson().Length.ShouldBeLessThan(1024);
    }

    private static Case Asked(string key, string silence)
    {
        var run = Case.Start(Deploy(key), Binding(opinion: ("12 calendar-day", silence)));
        run.Complete("receive", "accept");
        run.Complete("ask-opinion", "asked");
        return run;
    }

    private static Case AtOfficer(string key)
    {
        var run = Case.Start(Deploy(key), Binding());
        while (!run.Waiting.Contains("examine")) Step(run);
        return run;
    }

    private static Case Late(string key, string at)
    {
        Case run;
        if (at == "officer")
        {
            run = AtOfficer(key);
            run.Complete("examine", "supplement");
        }
        else
        {
            run = Case.Start(Deploy(key), Binding());
            run.Complete("receive", "supplement");
        }

        run.FireTimer($"{at}-supplement-late");
        return run;
    }

    /// <summary>Does the oldest open task, by the way that leads on: the first outcome it offers.</summary>
    private static void Step(Case run, string? except = null)
    {
        var definition = run.Definition;
        var open = run.State.Tokens.First(token => definition.FindNode(token.NodeId)!.Task is not null && token.NodeId != except);
        run.Complete(open.NodeId, definition.FindNode(open.NodeId)!.Task!.Outcomes[0]);
    }

    private static void Walk(Case run, string? except = null)
    {
        while (run.State.Phase is InstancePhase.Running) Step(run, except);
    }

    private static string Tasks(Case run) => string.Join(' ', run.History.OfType<TaskCreated>().Select(task => task.NodeId));

    private static (string, object?) Binding(
        bool handover = false, bool returnElsewhere = false, string signer = "leader", (string Limit, string Silence)? opinion = null, (string Step, decimal Hours)[]? hours = null) =>
        ("binding", new Dictionary<string, object?>
        {
            ["handover"] = handover,
            ["returnElsewhere"] = returnElsewhere,
            ["signer"] = signer,
            ["opinion"] = opinion is { } asked ? new Dictionary<string, object?> { ["limit"] = asked.Limit, ["silence"] = asked.Silence } : null,
            ["hours"] = (hours ?? []).ToDictionary(share => share.Step, share => (object?)share.Hours),
        });

    private static ProcessDefinition Deploy(string key)
    {
        var reading = BpmnReader.Read(File.ReadAllBytes(RepositoryRoot.File($"province/processes/{key}.bpmn")));
        reading.Findings.ShouldBeEmpty();
        return reading.Definition.ShouldNotBeNull();
    }
}
