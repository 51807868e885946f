using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Processes.Contracts;
using VanLang.Processes.Incidents;
using VanLang.Processes.Instances;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class MovedPartsTestsOnSqlite() : MovedPartsTests(StoreKind.Sqlite);

public sealed class MovedPartsTestsOnPostgres() : MovedPartsTests(StoreKind.Postgres);

/// <summary>When an agency takes over the parts of another in a process, called processes, signals and incidents come along.</summary>
public abstract class MovedPartsTests(StoreKind store)
{
    const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";
    const string Flood = "<signalEventDefinition signalRef=\"s-flood\"/>";

    [Fact]
    public async Task The_successor_hears_the_signals_and_has_the_work_of_called_processes_and_gives_them_back()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid successor = Guid.NewGuid();
        await house.Deploy(Ends + Task("a") + Task("heard") + Boundary("b", "a", Flood, interrupting: false) + Flow("f", "s", "a") + Flow("g", "a", "e") + Flow("h", "b", "heard") + Flow("i", "heard", "e"), "con");
        Guid instance = await house.Run(Ends + "<callActivity id=\"x\" calledElement=\"con\"/><callActivity id=\"y\" calledElement=\"nobody\"/>" +
            Flow("f", "s", "x") + Flow("g", "s", "y") + Flow("h", "x", "e") + Flow("i", "y", "e"));
        (await house.Read(db => ProcessRuntime.Running(db, "case").CountAsync(ProcessHouse.Token))).ShouldBe(1);

        MovedParts? moved = null;
        (await house.Do(async work =>
        {
            moved = await ProcessRuntime.Move(work, instance, ProcessHouse.Agency, successor, _ => System.Threading.Tasks.Task.FromResult<Assignee?>(null), ProcessHouse.Token);
            return null;
        })).Succeeded.ShouldBeTrue();
        await house.Agrees();
        (await house.Read(db => db.Set<WorkItem>().SingleAsync(ProcessHouse.Token))).AgencyId.ShouldBe(successor);
        (await house.Read(db => db.Set<ProcessIncident>().SingleAsync(ProcessHouse.Token))).AgencyId.ShouldBe(successor);
        await house.Throw("flood", ProcessHouse.Agency);
        await house.RunJobs();
        (await house.Open()).ShouldBe(["a"]);
        await house.Throw("flood", successor);
        await house.RunJobs();
        (await house.Open()).ShouldBe(["a", "heard"]);
        (await house.Read(db => db.Set<WorkItem>().Where(item => item.AgencyId == successor).CountAsync(ProcessHouse.Token))).ShouldBe(2);

        // The new work is the successor's own; what was moved can go back.
        (await house.Do(async work =>
        {
            await ProcessRuntime.MoveBack(work, instance, moved!, successor, ProcessHouse.Agency, ProcessHouse.Token);
            return null;
        })).Succeeded.ShouldBeTrue();
        (await house.Read(db => db.Set<ProcessInstance>().Select(one => one.CompetentAgencyId).Distinct().SingleAsync(ProcessHouse.Token))).ShouldBe(ProcessHouse.Agency);
        await house.Complete("a");
        (await house.Verify()).ShouldBeEmpty();
    }
}
