using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Data;
using VanLang.Processes.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class InstanceListTestsOnSqlite() : InstanceListTests(StoreKind.Sqlite);

public sealed class InstanceListTestsOnPostgres() : InstanceListTests(StoreKind.Postgres);

/// <summary>Who operates the house finds instances and sees where each stands.</summary>
public abstract class InstanceListTests(StoreKind store)
{
    const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";
    static readonly string TwoSteps = Ends + Task("a") + Task("b") + Flow("f", "s", "a") + Flow("g", "a", "b") + Flow("h", "b", "e");
    static readonly InstanceFilter All = new(null, null, null, InstanceStatus.Running, null, null, null);

    [Fact]
    public async Task Instances_are_found_by_process_version_waiting_point_state_and_age()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string first = await house.Deploy(TwoSteps, "hai");
        string second = await house.Deploy(TwoSteps.Replace("name=\"b\"", "name=\"B\"", StringComparison.Ordinal), "hai", new DateOnly(2026, 2, 1));
        string gate = await house.Deploy(Ends + "<exclusiveGateway id=\"y\"/>" + Flow("f", "s", "y") + Flow("g", "y", "e", "n = 1"), "re");
        Guid old = await house.Start(first, "hai");
        await house.Complete("a");
        house.Time.Advance(TimeSpan.FromDays(10));
        Guid young = await house.Start(second, "hai");
        Guid stands = await house.Start(gate, "re");
        Guid over = await house.Start(first, "hai");
        await house.Cancel(over);

        (await Found(house, All)).ShouldBe([old, young, stands], ignoreOrder: true);
        (await Found(house, All with { Process = "hai" })).ShouldBe([old, young]);
        (await Found(house, All with { Process = "hai", Version = second })).ShouldBe([young]);
        (await Found(house, All with { NodeId = "b" })).ShouldBe([old]);
        (await Found(house, All with { Process = "hai", NodeId = "a" })).ShouldBe([young]);
        (await Found(house, All with { Process = "re", NodeId = "a" })).ShouldBeEmpty();
        (await Found(house, All with { OlderThanDays = 5 })).ShouldBe([old]);
        (await Found(house, All with { Status = InstanceStatus.Standing })).ShouldBe([stands]);
        (await Found(house, All with { Status = InstanceStatus.Ended })).ShouldBe([over]);
        (await Found(house, All with { Status = InstanceStatus.Ended, Process = "re" })).ShouldBeEmpty();
        (await Found(house, All with { Code = "no such code" })).ShouldBeEmpty();

        InstanceRow row = (await house.Get<ProcessInstances>().List(All with { Process = "re" }, ProcessHouse.Token)).Rows.ShouldHaveSingleItem();
        (row.Stands, row.WaitsAt.Single().Name, row.Code).ShouldBe((true, "y", null));
    }

    [Fact]
    public async Task Whatever_it_waits_for_at_a_node_an_instance_is_found_there_once()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(
            Ends + "<parallelGateway id=\"split\"/>" + "<receiveTask id=\"r\" messageRef=\"m-answer\"/>" + "<intermediateCatchEvent id=\"sig\"><signalEventDefinition signalRef=\"s-flood\"/></intermediateCatchEvent>"
            + "<intermediateCatchEvent id=\"time\"><timerEventDefinition><timeDuration>PT4H</timeDuration></timerEventDefinition></intermediateCatchEvent>"
            + Task("many").Replace("/>", "><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>", StringComparison.Ordinal)
            + Boundary("late", "many", "<messageEventDefinition messageRef=\"m-plain\"/>", interrupting: false)
            + Flow("f", "s", "split") + Flow("g1", "split", "r") + Flow("g2", "split", "sig") + Flow("g3", "split", "time") + Flow("g4", "split", "many")
            + Flow("h1", "r", "e") + Flow("h2", "sig", "e") + Flow("h3", "time", "e") + Flow("h4", "many", "e") + Flow("h5", "late", "e"), "noi");
        Guid id = await house.Start(version, "noi", ("code", "H1"));
        foreach (string node in new[] { "r", "sig", "time", "many", "late" })
        {
            (await Found(house, All with { Process = "noi", NodeId = node })).ShouldBe([id], node);
            (await Found(house, All with { Process = "noi", Version = version, NodeId = node })).ShouldBe([id], node);
            (await Found(house, All with { Process = "noi", Version = "another", NodeId = node })).ShouldBeEmpty(node);
        }

        await house.Throw("flood", ProcessHouse.Agency);
        await house.RunJobs();
        (await Found(house, All with { Process = "noi", NodeId = "sig" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_list_goes_on_page_by_page_without_gap_and_without_repetition()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(TwoSteps, "hai");
        HashSet<Guid> begun = [];
        for (int i = 0; i < (2 * ProcessInstances.PageSize) + 7; i++)
            begun.Add(await house.Start(version, "hai", agrees: false));

        List<Guid> seen = [];
        for (KeysetCursor? after = null; ;)
        {
            InstanceList page = await house.Get<ProcessInstances>().List(All with { Process = "hai", NodeId = seen.Count > 0 ? "a" : null, After = after }, ProcessHouse.Token);
            seen.AddRange(page.Rows.Select(row => row.Id));
            page.IsCutShort.ShouldBeFalse();
            if ((after = page.Next) is null)
                break;
        }

        seen.Count.ShouldBe(begun.Count);
        seen.ShouldBe(begun, ignoreOrder: true);
    }

    [Fact]
    public async Task One_instance_shows_where_it_waits_since_when_until_when_and_which_way_it_came()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid id = await house.Run(
            Ends + Task("a") + Task("b") + "<boundaryEvent id=\"t\" name=\"Hết hạn\" attachedToRef=\"b\" cancelActivity=\"false\"><timerEventDefinition><timeDuration>PT4H</timeDuration></timerEventDefinition></boundaryEvent>"
            + Task("c") + Flow("f", "s", "a") + Flow("g", "a", "b") + Flow("h", "b", "e") + Flow("i", "t", "c") + Flow("j", "c", "e"));
        house.Time.Advance(TimeSpan.FromHours(1));
        await house.Complete("a");

        InstanceView view = (await house.Get<InstanceReader>().Find(id, ProcessHouse.Token)).ShouldNotBeNull();
        DateTimeOffset now = house.Time.GetUtcNow();
        WaitingPoint work = view.Waiting.Single(point => point.NodeId == "b");
        (work.Kind, work.Since, work.Role, work.AgencyId).ShouldBe((WaitingKind.Work, now, CandidateRoles.Officer, ProcessHouse.Agency));
        WaitingPoint timer = view.Waiting.Single(point => point.NodeId == "t");
        (timer.Kind, timer.Name, timer.DueAt).ShouldBe((WaitingKind.Timer, "Hết hạn", now.AddHours(4)));
        view.Path.Select(step => (step.Type, string.Join(' ', step.Nodes.Select(node => node.Id)))).ShouldBe([("process.started", "s a"), ("process.task-completed", "b")]);
        view.HasDiagram.ShouldBeFalse();
        (await house.Get<InstanceReader>().FileOf(view.Process, view.Version, ProcessHouse.Token)).ShouldNotBeNull().ShouldContain("boundaryEvent");

        await house.Cancel(id);
        InstanceView over = (await house.Get<InstanceReader>().Find(id, ProcessHouse.Token)).ShouldNotBeNull();
        (over.EndedAt, over.Waiting.Count, over.Path[^1].Type).ShouldBe((now, 0, "process.cancelled"));
        (await house.Get<InstanceReader>().Find(Guid.NewGuid(), ProcessHouse.Token)).ShouldBeNull();
    }

    static async Task<Guid[]> Found(ProcessHouse house, InstanceFilter filter) => [.. (await house.Get<ProcessInstances>().List(filter, ProcessHouse.Token)).Rows.Select(row => row.Id)];
}
