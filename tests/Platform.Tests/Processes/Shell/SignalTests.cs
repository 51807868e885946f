using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Access;
using VanLang.Processes.Contracts;
using VanLang.Processes.Instances;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class SignalTestsOnSqlite() : SignalTests(StoreKind.Sqlite);

public sealed class SignalTestsOnPostgres() : SignalTests(StoreKind.Postgres);

/// <summary>A signal is heard by everybody who listens when it is thrown, and by nobody later.</summary>
public abstract class SignalTests(StoreKind store)
{
    const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";
    const string Flood = "<signalEventDefinition signalRef=\"s-flood\"/>";

    static string Listener => Ends + $"<intermediateCatchEvent id=\"c\">{Flood}</intermediateCatchEvent>" + Task("t") + Flow("f", "s", "c") + Flow("g", "c", "t") + Flow("h", "t", "e");

    static string Thrower => Ends + $"<intermediateThrowEvent id=\"x\">{Flood}</intermediateThrowEvent>" + Flow("f", "s", "x") + Flow("g", "x", "e");

    [Fact]
    public async Task Everybody_who_listens_hears_a_signal_and_who_comes_later_does_not()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string listener = await house.Deploy(Listener, "nghe"), thrower = await house.Deploy(Thrower, "phat");
        for (int i = 0; i < 3; i++)
            await house.Start(listener, "nghe");
        await house.Start(thrower, "phat");
        Guid late = await house.Start(listener, "nghe");
        await house.RunJobs();

        (await house.Open()).ShouldBe(["t", "t", "t"]);
        (await house.State(late)).Subscriptions.Length.ShouldBe(1);
        await house.Throw("flood", ProcessHouse.Agency);
        await house.RunJobs();
        (await house.Open()).Count.ShouldBe(4);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signal_of_one_agency_is_not_heard_in_another_but_one_for_the_province_is()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string listener = await house.Deploy(Listener, "nghe");
        await house.Start(listener, "nghe");

        await house.Throw("flood", Guid.NewGuid());
        await house.RunJobs();
        (await house.Open()).ShouldBeEmpty();
        await house.Throw("flood", agency: null);
        await house.RunJobs();
        (await house.Open()).ShouldBe(["t"]);
    }

    [Fact]
    public async Task A_process_hears_its_own_signal_where_it_listened_before_it_threw()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Run(Ends + $"<intermediateCatchEvent id=\"c\">{Flood}</intermediateCatchEvent><intermediateThrowEvent id=\"x\">{Flood}</intermediateThrowEvent>" +
            $"<intermediateCatchEvent id=\"d\">{Flood}</intermediateCatchEvent>" + Task("t") + Task("u") + Flow("f1", "s", "c") + Flow("f2", "s", "x") + Flow("g", "c", "t") + Flow("h", "t", "e") +
            Flow("i", "x", "d") + Flow("j", "d", "u") + Flow("k", "u", "e"));
        await house.RunJobs();
        (await house.Open()).ShouldBe(["t"]);
    }

    [Fact]
    public async Task A_signal_on_the_border_of_a_task_may_come_again()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid instance = await house.Run(Ends + Task("t") + Task("after") + Boundary("b", "t", Flood, interrupting: false) + Flow("f", "s", "t") + Flow("g", "t", "e") + Flow("h", "b", "after") + Flow("i", "after", "e"));
        await house.Throw("flood", ProcessHouse.Agency);
        await house.RunJobs();
        await house.Throw("flood", ProcessHouse.Agency);
        await house.RunJobs();
        (await house.Open()).ShouldBe(["t", "after", "after"]);
        await house.Complete("t");
        (await house.State(instance)).Subscriptions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signal_starts_each_process_that_begins_with_it()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        await house.Deploy($"<startEvent id=\"s\">{Flood}</startEvent><endEvent id=\"e\"/>" + Task("t") + Flow("f", "s", "t") + Flow("g", "t", "e"), "mot");
        await house.Deploy($"<startEvent id=\"s\">{Flood}</startEvent><endEvent id=\"e\"/>" + Task("u") + Flow("f", "s", "u") + Flow("g", "u", "e"), "hai");
        string thrower = await house.Deploy(Thrower, "phat");

        Guid thrown = await house.Start(thrower, "phat");
        await house.RunJobs();
        (await house.Open()).ShouldBe(["t", "u"], ignoreOrder: true);
        (await house.Read(db => db.Set<ProcessInstance>().Select(instance => instance.SubjectId).Distinct().SingleAsync(ProcessHouse.Token))).ShouldBe(thrown);
        await house.Do(async work =>
        {
            await ProcessSignals.Throw(work, "flood", agencyId: null, parties: null, ProcessHouse.Token);
            return null;
        }, Actor.System);
        await house.RunJobs();
        (await house.Open()).Count.ShouldBe(2, "nobody can tell whose work it would be");
    }
}
