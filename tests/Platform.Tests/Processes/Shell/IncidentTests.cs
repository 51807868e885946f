using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class IncidentTestsOnSqlite() : IncidentTests(StoreKind.Sqlite);

public sealed class IncidentTestsOnPostgres() : IncidentTests(StoreKind.Postgres);

/// <summary>What stands is grouped by cause, and all of a cause tries again at once, with a reason.</summary>
public abstract class IncidentTests(StoreKind store)
{
    const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";

    [Fact]
    public async Task A_child_of_several_whose_result_could_not_be_kept_is_done_again_as_work_of_its_own()
    {
        // Nested more deeply than a variable may be.
        string deep = new string('[', 30) + "1" + new string(']', 30);
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid id = await house.Run(
            Ends + "<userTask id=\"x\" name=\"x\" vl:candidateRole=\"officer\" vl:candidateUnit=\"competent\"><multiInstanceLoopCharacteristics vl:outputCollection=\"ds\" vl:outputElement=\"if xong = 1 then 1 else " + deep + "\">"
            + "<loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>" + Flow("f", "s", "x") + Flow("g", "x", "e"), ("xong", 0));
        await house.Complete("x");
        (await house.Get<ProcessIncidents>().ByCause(ProcessHouse.Token)).ShouldHaveSingleItem().Kind.ShouldBe("ScriptFailed");

        await house.Retry(id);
        (await house.Open()).ShouldBe(["x", "x"]);
        await house.Complete("x", null, ("xong", 1));
        await house.Complete("x", null, ("xong", 1));
        (await house.EndOf(id)).ShouldBe("e");
        (await house.Read(db => db.Set<DoneWorkItem>().CountAsync(done => done.InstanceId == id, ProcessHouse.Token))).ShouldBe(3);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_that_stands_by_one_cause_tries_again_for_a_reason_that_stays_on_record()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string call = await house.Deploy(Ends + "<callActivity id=\"x\" name=\"Gọi\" calledElement=\"con\"/>" + Flow("f", "s", "x") + Flow("g", "x", "e"), "goi");
        string gate = await house.Deploy(Ends + "<exclusiveGateway id=\"y\"/>" + Task("t") + Flow("f", "s", "y") + Flow("g", "y", "e", "n = 1") + Flow("h", "y", "t", "n = 2") + Flow("i", "t", "e"), "re");
        for (int i = 0; i < 3; i++)
            await house.Start(call, "goi");
        Guid stands = await house.Start(gate, "re");

        IReadOnlyList<IncidentCause> causes = await house.Get<ProcessIncidents>().ByCause(ProcessHouse.Token);
        causes.Select(cause => (cause.Process, cause.NodeId, cause.NodeName, cause.Kind, cause.Count)).ShouldBe([("goi", "x", "Gọi", "CallFailed", 3), ("re", "y", "y", "NoTrueFlow", 1)]);
        foreach (IncidentCause cause in causes)
            cause.TextIn(new("en")).ShouldNotBeEmpty();
        // Only what the reason leaves open is told in the engine's own words.
        causes[0].Detail.ShouldNotBeNullOrEmpty();
        causes[1].Detail.ShouldBeNull();
        (await house.Get<InstanceReader>().Find(stands, ProcessHouse.Token))!.Waiting.ShouldHaveSingleItem().Message.ShouldBeNull();

        await house.Deploy(Ends + Task("a") + Flow("f", "s", "a") + Flow("g", "a", "e"), "con");
        RetryIncidents retry = house.Get<RetryIncidents>();
        (await retry.Execute("goi", "x", "CallFailed", " ", "k0", ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.ReasonMissing);
        (await retry.Execute("goi", "x", "CallFailed", "đã nạp quy trình con", "k1", ProcessHouse.Officer, ProcessHouse.Token)).Value!.Count.ShouldBe(3);
        (await retry.Execute("goi", "x", "CallFailed", "đã nạp quy trình con", "k1", ProcessHouse.Officer, ProcessHouse.Token)).Value!.Count.ShouldBe(3);
        await house.RunJobs();

        (await house.Open()).ShouldBe(["a", "a", "a"]);
        (await house.Get<ProcessIncidents>().ByCause(ProcessHouse.Token)).ShouldHaveSingleItem().Process.ShouldBe("re");
        (await retry.Execute("goi", "x", "CallFailed", "lại", "k2", ProcessHouse.Officer, ProcessHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Conflict);
        (await house.Read(db => db.Set<RecordEvent>().SingleAsync(e => e.Type == "incident.retried", ProcessHouse.Token))).Reason.ShouldBe("đã nạp quy trình con");

        // Whose cause is not mended stands again, and is seen to have tried.
        ProcessIncidents incidents = house.Get<ProcessIncidents>();
        StandingInstance before = (await incidents.Standing("re", "y", "NoTrueFlow", ProcessHouse.Token)).ShouldHaveSingleItem();
        (before.InstanceId, before.Version).ShouldBe((stands, gate));
        (await incidents.LastRetry("re", "y", "NoTrueFlow", ProcessHouse.Token)).ShouldBeNull();
        house.Time.Advance(TimeSpan.FromMinutes(1));
        (await retry.Execute("re", "y", "NoTrueFlow", "thử", "k3", ProcessHouse.Officer, ProcessHouse.Token)).Succeeded.ShouldBeTrue();
        await house.RunJobs();
        (await incidents.ByCause(ProcessHouse.Token)).ShouldHaveSingleItem().Count.ShouldBe(1);
        TimelineEvent tried = (await incidents.LastRetry("re", "y", "NoTrueFlow", ProcessHouse.Token)).ShouldNotBeNull();
        (tried.Reason, tried.PositionId).ShouldBe(("thử", ProcessHouse.Officer.PositionId));
        StandingInstance after = (await incidents.Standing("re", "y", "NoTrueFlow", ProcessHouse.Token)).ShouldHaveSingleItem();
        (after.InstanceId, after.Since >= tried.At, before.Since < tried.At).ShouldBe((stands, true, true));
        (await house.Verify()).ShouldBeEmpty();
    }
}
