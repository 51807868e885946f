using System.Globalization;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Jobs;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;
using VanLang.Processes.Messages;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Processes.Shell;

public sealed class MessageRaceTestsOnSqlite() : MessageRaceTests(StoreKind.Sqlite);

public sealed class MessageRaceTestsOnPostgres() : MessageRaceTests(StoreKind.Postgres);

/// <summary>In whatever order messages are published, waited for, given up and brought: none is lost, none is received twice.</summary>
public abstract class MessageRaceTests(StoreKind store)
{
    enum Act
    {
        Publish,
        Wait,
        GiveUp,
        Bring,
    }

    [Fact]
    public async Task In_any_order_each_message_goes_to_who_has_waited_longest()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(MessageTests.Receiver);
        int round = 0;

        await Gen.Enum<Act>().List[1, 12].SampleAsync(
            async acts =>
            {
                string key = $"H{Interlocked.Increment(ref round)}";
                // What must come of it, told in a few lines.
                List<Guid> waiting = [];
                Queue<int> kept = new();
                Dictionary<Guid, int> received = [];
                int published = 0;
                foreach (Act act in acts.Append(Act.Bring))
                {
                    house.Time.Advance(TimeSpan.FromMilliseconds(1));
                    switch (act)
                    {
                        case Act.Publish:
                            await house.Publish($"{key}-{published}", key, ("n", published));
                            kept.Enqueue(published++);
                            break;
                        case Act.Wait:
                            waiting.Add(await house.Start(version, "thu", ("code", key)));
                            break;
                        case Act.GiveUp when waiting.Count > 0:
                            await house.Cancel(waiting[0]);
                            waiting.RemoveAt(0);
                            break;
                        case Act.Bring:
                            await house.RunJobs();
                            while (waiting.Count > 0 && kept.Count > 0)
                            {
                                received.Add(waiting[0], kept.Dequeue());
                                waiting.RemoveAt(0);
                            }

                            break;
                    }
                }

                foreach ((Guid instance, int n) in received)
                    (await house.State(instance)).Variables.Values["n"].ShouldBe((FeelNumber)n);
                foreach (Guid instance in waiting)
                    (await house.State(instance)).Subscriptions.Length.ShouldBe(1);
                (await house.Read(db => db.Set<MessageDelivery>().CountAsync(delivery => db.Set<KeptMessage>().Any(message => message.Id == delivery.MessageId && message.Key == key)))).ShouldBe(received.Count);
                foreach (Guid instance in waiting)
                    await house.Cancel(instance);
            },
            iter: store == StoreKind.Postgres ? 30 : 60,
            threads: 1);
    }

    [Fact]
    public async Task Published_waited_for_given_up_and_brought_all_at_once_no_message_is_lost_or_received_twice()
    {
        await using ProcessHouse house = await ProcessHouse.Open(store);
        string version = await house.Deploy(MessageTests.Receiver);
        const int Receivers = 24, GivenUp = 8, Messages = 20;
        using CancellationTokenSource enough = new();
        Task[] workers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            JobService jobs = ActivatorUtilities.CreateInstance<JobService>(house.Services);
            while (!enough.IsCancellationRequested)
            {
                if (await jobs.RunDue(ProcessHouse.Token) == 0)
                    await Task.Delay(2, ProcessHouse.Token);
            }
        }))];

        Task<Guid>[] starts = [.. Enumerable.Range(0, Receivers).Select(i => Task.Run(async () =>
        {
            Guid instance = await house.Start(version, "thu", agrees: false, ("code", $"H{i % 2}"));
            if (i < GivenUp)
                await house.TryCancel(instance);
            return instance;
        }))];
        Task[] publishes = [.. Enumerable.Range(0, Messages).Select(i => Task.Run(() => house.Publish($"m{i}", $"H{i % 2}", ("n", i))))];
        await Task.WhenAll([.. starts, .. publishes]);
        // Until nobody has anything to bring any more. What lost a race is tried again after some seconds of the house.
        while (await house.Read(db => db.Set<Job>().AnyAsync(job => job.FailedAt == null)))
        {
            house.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, ProcessHouse.Token);
        }

        await enough.CancelAsync();
        await Task.WhenAll(workers);

        await house.Agrees();
        (await house.Read(db => db.Set<Job>().CountAsync())).ShouldBe(0);
        List<string> got = [];
        foreach (Task<Guid> start in starts)
        {
            InstanceState state = await house.State(await start);
            if (state.Variables.Values.TryGetValue("n", out object? n))
                got.Add(Convert.ToString(n, CultureInfo.InvariantCulture)!);
        }

        got.ShouldBeUnique();
        (await house.Read(db => db.Set<MessageDelivery>().CountAsync())).ShouldBe(got.Count);
        foreach (string key in new[] { "H0", "H1" })
        {
            int waiting = await house.Read(db => db.Set<MessageSubscription>().CountAsync(subscription => subscription.Key == key));
            int kept = await house.Read(db => db.Set<KeptMessage>().CountAsync(message => message.Key == key && !db.Set<MessageDelivery>().Any(delivery => delivery.MessageId == message.Id)));
            Math.Min(waiting, kept).ShouldBe(0, $"{key}: {waiting} wait and {kept} are kept");
        }

        (await house.Verify()).ShouldBeEmpty();
    }
}
