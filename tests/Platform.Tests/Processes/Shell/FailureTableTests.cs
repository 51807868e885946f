using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Errors;
using VanLang.Processes.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class FailureTableTestsOnSqlite() : FailureTableTests(StoreKind.Sqlite);

public sealed class FailureTableTestsOnPostgres() : FailureTableTests(StoreKind.Postgres)
{
    // Elsa 6967: slower with the number of definitions and versions.
    [Fact]
    public async Task A_step_reads_its_own_version_alone_however_many_there_are()
    {
        await using ProcessHouse house = await ProcessHouse.Open(StoreKind.Postgres);
        string version = await house.Deploy(Ends + Task("a") + Task("b") + Flow("f", "s", "a") + Flow("g", "a", "b") + Flow("h", "b", "e"));
        // A thousand more versions of the same process, and of five others.
        await house.Sql(
            """
            INSERT INTO definitions SELECT (jsonb_populate_record(d, jsonb_build_object('key', CASE WHEN n % 2 = 0 THEN d.key ELSE 'other-' || n % 5 END, 'version', md5(n::text), 'valid_from', '2025-01-01', 'valid_to', '2025-01-02'))).*
            FROM definitions d, generate_series(1, 2000) n WHERE d.kind = 'process';
            ANALYZE definitions;
            """);
        long before = await house.SequentialReads("definitions");
        Guid id = await house.Start(version, "thu", agrees: false);
        foreach (string node in (string[])["a", "b"])
        {
            Guid item = await house.Read(db => db.Set<WorkItem>().Where(item => item.InstanceId == id && item.NodeId == node).Select(item => item.Id).SingleAsync(ProcessHouse.Token));
            (await house.Do(async work => (await house.Get<ProcessRuntime>().Complete(
                work, (await ProcessRuntime.Find(work, item)).ShouldNotBeNull(), outcome: null, new Dictionary<string, object?>(), ProcessHouse.Token)).Failure)).Failure.ShouldBeNull();
        }

        (await house.SequentialReads("definitions") - before).ShouldBe(0);
        (await house.EndOf(id)).ShouldBe("e");
    }
}

/// <summary>What has failed in other engines when many work on one instance at once.</summary>
public abstract class FailureTableTests(StoreKind store)
{
    private protected const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";

    // Flowable 2124, 1232; kie 1959: the children of one activity end together, and whole steps are repeated or people see errors.
    [Fact]
    public async Task Two_hundred_children_completed_by_fifty_clients_are_each_done_once_without_an_error_and_joined_once()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        Guid id = await house.Run(
            Ends + "<userTask id=\"x\" name=\"x\" vl:candidateRole=\"officer\" vl:candidateUnit=\"competent\"><multiInstanceLoopCharacteristics><loopCardinality>200</loopCardinality></multiInstanceLoopCharacteristics></userTask>"
            + Task("after") + Flow("f", "s", "x") + Flow("g", "x", "after") + Flow("h", "after", "e"));
        Queue<Guid> open = new(await house.Read(db => db.Set<WorkItem>().Select(item => item.Id).ToListAsync(ProcessHouse.Token)));
        List<Failure> errors = [];
        await System.Threading.Tasks.Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            while (Next(open) is { } item)
            {
                Outcome<Done> done = await house.Do(async work => (await house.Get<ProcessRuntime>().Complete(
                    work, (await ProcessRuntime.Find(work, item)).ShouldNotBeNull(), outcome: null, new Dictionary<string, object?>(), ProcessHouse.Token)).Failure);
                if (done.Failure is { } failure)
                    lock (errors)
                        errors.Add(failure);
            }
        }));

        errors.ShouldBeEmpty();
        (await house.Read(db => db.Set<DoneWorkItem>().CountAsync(done => done.InstanceId == id && done.NodeId == "x", ProcessHouse.Token))).ShouldBe(200);
        (await house.Open()).ShouldBe(["after"]);
        await house.Agrees();
    }

    // Flowable 1741: branches that simply end collide as well.
    [Theory]
    [InlineData("parallelGateway")]
    [InlineData("inclusiveGateway")]
    public async Task Branches_that_simply_end_are_each_done_once_when_all_end_at_once(string gateway)
    {
        const int Branches = 30;
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string condition = gateway == "inclusiveGateway" ? "true" : null!;
        Guid id = await house.Run("<startEvent id=\"s\"/>" + $"<{gateway} id=\"split\"/>" + Flow("f", "s", "split")
            + string.Concat(Enumerable.Range(0, Branches).Select(n => Task($"t{n}") + $"<endEvent id=\"e{n}\"/>" + Flow($"g{n}", "split", $"t{n}", condition) + Flow($"h{n}", $"t{n}", $"e{n}"))));
        List<Guid> open = await house.Read(db => db.Set<WorkItem>().Select(item => item.Id).ToListAsync(ProcessHouse.Token));
        open.Count.ShouldBe(Branches);

        Outcome<Done>[] done = await System.Threading.Tasks.Task.WhenAll(open.Select(item => System.Threading.Tasks.Task.Run(() => house.Do(async work => (await house.Get<ProcessRuntime>().Complete(
            work, (await ProcessRuntime.Find(work, item)).ShouldNotBeNull(), outcome: null, new Dictionary<string, object?>(), ProcessHouse.Token)).Failure))));

        done.ShouldAllBe(outcome => outcome.Succeeded);
        (await house.Read(db => db.Set<DoneWorkItem>().CountAsync(item => item.InstanceId == id, ProcessHouse.Token))).ShouldBe(Branches);
        (await house.EndOf(id)).ShouldNotBeNull();
        await house.Agrees();
    }

    static Guid? Next(Queue<Guid> open)
    {
        lock (open)
            return open.TryDequeue(out Guid item) ? item : null;
    }
}
