using System.Text;
using System.Text.Json;
using Shouldly;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Rules.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes;

/// <summary>One test for each line of the table of what is executed, with the edge case that is easily got wrong.</summary>
public class SemanticsTests
{
    private const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";

    private static readonly Dictionary<string, object?> Nothing = [];

    [Fact]
    public void A_user_task_waits_and_says_who_does_it()
    {
        var run = Case.Start(Deploy(Ends + Flow("f", "s", "x") + Flow("g", "x", "e") +
            "<userTask id=\"x\" name=\"Ký  duyệt\" vl:candidateRole=\"leader\" vl:candidateUnit=\"competent\" vl:action=\"sign\" vl:outcomes=\"sign return\" vl:shareHours=\"1.5\" vl:formKey=\"ky\"/>"));

        var task = run.History.OfType<TaskCreated>().ShouldHaveSingleItem();
        (task.Name, task.Role, task.Unit, task.Action, task.ShareHours, task.FormKey).ShouldBe(("Ký duyệt", "leader", CandidateUnit.Competent, "sign", 1.5m, "ky"));
        task.Outcomes.ShouldBe(["sign", "return"]);
        run.State.Phase.ShouldBe(InstancePhase.Running);

        run.Complete("x", "sign");
        run.State.Phase.ShouldBe(InstancePhase.Completed);
        run.History[^1].ShouldBe(new InstanceCompleted("e", false));
    }

    [Theory]
    [InlineData("leader", 12.0, "leader", 12.0)]
    [InlineData("head-of-unit", 0.25, "head-of-unit", 0.25)]
    [InlineData("officer", null, "officer", null)]
    public void The_case_may_tell_who_does_a_task_and_its_share(string who, double? share, string role, double? hours)
    {
        var run = Case.Start(CaseTells, ("who", who), ("share", share is { } number ? (decimal)number : null));

        var task = run.History.OfType<TaskCreated>().ShouldHaveSingleItem();
        task.Role.ShouldBe(role);
        task.ShareHours.ShouldBe(hours is { } wanted ? (decimal)wanted : null);
    }

    [Theory]
    [InlineData("giam-doc", 1)]
    [InlineData("submitter", 1)]
    [InlineData(null, 1)]
    [InlineData("leader", 0)]
    [InlineData("leader", -3)]
    public void A_task_that_nobody_could_do_is_an_incident_until_the_case_is_mended(string? who, int share)
    {
        var run = Case.Start(CaseTells, ("who", who), ("share", share));
        run.History.OfType<TaskCreated>().ShouldBeEmpty();
        var incident = run.History.OfType<IncidentRaised>().ShouldHaveSingleItem();
        incident.Kind.ShouldBe(IncidentKind.TaskFailed);

        run.Run(new RetryIncident(Case.Now, incident.TokenId!.Value, new Dictionary<string, object?> { ["who"] = "leader", ["share"] = 2 })).Outcome.ShouldBe(StepOutcome.Advanced);
        run.History.OfType<TaskCreated>().ShouldHaveSingleItem().ShareHours.ShouldBe(2m);
    }

    private static ProcessDefinition CaseTells => Deploy(Ends + Flow("f", "s", "x") + Flow("g", "x", "e") +
        "<userTask id=\"x\" name=\"x\" vl:candidateRole=\"=who\" vl:candidateUnit=\"competent\" vl:shareHours=\"=share\"/>");

    [Fact]
    public void None_and_manual_tasks_and_none_throw_events_are_passed_through()
    {
        var run = Case.Start(Deploy(Ends + "<task id=\"a\"/><manualTask id=\"b\"/><intermediateThrowEvent id=\"c\"/>" +
            Flow("f", "s", "a") + Flow("g", "a", "b") + Flow("h", "b", "c") + Flow("i", "c", "e")));

        run.Trace.ShouldBe(["s", "a", "b", "c", "e"]);
        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    [Fact]
    public void Several_start_events_are_told_apart_by_id()
    {
        var definition = Deploy("<startEvent id=\"s\"/><startEvent id=\"t\"/><endEvent id=\"e\"/><task id=\"x\"/>" + Flow("f", "s", "e") + Flow("g", "t", "x") + Flow("h", "x", "e"));

        Ignored(new Case(definition), new StartInstance(Case.Now, Nothing)).ShouldBe(IgnoredReason.StartEventUnknown);
        Ignored(new Case(definition), new StartInstance(Case.Now, Nothing, "x")).ShouldBe(IgnoredReason.StartEventUnknown);
        var run = new Case(definition);
        run.Run(new StartInstance(Case.Now, Nothing, "t"));
        run.Trace.ShouldBe(["t", "x", "e"]);
    }

    [Theory]
    [InlineData(5, "a")]
    [InlineData(15, "b")]
    [InlineData(25, "b")]
    [InlineData(-1, "c")]
    public void An_exclusive_gateway_takes_the_first_true_flow_in_document_order_and_the_default_last(int value, string end)
    {
        // The default is written first and two conditions hold for 25: neither may matter.
        var run = Case.Start(
            Deploy("<startEvent id=\"s\"/><exclusiveGateway id=\"x\" default=\"fc\"/><endEvent id=\"a\"/><endEvent id=\"b\"/><endEvent id=\"c\"/><endEvent id=\"d\"/>" +
                Flow("f", "s", "x") + Flow("fc", "x", "c") + Flow("fb", "x", "b", "n &gt; 10") + Flow("fd", "x", "d", "n &gt; 20") + Flow("fa", "x", "a", "n &gt;= 0")),
            ("n", value));

        run.Trace.ShouldBe(["s", "x", end]);
    }

    [Fact]
    public void An_exclusive_gateway_merges_without_waiting()
    {
        var run = Case.Start(Deploy(Ends + "<parallelGateway id=\"p\"/><exclusiveGateway id=\"x\"/>" + Task("t") +
            Flow("f", "s", "p") + Flow("g", "p", "x") + Flow("h", "p", "x") + Flow("i", "x", "t") + Flow("j", "t", "e")));

        run.Waiting.ShouldBe(["t", "t"]);
    }

    [Fact]
    public void A_gateway_without_a_true_flow_is_an_incident_that_can_be_tried_again()
    {
        var run = Case.Start(Deploy(Ends + Task("t") + "<exclusiveGateway id=\"x\"/><endEvent id=\"e2\"/>" + Flow("f", "s", "t") + Flow("i", "t", "x") +
            Flow("g", "x", "e", "n = 1") + Flow("h", "x", "e2", "n = 2")));

        run.Complete("t", null, ("n", 3)).OfType<IncidentRaised>().ShouldHaveSingleItem().Kind.ShouldBe(IncidentKind.NoTrueFlow);
        var token = run.State.Tokens.ShouldHaveSingleItem();
        (token.NodeId, token.Incident).ShouldBe(("x", IncidentKind.NoTrueFlow));

        run.Run(new RetryIncident(Case.Now, token.Id, new Dictionary<string, object?> { ["n"] = 2 })).Outcome.ShouldBe(StepOutcome.Advanced);
        run.History[^1].ShouldBe(new InstanceCompleted("e2", false));
    }

    [Fact]
    public void A_null_condition_is_not_true_and_is_reported()
    {
        var run = Case.Start(Deploy(Ends + "<exclusiveGateway id=\"x\" default=\"h\"/><endEvent id=\"e2\"/>" + Flow("f", "s", "x") +
            Flow("g", "x", "e2", "missing &gt; 1") + Flow("h", "x", "e")));

        run.History[^1].ShouldBe(new InstanceCompleted("e", false));
        var warning = run.History.OfType<ConditionWarned>().ShouldHaveSingleItem();
        (warning.NodeId, warning.FlowId).ShouldBe(("x", "g"));
    }

    [Fact]
    public void A_condition_that_is_neither_true_nor_false_is_an_incident_and_never_false()
    {
        var run = Case.Start(Deploy(Ends + "<exclusiveGateway id=\"x\" default=\"h\"/><endEvent id=\"e2\"/>" + Flow("f", "s", "x") +
            Flow("g", "x", "e2", "1 + 1") + Flow("h", "x", "e")));

        run.State.Phase.ShouldBe(InstancePhase.Running);
        run.History.OfType<IncidentRaised>().ShouldHaveSingleItem().Kind.ShouldBe(IncidentKind.ConditionFailed);
    }

    [Fact]
    public void Conditions_out_of_an_activity_split_inclusively_and_the_default_is_taken_when_none_is_true()
    {
        var definition = Deploy("<startEvent id=\"s\"/><task id=\"t\" default=\"fc\"/><endEvent id=\"a\"/><endEvent id=\"b\"/><endEvent id=\"c\"/>" +
            Flow("f", "s", "t") + Flow("fc", "t", "c") + Flow("fa", "t", "a", "n &gt; 1") + Flow("fb", "t", "b", "n &gt; 2"));

        Case.Start(definition, ("n", 3)).Trace.ShouldBe(["s", "t", "a", "b"]);
        Case.Start(definition, ("n", 2)).Trace.ShouldBe(["s", "t", "a"]);
        Case.Start(definition, ("n", 1)).Trace.ShouldBe(["s", "t", "c"]);
    }

    [Fact]
    public void A_task_whose_outgoing_flows_fail_is_done_and_is_not_done_again_by_a_retry()
    {
        var run = Case.Start(Deploy("<startEvent id=\"s\"/><endEvent id=\"a\"/><endEvent id=\"b\"/>" + Task("t") +
            Flow("f", "s", "t") + Flow("fa", "t", "a", "n = 1") + Flow("fb", "t", "b", "n = 2")));
        var task = run.Open("t");

        run.Complete("t");
        Ignored(run, new CompleteTask(Case.Now, task, null, Nothing)).ShouldBe(IgnoredReason.TaskNotOpen);
        run.Run(new RetryIncident(Case.Now, task, new Dictionary<string, object?> { ["n"] = 1 }));
        run.History.OfType<TaskCreated>().Count().ShouldBe(1);
        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    [Fact]
    public void A_parallel_gateway_forks_in_document_order_and_joins_when_all_have_come()
    {
        var run = Case.Start(Deploy(Ends + Task("a") + Task("b") + "<parallelGateway id=\"p\"/><parallelGateway id=\"q\"/>" +
            Flow("f", "s", "p") + Flow("g", "p", "b") + Flow("h", "p", "a") + Flow("i", "a", "q") + Flow("j", "b", "q") + Flow("k", "q", "e")));

        run.Waiting.ShouldBe(["b", "a"]);
        run.Complete("a");
        run.Waiting.ShouldBe(["b", "q"]);
        run.Complete("b");
        run.State.Phase.ShouldBe(InstancePhase.Completed);
        run.History.OfType<NodeEntered>().Count(entered => entered.FlowId == "k").ShouldBe(1);
    }

    [Fact]
    public void A_parallel_join_counts_flows_and_not_tokens()
    {
        // Two tokens come over the same flow: the join must not fire before the other flow has brought one.
        var run = Case.Start(Deploy(Ends + Task("a") + Task("b") + Task("c") + Task("after") + "<parallelGateway id=\"p\"/><exclusiveGateway id=\"m\"/><parallelGateway id=\"q\"/>" +
            Flow("f", "s", "p") + Flow("g", "p", "a") + Flow("h", "p", "b") + Flow("i", "p", "c") +
            Flow("j", "a", "m") + Flow("k", "b", "m") + Flow("l", "m", "q") + Flow("n", "c", "q") + Flow("o", "q", "after") + Flow("r", "after", "e")));

        run.Complete("a");
        run.Complete("b");
        run.Waiting.ShouldBe(["c", "q", "q"]);
        run.Complete("c");
        run.Waiting.ShouldBe(["q", "after"]);
        run.Complete("after").OfType<IncidentRaised>().ShouldHaveSingleItem().Kind.ShouldBe(IncidentKind.Deadlock);
        run.State.Phase.ShouldBe(InstancePhase.Running);
        run.Run(new CancelInstance(Case.Now, "bỏ"));
        run.State.Phase.ShouldBe(InstancePhase.Terminated);
    }

    [Fact]
    public void A_parallel_join_in_a_loop_fires_once_each_round()
    {
        var run = Case.Start(Deploy(Ends + Task("a") + Task("b") + Task("c", "again done") +
            "<exclusiveGateway id=\"m\"/><parallelGateway id=\"p\"/><parallelGateway id=\"q\"/><exclusiveGateway id=\"x\"/>" +
            Flow("f", "s", "m") + Flow("f2", "m", "p") + Flow("g", "p", "a") + Flow("h", "p", "b") + Flow("i", "a", "q") + Flow("j", "b", "q") + Flow("k", "q", "c") +
            Flow("l", "c", "x") + Flow("n", "x", "m", "outcome = \"again\"") + Flow("o", "x", "e", "outcome = \"done\"")));

        for (var round = 0; round < 50; round++)
        {
            run.Complete(round % 2 == 0 ? "a" : "b");
            run.Complete(round % 2 == 0 ? "b" : "a");
            var size = run.State.ToJson().Length;
            run.Complete("c", round < 49 ? "again" : "done");
            size.ShouldBeLessThan(300);
        }

        run.State.Phase.ShouldBe(InstancePhase.Completed);
        run.History.OfType<NodeEntered>().Count(entered => entered.FlowId == "k").ShouldBe(50);
    }

    [Fact]
    public void A_terminate_end_takes_away_all_that_is_open_and_branches_not_yet_begun()
    {
        var run = Case.Start(Deploy("<startEvent id=\"s\"/><endEvent id=\"e\"/><endEvent id=\"stop\"><terminateEventDefinition/></endEvent>" + Task("a") + Task("b") +
            "<parallelGateway id=\"p\"/>" + Timer("w", "b") +
            Flow("f", "s", "p") + Flow("g", "p", "a") + Flow("h", "p", "b") + Flow("i", "a", "stop") + Flow("j", "b", "e") + Flow("k", "w", "e")));

        var effects = run.Complete("a");

        effects.Select(effect => effect.GetType().Name).ShouldBe(
            ["TaskCompleted", "NodeLeft", "NodeEntered", "NodeLeft", "TimerDisarmed", "TaskCancelled", "NodeLeft", "InstanceCompleted"]);
        effects.OfType<TaskCancelled>().Single().Reason.ShouldBe(CancelReason.InstanceEnded);
        effects[^1].ShouldBe(new InstanceCompleted("stop", true));
        (run.State.Tokens.Length, run.State.Timers.Length).ShouldBe((0, 0));
    }

    [Fact]
    public void A_timer_catch_event_waits_for_its_timer()
    {
        var run = Case.Start(Deploy(Ends + "<intermediateCatchEvent id=\"x\"><timerEventDefinition><timeDuration>P7D</timeDuration></timerEventDefinition></intermediateCatchEvent>" +
            Flow("f", "s", "x") + Flow("g", "x", "e")));

        var armed = run.History.OfType<TimerArmed>().ShouldHaveSingleItem();
        armed.Rule.ShouldBe(new TimerAfter(new(0, 0, 7, 0, 0, 0), Working: false));
        run.FireTimer("x").OfType<TimerElapsed>().ShouldHaveSingleItem().TimerId.ShouldBe(armed.TimerId);
        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    [Theory]
    [InlineData("<timerEventDefinition vl:workingDuration=\"P3D\"/>", "after P3D True")]
    [InlineData("<timerEventDefinition><timeDuration>P1Y2M3W4DT5H6M7S</timeDuration></timerEventDefinition>", "after P1Y2M25DT5H6M7S False")]
    [InlineData("<timerEventDefinition><timeDate>2026-03-09</timeDate></timerEventDefinition>", "local 2026-03-09 00:00")]
    [InlineData("<timerEventDefinition><timeDate>2026-03-09T07:30:00+07:00</timeDate></timerEventDefinition>", "instant 2026-03-09 00:30")]
    [InlineData("<timerEventDefinition><timeDate>2026-03-09T00:30:00Z</timeDate></timerEventDefinition>", "instant 2026-03-09 00:30")]
    [InlineData("<timerEventDefinition><timeDuration>=duration(\"P\" + han + \"D\")</timeDuration></timerEventDefinition>", "after P5D False")]
    [InlineData("<timerEventDefinition vl:workingDuration=\"=duration(&quot;PT&quot; + han + &quot;H&quot;)\"/>", "after PT5H True")]
    [InlineData("<timerEventDefinition vl:limit=\"12 calendar-day\"/>", "limit 12 CalendarDay")]
    [InlineData("<timerEventDefinition vl:limit=\"=han + &quot; working-day&quot;\"/>", "limit 5 WorkingDay")]
    [InlineData("<timerEventDefinition vl:limit=\"={value: number(han), unit: &quot;working-hour&quot;}\"/>", "limit 5 WorkingHour")]
    [InlineData("<timerEventDefinition><timeDate>=today() + duration(\"P1D\")</timeDate></timerEventDefinition>", "local 2026-03-03 00:00")]
    public void A_timer_gives_its_rule_in_ISO_8601_or_FEEL(string timer, string rule)
    {
        var run = Case.Start(
            Deploy(Ends + $"<intermediateCatchEvent id=\"x\">{timer}</intermediateCatchEvent>" + Flow("f", "s", "x") + Flow("g", "x", "e")), ("han", "5"));

        (run.History.OfType<TimerArmed>().ShouldHaveSingleItem().Rule switch
        {
            TimerAfter after => $"after {after.Duration} {after.Working}",
            TimerByLimit limit => $"limit {limit.Value} {limit.Unit}",
            TimerAtLocal local => $"local {local.At:yyyy-MM-dd HH:mm}",
            TimerAtInstant instant => $"instant {instant.At.UtcDateTime:yyyy-MM-dd HH:mm}",
            _ => "?",
        }).ShouldBe(rule);
    }

    [Fact]
    public void A_timer_whose_expression_gives_no_time_is_an_incident_before_anybody_gets_the_task()
    {
        var run = Case.Start(Deploy(Ends + Task("t") +
            "<boundaryEvent id=\"b\" attachedToRef=\"t\"><timerEventDefinition><timeDuration>=han</timeDuration></timerEventDefinition></boundaryEvent>" +
            Flow("f", "s", "t") + Flow("g", "t", "e") + Flow("h", "b", "e")));

        run.History.OfType<IncidentRaised>().ShouldHaveSingleItem().Kind.ShouldBe(IncidentKind.TimerFailed);
        run.History.OfType<TaskCreated>().ShouldBeEmpty();
        run.Run(new RetryIncident(Case.Now, run.State.Tokens[0].Id, new Dictionary<string, object?> { ["han"] = "P2D" }));
        run.Waiting.ShouldBe(["t"]);
        run.State.Timers.Length.ShouldBe(1);
    }

    [Fact]
    public void An_interrupting_boundary_timer_first_takes_the_task_away_and_then_goes_on()
    {
        var run = Case.Start(Deploy(Ends + Task("t") + Timer("b", "t") + Timer("c", "t") + Flow("f", "s", "t") + Flow("g", "t", "e") + Flow("h", "b", "e") + Flow("i", "c", "e")));
        var task = run.Open("t");

        run.FireTimer("b").Select(effect => effect.GetType().Name).ShouldBe(
            ["TimerElapsed", "TimerDisarmed", "TaskCancelled", "NodeLeft", "NodeEntered", "NodeLeft", "NodeEntered", "NodeLeft", "InstanceCompleted"]);
        Ignored(run, new CompleteTask(Case.Now, task, null, Nothing)).ShouldBe(IgnoredReason.InstanceEnded);
    }

    [Fact]
    public void A_non_interrupting_boundary_timer_leaves_the_task_and_fires_once()
    {
        var run = Case.Start(Deploy(Ends + Task("t") + Task("late") + Timer("b", "t", interrupting: false) +
            Flow("f", "s", "t") + Flow("g", "t", "e") + Flow("h", "b", "late") + Flow("i", "late", "e")));
        var timer = run.State.Timers[0].Id;

        run.FireTimer("b");
        run.Waiting.ShouldBe(["t", "late"]);
        Ignored(run, new FireTimer(Case.Now, timer)).ShouldBe(IgnoredReason.TimerNotArmed);
        run.Complete("t");
        run.State.Phase.ShouldBe(InstancePhase.Running);
        run.Complete("late");
        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    [Fact]
    public void A_completed_task_disarms_its_timers_and_a_late_timer_changes_nothing()
    {
        var run = Case.Start(Deploy(Ends + Task("t") + Task("u") + Timer("b", "t") + Flow("f", "s", "t") + Flow("g", "t", "u") + Flow("h", "b", "e") + Flow("i", "u", "e")));
        var timer = run.State.Timers[0].Id;

        run.Complete("t").OfType<TimerDisarmed>().ShouldHaveSingleItem().TimerId.ShouldBe(timer);
        Ignored(run, new FireTimer(Case.Now, timer)).ShouldBe(IgnoredReason.TimerNotArmed);
        run.Waiting.ShouldBe(["u"]);
    }

    [Fact]
    public void Triggers_that_do_not_fit_are_ignored_with_a_reason()
    {
        var definition = Deploy(Ends + Task("t", "yes no") + Flow("f", "s", "t") + Flow("g", "t", "e"));
        Ignored(new Case(definition), new CompleteTask(Case.Now, 1, null, Nothing)).ShouldBe(IgnoredReason.NotStarted);

        var run = Case.Start(definition);
        var task = run.Open("t");
        Ignored(run, new StartInstance(Case.Now, Nothing)).ShouldBe(IgnoredReason.AlreadyStarted);
        Ignored(run, new CompleteTask(Case.Now, task + 99, "yes", Nothing)).ShouldBe(IgnoredReason.TaskNotOpen);
        Ignored(run, new CompleteTask(Case.Now, task, "maybe", Nothing)).ShouldBe(IgnoredReason.OutcomeNotOffered);
        Ignored(run, new CompleteTask(Case.Now, task, null, Nothing)).ShouldBe(IgnoredReason.OutcomeNotOffered);
        Ignored(run, new RetryIncident(Case.Now, task, Nothing)).ShouldBe(IgnoredReason.IncidentNotOpen);
        run.Complete("t", "yes");
        Ignored(run, new CompleteTask(Case.Now, task, "yes", Nothing)).ShouldBe(IgnoredReason.InstanceEnded);
        Ignored(run, new CancelInstance(Case.Now, "")).ShouldBe(IgnoredReason.InstanceEnded);
    }

    [Fact]
    public void A_cancelled_instance_leaves_nothing_behind()
    {
        var run = Case.Start(Deploy(Ends + Task("t") + Timer("b", "t") + Flow("f", "s", "t") + Flow("g", "t", "e") + Flow("h", "b", "e")));

        var effects = run.Run(new CancelInstance(Case.Now, "Người nộp rút hồ sơ")).Effects;

        effects.Select(effect => effect.GetType().Name).ShouldBe(["TimerDisarmed", "TaskCancelled", "NodeLeft", "InstanceTerminated"]);
        run.State.Phase.ShouldBe(InstancePhase.Terminated);
    }

    [Fact]
    public void An_endless_loop_is_stopped_and_the_step_undone()
    {
        var run = Case.Start(Deploy(Ends + Task("t") + "<task id=\"a\"/><task id=\"b\"/>" +
            Flow("f", "s", "t") + Flow("g", "t", "a") + Flow("h", "a", "b") + Flow("i", "b", "a") + Flow("j", "b", "e")));
        var before = run.State;

        var step = run.Run(new CompleteTask(Case.Now, run.Open("t"), null, Nothing));

        step.Outcome.ShouldBe(StepOutcome.RolledBack);
        step.Effects.ShouldHaveSingleItem().ShouldBeOfType<IncidentRaised>().Kind.ShouldBe(IncidentKind.EndlessLoop);
        run.State.ShouldBeSameAs(before);
    }

    [Fact]
    public void A_state_beyond_the_limit_is_refused_and_the_step_undone()
    {
        var run = Case.Start(Deploy(Ends + Task("t") + Task("u") + Flow("f", "s", "t") + Flow("g", "t", "u") + Flow("h", "u", "e")));
        run.Complete("t", null, ("a", new string('ă', 20_000)));

        var step = run.Run(new CompleteTask(Case.Now, run.Open("u"), null, new Dictionary<string, object?> { ["b"] = new string('ă', 20_000) }));
        step.Outcome.ShouldBe(StepOutcome.RolledBack);
        step.Effects.ShouldHaveSingleItem().ShouldBeOfType<IncidentRaised>().Kind.ShouldBe(IncidentKind.StateTooLarge);
        run.Waiting.ShouldBe(["u"]);
    }

    [Fact]
    public void Variables_keep_their_values_through_storage()
    {
        var run = Case.Start(
            Deploy(Ends + Task("t") + Flow("f", "s", "t") + Flow("g", "t", "e")),
            ("số lượng", 3), ("lệ phí", 8000.50m), ("có", true), ("tên", "Nguyễn \"A\" <b>\n"), ("không", null), ("ngày", new DateOnly(2026, 2, 17)),
            ("danh sách", new object?[] { 1, "hai", null }), ("json", JsonDocument.Parse("{\"b\":[1.10,true],\"a\":null}").RootElement));

        Encoding.UTF8.GetString(InstanceState.FromJson(run.State.ToJson()).ToJson()).ShouldBe(Encoding.UTF8.GetString(run.State.ToJson()));
        Encoding.UTF8.GetString(run.State.ToJson()).ShouldEndWith(
            "\"d\":{\"có\":true,\"danh sách\":[1,\"hai\",null],\"json\":{\"a\":null,\"b\":[1.1,true]},\"không\":null,\"lệ phí\":8000.5,\"ngày\":\"2026-02-17\",\"số lượng\":3,\"tên\":\"Nguyễn \\\"A\\\" <b>\\n\"}}");
        run.State.Variables.Values["số lượng"].ShouldBe((FeelNumber)3);
    }

    [Fact]
    public void A_state_is_never_moved_by_another_version()
    {
        var one = Deploy(Ends + Flow("f", "s", "e"));
        var other = Deploy(Ends + "<task id=\"t\"/>" + Flow("f", "s", "t") + Flow("g", "t", "e"));

        Should.Throw<ArgumentException>(() => ProcessEngine.Advance(other, InstanceState.New(one), new StartInstance(Case.Now, Nothing)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"f\":2}")]
    [InlineData("{\"f\":1,\"v\":\"x\",\"r\":1,\"p\":\"run\",\"n\":2,\"t\":[[1]],\"w\":[],\"d\":{}}")]
    [InlineData("{\"f\":1,\"v\":\"x\",\"r\":1,\"p\":\"odd\",\"n\":2,\"t\":[],\"w\":[],\"d\":{}}")]
    public void A_damaged_state_is_told_from_a_bug(string json) =>
        Should.Throw<InvalidDataException>(() => InstanceState.FromJson(Encoding.UTF8.GetBytes(json)));

    private static IgnoredReason Ignored(Case run, ProcessTrigger trigger)
    {
        var step = run.Run(trigger);
        step.Outcome.ShouldBe(StepOutcome.Ignored);
        return step.Effects.ShouldHaveSingleItem().ShouldBeOfType<TriggerIgnored>().Reason;
    }

    private static string Timer(string id, string host, bool interrupting = true) =>
        $"<boundaryEvent id=\"{id}\" attachedToRef=\"{host}\" cancelActivity=\"{(interrupting ? "true" : "false")}\">" +
        "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>";
}
