using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using Xunit;

namespace VanLang.Foundation.Tests.Jobs;

public sealed class JobTestsOnSqlite() : JobTests(StoreKind.Sqlite);

public sealed class JobTestsOnPostgres() : JobTests(StoreKind.Postgres);

public abstract class JobTests(StoreKind store)
{
    [Fact]
    public async Task A_job_runs_once_when_it_is_due()
    {
        Handler handler = new();
        await using KernelHouse house = await Open(handler);
        await Schedule(house, Guid.NewGuid(), TimeSpan.FromMinutes(5));

        await Run(house);
        handler.Runs.ShouldBe(0);
        house.Time.Advance(TimeSpan.FromMinutes(5));
        await Run(house);
        await Run(house);

        handler.Runs.ShouldBe(1);
        (await house.Count<Job>()).ShouldBe(0);
        (await house.Count<Note>()).ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_job_is_tried_again_after_growing_waits_and_given_up_after_the_tenth_try()
    {
        Handler handler = new() { Fails = true };
        await using KernelHouse house = await Open(handler);
        await Schedule(house, Guid.NewGuid(), TimeSpan.Zero);
        List<double> waits = [];
        for (int seconds = 0; seconds < 1100; seconds++)
        {
            int before = handler.Runs;
            await Run(house);
            if (handler.Runs > before)
                waits.Add(seconds);
            house.Time.Advance(TimeSpan.FromSeconds(1));
        }

        handler.Runs.ShouldBe(10);
        waits.Zip(waits.Skip(1), (earlier, later) => later - earlier).ShouldBe([2, 4, 8, 16, 32, 64, 128, 256, 512]);
        Job failed = await Single(house);
        failed.FailedAt.ShouldNotBeNull();
        failed.Error.ShouldBe("InvalidOperationException: broken");
        (await house.Count<Note>()).ShouldBe(0);
    }

    [Fact]
    public async Task A_claim_whose_holder_died_is_taken_over_once_its_lease_is_over()
    {
        Handler handler = new();
        await using KernelHouse house = await Open(handler);
        await Schedule(house, Guid.NewGuid(), TimeSpan.Zero);
        DateTimeOffset until = house.Time.GetUtcNow() + TimeSpan.FromSeconds(60);
        await house.Work.Maintain(
            (db, token) => db.Set<Job>().ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseOwner, "dead").SetProperty(j => j.LeaseUntil, until).SetProperty(j => j.Attempt, 1), token),
            KernelHouse.Token);

        await Run(house);
        handler.Runs.ShouldBe(0);
        house.Time.Advance(TimeSpan.FromSeconds(61));
        await Run(house);

        handler.Runs.ShouldBe(1);
        (await house.Count<Job>()).ShouldBe(0);
    }

    [Fact]
    public async Task A_holder_that_was_only_slow_is_fenced_off_by_the_attempt()
    {
        Handler handler = new();
        await using KernelHouse house = await Open(handler);
        await Schedule(house, Guid.NewGuid(), TimeSpan.Zero);
        await Schedule(house, Guid.NewGuid(), TimeSpan.FromMilliseconds(1));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        // Both are claimed together; while the first runs, another node takes the second over.
        handler.Meanwhile = work => work.Db.Set<Job>().ExecuteUpdateAsync(set => set.SetProperty(j => j.Attempt, j => j.Attempt + 1));

        await Run(house);

        (await house.Count<Note>()).ShouldBe(1);
        (await house.Count<Job>()).ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_waits_for_somebody_outside_does_not_hold_up_the_others()
    {
        Handler handler = new();
        using SilentService silent = new();
        await using KernelHouse house = await KernelHouse.Open(store, services => services.AddSingleton<JobHandler>(handler).AddSingleton<JobHandler>(silent));
        await Execute(house, work =>
        {
            work.Schedule(Guid.NewGuid(), SilentService.Name, "silent", "", work.Now);
            return Task.CompletedTask;
        });
        for (int n = 0; n < 45; n++)
            await Schedule(house, Guid.NewGuid(), TimeSpan.FromMilliseconds(1));
        house.Time.Advance(TimeSpan.FromSeconds(1));

        await house.Get<JobService>().StartAsync(KernelHouse.Token);
        await silent.Asked.Task.WaitAsync(TimeSpan.FromSeconds(30), KernelHouse.Token);
        while (await house.Count<Job>() > 1)
            await Task.Delay(10, KernelHouse.Token);

        silent.Answer();
        while (await house.Count<Job>() > 0)
            await Task.Delay(10, KernelHouse.Token);
        await house.Get<JobService>().StopAsync(KernelHouse.Token);
        (await house.Count<Note>()).ShouldBe(45);
    }

    [Fact]
    public async Task Jobs_of_one_lane_run_one_after_the_other_in_the_order_in_which_they_were_due()
    {
        Handler handler = new();
        await using KernelHouse house = await Open(handler);
        for (int n = 0; n < 60; n++)
        {
            int place = n;
            await Execute(house, work =>
            {
                work.Schedule(Guid.NewGuid(), Handler.Name, $"lane {place % 3}", $"{place:00}", work.Now + TimeSpan.FromMilliseconds(place));
                return Task.CompletedTask;
            });
        }

        house.Time.Advance(TimeSpan.FromSeconds(1));

        await house.Get<JobService>().StartAsync(KernelHouse.Token);
        while (await house.Count<Job>() > 0)
            await Task.Delay(10, KernelHouse.Token);
        await house.Get<JobService>().StopAsync(KernelHouse.Token);

        List<string> done = [.. handler.Payloads];
        done.Count.ShouldBe(60);
        foreach (IGrouping<int, string> lane in done.GroupBy(payload => int.Parse(payload, System.Globalization.CultureInfo.InvariantCulture) % 3))
            lane.ShouldBe(lane.Order());
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_a_failed_try_of_that_job_alone()
    {
        Handler handler = new();
        using SilentService silent = new();
        await using KernelHouse house = await KernelHouse.Open(store, services => services.AddSingleton<JobHandler>(handler).AddSingleton<JobHandler>(silent));
        await Execute(house, work =>
        {
            work.Schedule(Guid.NewGuid(), SilentService.Name, "silent", "", work.Now);
            return Task.CompletedTask;
        });
        await Schedule(house, Guid.NewGuid(), TimeSpan.FromMilliseconds(1));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        // As an HTTP client does whose time is up, while the program goes on.
        silent.GiveUpWaiting();

        await Run(house);

        handler.Runs.ShouldBe(1);
        Job failed = await Single(house);
        failed.Error.ShouldNotBeNull().ShouldStartWith(nameof(TaskCanceledException));
        failed.LeaseUntil.ShouldBeNull();
    }

    [Fact]
    public async Task An_unscheduled_job_never_runs_whether_in_the_same_operation_or_later()
    {
        Handler handler = new();
        await using KernelHouse house = await Open(handler);
        Guid later = Guid.NewGuid();
        await Schedule(house, later, TimeSpan.Zero);
        await Execute(house, async work =>
        {
            Guid same = Guid.NewGuid();
            work.Schedule(same, Handler.Name, "lane", "", work.Now);
            await work.Unschedule(same, KernelHouse.Token);
            await work.Unschedule(later, KernelHouse.Token);
        });
        house.Time.Advance(TimeSpan.FromHours(1));

        await Run(house);

        handler.Runs.ShouldBe(0);
        (await house.Count<Job>()).ShouldBe(0);
    }

    [Fact]
    public async Task A_job_of_a_failed_operation_was_never_scheduled()
    {
        await using KernelHouse house = await Open(new Handler());
        await house.Work.Execute<Done>(
            new Operation("test", Actor.System),
            (work, _) =>
            {
                work.Schedule(Guid.NewGuid(), Handler.Name, "lane", "", work.Now);
                return Task.FromResult<Outcome<Done>>(KernelErrors.Forbidden);
            },
            KernelHouse.Token);

        (await house.Count<Job>()).ShouldBe(0);
    }

    Task<KernelHouse> Open(Handler handler) => KernelHouse.Open(store, services => services.AddSingleton<JobHandler>(handler));

    static Task Schedule(KernelHouse house, Guid id, TimeSpan after) => Execute(house, work =>
    {
        work.Schedule(id, Handler.Name, "lane", "việc", work.Now + after);
        return Task.CompletedTask;
    });

    static async Task Execute(KernelHouse house, Func<Work, Task> body) => (await house.Work.Execute<Done>(
        new Operation("test", Actor.System),
        async (work, _) =>
        {
            await body(work);
            return new Done();
        },
        KernelHouse.Token)).Succeeded.ShouldBeTrue();

    static Task<int> Run(KernelHouse house) => house.Get<JobService>().RunDue(KernelHouse.Token);

    static Task<Job> Single(KernelHouse house) => house.Work.Read((db, token) => db.Set<Job>().SingleAsync(token), KernelHouse.Token);

    sealed class Handler : JobHandler
    {
        public const string Name = "test.job";

        public override string Kind => Name;

        public int Runs { get; private set; }

        /// <summary>In the order in which they were done.</summary>
        public System.Collections.Concurrent.ConcurrentQueue<string> Payloads { get; } = [];

        public bool Fails { get; init; }

        public Func<Work, Task>? Meanwhile { get; set; }

        public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
        {
            Payloads.Enqueue(payload);
            work.Db.Add(new Note { Id = work.NewId(), Text = payload });
            await work.Db.SaveChangesAsync(cancellationToken);
            if (Meanwhile is not null)
            {
                await Meanwhile(work);
                return;
            }

            Runs++;
            if (Fails)
                throw new InvalidOperationException("broken");
        }
    }

    /// <summary>Asks somebody outside who takes his time.</summary>
    sealed class SilentService : JobHandler, IDisposable
    {
        public const string Name = "test.silent";

        readonly TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override string Kind => Name;

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Answer() => answer.SetResult();

        public void GiveUpWaiting() => answer.SetCanceled(CancellationToken.None);

        public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            await answer.Task.WaitAsync(cancellationToken);
            return (_, _) => Task.CompletedTask;
        }

        public override Task Handle(Work work, string payload, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Dispose() => answer.TrySetResult();
    }
}
