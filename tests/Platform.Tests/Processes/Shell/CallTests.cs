using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Processes.Contracts;
using VanLang.Processes.Engine;
using VanLang.Processes.Incidents;
using VanLang.Processes.Instances;
using VanLang.Rules.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class CallTestsOnSqlite() : CallTests(StoreKind.Sqlite);

public sealed class CallTestsOnPostgres() : CallTests(StoreKind.Postgres);

/// <summary>A process calls another: values go in and come out, errors, escalations and the end of either reach the other.</summary>
public abstract class CallTests(StoreKind store)
{
    const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";
    const string Late = "<escalationEventDefinition escalationRef=\"x-late\"/>";

    static string Caller(string more = "", string inside = "", string called = "con") => Ends + $"<callActivity id=\"x\" calledElement=\"{called}\">{inside}</callActivity>" + Task("after") +
        Flow("f", "s", "x") + Flow("g", "x", "after") + Flow("h", "after", "e") + more;

    static string Called => Ends + Task("a") + Flow("f", "s", "a") + Flow("g", "a", "e");

    static string Failing => Ends.Replace("<endEvent id=\"e\"/>", "<endEvent id=\"e\"><errorEventDefinition errorRef=\"e-a\"/></endEvent>", StringComparison.Ordinal) + Task("a") + Flow("f", "s", "a") + Flow("g", "a", "e");

    [Fact]
    public async Task The_case_goes_on_in_the_called_process_and_comes_back_with_its_values()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(Called, "con");
        Guid instance = await house.Run(
            Caller(inside: "<extensionElements><vl:input source=\"n + 1\" target=\"m\"/><vl:output source=\"result * 10\" target=\"got\"/></extensionElements>"), ("n", 1));

        WorkItem work = await house.Read(db => db.Set<WorkItem>().SingleAsync(ProcessHouse.Token));
        (work.NodeId, work.SubjectId, work.InstanceId == instance).ShouldBe(("a", instance, false));
        (await house.State(work.InstanceId)).Variables.Values.ShouldBe(new Dictionary<string, object?> { ["m"] = (FeelNumber)2 });
        ProcessAdvance advance = await house.Complete("a", null, ("result", 7));
        (advance.Opened.Select(item => item.NodeId).Single(), advance.Ended).ShouldBe(("after", false));
        (await house.State(instance)).Variables.Values["got"].ShouldBe((FeelNumber)70);
        (await house.Complete("after")).Ended.ShouldBeTrue();
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_called_process_that_waits_for_nothing_is_over_at_once()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(Ends + "<scriptTask id=\"x\" vl:resultVariable=\"twice\"><script>n * 2</script></scriptTask>" + Flow("f", "s", "x") + Flow("g", "x", "e"), "con");
        Guid instance = await house.Run(Caller(), ("n", 4));
        (await house.Open()).ShouldBe(["after"]);
        (await house.State(instance)).Variables.Values["twice"].ShouldBe((FeelNumber)8);
        (await house.Read(db => db.Set<EndedProcess>().CountAsync(ProcessHouse.Token))).ShouldBe(1);
    }

    [Fact]
    public async Task An_error_of_the_called_process_is_caught_at_the_call_or_stands_there()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(Failing, "con");
        Guid caught = await house.Run(Caller(Task("mend") + Boundary("b", "x", "<errorEventDefinition errorRef=\"e-a\"/>") + Flow("i", "b", "mend") + Flow("j", "mend", "e")));
        (await house.Complete("a")).Opened.Select(item => item.NodeId).ShouldBe(["mend"]);
        await house.Complete("mend");
        (await house.EndOf(caught)).ShouldBe("e");

        Guid stands = await house.Run(Caller());
        await house.Complete("a");
        (await house.State(stands)).Tokens.ShouldHaveSingleItem().Incident.ShouldBe(IncidentKind.UnhandledError);
        (await house.Read(db => db.Set<ProcessIncident>().SingleAsync(ProcessHouse.Token))).NodeId.ShouldBe("x");
        await house.Cancel(stands);
        (await house.Read(db => db.Set<ProcessIncident>().CountAsync(ProcessHouse.Token))).ShouldBe(0);
    }

    [Fact]
    public async Task An_escalation_of_the_called_process_is_heard_at_the_call_while_it_goes_on()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(Ends + $"<intermediateThrowEvent id=\"x\">{Late}</intermediateThrowEvent>" + Task("a") + Flow("f", "s", "x") + Flow("g", "x", "a") + Flow("h", "a", "e"), "con");
        Guid instance = await house.Run(Caller(Task("head") + Boundary("b", "x", Late, interrupting: false) + Flow("i", "b", "head") + Flow("j", "head", "e")));
        (await house.Open()).ShouldBe(["a", "head"], ignoreOrder: true);
        await house.Complete("a");
        await house.Complete("head");
        await house.Complete("after");
        (await house.EndOf(instance)).ShouldBe("e");

        Guid taken = await house.Run(Caller(Task("head") + Boundary("b", "x", Late) + Flow("i", "b", "head") + Flow("j", "head", "e")));
        (await house.Open()).ShouldBe(["head"]);
        (await house.State(taken)).Tokens.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Who_calls_takes_the_called_ones_along_when_it_ends_or_its_time_is_up()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(Called, "chau");
        await house.Deploy(Caller(called: "chau"), "con");
        string version = await house.Deploy(Caller(Boundary("b", "x", "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>") + Flow("i", "b", "e")));
        Guid first = await house.Start(version);
        (await house.Open()).ShouldBe(["a"]);
        await house.Cancel(first);
        (await house.Read(db => db.Set<ProcessInstance>().CountAsync(ProcessHouse.Token))).ShouldBe(0);
        (await house.Open()).ShouldBeEmpty();

        Guid second = await house.Start(version);
        await house.Pass(TimeSpan.FromDays(1));
        (await house.EndOf(second)).ShouldBe("e");
        (await house.Read(db => db.Set<ProcessInstance>().CountAsync(ProcessHouse.Token))).ShouldBe(0);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_called_process_that_is_cancelled_by_itself_stands_at_the_call()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(Called, "con");
        Guid instance = await house.Run(Caller());
        await house.Cancel(await house.Read(db => db.Set<ProcessInstance>().Where(called => called.ParentId == instance).Select(called => called.Id).SingleAsync(ProcessHouse.Token)));
        (await house.State(instance)).Tokens.ShouldHaveSingleItem().Incident.ShouldBe(IncidentKind.CallFailed);
    }

    [Fact]
    public async Task Several_are_called_at_once_and_each_comes_back()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(Called, "con");
        Guid instance = await house.Run(
            Caller(inside: "<multiInstanceLoopCharacteristics vl:collection=\"units\" vl:element=\"unit\" vl:outputCollection=\"all\" vl:outputElement=\"unit\"/>"), ("units", new object?[] { "A", "B", "C" }));
        (await house.Open()).ShouldBe(["a", "a", "a"]);
        for (int i = 0; i < 3; i++)
            await house.Complete("a");
        (await house.Open()).ShouldBe(["after"]);
        ((IReadOnlyList<object?>)(await house.State(instance)).Variables.Values["all"]!).Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_cannot_be_called_is_an_incident_that_names_it_and_can_be_tried_again()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Caller());
        ProcessIncident incident = await house.Read(db => db.Set<ProcessIncident>().SingleAsync(ProcessHouse.Token));
        (incident.InstanceId, incident.Kind, incident.NodeId).ShouldBe((instance, "CallFailed", "x"));
        incident.Message.ShouldContain("con");

        await house.Deploy(Called, "con");
        await house.Retry(instance);
        (await house.Open()).ShouldBe(["a"]);
        (await house.Read(db => db.Set<ProcessIncident>().CountAsync(ProcessHouse.Token))).ShouldBe(0);
    }

    [Fact]
    public async Task Processes_that_call_each_other_without_end_stop_at_an_incident()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(Caller(called: "con"), "con");
        await house.Run(Caller());
        (await house.Read(db => db.Set<ProcessInstance>().CountAsync(ProcessHouse.Token))).ShouldBe(10);
        (await house.Read(db => db.Set<ProcessIncident>().SingleAsync(ProcessHouse.Token))).Message.ShouldContain("10");
    }

    [Fact]
    public async Task The_version_that_is_called_is_the_one_in_force_when_the_case_began_or_the_latest_as_the_call_says()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy(Called, "con");
        await house.Deploy(Called.Replace("\"a\"", "\"later\"", StringComparison.Ordinal), "con", new DateOnly(2026, 12, 1));
        string inForce = await house.Deploy(Caller(Task("first")).Replace("targetRef=\"x\"", "targetRef=\"first\"", StringComparison.Ordinal) + Flow("k", "first", "x"), "mot");
        string latest = await house.Deploy((Caller(Task("first")).Replace("targetRef=\"x\"", "targetRef=\"first\"", StringComparison.Ordinal) + Flow("k", "first", "x"))
            .Replace("<callActivity", "<callActivity vl:binding=\"latest\"", StringComparison.Ordinal), "hai");
        await house.Start(inForce, "mot");
        await house.Start(latest, "hai");
        house.Time.Advance(TimeSpan.FromDays(20));
        await house.Complete("first");
        await house.Complete("first");
        (await house.Open()).ShouldBe(["a", "later"], ignoreOrder: true);
    }
}
