using System.Diagnostics;
using Shouldly;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Rules.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes;

/// <summary>Services, decisions, scripts, called processes, activities done several times, compensation, and what operators may do.</summary>
public class ActivityTests
{
    private const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";

    private static Case One(string activity, string id, params (string, object?)[] variables) =>
        Case.Start(Deploy(Ends + activity + Task("after") + Flow("f", "s", id) + Flow("g", id, "after") + Flow("h", "after", "e")), variables);

    [Fact]
    public void A_service_is_asked_with_what_is_mapped_in_and_leaves_what_is_mapped_out()
    {
        var run = One(
            "<serviceTask id=\"x\" vl:service=\"dan-cu\"><extensionElements><vl:input source=\"upper case(ma)\" target=\"so\"/><vl:output source=\"kq.ten\" target=\"hoTen\"/></extensionElements></serviceTask>",
            "x", ("ma", "a1"), ("bi mat", 1));
        var asked = run.History.OfType<ServiceRequested>().ShouldHaveSingleItem();
        asked.Service.ShouldBe("dan-cu");
        asked.Variables.Values.ShouldBe(new Dictionary<string, object?> { ["so"] = "A1" });

        run.Answer("x", null, ("kq", new Dictionary<string, object?> { ["ten"] = "An" }));
        run.Waiting.ShouldBe(["after"]);
        run.State.Variables.Values.Keys.ShouldBe(["bi mat", "hoTen", "ma"], ignoreOrder: true);
        run.Run(new AnswerCall(Case.Now, asked.CallId, new Dictionary<string, object?>())).Effects.ShouldHaveSingleItem().ShouldBe(new TriggerIgnored(IgnoredReason.CallNotOpen));
    }

    [Fact]
    public void A_broken_service_is_an_incident_and_a_retry_asks_again()
    {
        var run = One("<serviceTask id=\"x\" vl:service=\"dan-cu\"/>", "x");
        var first = run.History.OfType<ServiceRequested>().Single();
        run.Run(new FailCall(Case.Now, first.CallId, null, "timeout")).Effects.OfType<IncidentRaised>().ShouldHaveSingleItem().Kind.ShouldBe(IncidentKind.CallFailed);
        run.Run(new RetryIncident(Case.Now, first.CallId, new Dictionary<string, object?>()));
        run.History.OfType<ServiceRequested>().Last().AttemptId.ShouldNotBe(first.AttemptId);
        run.Answer("x");
        run.Waiting.ShouldBe(["after"]);
    }

    [Fact]
    public void An_error_of_the_business_is_caught_at_the_service()
    {
        var run = Case.Start(Deploy(Ends + "<serviceTask id=\"x\" vl:service=\"dan-cu\"/>" + Boundary("b", "x", "<errorEventDefinition errorRef=\"e-a\"/>") + Task("c") +
            Flow("f", "s", "x") + Flow("g", "x", "e") + Flow("h", "b", "c") + Flow("i", "c", "e")));
        var effects = run.Run(new FailCall(Case.Now, run.Open("x"), "A", "")).Effects;
        effects.OfType<CallCancelled>().ShouldBeEmpty("it has ended by itself");
        run.Waiting.ShouldBe(["c"]);
    }

    [Fact]
    public void A_decision_gives_its_result_variable_and_a_called_process_its_variables()
    {
        var run = One("<businessRuleTask id=\"x\" vl:decision=\"le-phi\" vl:resultVariable=\"phi\" vl:binding=\"latest\"/>", "x", ("loai", "A"));
        var asked = run.History.OfType<DecisionRequested>().ShouldHaveSingleItem();
        (asked.Decision, asked.Binding).ShouldBe(("le-phi", CallBinding.Latest));
        run.Answer("x", 8000);
        run.State.Variables.Values["phi"].ShouldBe((FeelNumber)8000);

        run = One("<callActivity id=\"x\" calledElement=\"con\"/>", "x", ("loai", "A"));
        run.History.OfType<ProcessCalled>().ShouldHaveSingleItem().Variables.Values["loai"].ShouldBe("A");
        run.Run(new CancelInstance(Case.Now, "rút")).Effects.OfType<CallCancelled>().ShouldHaveSingleItem().Reason.ShouldBe(CancelReason.InstanceCancelled);
    }

    [Fact]
    public void An_escalation_of_a_called_process_is_heard_while_it_goes_on()
    {
        var run = Case.Start(Deploy(Ends + "<callActivity id=\"x\" calledElement=\"con\"/>" + Boundary("b", "x", "<escalationEventDefinition/>", interrupting: false) + Task("c") +
            Flow("f", "s", "x") + Flow("g", "x", "e") + Flow("h", "b", "c") + Flow("i", "c", "e")));
        run.Run(new EscalateCall(Case.Now, run.Open("x"), "LATE"));
        run.Waiting.ShouldBe(["x", "c"]);
    }

    [Fact]
    public void A_script_computes_in_FEEL()
    {
        var run = One("<scriptTask id=\"x\" vl:resultVariable=\"tong\"><script>sum(for i in ds return i * 2)</script></scriptTask>", "x", ("ds", new object?[] { 1, 2, 3 }));
        run.State.Variables.Values["tong"].ShouldBe((FeelNumber)12);
        Read(Ends + "<scriptTask id=\"x\" scriptFormat=\"groovy\"><script>1</script></scriptTask>" + Flow("f", "s", "x") + Flow("g", "x", "e")).Errors().ShouldHaveSingleItem().Code.ShouldBe("bpmn.condition.language");
    }

    private static string Many(string loop) =>
        $"<userTask id=\"x\" name=\"x\" vl:candidateRole=\"officer\" vl:candidateUnit=\"competent\" vl:outcomes=\"yes no\">{loop}</userTask>";

    [Fact]
    public void Several_are_asked_at_once_and_what_they_say_is_collected()
    {
        var run = One(Many("<multiInstanceLoopCharacteristics vl:collection=\"ds\" vl:element=\"coQuan\" vl:outputCollection=\"yKien\" vl:outputElement=\"coQuan + &quot;:&quot; + outcome\"/>"), "x", ("ds", new object?[] { "A", "B", "C" }));
        var tasks = run.History.OfType<TaskCreated>().Select(task => task.TaskId).ToList();
        tasks.Count.ShouldBe(3);

        foreach (var (task, outcome) in tasks.AsEnumerable().Reverse().Zip(["no", "yes", "no"]))
            run.Run(new CompleteTask(Case.Now, task, outcome, new Dictionary<string, object?>())).Outcome.ShouldBe(StepOutcome.Advanced);
        run.Waiting.ShouldBe(["after"]);
        ((IReadOnlyList<object?>)run.State.Variables.Values["yKien"]!).ShouldBe(["C:no", "B:yes", "A:no"]);
        (run.State.Loops.Length, run.State.Locals.Length).ShouldBe((0, 0));
    }

    [Fact]
    public void When_enough_have_answered_the_others_are_no_longer_asked()
    {
        var run = One(Many("<multiInstanceLoopCharacteristics><loopCardinality>5</loopCardinality><completionCondition>numberOfCompletedInstances &gt;= 2</completionCondition></multiInstanceLoopCharacteristics>"), "x");
        run.Complete("x", "yes");
        run.Complete("x", "yes").OfType<TaskCancelled>().Select(task => task.Reason).ShouldBe([CancelReason.NotNeeded, CancelReason.NotNeeded, CancelReason.NotNeeded]);
        run.Waiting.ShouldBe(["after"]);
    }

    [Fact]
    public void One_after_the_other_sees_its_item_and_its_number()
    {
        var run = One("<userTask id=\"x\" name=\"x\" vl:candidateRole=\"=role\" vl:candidateUnit=\"competent\" vl:shareHours=\"=loopCounter\">" +
            "<multiInstanceLoopCharacteristics isSequential=\"true\" vl:collection=\"ds\" vl:element=\"role\"/></userTask>", "x", ("ds", new object?[] { "officer", "leader" }));
        run.Complete("x");
        // The list is fixed when it begins.
        run.Complete("x");
        run.History.OfType<TaskCreated>().Where(task => task.NodeId == "x").Select(task => (task.Role, task.ShareHours)).ShouldBe([("officer", 1m), ("leader", 2m)]);
        run.Waiting.ShouldBe(["after"]);
    }

    [Theory]
    [InlineData("0", "after", 0)]
    [InlineData("-1", "x", 1)]
    [InlineData("10001", "x", 1)]
    [InlineData("\"hai\"", "x", 1)]
    public void Nobody_to_ask_is_passed_and_nonsense_is_an_incident(string count, string waiting, int incidents)
    {
        var run = One(Many($"<multiInstanceLoopCharacteristics><loopCardinality>{count}</loopCardinality></multiInstanceLoopCharacteristics>"), "x");
        run.Waiting.ShouldBe([waiting]);
        run.History.OfType<IncidentRaised>().Count(incident => incident.Kind is IncidentKind.LoopFailed).ShouldBe(incidents);
    }

    [Fact]
    public void A_further_unit_can_be_asked_and_one_left_out()
    {
        var run = One(Many("<multiInstanceLoopCharacteristics vl:collection=\"ds\" vl:element=\"coQuan\"/>"), "x", ("ds", new object?[] { "A", "B" }));
        var loop = run.State.Loops[0].TokenId;
        for (var i = 0; i < 500; i++) run.Run(new AddChild(Case.Now, loop, $"C{i}")).Outcome.ShouldBe(StepOutcome.Advanced);
        run.State.Locals[^1].Variables.Values["coQuan"].ShouldBe("C499");
        run.Run(new RemoveChild(Case.Now, run.Open("x"))).Effects.OfType<TaskCancelled>().Count().ShouldBe(1);
        for (var i = 0; i < 501; i++) run.Complete("x", "yes");
        run.Waiting.ShouldBe(["after"]);
    }

    [Fact]
    public void Ten_thousand_children_end_as_fast_as_the_first_and_fit_into_a_state()
    {
        var definition = Deploy(Ends + Many("<multiInstanceLoopCharacteristics><loopCardinality>10000</loopCardinality></multiInstanceLoopCharacteristics>") + Flow("f", "s", "x") + Flow("g", "x", "e"));
        var nothing = new Dictionary<string, object?>();
        var step = ProcessEngine.Advance(definition, InstanceState.New(definition), new StartInstance(Case.Now, nothing));
        step.Outcome.ShouldBe(StepOutcome.Advanced);
        var children = step.State.Tokens.Where(token => token.Loop > 0).Select(token => token.Id).ToArray();
        children.Length.ShouldBe(10_000);
        new Random(7).Shuffle(children);
        var largest = 0;
        var times = new List<TimeSpan>();
        var watch = new Stopwatch();
        for (var i = 0; i < children.Length; i++)
        {
            if (i % 1_000 == 0) watch.Restart();
            step = ProcessEngine.Advance(definition, step.State, new CompleteTask(Case.Now, children[i], "yes", nothing));
            step.Outcome.ShouldBe(StepOutcome.Advanced);
            if (i % 500 == 0) largest = Math.Max(largest, step.State.ToJson().Length);
            if (i % 1_000 == 999) times.Add(watch.Elapsed);
        }

        step.State.Phase.ShouldBe(InstancePhase.Completed);
        largest.ShouldBeLessThan(ProcessEngine.StateLimit);
        times[^1].ShouldBeLessThan(times[0] * 1.5);
    }

    [Fact]
    public void A_loop_goes_on_while_its_condition_is_true_and_not_beyond_its_maximum()
    {
        var run = One(Many("<standardLoopCharacteristics loopMaximum=\"3\"><loopCondition>outcome = \"no\"</loopCondition></standardLoopCharacteristics>"), "x");
        run.Complete("x", "no");
        run.Complete("x", "yes");
        run.Waiting.ShouldBe(["after"]);

        run = One(Many("<standardLoopCharacteristics loopMaximum=\"3\"><loopCondition>outcome = \"no\"</loopCondition></standardLoopCharacteristics>"), "x");
        for (var i = 0; i < 3; i++) run.Complete("x", "no");
        run.Waiting.ShouldBe(["after"]);
        One(Many("<standardLoopCharacteristics testBefore=\"true\"><loopCondition>outcome = \"no\"</loopCondition></standardLoopCharacteristics>"), "x").Waiting.ShouldBe(["after"]);
    }

    [Fact]
    public void A_boundary_event_ends_all_children_at_once()
    {
        var run = Case.Start(Deploy(Ends + Many("<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>") + Boundary("b", "x", "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>") +
            Flow("f", "s", "x") + Flow("g", "x", "e") + Flow("h", "b", "e")));
        run.History.OfType<TimerArmed>().Count().ShouldBe(1);
        run.FireTimer("b").OfType<TaskCancelled>().Count().ShouldBe(3);
        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    private static string Undoable(string id) => Task(id) + $"<boundaryEvent id=\"b-{id}\" attachedToRef=\"{id}\"><compensateEventDefinition/></boundaryEvent>" +
        $"<serviceTask id=\"u-{id}\" isForCompensation=\"true\" vl:service=\"hoan-tac\"/><association id=\"l-{id}\" sourceRef=\"b-{id}\" targetRef=\"u-{id}\"/>";

    [Fact]
    public void What_is_done_is_undone_the_last_first_with_what_it_saw_when_it_ended()
    {
        // B lies in a sub-process that has ended; C was never done.
        var run = Case.Start(Deploy(Ends + Undoable("a") + Sub("p", Undoable("b") + Flow("i1", "p-s", "b") + Flow("i2", "b", "p-e")) + Undoable("c") + Task("after") +
            "<intermediateThrowEvent id=\"x\"><compensateEventDefinition/></intermediateThrowEvent><exclusiveGateway id=\"g\" default=\"f4\"/>" +
            Flow("f1", "s", "a") + Flow("f2", "a", "p") + Flow("f3", "p", "g") + Flow("f4", "g", "x") + Flow("f5", "g", "c", "false") + Flow("f6", "c", "e") + Flow("f7", "x", "after") + Flow("f8", "after", "e")));
        run.Complete("a", null, ("n", 1));
        run.Complete("b", null, ("n", 2));

        run.Waiting.ShouldBe(["x", "u-b"]);
        run.Answer("u-b");
        run.Waiting.ShouldBe(["x", "u-a"]);
        run.Answer("u-a");
        run.Waiting.ShouldBe(["after"]);
        run.History.OfType<ServiceRequested>().Select(asked => (asked.NodeId, asked.Variables.Values["n"])).ShouldBe([("u-b", (FeelNumber)2), ("u-a", (FeelNumber)1)]);
        run.State.Done.ShouldBeEmpty();
        run.Complete("after");
        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    [Fact]
    public void Each_child_is_undone_and_one_activity_can_be_named()
    {
        var task = Task("a").Replace("/>", "><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>", StringComparison.Ordinal);
        var run = Case.Start(Deploy(Ends + Undoable("a").Replace(Task("a"), task, StringComparison.Ordinal) + Undoable("c") + "<intermediateThrowEvent id=\"x\"><compensateEventDefinition activityRef=\"a\"/></intermediateThrowEvent>" +
            Flow("f1", "s", "a") + Flow("f2", "a", "c") + Flow("f3", "c", "x") + Flow("f4", "x", "e")));
        for (var i = 0; i < 3; i++) run.Complete("a");
        run.Complete("c");
        for (var i = 0; i < 3; i++) run.Answer("u-a");
        run.State.Phase.ShouldBe(InstancePhase.Completed);
        run.History.OfType<ServiceRequested>().Count().ShouldBe(3);
    }

    [Fact]
    public void An_operator_moves_a_case_into_a_sub_process_only_while_that_is_open()
    {
        var run = Case.Start(Deploy(Ends + Task("a") + Sub("p", Task("b") + Task("c") + Flow("i1", "p-s", "b") + Flow("i2", "b", "c") + Flow("i3", "c", "p-e")) + Flow("f", "s", "a") + Flow("g", "a", "p") + Flow("h", "p", "e")));
        var nothing = new Dictionary<string, object?>();
        run.Run(new ModifyInstance(Case.Now, [], ["c"], nothing)).Effects.ShouldHaveSingleItem().ShouldBe(new TriggerIgnored(IgnoredReason.ModificationDoesNotFit));
        run.Run(new ModifyInstance(Case.Now, [run.Open("a")], ["p"], nothing)).Effects.OfType<TaskCancelled>().ShouldHaveSingleItem().Reason.ShouldBe(CancelReason.Modified);
        run.Waiting.ShouldBe(["p", "b"]);
        run.Run(new ModifyInstance(Case.Now, [run.Open("b")], ["c"], nothing));
        run.Waiting.ShouldBe(["p", "c"]);
        run.Complete("c");
        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    [Fact]
    public void Extensions_of_other_engines_are_read_where_they_mean_the_same()
    {
        var reading = Read(Ends +
            "<serviceTask id=\"a\"><extensionElements><zeebe:taskDefinition type=\"gui\" retries=\"3\"/><zeebe:ioMapping><zeebe:input source=\"=x\" target=\"y\"/><zeebe:input source=\"a@b.vn\" target=\"to\"/></zeebe:ioMapping></extensionElements></serviceTask>" +
            "<businessRuleTask id=\"b\" camunda:decisionRef=\"phi\" camunda:resultVariable=\"kq\"/>" +
            "<callActivity id=\"c\" calledElement=\"con\"><extensionElements><camunda:in source=\"x\" target=\"z\"/></extensionElements></callActivity>" +
            "<task id=\"d\"><multiInstanceLoopCharacteristics camunda:collection=\"ds\" camunda:elementVariable=\"i\" camunda:asyncBefore=\"true\"/></task>" +
            Flow("f1", "s", "a") + Flow("f2", "a", "b") + Flow("f3", "b", "c") + Flow("f4", "c", "d") + Flow("f5", "d", "e"));

        var definition = reading.Definition.ShouldNotBeNull(string.Join('\n', reading.Findings));
        definition.FindNode("a")!.Call!.Target.ShouldBe("gui");
        definition.FindNode("a")!.Inputs.Select(input => (input.Source.Text, input.Target)).ShouldBe([("x", "y"), ("\"a@b.vn\"", "to")]);
        (definition.FindNode("b")!.Call!.Target, definition.FindNode("b")!.Call!.ResultVariable).ShouldBe(("phi", "kq"));
        definition.FindNode("c")!.Inputs.ShouldHaveSingleItem().Target.ShouldBe("z");
        ((MultiInstance)definition.FindNode("d")!.Loop!).Element.ShouldBe("i");
        reading.Findings.ShouldHaveSingleItem().Arguments.ShouldBe(["asyncBefore"]);
    }
}
