using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using Xunit;

namespace VanLang.Foundation.Tests.Record;

/// <summary>The order of the record where many write at once: nothing lost, nothing twice, and what happened to one subject in the order in which it happened.</summary>
public sealed class SequenceOnPostgresTests
{
    const int Writers = 12;
    const int TransactionsEach = 40;
    const int Subjects = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Writers_that_wait_and_roll_back_lose_and_disorder_nothing_while_two_nodes_seal(int seed)
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres);
        await using KernelHouse second = house.SecondNode();
        Guid[] subjects = [.. Enumerable.Range(0, Subjects).Select(_ => Guid.NewGuid())];
        foreach (Guid subject in subjects)
            await house.Write("0", id: subject);
        using CancellationTokenSource written = new();
        Task<int>[] sealers = [SealUntil(house, written.Token), SealUntil(second, written.Token)];

        int[] kept = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
            Write(writer % 2 == 0 ? house : second, subjects, new Random(seed * 1000 + writer)))));
        await written.CancelAsync();
        await Task.WhenAll(sealers);
        await house.SealAll();

        List<RecordPosition> positions = await house.Work.Read((db, token) => db.Set<RecordPosition>().OrderBy(p => p.Sequence).ToListAsync(token), KernelHouse.Token);
        Dictionary<long, RecordEvent> events = await house.Work.Read((db, token) => db.Set<RecordEvent>().ToDictionaryAsync(e => e.Ord, token), KernelHouse.Token);
        positions.Select(p => p.Sequence).ShouldBe(Enumerable.Range(0, positions.Count).Select(i => (long)i));
        positions.Select(p => p.EventOrd).Order().ShouldBe(events.Keys.Order());
        events.Count.ShouldBe(Subjects + kept.Sum());
        foreach (Guid subject in subjects)
        {
            int[] order = [.. positions.Select(p => events[p.EventOrd]).Where(e => e.SubjectId == subject && e.Type == "note.counted").Select(e => Counted(e.Payload!))];
            order.ShouldBe(Enumerable.Range(1, order.Length));
        }

        List<VerificationFinding> findings = [];
        await foreach (VerificationFinding finding in house.Get<RecordVerification>().Verify(new(), KernelHouse.Token))
            findings.Add(finding);
        findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_waits_for_a_transaction_that_began_before_it_and_the_operator_sees_for_whom()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres);
        TaskCompletionSource began = new(), end = new();
        Task<Outcome<Done>> slow = house.Work.Execute<Done>(
            new Operation("note.slow", KernelHouse.Citizen),
            async (work, token) =>
            {
                work.Db.Add(new Note { Id = work.NewId(), Text = "chậm" });
                await work.Db.SaveChangesAsync(token);
                began.SetResult();
                await end.Task;
                return new Done();
            },
            KernelHouse.Token);
        await began.Task;
        await house.Write("nhanh");

        (await house.Get<RecordSequencer>().Seal(KernelHouse.Token)).ShouldBe(0);
        RecordState state = await house.Get<RecordStates>().Read(KernelHouse.Token);
        state.Unsealed.ShouldBe(1);
        // Of the whole cluster: a process of the server itself may have begun earlier, and ends by itself.
        for (int look = 0; look < 500 && state.OldestWriter?.Program != "vanlang"; look++)
        {
            await Task.Delay(20, KernelHouse.Token);
            state = await house.Get<RecordStates>().Read(KernelHouse.Token);
        }

        state.OldestWriter.ShouldNotBeNull().Program.ShouldBe("vanlang");

        end.SetResult();
        await slow;
        (await house.SealAll()).ShouldBe([1]);
        (await house.Get<RecordStates>().Read(KernelHouse.Token)).Unsealed.ShouldBe(0);
    }

    [Fact]
    public async Task Many_events_of_one_transaction_are_sealed_in_portions()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres);
        await Many(house, 1100);

        await house.Write("sau đó");
        List<int> portions = await house.SealAll();

        portions.ShouldAllBe(portion => portion <= 500);
        portions.Sum().ShouldBe(1101);
        (await house.Work.Read((db, token) => db.Set<RecordCheckpoint>().CountAsync(token), KernelHouse.Token)).ShouldBe(portions.Count);
    }

    [Fact]
    public async Task After_a_restore_in_another_cluster_what_was_sealed_stays_and_what_was_not_is_sealed()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres);
        await Many(house, 10);
        await house.SealAll();
        await Many(house, 5);
        // As a dump from a cluster that had given out far more transaction ids.
        await house.Tamper("UPDATE record_mark SET cluster = 1, through = '4000000000000'");
        await house.Tamper("UPDATE record_events SET w = '4000000000001'");

        await using (VanLang.Kernel.Data.VanLangDbContext db = await house.Get<IDbContextFactory<VanLang.Kernel.Data.VanLangDbContext>>().CreateDbContextAsync(KernelHouse.Token))
            await db.Store.Settle(db, KernelHouse.Token);

        (await house.SealAll()).Sum().ShouldBe(5);
        await house.Write("sau đó");
        (await house.SealAll()).Sum().ShouldBe(1);
    }

    static int Counted(string payload) => System.Text.Json.Nodes.JsonNode.Parse(payload)!["data"]!["revision"]!.GetValue<int>();

    static Task<Outcome<Done>> Many(KernelHouse house, int count) => house.Work.Execute<Done>(
        new Operation("note.many", Actor.System),
        (work, _) =>
        {
            for (int i = 0; i < count; i++)
                work.Raise(new Subject("thing", Guid.NewGuid()), "thing.seen", new { i });
            return Task.FromResult<Outcome<Done>>(new Done());
        },
        KernelHouse.Token);

    static async Task<int> SealUntil(KernelHouse house, CancellationToken written)
    {
        int done = 0;
        while (!written.IsCancellationRequested)
        {
            done += await house.Get<RecordSequencer>().Seal(KernelHouse.Token);
            await Task.Delay(5, KernelHouse.Token);
        }

        return done;
    }

    /// <returns>How many events it has committed.</returns>
    static async Task<int> Write(KernelHouse house, Guid[] subjects, Random random)
    {
        int kept = 0;
        for (int transaction = 0; transaction < TransactionsEach; transaction++)
        {
            bool writesFirst = random.Next(3) == 0, fails = random.Next(25) == 0;
            int wait = random.Next(0, 12);
            Guid[] touched = [.. subjects.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Order()];
            foreach (Guid subject in touched)
            {
                Outcome<int> outcome = await house.Work.Execute<int>(
                    new Operation("note.count", Actor.System),
                    async (work, token) =>
                    {
                        // A transaction id is given at the first write: an early one, and much may happen before the rest.
                        if (writesFirst)
                        {
                            await work.NextNumber($"early-{Guid.NewGuid()}", "2026", token);
                            await Task.Delay(wait, token);
                        }

                        int revision = (await work.Db.Database.SqlQuery<int>(
                            $"UPDATE notes SET revision = revision + 1, text = (revision + 1)::text WHERE id = {subject} RETURNING revision AS \"Value\"").ToListAsync(token))[0];
                        work.Raise(new Subject(Note.Kind, subject), "note.counted", new { revision }, after: new Facts { { "text", $"{revision}" } });
                        return fails ? KernelErrors.Forbidden : revision;
                    },
                    KernelHouse.Token);
                kept += outcome.Succeeded ? 1 : 0;
            }
        }

        return kept;
    }
}
