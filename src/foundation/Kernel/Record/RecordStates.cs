using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Record;

/// <summary>How far the record has come, for the operator's watch.</summary>
public sealed class RecordStates(UnitOfWork work, DatabaseStore store)
{
    public Task<RecordState> Read(CancellationToken cancellationToken) => work.Read(
        async (db, token) =>
        {
            long size = await db.Set<RecordPosition>().OrderByDescending(p => p.Sequence).Select(p => p.Sequence + 1).FirstOrDefaultAsync(token);
            Dictionary<string, long> positions = await db.Set<RecordSubscription>().ToDictionaryAsync(s => s.Name, s => s.Next, token);
            Dictionary<string, int> parked = await db.Set<ParkedEvent>().GroupBy(p => p.Subscriber).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, token);
            return new RecordState(
                size,
                await store.Unsealed(db).CountAsync(token),
                await store.OldestWriter(db, token),
                [.. positions.Keys.Union(parked.Keys).Order(StringComparer.Ordinal).Select(name => new SubscriberState(name, positions.GetValueOrDefault(name), parked.GetValueOrDefault(name)))]);
        },
        cancellationToken);
}

/// <summary>The record at one moment.</summary>
/// <param name="Size">Sealed events.</param>
/// <param name="Unsealed">Committed events without a place yet.</param>
/// <param name="OldestWriter">Who has been writing for the longest: until that transaction ends, later events wait for their seal. Null where nobody writes.</param>
public sealed record RecordState(long Size, long Unsealed, OpenWriter? OldestWriter, IReadOnlyList<SubscriberState> Subscribers);

/// <summary>A transaction under way.</summary>
/// <param name="Program">Name under which the program has connected.</param>
/// <param name="Process">Process id of its session on the server.</param>
/// <param name="Since">When the transaction began.</param>
public sealed record OpenWriter(string Program, int Process, DateTimeOffset Since);

/// <summary>A subscriber of the record.</summary>
/// <param name="Next">Place of the next event it looks at.</param>
/// <param name="Parked">Events that could not be handled yet.</param>
public sealed record SubscriberState(string Name, long Next, int Parked);
