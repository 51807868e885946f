using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using Xunit;

namespace VanLang.Foundation.Tests.Operations;

public sealed class RaceTestsOnSqlite() : RaceTests(StoreKind.Sqlite);

public sealed class RaceTestsOnPostgres() : RaceTests(StoreKind.Postgres);

/// <summary>Fifty people at once: the database decides, nobody sees an error that is only a race.</summary>
public abstract class RaceTests(StoreKind store)
{
    const int People = 50;

    [Fact]
    public async Task One_command_sent_fifty_times_at_once_is_done_once_and_answered_fifty_times()
    {
        await using KernelHouse house = await KernelHouse.Open(store);

        Outcome<string>[] answers = await AtOnce(_ => house.Write("một", "khoá-1"));

        answers.ShouldAllBe(answer => answer.Succeeded && answer.Value == answers[0].Value);
        (await house.Count<Note>()).ShouldBe(1);
        (await house.Count<RecordEvent>()).ShouldBe(1);
    }

    [Fact]
    public async Task Of_fifty_who_take_the_same_name_one_has_it_and_the_others_are_told_so()
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        Guid name = Guid.NewGuid();

        Outcome<Done>[] answers = await AtOnce(_ => house.Work.Execute<Done>(
            new Operation("note.take", KernelHouse.Citizen),
            async (work, token) =>
            {
                if (await work.Db.Set<Note>().AnyAsync(note => note.Id == name, token))
                    return KernelErrors.Forbidden;
                Note taken = new() { Id = name, Text = "tên" };
                work.Db.Add(taken);
                work.Raise(taken.Subject, "note.written", new { }, after: taken.Facts());
                return new Done();
            },
            KernelHouse.Token));

        answers.Count(answer => answer.Succeeded).ShouldBe(1);
        answers.Where(answer => !answer.Succeeded).ShouldAllBe(answer => answer.Failure!.Code == KernelErrors.Forbidden);
        (await house.Count<RecordEvent>()).ShouldBe(1);
    }

    [Fact]
    public async Task Of_fifty_changes_of_one_row_each_counts_or_is_told_of_the_conflict()
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        Guid id = Guid.NewGuid();
        await house.Write("0", id: id);

        Outcome<Done>[] answers = await AtOnce(_ => house.Work.Execute<Done>(
            new Operation("note.count", KernelHouse.Citizen),
            async (work, token) =>
            {
                Note note = await work.Db.Set<Note>().SingleAsync(n => n.Id == id, token);
                note.Text = $"{++note.Revision}";
                work.Raise(note.Subject, "note.counted", new { note.Revision }, after: note.Facts());
                return new Done();
            },
            KernelHouse.Token));

        int counted = answers.Count(answer => answer.Succeeded);
        answers.Where(answer => !answer.Succeeded).ShouldAllBe(answer => answer.Failure!.Code == KernelErrors.Conflict);
        (await house.Work.Read((db, token) => db.Set<Note>().SingleAsync(token), KernelHouse.Token)).Text.ShouldBe($"{counted}");
        (await house.Count<RecordEvent>()).ShouldBe(1 + counted);
    }

    [Fact]
    public async Task Who_draw_from_two_registers_in_opposite_order_all_get_their_numbers()
    {
        await using KernelHouse house = await KernelHouse.Open(store);

        // PostgreSQL finds each deadlock after a second: a few are enough.
        const int people = 4;
        Outcome<long>[] answers = await Task.WhenAll(Enumerable.Range(0, people).Select(i => Task.Run(() => house.Work.Execute<long>(
            new Operation("number.draw", KernelHouse.Citizen),
            async (work, token) =>
            {
                string[] registers = i % 2 == 0 ? ["a", "b"] : ["b", "a"];
                long first = await work.NextNumber(registers[0], "2026", token);
                long second = await work.NextNumber(registers[1], "2026", token);
                return i % 2 == 0 ? first : second;
            },
            KernelHouse.Token))));

        answers.Select(answer => answer.Value).Order().ShouldBe(Enumerable.Range(1, people).Select(n => (long)n));
    }

    [Fact]
    public async Task The_events_of_one_operation_keep_the_order_in_which_they_were_raised()
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        await house.Work.Execute<Done>(
            new Operation("note.many", KernelHouse.Citizen),
            (work, _) =>
            {
                for (int i = 0; i < 300; i++)
                    work.Raise(new Subject("note", Guid.NewGuid()), $"note.{i}", new { });
                return Task.FromResult<Outcome<Done>>(new Done());
            },
            KernelHouse.Token);

        List<string> types = await house.Work.Read((db, token) => db.Set<RecordEvent>().OrderBy(e => e.Ord).Select(e => e.Type).ToListAsync(token), KernelHouse.Token);

        types.ShouldBe(Enumerable.Range(0, 300).Select(i => $"note.{i}"));
    }

    [Fact]
    public async Task A_text_that_the_database_cannot_hold_is_no_error()
    {
        await using KernelHouse house = await KernelHouse.Open(store);

        (await house.Write("a\0b \ud800 c")).Succeeded.ShouldBeTrue();

        string sought = "x\0";
        (await house.Work.Read((db, token) => db.Set<Note>().CountAsync(note => note.Text == sought, token), KernelHouse.Token)).ShouldBe(0);
    }

    static Task<T[]> AtOnce<T>(Func<int, Task<T>> act) => Task.WhenAll(Enumerable.Range(0, People).Select(i => Task.Run(() => act(i))));
}
