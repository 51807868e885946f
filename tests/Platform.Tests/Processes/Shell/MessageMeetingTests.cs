using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Jobs;
using VanLang.Processes.Contracts;
using VanLang.Processes.Messages;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Processes.Shell;

/// <summary>On PostgreSQL, where many write at once: neither side has committed yet when the other looks.</summary>
public sealed class MessageMeetingTests
{
    [Fact]
    public async Task A_message_that_comes_while_the_step_that_waits_for_it_has_not_committed_is_not_lost()
    {
        await using ProcessHouse house = await ProcessHouse.Open(StoreKind.Postgres);
        string version = await house.Deploy(MessageTests.Receiver);
        TaskCompletionSource waits = new(), mayCommit = new();
        Guid instance = Guid.NewGuid();
        Task step = Task.Run(() => house.Do(async work =>
        {
            await house.Get<ProcessRuntime>().Start(
                work, new ProcessStart(instance, "thu", version, new("case", instance), new(ProcessHouse.Agency, ProcessHouse.Agency, ProcessHouse.Agency, null), Case.Values([("code", "H1")])), ProcessHouse.Token);
            waits.TrySetResult();
            await mayCommit.Task;
            return null;
        }));
        await waits.Task;

        await house.Publish("1", "H1", ("n", 1));
        Task<int> worker = Task.Run(() => house.Get<JobService>().RunDue(ProcessHouse.Token));
        // Either it is done with it, having seen nobody, or it waits for the step.
        while (!worker.IsCompleted && !await SomebodyQueues(house))
            await Task.Delay(5, ProcessHouse.Token);
        mayCommit.SetResult();
        await Task.WhenAll(step, worker);
        await house.RunJobs();

        (await house.Open()).ShouldBe(["t"]);
        (await house.State(instance)).Variables.Values["n"].ShouldBe((FeelNumber)1);
    }

    [Fact]
    public async Task A_message_that_comes_while_the_end_of_the_process_it_started_has_not_committed_starts_the_next()
    {
        await using ProcessHouse house = await ProcessHouse.Open(StoreKind.Postgres);
        await house.Deploy(
            "<startEvent id=\"s\"><messageEventDefinition messageRef=\"m-answer\"/></startEvent><endEvent id=\"e\"/>" + BpmnText.Task("t") + BpmnText.Flow("f", "s", "t") + BpmnText.Flow("g", "t", "e"), "batDau");
        await house.Publish("1", "H1");
        await house.RunJobs();
        Guid running = await house.Read(db => db.Set<MessageDelivery>().Select(delivery => delivery.InstanceId).SingleAsync(ProcessHouse.Token));
        TaskCompletionSource ends = new(), mayCommit = new();
        Task step = Task.Run(() => house.Do(async work =>
        {
            await house.Get<ProcessRuntime>().Cancel(work, running, "rút hồ sơ", ProcessHouse.Token);
            ends.TrySetResult();
            await mayCommit.Task;
            return null;
        }));
        await ends.Task;

        await house.Publish("2", "H1");
        Task<int> worker = Task.Run(() => house.Get<JobService>().RunDue(ProcessHouse.Token));
        while (!worker.IsCompleted && !await SomebodyQueues(house))
            await Task.Delay(5, ProcessHouse.Token);
        mayCommit.SetResult();
        await Task.WhenAll(step, worker);
        await house.RunJobs();

        (await house.Open()).ShouldBe(["t"]);
    }

    static Task<bool> SomebodyQueues(ProcessHouse house) => house.Read(async db =>
        await db.Database.SqlQuery<int>(
            $"SELECT count(*)::int AS \"Value\" FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
            .SingleAsync(ProcessHouse.Token) > 0);
}
