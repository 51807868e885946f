using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Record;

/// <summary>
/// Gives committed events their place and their hash in the Merkle log, in batches after commit, so that no operation waits for a hash chain.
/// One sequencer at a time; on SQLite insertion order is commit order.
/// </summary>
sealed class RecordSequencer(UnitOfWork work, TimeProvider time)
{
    const int BatchSize = 500;

    /// <summary>Seals what has been committed since the last time.</summary>
    /// <returns>How many events were sealed.</returns>
    public async Task<int> Seal(CancellationToken cancellationToken)
    {
        // Most calls find nothing: ask without holding the writer.
        bool waiting = await work.Read(async (db, token) => (await After(db, token).Take(1).ToListAsync(token)).Count > 0, cancellationToken);
        return waiting ? await work.Maintain(SealBatch, cancellationToken) : 0;
    }

    async Task<int> SealBatch(VanLangDbContext db, CancellationToken cancellationToken)
    {
        RecordCheckpoint? last = await db.Set<RecordCheckpoint>().OrderByDescending(checkpoint => checkpoint.TreeSize).FirstOrDefaultAsync(cancellationToken);
        MerkleTree tree = last is null ? new() : MerkleTree.Restore(last.TreeSize, last.Frontier);
        List<RecordEvent> events = await After(db, cancellationToken).Take(BatchSize).ToListAsync(cancellationToken);
        foreach (RecordEvent committed in events)
        {
            byte[] leaf = committed.LeafHash();
            db.Add(new RecordPosition { Sequence = tree.Size, EventOrd = committed.Ord, LeafHash = leaf });
            tree.Append(leaf);
        }

        if (events.Count > 0)
            db.Add(new RecordCheckpoint { TreeSize = tree.Size, Root = tree.Root(), Frontier = tree.Frontier(), At = time.GetUtcNow() });
        return events.Count;
    }

    static IQueryable<RecordEvent> After(VanLangDbContext db, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IQueryable<long> sealedOrds = db.Set<RecordPosition>().OrderByDescending(position => position.EventOrd).Select(position => position.EventOrd).Take(1);
        return db.Set<RecordEvent>().AsNoTracking().Where(e => !sealedOrds.Any() || e.Ord > sealedOrds.First()).OrderBy(e => e.Ord);
    }
}
