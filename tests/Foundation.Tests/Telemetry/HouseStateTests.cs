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
using VanLang.Kernel.Record;
using VanLang.Kernel.Telemetry;
using Xunit;

namespace VanLang.Foundation.Tests.Telemetry;

/// <summary>What an operator is told of the house, and what can be done where something stands still.</summary>
public sealed class HouseStateTests
{
    static readonly Actor Operator = new(ActorKind.Official, "Người vận hành") { AccountId = Guid.NewGuid(), PersonId = Guid.NewGuid(), PositionId = Guid.NewGuid() };

    [Fact]
    public async Task It_counts_what_waits_and_says_since_when()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Sqlite);
        await house.Write("đã niêm phong");
        await house.Get<RecordSequencer>().Seal(KernelHouse.Token);
        await house.Write("chưa");
        DateTimeOffset since = house.Time.GetUtcNow();
        house.Time.Advance(TimeSpan.FromMinutes(3));
        await house.Write("chưa");
        await Add(house, failed: false, due: since);
        await Add(house, failed: true, due: since);

        HouseState state = await house.Get<HouseStateReader>().Read(KernelHouse.Token);

        state.ShouldSatisfyAllConditions(
            s => s.Sealed.ShouldBe(1),
            s => s.Unsealed.ShouldBe(2),
            s => s.OldestUnsealedAt.ShouldBe(since),
            s => s.OverdueJobs.ShouldBe(1),
            s => s.OldestDueAt.ShouldBe(since),
            s => s.FailedJobs.ShouldBe(1),
            s => s.Failed.ShouldHaveSingleItem().Error.ShouldBe("InvalidOperationException: broken"),
            s => s.DatabaseBytes.ShouldBeGreaterThan(0),
            s => s.FreeBytes.ShouldBeGreaterThan(0),
            s => s.LastBackup.ShouldBeNull());
    }

    [Fact]
    public async Task A_failed_job_begins_anew_or_goes_each_with_a_reason_on_record()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Sqlite);
        Guid again = await Add(house, failed: true, due: house.Time.GetUtcNow());
        Guid gone = await Add(house, failed: true, due: house.Time.GetUtcNow());

        (await house.Get<RetryJob>().Execute(again, " ", "k0", Operator, KernelHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.ReasonMissing);
        (await house.Get<RetryJob>().Execute(again, "máy in đã sửa", "k1", Operator, KernelHouse.Token)).Succeeded.ShouldBeTrue();
        (await house.Get<RetryJob>().Execute(again, "máy in đã sửa", "k1", Operator, KernelHouse.Token)).Succeeded.ShouldBeTrue();
        (await house.Get<GiveUpJob>().Execute(gone, "không còn cần", "k2", Operator, KernelHouse.Token)).Succeeded.ShouldBeTrue();
        (await house.Get<GiveUpJob>().Execute(gone, "không còn cần", "k3", Operator, KernelHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Conflict);

        Job left = await house.Work.Read((db, token) => db.Set<Job>().SingleAsync(token), KernelHouse.Token);
        left.ShouldSatisfyAllConditions(job => job.Id.ShouldBe(again), job => job.FailedAt.ShouldBeNull(), job => job.Attempt.ShouldBe(0));
        List<RecordEvent> events = await house.Work.Read((db, token) => db.Set<RecordEvent>().OrderBy(e => e.Ord).ToListAsync(token), KernelHouse.Token);
        events.Select(e => (e.Type, e.Reason, e.ActorId)).ShouldBe([("job.retried", "máy in đã sửa", Operator.PersonId), ("job.given-up", "không còn cần", Operator.PersonId)]);
    }

    [Fact]
    public async Task A_parked_subject_is_tried_at_once_when_its_operator_says_so()
    {
        Printer printer = new() { Fails = true };
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Sqlite, services => services.AddSingleton<RecordSubscriber>(printer));
        Guid note = Guid.NewGuid();
        await house.Write("một", id: note);
        await Deliver(house);
        HouseState state = await house.Get<HouseStateReader>().Read(KernelHouse.Token);
        ParkedSubject parked = state.Parked.ShouldHaveSingleItem();
        parked.ShouldSatisfyAllConditions(p => p.SubjectId.ShouldBe(note), p => p.Events.ShouldBe(1), p => p.Error.ShouldContain("paper"));

        printer.Fails = false;
        await Deliver(house);
        printer.Handled.ShouldBe(0);
        Outcome<Done> outcome = await house.Get<RetryParkedSubject>().Execute(parked.Subscriber, new(parked.SubjectKind, parked.SubjectId), "đã thay giấy", "k1", Operator, KernelHouse.Token);
        await Deliver(house);

        outcome.Succeeded.ShouldBeTrue();
        printer.Handled.ShouldBe(1);
        (await house.Get<HouseStateReader>().FindParked(parked.Subscriber, parked.SubjectKind, parked.SubjectId, KernelHouse.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_running_program_is_seen_and_one_that_has_stopped_is_not()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Sqlite);
        using NodeHeartbeat heartbeat = new(house.Work, house.Time, NullLogger<NodeHeartbeat>.Instance);
        await heartbeat.StartAsync(KernelHouse.Token);
        HouseStateReader reader = house.Get<HouseStateReader>();
        while ((await reader.Read(KernelHouse.Token)).Nodes.Count == 0)
            await Task.Yield();

        (await reader.Read(KernelHouse.Token)).Nodes.ShouldHaveSingleItem().ProcessId.ShouldBe(Environment.ProcessId);
        await heartbeat.StopAsync(KernelHouse.Token);

        (await reader.Read(KernelHouse.Token)).Nodes.ShouldBeEmpty();
    }

    static async Task Deliver(KernelHouse house)
    {
        await house.Get<RecordSequencer>().Seal(KernelHouse.Token);
        await house.Get<RecordDelivery>().Deliver(KernelHouse.Token);
    }

    static Task<Guid> Add(KernelHouse house, bool failed, DateTimeOffset due) => house.Work.Maintain(
        (db, _) =>
        {
            Job job = new()
            {
                Id = Guid.NewGuid(), Kind = "note.print", Lane = "x", Payload = "", DueAt = due, Attempt = failed ? 10 : 0,
                FailedAt = failed ? due : null, Error = failed ? "InvalidOperationException: broken" : null,
            };
            db.Add(job);
            return Task.FromResult(job.Id);
        },
        KernelHouse.Token);

    sealed class Printer : RecordSubscriber
    {
        public bool Fails { get; set; }

        public int Handled { get; private set; }

        public override string Name => "printer";

        public override bool Wants(string eventType) => eventType == "note.written";

        public override Task Handle(Work work, SealedEvent sealedEvent, object? prepared, CancellationToken cancellationToken)
        {
            if (Fails)
                throw new InvalidOperationException("no paper");
            Handled++;
            return Task.CompletedTask;
        }
    }
}
