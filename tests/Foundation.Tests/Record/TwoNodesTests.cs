using Microsoft.EntityFrameworkCore;
using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using Xunit;

namespace VanLang.Foundation.Tests.Record;

/// <summary>Two programs on one database share what is to be done: each thing once.</summary>
public sealed class TwoNodesTests
{
    [Fact]
    public async Task Each_event_is_handled_once_and_those_of_one_subject_in_order()
    {
        Listener listener = new();
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres, services => services.AddSingleton<RecordSubscriber>(listener));
        await using KernelHouse second = house.SecondNode();
        for (int i = 0; i < 120; i++)
            await house.Write($"{i}");
        await house.SealAll();

        await Task.WhenAll(DeliverAll(house, listener, 120), DeliverAll(second, listener, 120));

        listener.Handled.Count.ShouldBe(120);
        listener.Handled.ShouldBe(listener.Handled.Order());
    }

    [Fact]
    public async Task Each_job_runs_once_and_no_two_of_a_lane_at_the_same_time()
    {
        Handler handler = new();
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres, services => services.AddSingleton<JobHandler>(handler));
        await using KernelHouse second = house.SecondNode();
        await house.Work.Execute<Done>(
            new Operation("job.schedule", Actor.System),
            (work, _) =>
            {
                for (int i = 0; i < 100; i++)
                    work.Schedule(Guid.NewGuid(), "test", $"lane-{i % 3}", $"{i}", house.Time.GetUtcNow());
                return Task.FromResult<Outcome<Done>>(new Done());
            },
            KernelHouse.Token);

        await Task.WhenAll(RunAll(house), RunAll(second));

        handler.Ran.Select(int.Parse).Order().ShouldBe(Enumerable.Range(0, 100));
        handler.MostInOneLane.ShouldBe(1);
        (await house.Count<Job>()).ShouldBe(0);
    }

    static async Task DeliverAll(KernelHouse house, Listener listener, int expected)
    {
        while (listener.Handled.Count < expected)
        {
            await house.Get<RecordDelivery>().Deliver(KernelHouse.Token);
            await Task.Delay(1, KernelHouse.Token);
        }
    }

    static async Task RunAll(KernelHouse house)
    {
        while (await house.Count<Job>() > 0)
        {
            await house.Get<JobService>().RunDue(KernelHouse.Token);
            await Task.Delay(1, KernelHouse.Token);
        }
    }

    sealed class Listener : RecordSubscriber
    {
        public ConcurrentQueue<long> Handled { get; } = new();

        public override string Name => "test";

        public override bool Wants(string eventType) => true;

        public override Task Handle(Work work, SealedEvent sealedEvent, object? prepared, CancellationToken cancellationToken)
        {
            work.AfterCommit(() => Handled.Enqueue(sealedEvent.Sequence));
            return Task.CompletedTask;
        }
    }

    sealed class Handler : JobHandler
    {
        readonly ConcurrentDictionary<string, int> running = new();
        int most;

        public ConcurrentBag<string> Ran { get; } = [];

        public int MostInOneLane => most;

        public override string Kind => "test";

        public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
        {
            // Who asks the database anything has the lane from then on.
            await work.Db.Set<Note>().AnyAsync(cancellationToken);
            string lane = $"{int.Parse(payload, System.Globalization.CultureInfo.InvariantCulture) % 3}";
            int now = running.AddOrUpdate(lane, 1, (_, count) => count + 1);
            InterlockedMax(ref most, now);
            await Task.Delay(1, cancellationToken);
            running.AddOrUpdate(lane, 0, (_, count) => count - 1);
            work.AfterCommit(() => Ran.Add(payload));
        }

        static void InterlockedMax(ref int most, int now)
        {
            int seen;
            while ((seen = Volatile.Read(ref most)) < now && Interlocked.CompareExchange(ref most, now, seen) != seen)
            {
            }
        }
    }
}
