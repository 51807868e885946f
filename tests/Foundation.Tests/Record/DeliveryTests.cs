using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using Xunit;

namespace VanLang.Foundation.Tests.Record;

public sealed class DeliveryTestsOnSqlite() : DeliveryTests(StoreKind.Sqlite);

public sealed class DeliveryTestsOnPostgres() : DeliveryTests(StoreKind.Postgres);

public abstract class DeliveryTests(StoreKind store)
{
    [Fact]
    public async Task A_subscriber_sees_every_event_once_and_in_order()
    {
        Listener listener = new();
        await using KernelHouse house = await KernelHouse.Open(store, services => services.AddSingleton<RecordSubscriber>(listener));
        for (int i = 0; i < 250; i++)
            await house.Write($"{i}");

        await Deliver(house);
        await house.Write("250");
        await Deliver(house);
        await Deliver(house);

        listener.Seen.Select(e => e.Sequence).ShouldBe(Enumerable.Range(0, 251).Select(i => (long)i));
        listener.Texts.ShouldBe(Enumerable.Range(0, 251).Select(i => $"{i}"));
        listener.Seen.ShouldAllBe(e => e.TreeSize > e.Sequence && e.Root.Length == 64);
    }

    [Fact]
    public async Task A_failing_event_holds_up_its_own_subject_alone_and_is_caught_up_in_order()
    {
        Listener listener = new() { Refuses = text => text == "a1" };
        await using KernelHouse house = await KernelHouse.Open(store, services => services.AddSingleton<RecordSubscriber>(listener));
        Guid a = Guid.NewGuid();
        await house.Write("a1", id: a);
        await house.Write("b1");
        await Tell(house, a, "a2");
        await house.Write("c1");
        await Deliver(house);

        listener.Texts.ShouldBe(["b1", "c1"]);
        (await house.Count<ParkedEvent>()).ShouldBe(2);
        // What is told to the outside before the operation does not overtake either.
        listener.Prepared.ShouldBe(["a1", "b1", "c1"]);

        // Still broken: the later event of the subject never overtakes.
        house.Time.Advance(TimeSpan.FromSeconds(3));
        await Deliver(house);
        listener.Texts.ShouldBe(["b1", "c1"]);

        listener.Refuses = _ => false;
        house.Time.Advance(TimeSpan.FromMinutes(1));
        await Deliver(house);
        await Deliver(house);

        listener.Texts.ShouldBe(["b1", "c1", "a1", "a2"]);
        (await house.Count<ParkedEvent>()).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_failed_handling_wrote_is_rolled_back()
    {
        Listener listener = new() { Refuses = _ => true, Writes = true };
        await using KernelHouse house = await KernelHouse.Open(store, services => services.AddSingleton<RecordSubscriber>(listener));
        await house.Write("một");

        await Deliver(house);

        (await house.Count<Note>()).ShouldBe(1);
        (await house.Count<RecordEvent>()).ShouldBe(1);
    }

    [Fact]
    public async Task A_parked_event_is_not_tried_before_its_time()
    {
        Listener listener = new() { Refuses = _ => true };
        await using KernelHouse house = await KernelHouse.Open(store, services => services.AddSingleton<RecordSubscriber>(listener));
        await house.Write("một");

        await Deliver(house);
        await Deliver(house);
        listener.Tries.ShouldBe(1);

        house.Time.Advance(TimeSpan.FromSeconds(2));
        await Deliver(house);
        await Deliver(house);
        listener.Tries.ShouldBe(2);

        house.Time.Advance(TimeSpan.FromSeconds(2));
        await Deliver(house);
        listener.Tries.ShouldBe(2);
    }

    [Fact]
    public async Task Among_many_events_that_it_does_not_want_a_subscriber_misses_none()
    {
        Listener listener = new();
        await using KernelHouse house = await KernelHouse.Open(store, services => services.AddSingleton<RecordSubscriber>(listener));
        // More than are looked at in one round, and more of them wanted than are handled in one.
        await house.Work.Execute<Done>(
            new Operation("note.tell", KernelHouse.Citizen),
            (work, _) =>
            {
                for (int i = 0; i < 2500; i++)
                    work.Raise(new Subject(Note.Kind, Guid.NewGuid()), i % 7 == 0 ? "note.told" : "other.told", new { text = $"{i}" });
                return Task.FromResult<Outcome<Done>>(new Done());
            },
            KernelHouse.Token);

        await Deliver(house);

        listener.Texts.ShouldBe(Enumerable.Range(0, 2500).Where(i => i % 7 == 0).Select(i => $"{i}"));
        (await house.Work.Read((db, token) => db.Set<RecordSubscription>().SingleAsync(token), KernelHouse.Token)).Next.ShouldBe(2500);
    }

    static async Task Deliver(KernelHouse house)
    {
        do
            await house.SealAll();
        while (await house.Get<RecordDelivery>().Deliver(KernelHouse.Token) > 0);
    }

    static Task<Outcome<Done>> Tell(KernelHouse house, Guid id, string text) => house.Work.Execute<Done>(
        new Operation("note.tell", KernelHouse.Citizen),
        (work, _) =>
        {
            work.Raise(new Subject(Note.Kind, id), "note.told", new { text });
            return Task.FromResult<Outcome<Done>>(new Done());
        },
        KernelHouse.Token);

    sealed class Listener : RecordSubscriber
    {
        public override string Name => "test.listener";

        public List<SealedEvent> Seen { get; } = [];

        public List<string> Texts { get; } = [];

        public Func<string, bool> Refuses { get; set; } = _ => false;

        public bool Writes { get; init; }

        public int Tries { get; private set; }

        public List<string> Prepared { get; } = [];

        public override bool Wants(string eventType) => eventType.StartsWith("note.", StringComparison.Ordinal);

        public override Task<object?> Prepare(SealedEvent sealedEvent, CancellationToken cancellationToken)
        {
            Prepared.Add(TextOf(sealedEvent));
            return Task.FromResult<object?>(null);
        }

        public override async Task Handle(Work work, SealedEvent sealedEvent, object? prepared, CancellationToken cancellationToken)
        {
            Tries++;
            string text = TextOf(sealedEvent);
            if (Writes)
            {
                Note note = new() { Id = work.NewId(), Text = "theo sau" };
                work.Db.Add(note);
                work.Raise(note.Subject, "followed", new { }, after: note.Facts());
                await work.Db.SaveChangesAsync(cancellationToken);
            }

            if (Refuses(text))
                throw new InvalidOperationException("refused");
            Seen.Add(sealedEvent);
            Texts.Add(text);
        }

        static string TextOf(SealedEvent sealedEvent)
        {
            using JsonDocument payload = JsonDocument.Parse(sealedEvent.Payload!);
            return payload.RootElement.GetProperty("data").GetProperty("text").GetString()!;
        }
    }
}
