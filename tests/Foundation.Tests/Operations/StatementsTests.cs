using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using Xunit;

namespace VanLang.Foundation.Tests.Operations;

/// <summary>Hand-written statements of an operation: sent late, seen at once, and never half.</summary>
public sealed class StatementsTests
{
    [Fact]
    public async Task What_follows_in_the_operation_sees_what_was_written_though_it_was_not_sent_yet()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres);

        int seen = 0;
        bool isThere = false;
        await Run(house, async work =>
        {
            Add(work, work.NewId(), "một");
            Add(work, work.NewId(), "hai");
            seen = await work.Db.Set<Note>().CountAsync(KernelHouse.Token);
            Add(work, work.NewId(), "ba");
#pragma warning disable CA1849 // Who asks without waiting sees it, too.
            isThere = work.Db.Set<Note>().Any(note => note.Text == "ba");
#pragma warning restore CA1849
            return new Done();
        });

        seen.ShouldBe(2);
        isThere.ShouldBeTrue();
        (await house.Count<Note>()).ShouldBe(3);
    }

    [Fact]
    public async Task What_nobody_asked_for_goes_with_the_end_of_the_operation_and_not_at_all_where_it_was_refused_or_threw()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres);

        (await Run(house, work => Written(work, "refused", KernelErrors.Forbidden))).Succeeded.ShouldBeFalse();
        await Should.ThrowAsync<NotSupportedException>(() => Run(house, work =>
        {
            Add(work, work.NewId(), "thrown");
            throw new NotSupportedException();
        }));
        // The contexts are used again: what was left over must not go with the next one.
        for (int i = 0; i < 3; i++)
            await Run(house, work => Written(work, "kept", new Done()));

        (await house.Work.Read((db, token) => db.Set<Note>().Select(note => note.Text).ToListAsync(token), KernelHouse.Token)).ShouldBe(["kept", "kept", "kept"]);
    }

    [Fact]
    public async Task A_statement_that_must_find_its_row_and_does_not_undoes_the_operation_as_a_conflict()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres);

        Outcome<Done> outcome = await Run(
            house,
            work =>
            {
                Add(work, work.NewId(), "half");
                MustMove(work, Guid.NewGuid());
                work.Raise(new Subject(Note.Kind, Guid.NewGuid()), "note.moved", new { });
                return Task.FromResult<Outcome<Done>>(new Done());
            },
            key: "once");

        outcome.Failure!.Code.ShouldBe(KernelErrors.Conflict);
        (await house.Count<Note>()).ShouldBe(0);
        (await house.Count<RecordEvent>()).ShouldBe(0);
        (await house.Count<IdempotentAnswer>()).ShouldBe(0);
    }

    [Fact]
    public async Task A_query_has_its_own_answer_whatever_the_statements_answer_that_go_with_it()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres);
        Guid id = Guid.NewGuid();

        List<string> first = [], again = [];
        await Run(house, async work =>
        {
            Add(work, id, "một");
            MustMove(work, id);
            work.Statements!.Queue("somewhere");
            string most = "z";
            first = await work.Db.Set<Note>().Where(note => note.Text.CompareTo(most) < 0 && note.Revision == 2).Select(note => note.Text).ToListAsync(KernelHouse.Token);
            work.Statements!.Queue("somewhere else");
            Add(work, work.NewId(), "hai");
            again = await work.Db.Set<Note>().OrderBy(note => note.Text).Select(note => note.Text).ToListAsync(KernelHouse.Token);
            return new Done();
        });

        first.ShouldBe(["một"]);
        again.ShouldBe(["hai", "một"]);
        (await house.Count<Note>()).ShouldBe(2);
    }

    [Fact]
    public async Task A_row_that_is_gone_is_told_at_the_query_that_follows_and_a_mistake_of_the_query_stays_a_mistake()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres);

        bool wentOn = false;
        Outcome<Done> outcome = await Run(house, async work =>
        {
            Add(work, work.NewId(), "half");
            MustMove(work, Guid.NewGuid());
            await work.Db.Set<Note>().CountAsync(KernelHouse.Token);
            wentOn = true;
            return new Done();
        });
        PostgresException mistake = await Should.ThrowAsync<PostgresException>(() => Run(house, async work =>
        {
            Add(work, work.NewId(), "half");
            await work.Db.Set<Note>().Where(note => 1 / note.Revision > 0).ToListAsync(KernelHouse.Token);
            return new Done();
        }));

        outcome.Failure!.Code.ShouldBe(KernelErrors.Conflict);
        wentOn.ShouldBeFalse();
        mistake.SqlState.ShouldBe(PostgresErrorCodes.DivisionByZero);
        (await house.Count<Note>()).ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_repeats_a_command_is_answered_though_it_would_stumble_over_its_own_work(bool throws)
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres);
        await house.Write("nguồn");
        int runs = 0;

        async Task<Outcome<Done>> Take(Work work)
        {
            runs++;
            List<Note> left = await work.Db.Set<Note>().ToListAsync(KernelHouse.Token);
            if (left.Count == 0)
                return throws ? throw new InvalidOperationException("There is nothing left.") : KernelErrors.Forbidden;
            work.Db.RemoveRange(left);
            work.Raise(left[0].Subject, "note.taken", new { });
            return new Done();
        }

        (await Run(house, Take, key: "take")).Succeeded.ShouldBeTrue();
        (await Run(house, Take, key: "take")).Succeeded.ShouldBeTrue();
        runs.ShouldBe(2);
        if (throws)
            await Should.ThrowAsync<InvalidOperationException>(() => Run(house, Take, key: "another"));
        else
            (await Run(house, Take, key: "another")).Failure!.Code.ShouldBe(KernelErrors.Forbidden);
        (await house.Work.Read((db, token) => db.Set<RecordEvent>().CountAsync(e => e.Type == "note.taken", token), KernelHouse.Token)).ShouldBe(1);
    }

    static Task<Outcome<Done>> Run(KernelHouse house, Func<Work, Task<Outcome<Done>>> body, string? key = null) => house.Work.Execute<Done>(
        new Operation("note.byhand", KernelHouse.Citizen) { IdempotencyKey = key, Body = new { } }, (work, _) => body(work), KernelHouse.Token);

    static Task<Outcome<Done>> Written(Work work, string text, Outcome<Done> outcome)
    {
        Add(work, work.NewId(), text);
        return Task.FromResult(outcome);
    }

    static void MustMove(Work work, Guid id) => work.Statements.ShouldNotBeNull().Add(
        "WITH moved AS (UPDATE notes SET revision = 2 WHERE id = $1 AND revision = 0 RETURNING id) SELECT 1 / count(*) FROM moved", StatementBatch.Value((Guid?)id));

    static void Add(Work work, Guid id, string text) => work.Statements.ShouldNotBeNull().Add(
        "INSERT INTO notes (id, text, revision) VALUES ($1, $2, 0)", StatementBatch.Value((Guid?)id), StatementBatch.Value(text));
}
