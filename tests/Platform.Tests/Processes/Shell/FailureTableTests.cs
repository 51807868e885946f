using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Errors;
using VanLang.Processes.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Processes.BpmnText;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class FailureTableTestsOnSqlite() : FailureTableTests(StoreKind.Sqlite);

public sealed class FailureTableTestsOnPostgres() : FailureTableTests(StoreKind.Postgres);

/// <summary>What has failed in other engines when many work on one instance at once.</summary>
public abstract class FailureTableTests(StoreKind store)
{
    const string Ends = "<startEvent id=\"s\"/><endEvent id=\"e\"/>";

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

    static Guid? Next(Queue<Guid> open)
    {
        lock (open)
            return open.TryDequeue(out Guid item) ? item : null;
    }
}
