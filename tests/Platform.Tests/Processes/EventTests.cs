using Shouldly;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes;

/// <summary>Messages, signals, errors, escalations, conditions, cycles, and the event sub-processes they set going.</summary>
public class EventTests
{
    private const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";
    private const string Flood = "<signalEventDefinition signalRef=\"s-flood\"/>";
    private const string Answer = "<messageEventDefinition messageRef=\"m-answer\"/>";
    private const string Plain = "<messageEventDefinition messageRef=\"m-plain\"/>";
    private const string Late = "<escalationEventDefinition escalationRef=\"x-late\"/>";
    private const string Done = "<conditionalEventDefinition><condition>n &gt; 10</condition></conditionalEventDefinition>";

    private static string Error(string? code) => code is null ? "<errorEventDefinition/>" : $"<errorEventDefinition errorRef=\"e-{code}\"/>";

    /// <summary>A task with something on its border, which leads to a task <c>after</c>.</summary>
    private static Case OnTask(string definition, bool interrupting = true) => Case.Start(
        Deploy(Ends + Task("t") + Task("after") + Boundary("b", "t", definition, interrupting) + Flow("f", "s", "t") + Flow("g", "t", "e") + Flow("h", "b", "after") + Flow("i", "after", "e")),
        ("code", "H1"), ("n", 0));

    [Fact]
    public void A_message_takes_a_task_away_or_leaves_it_and_may_come_again()
    {
        var run = OnTask(Answer);
        run.Deliver("b").OfType<TaskCancelled>().Count().ShouldBe(1);
        run.Waiting.ShouldBe(["after"]);
        run.State.Subscriptions.ShouldBeEmpty();

        run = OnTask(Answer, interrupting: false);
        run.Deliver("b");
        run.Deliver("b");
        run.Waiting.ShouldBe(["t", "after", "after"]);
        run.Complete("t").OfType<SubscriptionClosed>().Count().ShouldBe(1);
        run.Run(new Deliver(Case.Now, 99, new Dictionary<string, object?>())).Effects.ShouldHaveSingleItem().ShouldBe(new TriggerIgnored(IgnoredReason.SubscriptionNotOpen));
    }

    [Fact]
    public void A_message_without_a_key_to_find_it_by_is_an_incident_before_the_task_begins()
    {
        var run = Case.Start(Deploy(Ends + Task("t") + Boundary("b", "t", Answer) + Flow("f", "s", "t") + Flow("g", "t", "e") + Flow("h", "b", "e")));
        run.History.OfType<IncidentRaised>().ShouldHaveSingleItem().Kind.ShouldBe(IncidentKind.MessageFailed);
        run.History.OfType<TaskCreated>().ShouldBeEmpty();

        run.Run(new RetryIncident(Case.Now, run.State.Tokens[0].Id, new Dictionary<string, object?> { ["code"] = "H2" }));
        run.History.OfType<MessageAwaited>().ShouldHaveSingleItem().Key.ShouldBe("H2");
    }

    [Fact]
    public void Messages_and_signals_are_thrown_without_waiting()
    {
        var run = Case.Start(
            Deploy($"<startEvent id=\"s\"/><intermediateThrowEvent id=\"a\">{Answer}</intermediateThrowEvent><intermediateThrowEvent id=\"b\">{Flood}</intermediateThrowEvent>" +
                "<sendTask id=\"c\" messageRef=\"m-plain\"><extensionElements><vl:input source=\"code\" target=\"hoSo\"/></extensionElements></sendTask>" + $"<endEvent id=\"d\">{Plain}</endEvent>" +
                Flow("f", "s", "a") + Flow("g", "a", "b") + Flow("h", "b", "c") + Flow("i", "c", "d")), ("code", "H1"));

        run.History.OfType<MessagePublished>().Select(message => (message.NodeId, message.Name, message.Key)).ShouldBe([("a", "answer", "H1"), ("c", "plain", ""), ("d", "plain", "")]);
        run.History.OfType<MessagePublished>().ElementAt(1).Variables.Values.ShouldBe(new Dictionary<string, object?> { ["hoSo"] = "H1" });
        run.History.OfType<SignalThrown>().ShouldHaveSingleItem().Name.ShouldBe("flood");
        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    [Fact]
    public void A_process_starts_by_the_start_event_that_was_met()
    {
        var definition = Deploy("<startEvent id=\"s\"/><startEvent id=\"m\">" + Plain + "</startEvent><endEvent id=\"e\"/><task id=\"x\"/>" + Flow("f", "s", "e") + Flow("g", "m", "x") + Flow("h", "x", "e"));

        Case.Start(definition).Trace.ShouldBe(["s", "e"]);
        var run = new Case(definition);
        run.Run(new StartInstance(Case.Now, new Dictionary<string, object?>(), "m"));
        run.Trace.ShouldBe(["m", "x", "e"]);
    }

    private static string Inner(string end) => Sub("p", Task("a") + $"<endEvent id=\"bad\">{end}</endEvent>" + Flow("i1", "p-s", "a") + Flow("i2", "a", "bad"));

    [Theory]
    [InlineData("a", "b1")]
    [InlineData("b", "b2")]
    public void An_error_is_caught_by_its_code_before_one_that_catches_all(string thrown, string caught)
    {
        var run = Case.Start(Deploy(Ends + Inner(Error(thrown)).Replace("<endEvent id=\"p-e\"/>", "", StringComparison.Ordinal) + Boundary("b2", "p", Error(null)) + Boundary("b1", "p", Error("a")) +
            Flow("f", "s", "p") + Flow("g", "p", "e") + Flow("h", "b1", "e") + Flow("i", "b2", "e")));
        run.Complete("a").OfType<ErrorThrown>().ShouldHaveSingleItem().CaughtBy.ShouldBe(caught);
        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    [Fact]
    public void An_error_that_nobody_catches_is_an_incident_or_ends_a_called_process()
    {
        var definition = Deploy(Ends + Task("a") + $"<endEvent id=\"bad\">{Error("a")}</endEvent>" + Task("other") + "<parallelGateway id=\"g\"/>" +
            Flow("f", "s", "g") + Flow("f1", "g", "a") + Flow("f2", "g", "other") + Flow("h", "a", "bad") + Flow("i", "other", "e"));
        var run = Case.Start(definition);
        run.Complete("a").OfType<IncidentRaised>().ShouldHaveSingleItem().Kind.ShouldBe(IncidentKind.UnhandledError);
        run.State.Phase.ShouldBe(InstancePhase.Running);

        run = new Case(definition);
        run.Run(new StartInstance(Case.Now, new Dictionary<string, object?>(), Called: true));
        run.Complete("a")[^1].ShouldBe(new InstanceFailed("A"));
        run.State.Phase.ShouldBe(InstancePhase.Terminated);
        run.State.Tokens.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, "after")]
    [InlineData(false, "b after")]
    public void An_escalation_interrupts_or_not_and_goes_on_where_nobody_catches_it(bool interrupting, string waiting)
    {
        var inside = Task("a") + Task("b") + $"<intermediateThrowEvent id=\"x\">{Late}</intermediateThrowEvent>" + Flow("i1", "p-s", "a") + Flow("i2", "a", "x") + Flow("i3", "x", "b") + Flow("i4", "b", "p-e");
        var run = Case.Start(Deploy(Ends + Sub("p", inside) + Task("after") + Boundary("l", "p", Late, interrupting) + Flow("f", "s", "p") + Flow("g", "p", "e") + Flow("h", "l", "after") + Flow("i", "after", "e")));
        run.Complete("a");
        run.Waiting.Where(node => node != "p").ShouldBe(waiting.Split(' '), ignoreOrder: true);

        run = Case.Start(Deploy(Ends + Sub("p", inside) + Flow("f", "s", "p") + Flow("g", "p", "e")));
        run.Complete("a").OfType<EscalationRaised>().ShouldHaveSingleItem().CaughtBy.ShouldBeNull();
        run.Waiting.ShouldBe(["p", "b"]);
    }

    private static ProcessDefinition WithHandler(string definition, bool interrupting) => Deploy(
        Ends + Task("t") + Task("u") + Handler("h", definition, interrupting) + Flow("f", "s", "t") + Flow("g", "t", "u") + Flow("i", "u", "e"));

    public static TheoryData<string> Triggers => [Plain, Flood, Done, "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>"];

    [Theory]
    [MemberData(nameof(Triggers))]
    public void An_interrupting_event_sub_process_takes_over_its_scope(string definition)
    {
        var run = Case.Start(WithHandler(definition, true), ("n", 0));
        Trigger(run, definition);
        run.History.OfType<TaskCancelled>().ShouldHaveSingleItem().NodeId.ShouldBe(definition == Done ? "u" : "t");
        run.Waiting.ShouldBe(["h", "h-t"]);
        (run.State.Subscriptions.Length, run.State.Timers.Length).ShouldBe((0, 0));
        run.Complete("h-t");
        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    [Theory]
    [MemberData(nameof(Triggers))]
    public void A_non_interrupting_event_sub_process_runs_beside_and_is_waited_for(string definition)
    {
        var run = Case.Start(WithHandler(definition, false), ("n", 0));
        Trigger(run, definition);
        if (definition == Plain) run.Deliver("h-s");
        var runs = definition == Plain ? 2 : 1;
        run.Waiting.Count(node => node == "h-t").ShouldBe(runs);
        while (run.Waiting.Any(node => node is "t" or "u")) run.Complete(run.Waiting.First(node => node is "t" or "u"));
        run.State.Phase.ShouldBe(InstancePhase.Running);
        for (var i = 0; i < runs; i++) run.Complete("h-t");
        run.State.Phase.ShouldBe(InstancePhase.Completed);
        (run.State.Subscriptions.Length, run.State.Timers.Length).ShouldBe((0, 0));
    }

    private static void Trigger(Case run, string definition)
    {
        if (definition == Done) run.Complete("t", null, ("n", 11));
        else if (definition is Plain or Flood) run.Deliver("h-s");
        else run.FireTimer("h-s");
    }

    [Fact]
    public void An_event_sub_process_catches_an_error_but_not_the_one_it_throws_itself()
    {
        var handler = $"<subProcess id=\"h\" triggeredByEvent=\"true\"><startEvent id=\"h-s\">{Error(null)}</startEvent>{Task("h-t")}<endEvent id=\"h-e\">{Error("b")}</endEvent>{Flow("h1", "h-s", "h-t")}{Flow("h2", "h-t", "h-e")}</subProcess>";
        var run = Case.Start(Deploy(Ends + Sub("p", Task("a") + $"<endEvent id=\"bad\">{Error("a")}</endEvent>" + handler + Flow("i1", "p-s", "a") + Flow("i2", "a", "bad")).Replace("<endEvent id=\"p-e\"/>", "", StringComparison.Ordinal) +
            Boundary("b", "p", Error("b")) + Task("c") + Flow("f", "s", "p") + Flow("g", "p", "e") + Flow("k", "b", "c") + Flow("l", "c", "e")));

        run.Complete("a").OfType<ErrorThrown>().ShouldHaveSingleItem().CaughtBy.ShouldBe("h-s");
        run.Complete("h-t").OfType<ErrorThrown>().ShouldHaveSingleItem().CaughtBy.ShouldBe("b");
        run.Waiting.ShouldBe(["c"]);
    }

    [Fact]
    public void A_condition_is_an_event_only_when_it_becomes_true()
    {
        var run = Case.Start(Deploy(Ends + Task("t", "more") + "<exclusiveGateway id=\"m\"/>" + Task("long") + Task("after") + "<parallelGateway id=\"g\"/>" + Boundary("b", "long", Done, interrupting: false) +
            Flow("f", "s", "g") + Flow("f1", "g", "m") + Flow("f2", "g", "long") + Flow("f3", "m", "t") + Flow("f4", "t", "m", "n &lt; 100") + Flow("f5", "t", "e", "n &gt;= 100") + Flow("f6", "long", "e") + Flow("h", "b", "after") + Flow("i", "after", "e")), ("n", 0));

        foreach (var (n, events) in ((int, int)[])[(5, 0), (11, 1), (12, 1), (3, 1), (20, 2)])
        {
            run.Complete("t", "more", ("n", n));
            run.Waiting.Count(node => node == "after").ShouldBe(events, $"after n = {n}");
        }
    }

    [Fact]
    public void A_condition_that_is_true_already_is_passed_at_once()
    {
        var run = Case.Start(Deploy(Ends + $"<intermediateCatchEvent id=\"x\">{Done}</intermediateCatchEvent>" + Flow("f", "s", "x") + Flow("g", "x", "e")), ("n", 11));
        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    [Fact]
    public void A_cycle_counts_from_when_it_was_due_and_missed_rounds_are_one()
    {
        var run = OnTask("<timerEventDefinition><timeCycle>R3/P1D</timeCycle></timerEventDefinition>", interrupting: false);
        var due = Case.Now.AddDays(1);
        Fire(run, due.AddHours(2), due).Rule.ShouldBe(new TimerAfter(new(0, 0, 1, 0, 0, 0), false) { From = due });
        // The second round was missed: what is late by three days is fired once, and the third counts from the last that is over.
        due = due.AddDays(1);
        Fire(run, due.AddDays(3), due).Rule.ShouldBe(new TimerAfter(new(0, 0, 1, 0, 0, 0), false) { From = due.AddDays(3) });
        run.FireTimer("b").OfType<TimerArmed>().ShouldBeEmpty();
        run.Waiting.Count(node => node == "after").ShouldBe(3);
    }

    private static TimerArmed Fire(Case run, DateTimeOffset now, DateTimeOffset due)
    {
        var step = run.Run(new FireTimer(now, run.State.Timers.ShouldHaveSingleItem().Id, due));
        return step.Effects.OfType<TimerArmed>().ShouldHaveSingleItem();
    }
}
