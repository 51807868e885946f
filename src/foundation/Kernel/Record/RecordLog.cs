using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Transparency;

namespace VanLang.Kernel.Record;

/// <summary>The sealed record as a Merkle log: its head, its hashes, its entries, and proofs about them.</summary>
public sealed class RecordLog(UnitOfWork work, DatabaseStore store)
{
    // Of one level at a time: 16,384 leaves, half a megabyte.
    const int NodesAtOnce = 64;

    /// <summary>The log as it is sealed now; null while nothing is.</summary>
    public Task<LogHead?> Head(CancellationToken cancellationToken) => work.Read(
        (db, token) => db.Set<RecordCheckpoint>().OrderByDescending(c => c.TreeSize).Select(c => new LogHead(c.TreeSize, c.Root)).FirstOrDefaultAsync(token), cancellationToken);

    /// <summary>Stores the roots of subtrees that have become complete, also those of a log that grew before they were stored. Proofs need them.</summary>
    public async Task Grow(CancellationToken cancellationToken)
    {
        while (await work.Maintain(GrowSome, cancellationToken) > 0)
        {
        }
    }

    /// <summary>The root that the stored hashes give at a size.</summary>
    /// <exception cref="InvalidDataException">The log lacks hashes.</exception>
    public Task<byte[]> Root(long size, CancellationToken cancellationToken) => work.Read(
        (db, token) => MerklePaths.Root(size, new StoredHashes(db, size, token).Read).AsTask(), cancellationToken);

    /// <summary>Hashes of a tile; null where the log of that size does not have it.</summary>
    /// <param name="size">Size of a checkpoint up to which the log has grown.</param>
    public async Task<byte[]?> Tile(int level, TilePath tile, long size, CancellationToken cancellationToken)
    {
        long first = tile.Number * MerklePaths.TileWidth;
        if (level is < 0 or > 7 || first + tile.Width > size >> (level * MerklePaths.TileHeight))
            return null;
        IReadOnlyList<byte[]> hashes = await work.Read((db, token) => StoredHashes.Row(db, level, first, tile.Width, token), cancellationToken);
        return hashes.Count == tile.Width ? [.. hashes.SelectMany(hash => hash)] : null;
    }

    /// <summary>The stored root of 256 leaves; null where they are not complete.</summary>
    /// <param name="number">Which 256, from 0.</param>
    public Task<byte[]?> Subtree(long number, CancellationToken cancellationToken) => work.Read(
        (db, token) => db.Set<RecordNode>().Where(n => n.Level == 1 && n.Number == number).Select(n => n.Hash).FirstOrDefaultAsync(token), cancellationToken);

    /// <summary>Subjects of which something was recorded that the log of a size does not count.</summary>
    public Task<IReadOnlyList<Subject>> Since(long size, CancellationToken cancellationToken) => work.Read<IReadOnlyList<Subject>>(
        async (db, token) =>
        {
            // The unsealed first: what is sealed meanwhile is in the second.
            List<Subject> unsealed = await store.Unsealed(db).Select(e => new Subject(e.SubjectKind, e.SubjectId)).ToListAsync(token);
            List<Subject> later = await db.Set<RecordPosition>().Where(p => p.Sequence >= size)
                .Join(db.Set<RecordEvent>(), p => p.EventOrd, e => e.Ord, (_, e) => new Subject(e.SubjectKind, e.SubjectId)).ToListAsync(token);
            return [.. unsealed.Union(later)];
        },
        cancellationToken);

    /// <summary>That the leaf at a place is in the log of a size.</summary>
    /// <exception cref="InvalidDataException">The log lacks hashes, or they do not lead to the root: it was altered.</exception>
    public Task<InclusionProof> Prove(long sequence, LogHead head, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(head);
        return work.Read((db, token) => Prove(sequence, head, new StoredHashes(db, head.Size, token)), cancellationToken);
    }

    /// <summary>The same for several leaves, which share most of their way.</summary>
    /// <inheritdoc cref="Prove(long, LogHead, CancellationToken)"/>
    public Task<IReadOnlyList<InclusionProof>> ProveAll(IReadOnlyList<long> sequences, LogHead head, CancellationToken cancellationToken) => work.Read<IReadOnlyList<InclusionProof>>(
        async (db, token) =>
        {
            StoredHashes stored = new(db, head.Size, token);
            List<InclusionProof> proofs = [];
            foreach (long sequence in sequences)
                proofs.Add(await Prove(sequence, head, stored));
            return proofs;
        },
        cancellationToken);

    /// <summary>What shows that the log of the second head begins with that of the first; whether it does, the proof itself says.</summary>
    /// <exception cref="InvalidDataException">The log lacks hashes.</exception>
    public Task<ConsistencyProof> Consistency(LogHead first, LogHead second, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return work.Read(
            async (db, token) => new ConsistencyProof(
                (ulong)first.Size, (ulong)second.Size, first.Root, second.Root, await MerklePaths.Consistency(first.Size, second.Size, new StoredHashes(db, second.Size, token).Read)),
            cancellationToken);
    }

    /// <summary>The complete subtrees of the log of a size, largest first, 32 bytes each: from them a reader goes on.</summary>
    public Task<byte[]> Frontier(long size, CancellationToken cancellationToken) => work.Read(
        async (db, token) =>
        {
            StoredHashes stored = new(db, size, token);
            List<byte> frontier = [];
            long from = 0;
            for (int height = 62; height >= 0; height--)
            {
                if ((size >> height & 1) == 0)
                    continue;
                frontier.AddRange(await MerklePaths.Complete(from, height, stored.Read));
                from += 1L << height;
            }

            return frontier.ToArray();
        },
        cancellationToken);

    /// <summary>Place of an event; null while it is not sealed, or where there is none of that id.</summary>
    public Task<long?> PlaceOf(Guid eventId, CancellationToken cancellationToken) => work.Read(
        (db, token) => db.Set<RecordEvent>().Where(e => e.Id == eventId)
            .Join(db.Set<RecordPosition>(), e => e.Ord, p => p.EventOrd, (_, p) => (long?)p.Sequence).FirstOrDefaultAsync(token),
        cancellationToken);

    /// <summary>Entries in their order, from a place up to another that is not included.</summary>
    public IAsyncEnumerable<LogEntry> Entries(long from, long to, CancellationToken cancellationToken) => work.ReadAll((db, token) => Entries(db, from, to, token), cancellationToken);

    /// <summary>Sealed entries of subjects, in their order. The caller has decided that the reader may see them.</summary>
    public Task<IReadOnlyList<LogEntry>> Of(IReadOnlyList<Subject> subjects, long below, CancellationToken cancellationToken) => work.Read<IReadOnlyList<LogEntry>>(
        async (db, token) =>
        {
            List<LogEntry> entries = [];
            foreach (Subject subject in subjects)
            {
                var rows = await db.Set<RecordEvent>().Where(e => e.SubjectKind == subject.Kind && e.SubjectId == subject.Id)
                    .Join(db.Set<RecordPosition>().Where(p => p.Sequence < below), e => e.Ord, p => p.EventOrd, (e, p) => new { Event = e, Position = p }).ToListAsync(token);
                entries.AddRange(rows.Select(row => LogEntry.Of(row.Position, row.Event)));
            }

            return [.. entries.OrderBy(entry => entry.Sequence)];
        },
        cancellationToken);

    static async Task<InclusionProof> Prove(long sequence, LogHead head, StoredHashes stored)
    {
        InclusionProof proof = new(
            (ulong)sequence, (ulong)head.Size, await stored.Read(0, sequence), head.Root, await MerklePaths.Inclusion(sequence, head.Size, stored.Read));
        return proof.Holds() ? proof : throw new InvalidDataException($"The hashes of the log do not lead from leaf {sequence} to the root of {head.Size} leaves.");
    }

    static async IAsyncEnumerable<LogEntry> Entries(VanLangDbContext db, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = db.Set<RecordPosition>().Where(p => p.Sequence >= from && p.Sequence < to).OrderBy(p => p.Sequence)
            .GroupJoin(db.Set<RecordEvent>(), p => p.EventOrd, e => e.Ord, (p, events) => new { p, events })
            .SelectMany(row => row.events.DefaultIfEmpty(), (row, e) => new { Position = row.p, Event = e });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return LogEntry.Of(row.Position, row.Event);
    }

    static async Task<int> GrowSome(VanLangDbContext db, CancellationToken cancellationToken)
    {
        long size = await db.Set<RecordCheckpoint>().MaxAsync(c => (long?)c.TreeSize, cancellationToken) ?? 0;
        int added = 0;
        for (int level = 1; size >> (level * MerklePaths.TileHeight) > 0; level++)
        {
            long have = (await db.Set<RecordNode>().Where(n => n.Level == level).MaxAsync(n => (long?)n.Number, cancellationToken) ?? -1) + 1;
            int missing = (int)Math.Min(NodesAtOnce, (size >> (level * MerklePaths.TileHeight)) - have);
            if (missing == 0)
                continue;
            // What was added to the level below in this portion is not there yet; the next portion finds it.
            IReadOnlyList<byte[]> row = await StoredHashes.Row(db, level - 1, have * MerklePaths.TileWidth, missing * MerklePaths.TileWidth, cancellationToken);
            for (int i = 0; i < row.Count / MerklePaths.TileWidth; i++, added++)
                db.Add(new RecordNode { Level = level, Number = have + i, Hash = MerklePaths.Fold([.. row.Skip(i * MerklePaths.TileWidth).Take(MerklePaths.TileWidth)]) });
        }

        return added;
    }
}

/// <summary>The log at one size.</summary>
/// <param name="Size">Number of leaves.</param>
/// <param name="Root">Root of its tree, 32 bytes.</param>
public sealed record LogHead(long Size, byte[] Root);

/// <summary>A leaf of the log with what it stands for.</summary>
/// <param name="Sequence">Its place, from 0.</param>
/// <param name="LeafHash">Its hash as it was sealed.</param>
/// <param name="Event">The event; null where it is no longer there.</param>
public sealed record LogEntry(long Sequence, byte[] LeafHash, LoggedEvent? Event)
{
    internal static LogEntry Of(RecordPosition position, RecordEvent? e) => new(
        position.Sequence, position.LeafHash, e is null ? null : new(e.Id, new(e.SubjectKind, e.SubjectId), e.Type, e.At, e.Entry(), e.Salt, e.Payload));
}

/// <summary>An event as the log hashes it.</summary>
/// <param name="Entry">Canonical header, UTF-8: what the leaf is the hash of.</param>
/// <param name="Salt">Stands before the payload in its digest.</param>
/// <param name="Payload">Canonical JSON; null where erased by law.</param>
public sealed record LoggedEvent(Guid Id, Subject Subject, string Type, DateTimeOffset At, byte[] Entry, byte[] Salt, string? Payload);
