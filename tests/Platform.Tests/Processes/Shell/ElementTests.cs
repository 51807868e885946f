using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Processes.Contracts;
using VanLang.Processes.Engine;
using VanLang.Rules.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class ElementTestsOnSqlite() : ElementTests(StoreKind.Sqlite);

public sealed class ElementTestsOnPostgres() : ElementTests(StoreKind.Postgres);

/// <summary>Every element that asks for nothing but work and timers does in the house what it does in the engine.</summary>
public abstract class ElementTests(StoreKind store)
{
    const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";
    const string Escalation = "<escalationEventDefinition escalationRef=\"x-late\"/>";

    static string Timer(string duration) => $"<timerEventDefinition><timeDuration>{duration}</timeDuration></timerEventDefinition>";

    static string Condition(string feel) => $"<conditionalEventDefinition><condition>{feel}</condition></conditionalEventDefinition>";

    static string Error(string code) => $"<errorEventDefinition errorRef=\"e-{code}\"/>";

    [Fact]
    public async Task A_sub_process_ends_with_its_last_task_and_its_time_limit_ends_with_it()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + Sub("p", Task("a") + Task("b") + Flow("p1", "p-s", "a") + Flow("p2", "a", "b") + Flow("p3", "b", "p-e")) + Task("after") +
            Boundary("late", "p", Timer("P2D")) + Flow("f", "s", "p") + Flow("g", "p", "after") + Flow("h", "late", "e") + Flow("i", "after", "e"));

        (await house.Open()).ShouldBe(["a"]);
        (await house.Jobs()).ShouldHaveSingleItem().DueAt.ShouldBe(house.Time.GetUtcNow().AddDays(2));
        await house.Complete("a");
        await house.Complete("b");
        (await house.Open()).ShouldBe(["after"]);
        (await house.Jobs()).ShouldBeEmpty();
        (await house.Complete("after")).Ended.ShouldBeTrue();
        (await house.EndOf(instance)).ShouldBe("e");
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_time_limit_of_a_sub_process_takes_all_work_in_it_away()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + Sub("p", Task("a") + Task("b") + Flow("p1", "p-s", "a") + Flow("p1b", "p-s", "b") + Flow("p2", "a", "p-e") + Flow("p3", "b", "p-e")) + Task("after") +
            Boundary("late", "p", Timer("P2D")) + Boundary("later", "p", Timer("P3D")) +
            Flow("f", "s", "p") + Flow("g", "p", "e") + Flow("h", "late", "after") + Flow("i", "after", "e") + Flow("j", "later", "e"));

        (await house.Open()).ShouldBe(["a", "b"]);
        await house.Pass(TimeSpan.FromDays(2));
        (await house.Open()).ShouldBe(["after"]);
        (await house.Jobs()).ShouldBeEmpty();
        await house.Complete("after");
        (await house.EndOf(instance)).ShouldBe("e");
        (await house.Read(db => db.Set<DoneWorkItem>().CountAsync(ProcessHouse.Token))).ShouldBe(3);
    }

    [Fact]
    public async Task An_inclusive_gateway_opens_the_work_that_is_needed_and_goes_on_when_all_of_it_is_done()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + "<inclusiveGateway id=\"x\" default=\"f3\"/><inclusiveGateway id=\"y\"/>" + Task("a") + Task("b") + Task("c") + Task("after") +
            Flow("f", "s", "x") + Flow("f1", "x", "a", "n &gt; 1") + Flow("f2", "x", "b", "n &gt; 5") + Flow("f3", "x", "c") +
            Flow("g1", "a", "y") + Flow("g2", "b", "y") + Flow("g3", "c", "y") + Flow("h", "y", "after") + Flow("i", "after", "e"), ("n", 7));

        (await house.Open()).ShouldBe(["a", "b"]);
        await house.Complete("b");
        (await house.Open()).ShouldBe(["a"]);
        await house.Complete("a");
        (await house.Open()).ShouldBe(["after"]);
        await house.Complete("after");
        (await house.EndOf(instance)).ShouldBe("e");
    }

    [Fact]
    public async Task Of_the_events_behind_an_event_based_gateway_the_first_gives_up_the_others()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + "<eventBasedGateway id=\"x\"/>" +
            $"<intermediateCatchEvent id=\"soon\">{Timer("PT1H")}</intermediateCatchEvent><intermediateCatchEvent id=\"later\">{Timer("P1D")}</intermediateCatchEvent>" +
            $"<intermediateCatchEvent id=\"met\">{Condition("n &gt; 1")}</intermediateCatchEvent>" + Task("a") + Task("b") + Task("c") +
            Flow("f", "s", "x") + Flow("f1", "x", "soon") + Flow("f2", "x", "later") + Flow("f3", "x", "met") + Flow("g1", "soon", "a") + Flow("g2", "later", "b") + Flow("g3", "met", "c") +
            Flow("h1", "a", "e") + Flow("h2", "b", "e") + Flow("h3", "c", "e"), ("n", 0));

        (await house.Jobs()).Count.ShouldBe(2);
        await house.Pass(TimeSpan.FromHours(1));
        (await house.Open()).ShouldBe(["a"]);
        (await house.Jobs()).ShouldBeEmpty();
        await house.Pass(TimeSpan.FromDays(2));
        await house.Complete("a");
        (await house.EndOf(instance)).ShouldBe("e");
    }

    [Fact]
    public async Task An_error_leaves_a_sub_process_and_takes_the_rest_of_its_work_along()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + Sub("p", Task("a", "ok bad") + Task("b") + $"<exclusiveGateway id=\"x\" default=\"p3\"/><endEvent id=\"wrong\">{Error("a")}</endEvent>" +
            Flow("p1", "p-s", "a") + Flow("p1b", "p-s", "b") + Flow("p2", "a", "x") + Flow("p3", "x", "p-e") + Flow("p4", "x", "wrong", "outcome = \"bad\"") + Flow("p5", "b", "p-e")) + Task("mend") +
            Boundary("caught", "p", Error("a")) + Flow("f", "s", "p") + Flow("g", "p", "e") + Flow("h", "caught", "mend") + Flow("i", "mend", "e"));

        ProcessAdvance advance = await house.Complete("a", "bad");
        advance.Opened.Select(item => item.NodeId).ShouldBe(["mend"]);
        (await house.Open()).ShouldBe(["mend"]);
        await house.Complete("mend");
        (await house.EndOf(instance)).ShouldBe("e");
    }

    [Fact]
    public async Task An_error_that_nobody_catches_stands_still_and_the_rest_goes_on()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run("<startEvent id=\"s\"/>" + Task("a") + Task("b") + $"<endEvent id=\"wrong\">{Error("a")}</endEvent><endEvent id=\"e\"/>" +
            Flow("f", "s", "a") + Flow("g", "s", "b") + Flow("h", "a", "wrong") + Flow("i", "b", "e"));

        await house.Complete("a");
        await house.Complete("b");
        (await house.Open()).ShouldBeEmpty();
        (await house.State(instance)).Tokens.ShouldHaveSingleItem().Incident.ShouldBe(IncidentKind.UnhandledError);
        await house.Cancel(instance);
        (await house.State(instance)).Phase.ShouldBe(InstancePhase.Terminated);
    }

    [Fact]
    public async Task An_escalation_calls_others_in_and_the_work_goes_on()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + Sub("p", Task("a") + Task("b") + $"<intermediateThrowEvent id=\"x\">{Escalation}</intermediateThrowEvent>" +
            Flow("p1", "p-s", "a") + Flow("p2", "a", "x") + Flow("p3", "x", "b") + Flow("p4", "b", "p-e")) + Task("head") + Boundary("heard", "p", Escalation, interrupting: false) +
            Flow("f", "s", "p") + Flow("g", "p", "e") + Flow("h", "heard", "head") + Flow("i", "head", "e"));

        await house.Complete("a");
        (await house.Open()).ShouldBe(["b", "head"], ignoreOrder: true);
        await house.Complete("b");
        (await house.EndOf(instance)).ShouldBeNull();
        await house.Complete("head");
        (await house.EndOf(instance)).ShouldBe("e");
    }

    [Fact]
    public async Task A_condition_that_becomes_true_is_an_event_in_the_same_step()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + Task("a") + Task("b") + Task("after") + Boundary("met", "a", Condition("n &gt; 10")) +
            Flow("f", "s", "a") + Flow("g", "s", "b") + Flow("h", "a", "e") + Flow("i", "b", "e") + Flow("j", "met", "after") + Flow("k", "after", "e"), ("n", 0));

        ProcessAdvance advance = await house.Complete("b", null, ("n", 11));
        advance.Opened.Select(item => item.NodeId).ShouldBe(["after"]);
        (await house.Open()).ShouldBe(["after"]);
        await house.Complete("after");
        (await house.EndOf(instance)).ShouldBe("e");
    }

    [Fact]
    public async Task A_script_computes_what_the_next_gateway_decides_by()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + "<scriptTask id=\"x\" vl:resultVariable=\"twice\"><script>n * 2</script></scriptTask><exclusiveGateway id=\"y\" default=\"g2\"/>" + Task("large") + Task("small") +
            Flow("f", "s", "x") + Flow("g", "x", "y") + Flow("g1", "y", "large", "twice &gt; 10") + Flow("g2", "y", "small") + Flow("h1", "large", "e") + Flow("h2", "small", "e"), ("n", 6));

        (await house.Open()).ShouldBe(["large"]);
        (await house.State(instance)).Variables.Values["twice"].ShouldBe((FeelNumber)12);
        await house.Complete("large");
        (await house.EndOf(instance)).ShouldBe("e");
    }

    [Fact]
    public async Task A_task_in_a_loop_comes_again_until_it_is_enough()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + Task("a").Replace("/>", "><standardLoopCharacteristics loopMaximum=\"5\"><loopCondition>more</loopCondition></standardLoopCharacteristics></userTask>", StringComparison.Ordinal) +
            Boundary("late", "a", Timer("P9D")) + Flow("f", "s", "a") + Flow("g", "a", "e") + Flow("h", "late", "e"));

        await house.Complete("a", null, ("more", true));
        await house.Complete("a", null, ("more", true));
        (await house.Open()).ShouldBe(["a"]);
        (await house.Jobs()).Count.ShouldBe(1);
        await house.Complete("a", null, ("more", false));
        (await house.EndOf(instance)).ShouldBe("e");
        (await house.Read(db => db.Set<DoneWorkItem>().CountAsync(ProcessHouse.Token))).ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_task_for_several_is_done_once_for_each_and_what_they_give_is_kept(bool sequential)
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Several($"isSequential=\"{(sequential ? "true" : "false")}\"", ""), ("units", new object?[] { "A", "B", "C" }));

        (await house.Open()).Count.ShouldBe(sequential ? 1 : 3);
        for (int i = 1; i <= 3; i++)
            await house.Complete("a", null, ("opinion", i));
        (await house.EndOf(instance)).ShouldBe("e");
        ((IReadOnlyList<object?>)(await house.State(instance)).Variables.Values["opinions"]!).Count.ShouldBe(3);
    }

    [Fact]
    public async Task When_enough_of_several_have_answered_the_others_are_let_off()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Several("", "<completionCondition>numberOfCompletedInstances &gt;= 2</completionCondition>"), ("units", new object?[] { "A", "B", "C", "D" }));

        await house.Complete("a", null, ("opinion", 1));
        await house.Complete("a", null, ("opinion", 2));
        (await house.Open()).ShouldBeEmpty();
        (await house.EndOf(instance)).ShouldBe("e");
        (await house.Read(db => db.Set<DoneWorkItem>().CountAsync(ProcessHouse.Token))).ShouldBe(4);
    }

    static string Several(string attributes, string inside) => Ends + Task("a").Replace(
        "/>",
        $"><multiInstanceLoopCharacteristics {attributes} vl:collection=\"units\" vl:element=\"unit\" vl:outputCollection=\"opinions\" vl:outputElement=\"opinion\">{inside}</multiInstanceLoopCharacteristics></userTask>",
        StringComparison.Ordinal) + Flow("f", "s", "a") + Flow("g", "a", "e");

    [Fact]
    public async Task What_was_done_is_undone_last_first_and_only_then_the_case_goes_on()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + Task("a") + Task("b") + Task("undo-a").Replace("<userTask", "<userTask isForCompensation=\"true\"", StringComparison.Ordinal) +
            Task("undo-b").Replace("<userTask", "<userTask isForCompensation=\"true\"", StringComparison.Ordinal) + "<intermediateThrowEvent id=\"x\"><compensateEventDefinition/></intermediateThrowEvent>" + Task("after") +
            Boundary("ca", "a", "<compensateEventDefinition/>") + Boundary("cb", "b", "<compensateEventDefinition/>") +
            "<association id=\"l1\" sourceRef=\"ca\" targetRef=\"undo-a\"/><association id=\"l2\" sourceRef=\"cb\" targetRef=\"undo-b\"/>" +
            Flow("f", "s", "a") + Flow("g", "a", "b") + Flow("h", "b", "x") + Flow("i", "x", "after") + Flow("j", "after", "e"));

        await house.Complete("a");
        await house.Complete("b");
        (await house.Open()).ShouldBe(["undo-b"]);
        await house.Complete("undo-b");
        (await house.Open()).ShouldBe(["undo-a"]);
        await house.Complete("undo-a");
        (await house.Open()).ShouldBe(["after"]);
        await house.Complete("after");
        (await house.EndOf(instance)).ShouldBe("e");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_sub_process_comes_when_its_time_is_up_and_takes_over_or_stands_beside(bool interrupting)
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + Task("a") + Handler("h", Timer("P1D"), interrupting) + Flow("f", "s", "a") + Flow("g", "a", "e"));

        (await house.Jobs()).Count.ShouldBe(1);
        await house.Pass(TimeSpan.FromDays(1));
        (await house.Open()).ShouldBe(interrupting ? ["h-t"] : ["a", "h-t"], ignoreOrder: true);
        if (!interrupting)
            await house.Complete("a");
        await house.Complete("h-t");
        (await house.EndOf(instance)).ShouldNotBeNull();
        (await house.Jobs()).ShouldBeEmpty();
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_terminate_end_in_a_sub_process_ends_only_it()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + Sub("p", Task("a") + Task("b") + "<endEvent id=\"x\"><terminateEventDefinition/></endEvent>" +
            Flow("p1", "p-s", "a") + Flow("p1b", "p-s", "b") + Flow("p2", "a", "x") + Flow("p3", "b", "p-e")) + Task("after") + Flow("f", "s", "p") + Flow("g", "p", "after") + Flow("h", "after", "e"));

        await house.Complete("a");
        (await house.Open()).ShouldBe(["after"]);
        await house.Complete("after");
        (await house.EndOf(instance)).ShouldBe("e");
    }

    [Fact]
    public async Task A_case_that_is_taken_back_leaves_neither_work_nor_timers()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + Sub("p", Task("a") + Task("b") + Flow("p1", "p-s", "a") + Flow("p2", "p-s", "b") + Flow("p3", "a", "p-e") + Flow("p4", "b", "p-e")) +
            Boundary("late", "p", Timer("P1D")) + Handler("h", Timer("P2D"), interrupting: false) + Flow("f", "s", "p") + Flow("g", "p", "e") + Flow("i", "late", "e"));

        (await house.Open()).Count.ShouldBe(2);
        (await house.Jobs()).Count.ShouldBe(2);
        await house.Cancel(instance);
        (await house.Open()).ShouldBeEmpty();
        (await house.Jobs()).ShouldBeEmpty();
        (await house.Verify()).ShouldBeEmpty();
    }
}
