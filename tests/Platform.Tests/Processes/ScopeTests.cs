using System.Text;
using Shouldly;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Rules.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes;

/// <summary>Sub-processes, inclusive and event-based gateways.</summary>
public class ScopeTests
{
    private const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";
    private const string Day = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>";

    [Fact]
    public void A_sub_process_goes_on_when_nothing_is_left_in_it()
    {
        var run = Case.Start(Deploy(Ends + Sub("p", "<parallelGateway id=\"g\"/>" + Task("a") + Task("b") +
            Flow("i1", "p-s", "g") + Flow("i2", "g", "a") + Flow("i3", "g", "b") + Flow("i4", "a", "p-e") + Flow("i5", "b", "p-e")) + Task("c") +
            Flow("f", "s", "p") + Flow("g1", "p", "c") + Flow("h", "c", "e")));

        run.Complete("b");
        run.Waiting.ShouldBe(["p", "a"]);
        run.Complete("a");
        run.Waiting.ShouldBe(["c"]);
    }

    [Fact]
    public void A_sub_process_in_which_nobody_waits_is_passed_before_the_next_branch_begins()
    {
        var run = Case.Start(Deploy(Ends + "<parallelGateway id=\"g\"/>" + Sub("p", "<task id=\"a\"/>" + Flow("i1", "p-s", "a") + Flow("i2", "a", "p-e")) + "<task id=\"b\"/><task id=\"c\"/>" +
            Flow("f", "s", "g") + Flow("f1", "g", "p") + Flow("f2", "g", "c") + Flow("f3", "p", "b") + Flow("f4", "b", "e") + Flow("f5", "c", "e")));

        run.Trace.ShouldBe(["s", "g", "p", "p-s", "a", "p-e", "b", "e", "c", "e"]);
        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    [Fact]
    public void A_terminate_end_in_a_sub_process_ends_only_that()
    {
        var run = Case.Start(Deploy(Ends + Sub("p", "<parallelGateway id=\"g\"/>" + Task("a") + Task("b") + "<endEvent id=\"stop\"><terminateEventDefinition/></endEvent>" +
            Flow("i1", "p-s", "g") + Flow("i2", "g", "a") + Flow("i3", "g", "b") + Flow("i4", "a", "stop") + Flow("i5", "b", "p-e")) + Task("c") + Task("d") + "<parallelGateway id=\"h\"/>" +
            Flow("f", "s", "h") + Flow("f1", "h", "p") + Flow("f2", "h", "d") + Flow("g1", "p", "c") + Flow("h1", "c", "e") + Flow("h2", "d", "e")));

        run.Complete("a").OfType<TaskCancelled>().ShouldHaveSingleItem().NodeId.ShouldBe("b");
        run.Waiting.ShouldBe(["d", "c"]);
    }

    [Fact]
    public void A_boundary_timer_takes_a_sub_process_away_with_all_that_is_in_it()
    {
        var run = Case.Start(Deploy(Ends + Sub("p", Sub("q", Task("a") + Boundary("t2", "a", Day, interrupting: false) + Flow("j1", "q-s", "a") + Flow("j2", "a", "q-e") + Flow("j3", "t2", "q-e")) +
            Flow("i1", "p-s", "q") + Flow("i2", "q", "p-e")) + Boundary("t", "p", Day) + Task("late") + Flow("f", "s", "p") + Flow("g", "p", "e") + Flow("h", "t", "late") + Flow("i", "late", "e")));

        run.FireTimer("t").Select(effect => effect.GetType().Name).ShouldBe(
            ["TimerElapsed", "TimerDisarmed", "TaskCancelled", "NodeLeft", "NodeLeft", "NodeLeft", "NodeEntered", "NodeLeft", "NodeEntered", "TaskCreated"]);
        run.Waiting.ShouldBe(["late"]);
        run.State.Timers.ShouldBeEmpty();
    }

    [Fact]
    public void Variables_that_a_sub_process_declares_end_with_it_and_others_stay()
    {
        var run = Case.Start(
            Deploy(Ends + Sub("p", Task("a") + Task("b") + Flow("i1", "p-s", "a") + Flow("i2", "a", "b") + Flow("i3", "b", "p-e"), before: "<property id=\"x\" name=\"own\"/>") + Task("c") +
                Flow("f", "s", "p") + Flow("g", "p", "c") + Flow("h", "c", "e")),
            ("own", "outside"));

        run.Complete("a", null, ("own", "inside"), ("shared", 1));
        run.State.Locals.ShouldHaveSingleItem().Variables.Values["own"].ShouldBe("inside");
        run.State.Variables.Values["own"].ShouldBe("outside");
        run.Complete("b");
        run.State.Locals.ShouldBeEmpty();
        run.State.Variables.Values["shared"].ShouldBe((FeelNumber)1);
    }

    private static ProcessDefinition Inclusive => Deploy(Ends + "<inclusiveGateway id=\"x\" default=\"fc\"/><inclusiveGateway id=\"y\"/>" + Task("a") + Task("b") + Task("c") + Task("d") +
        Flow("f", "s", "x") + Flow("fa", "x", "a", "n &gt; 0") + Flow("fb", "x", "b", "n &gt; 10") + Flow("fc", "x", "c") +
        Flow("ga", "a", "y") + Flow("gb", "b", "y") + Flow("gc", "c", "y") + Flow("h", "y", "d") + Flow("i", "d", "e"));

    [Theory]
    [InlineData(20, "a b")]
    [InlineData(5, "a")]
    [InlineData(-1, "c")]
    public void An_inclusive_gateway_takes_all_true_flows_and_joins_what_it_has_taken(int n, string taken)
    {
        var run = Case.Start(Inclusive, ("n", n));
        run.Waiting.ShouldBe(taken.Split(' '));

        foreach (var task in taken.Split(' '))
        {
            run.Waiting.ShouldNotContain("d");
            run.Complete(task);
        }

        run.Waiting.ShouldBe(["d"]);
    }

    [Fact]
    public void An_inclusive_join_goes_on_when_the_last_rival_leaves_by_another_way()
    {
        // C8 19460: the join stays for ever when what it waits for leaves by a boundary event.
        var run = Case.Start(Deploy(Ends + "<parallelGateway id=\"x\"/><inclusiveGateway id=\"y\"/>" + Task("a") + Task("b") + Task("d") + Boundary("t", "b", Day) + "<endEvent id=\"e2\"/>" +
            Flow("f", "s", "x") + Flow("fa", "x", "a") + Flow("fb", "x", "b") + Flow("ga", "a", "y") + Flow("gb", "b", "y") + Flow("h", "y", "d") + Flow("i", "d", "e") + Flow("k", "t", "e2")));
        run.Complete("a");
        run.Waiting.ShouldBe(["b", "y"]);

        run.FireTimer("t");
        run.Waiting.ShouldBe(["d"]);
    }

    [Fact]
    public void Two_inclusive_joins_in_a_row_and_one_in_a_loop_do_not_stop()
    {
        // Flowable 3603, Activiti 4436.
        var run = Case.Start(Deploy(Ends + "<inclusiveGateway id=\"m\"/><inclusiveGateway id=\"x\"/><inclusiveGateway id=\"y\"/><inclusiveGateway id=\"z\"/><exclusiveGateway id=\"w\"/>" + Task("a") + Task("b") + Task("c", "again done") +
            Flow("f", "s", "m") + Flow("f0", "m", "x") + Flow("fa", "x", "a") + Flow("fb", "x", "b") + Flow("ga", "a", "y") + Flow("gb", "b", "y") +
            Flow("h", "y", "z") + Flow("h2", "x", "z", "false") + Flow("i", "z", "c") + Flow("j", "c", "w") + Flow("k", "w", "m", "outcome = \"again\"") + Flow("l", "w", "e", "outcome = \"done\"")));

        for (var round = 0; round < 3; round++)
        {
            run.Complete("b");
            run.Complete("a");
            run.Waiting.ShouldBe(["c"]);
            run.Complete("c", round < 2 ? "again" : "done");
        }

        run.State.Phase.ShouldBe(InstancePhase.Completed);
    }

    [Fact]
    public void The_first_event_behind_an_event_based_gateway_wins()
    {
        var definition = Deploy(Ends + "<eventBasedGateway id=\"g\"/><intermediateCatchEvent id=\"t\">" + Day + "</intermediateCatchEvent>" +
            "<intermediateCatchEvent id=\"m\"><messageEventDefinition messageRef=\"m-answer\"/></intermediateCatchEvent><receiveTask id=\"r\" messageRef=\"m-plain\"/>" + Task("a") + Task("b") + Task("c") +
            Flow("f", "s", "g") + Flow("g1", "g", "t") + Flow("g2", "g", "m") + Flow("g3", "g", "r") + Flow("h1", "t", "a") + Flow("h2", "m", "b") + Flow("h3", "r", "c") +
            Flow("i1", "a", "e") + Flow("i2", "b", "e") + Flow("i3", "c", "e"));

        var run = Case.Start(definition, ("code", "H1"));
        run.History.OfType<MessageAwaited>().Select(message => (message.Name, message.Key)).ShouldBe([("answer", "H1"), ("plain", "")]);
        run.FireTimer("t");
        run.Waiting.ShouldBe(["a"]);
        run.State.Subscriptions.ShouldBeEmpty();

        run = Case.Start(definition, ("code", 7));
        run.Deliver("m", ("said", "có")).OfType<TimerDisarmed>().Count().ShouldBe(1);
        run.Waiting.ShouldBe(["b"]);
        run.State.Variables.Values["said"].ShouldBe("có");

        run = Case.Start(definition, ("code", "H1"));
        run.Deliver("r");
        run.Waiting.ShouldBe(["c"]);
    }

    [Fact]
    public void A_state_of_the_first_format_goes_on_and_is_written_as_it_was()
    {
        var definition = Deploy(Ends + Task("t") + Task("late") + Boundary("b", "t", Day, interrupting: false) + "<exclusiveGateway id=\"x\"/>" +
            Flow("f", "s", "t") + Flow("g", "t", "e") + Flow("h", "b", "x") + Flow("i", "x", "late", "n = 1") + Flow("j", "x", "e", "n = 2") + Flow("k", "late", "e"));
        // As the first build wrote it, before there were scopes.
        var old = "{\"f\":1,\"v\":\"" + definition.VersionId +
            "\",\"r\":2,\"p\":\"run\",\"n\":6,\"t\":[[2,\"t\",\"f\"],[5,\"x\",\"h\",\"NoTrueFlow\"]],\"w\":[[3,\"b\",2]],\"d\":{\"lệ phí\":8000,\"n\":3}}";

        var state = InstanceState.FromJson(Encoding.UTF8.GetBytes(old));
        Encoding.UTF8.GetString(state.ToJson()).ShouldBe(old);
        var retried = ProcessEngine.Advance(definition, state, new RetryIncident(Case.Now, 5, new Dictionary<string, object?> { ["n"] = 1 }));
        var done = ProcessEngine.Advance(definition, retried.State, new CompleteTask(Case.Now, 2, null, new Dictionary<string, object?>()));
        done.State.Tokens.ShouldHaveSingleItem().NodeId.ShouldBe("late");
        done.State.Timers.ShouldBeEmpty();
    }
}
