using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Transparency;

namespace VanLang.Kernel.Record;

/// <summary>
/// Gives committed events their place and their hash in the Merkle log, in batches after commit, so that no operation waits for a hash chain.
/// One sequencer at a time; which events come next, and in which order, the store says.
/// </summary>
sealed class RecordSequencer(UnitOfWork work, DatabaseStore store, TimeProvider time)
{
    const int BatchSize = 500;

    /// <summary>Seals what has been committed since the last time.</summary>
    /// <returns>How many events were sealed.</returns>
    public async Task<int> Seal(CancellationToken cancellationToken)
    {
        // Most calls find nothing: ask without holding the writer.
        bool waiting = await work.Read(store.WaitsForSealing, cancellationToken);
        return waiting ? await work.Maintain(SealBatch, cancellationToken) : 0;
    }

    async Task<int> SealBatch(VanLangDbContext db, CancellationToken cancellationToken)
    {
        IReadOnlyList<RecordEvent> events = await store.NextToSeal(db, BatchSize, cancellationToken);
        if (events.Count == 0)
            return 0;
        RecordCheckpoint? last = await db.Set<RecordCheckpoint>().OrderByDescending(checkpoint => checkpoint.TreeSize).FirstOrDefaultAsync(cancellationToken);
        MerkleTree tree = last is null ? new() : MerkleTree.Restore(last.TreeSize, last.Frontier);
        List<RecordPosition> places = new(events.Count);
        foreach (RecordEvent committed in events)
        {
            byte[] leaf = committed.LeafHash();
            places.Add(new() { Sequence = tree.Size, EventOrd = committed.Ord, LeafHash = leaf });
            tree.Append(leaf);
        }

        await store.Keep(db, places, cancellationToken);
        db.Add(new RecordCheckpoint { TreeSize = tree.Size, Root = tree.Root(), Frontier = tree.Frontier(), At = time.GetUtcNow() });
        return events.Count;
    }
}
