using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using Xunit;

namespace VanLang.Foundation.Tests.Operations;

public sealed class OperationTestsOnSqlite() : OperationTests(StoreKind.Sqlite);

public sealed class OperationTestsOnPostgres() : OperationTests(StoreKind.Postgres)
{
    [Fact]
    public async Task An_operation_whose_connection_ends_under_it_is_run_again_and_counts_once()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres);
        int runs = 0;

        Outcome<int> done = await house.Work.Execute<int>(
            new Operation("note.add", KernelHouse.Citizen) { IdempotencyKey = "k" },
            async (work, token) =>
            {
                work.Db.Add(new Note { Id = work.NewId(), Text = "một lần" });
                await work.Db.SaveChangesAsync(token);
                if (++runs == 1)
                    await work.Db.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend(pg_backend_pid())", token);
                return runs;
            },
            KernelHouse.Token);

        done.Value.ShouldBe(2);
        (await house.Count<Note>()).ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_ends_every_time_is_told_in_the_end()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres);

        await Should.ThrowAsync<Exception>(() => house.Work.Execute<int>(
            new Operation("note.add", KernelHouse.Citizen),
            async (work, token) => await work.Db.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend(pg_backend_pid())", token),
            KernelHouse.Token));
    }
}

public abstract class OperationTests(StoreKind store)
{
    [Fact]
    public async Task Changes_and_events_commit_together()
    {
        await using KernelHouse house = await KernelHouse.Open(store);

        (await house.Write("một")).Succeeded.ShouldBeTrue();

        (await house.Count<Note>()).ShouldBe(1);
        (await house.Count<RecordEvent>()).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Neither_changes_nor_events_nor_the_answer_stay_where_it_fails_or_throws(bool throws)
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        bool committed = false;
        Operation operation = new("note.write", KernelHouse.Citizen) { IdempotencyKey = "k", Body = 1 };
        Task<Outcome<Done>> run = house.Work.Execute<Done>(
            operation,
            async (work, token) =>
            {
                Note note = new() { Id = work.NewId(), Text = "một" };
                work.Db.Add(note);
                work.Raise(note.Subject, "note.written", new { }, before: null, note.Facts());
                work.AfterCommit(() => committed = true);
                await work.NextNumber("notes", "2026", token);
                await work.Db.SaveChangesAsync(token);
                return throws ? throw new InvalidOperationException("broken") : KernelErrors.Forbidden;
            },
            KernelHouse.Token);

        if (throws)
            await Should.ThrowAsync<InvalidOperationException>(run);
        else
            (await run).Failure.ShouldNotBeNull().Code.ShouldBe(KernelErrors.Forbidden);

        committed.ShouldBeFalse();
        (await house.Count<Note>()).ShouldBe(0);
        (await house.Count<RecordEvent>()).ShouldBe(0);
        (await house.Count<Counter>()).ShouldBe(0);
        (await house.Count<IdempotentAnswer>()).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_key_with_the_same_body_is_answered_and_not_repeated()
    {
        await using KernelHouse house = await KernelHouse.Open(store);

        Outcome<string> first = await house.Write("một", "khoá-1");
        Outcome<string>[] again = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => house.Write("một", "khoá-1")));

        again.ShouldAllBe(answer => answer.Value == first.Value);
        (await house.Count<Note>()).ShouldBe(1);
        (await house.Count<RecordEvent>()).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        await house.Write("một", "khoá-1");

        (await house.Write("hai", "khoá-1")).Failure.ShouldNotBeNull().Code.Code.ShouldBe("KERNEL-KEY-REUSED");

        (await house.Count<Note>()).ShouldBe(1);
    }

    [Fact]
    public async Task The_key_of_another_account_finds_nothing()
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        Outcome<string> first = await house.Write("một", "khoá-1");

        Outcome<string> other = await house.Write("một", "khoá-1", KernelHouse.Citizen with { AccountId = Guid.NewGuid() });

        other.Succeeded.ShouldBeTrue();
        other.Value.ShouldNotBe(first.Value);
        (await house.Count<Note>()).ShouldBe(2);
    }

    [Fact]
    public async Task Fifty_operations_at_once_draw_fifty_numbers_in_a_row_and_failed_ones_leave_no_gap()
    {
        await using KernelHouse house = await KernelHouse.Open(store);

        Outcome<long>[] drawn = await Task.WhenAll(Enumerable.Range(0, 75).Select(i => Task.Run(() => house.Work.Execute<long>(
            new Operation("number.draw", Actor.System),
            async (work, token) =>
            {
                long number = await work.NextNumber("result/TL-UBND", "2026", token);
                return i % 3 == 2 ? KernelErrors.Forbidden : number;
            },
            KernelHouse.Token))));

        drawn.Where(outcome => outcome.Succeeded).Select(outcome => outcome.Value).Order().ShouldBe(Enumerable.Range(1, 50).Select(n => (long)n));
    }

    [Fact]
    public async Task Each_register_and_period_counts_for_itself()
    {
        await using KernelHouse house = await KernelHouse.Open(store);

        Outcome<long[]> drawn = await house.Work.Execute<long[]>(
            new Operation("number.draw", Actor.System),
            async (work, token) => (long[])
            [
                await work.NextNumber("a", "2026", token), await work.NextNumber("a", "2026", token),
                await work.NextNumber("a", "2027", token), await work.NextNumber("b", "2026", token),
            ],
            KernelHouse.Token);

        drawn.Value.ShouldBe([1, 2, 1, 1]);
    }

    [Fact]
    public async Task A_revision_that_moved_on_is_a_conflict_and_changes_nothing()
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        Guid id = Guid.NewGuid();
        await house.Write("một", id: id);

        Outcome<Done> outcome = await house.Work.Execute<Done>(
            new Operation("note.change", KernelHouse.Citizen),
            async (work, token) =>
            {
                Note note = await work.Db.Set<Note>().SingleAsync(n => n.Id == id, token);
                // Somebody else was faster: another program on the same database.
                await work.Db.Database.ExecuteSqlAsync($"UPDATE notes SET revision = revision + 1, text = 'nhanh hơn'", token);
                note.Text = "chậm hơn";
                note.Revision++;
                work.Raise(note.Subject, "note.changed", new { }, after: note.Facts());
                return new Done();
            },
            KernelHouse.Token);

        outcome.Failure.ShouldNotBeNull().Code.Code.ShouldBe("KERNEL-CONFLICT");
        (await house.Work.Read((db, token) => db.Set<Note>().SingleAsync(token), KernelHouse.Token)).Text.ShouldBe("một");
        (await house.Count<RecordEvent>()).ShouldBe(1);
    }
}
