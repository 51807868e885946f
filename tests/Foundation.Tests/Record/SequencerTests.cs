using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Record;
using VanLang.Transparency;
using Xunit;

namespace VanLang.Foundation.Tests.Record;

public sealed class SequencerTestsOnSqlite() : SequencerTests(StoreKind.Sqlite);

public sealed class SequencerTestsOnPostgres() : SequencerTests(StoreKind.Postgres);

public abstract class SequencerTests(StoreKind store)
{
    [Fact]
    public async Task Events_are_sealed_in_the_order_of_commits_without_gaps_under_the_roots_of_the_tree()
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        List<int> batches = [];
        foreach (int size in (int[])[3, 1, 700, 4])
        {
            await Task.WhenAll(Enumerable.Range(0, size).Select(i => house.Write($"{size}-{i}")));
            batches.AddRange(await house.SealAll());
        }

        Dictionary<long, RecordEvent> events = await house.Work.Read((db, token) => db.Set<RecordEvent>().ToDictionaryAsync(e => e.Ord, token), KernelHouse.Token);
        List<RecordPosition> positions = await house.Work.Read((db, token) => db.Set<RecordPosition>().OrderBy(p => p.Sequence).ToListAsync(token), KernelHouse.Token);
        List<RecordCheckpoint> checkpoints = await house.Work.Read((db, token) => db.Set<RecordCheckpoint>().OrderBy(c => c.TreeSize).ToListAsync(token), KernelHouse.Token);

        batches.Sum().ShouldBe(708);
        positions.Select(p => p.Sequence).ShouldBe(Enumerable.Range(0, 708).Select(i => (long)i));
        positions.Select(p => p.EventOrd).Order().ShouldBe(events.Keys.Order());
        if (store == StoreKind.Sqlite)
            positions.Select(p => p.EventOrd).ShouldBeInOrder();
        checkpoints.Count.ShouldBe(batches.Count);
        MerkleTree tree = new();
        Dictionary<long, byte[]> roots = [];
        foreach (RecordPosition position in positions)
        {
            tree.Append(events[position.EventOrd].LeafHash());
            roots[tree.Size] = tree.Root();
        }

        checkpoints.ShouldAllBe(c => c.Root.SequenceEqual(roots[c.TreeSize]));
        checkpoints[^1].TreeSize.ShouldBe(708);
    }

    [Fact]
    public async Task What_was_rolled_back_is_never_sealed()
    {
        await using KernelHouse house = await KernelHouse.Open(store);
        Guid id = Guid.NewGuid();
        await house.Write("một", id: id);
        await Should.ThrowAsync<DbUpdateException>(house.Write("một lần nữa", id: id));
        await house.Write("hai");

        (await house.SealAll()).Sum().ShouldBe(2);
        (await house.Get<RecordSequencer>().Seal(KernelHouse.Token)).ShouldBe(0);
    }
}
