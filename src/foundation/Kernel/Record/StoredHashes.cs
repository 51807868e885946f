using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Transparency;

namespace VanLang.Kernel.Record;

/// <summary>The stored hashes of the log up to a size, read a tile at a time and kept for the one proof that is made of them.</summary>
sealed class StoredHashes(VanLangDbContext db, long size, CancellationToken cancellationToken)
{
    readonly Dictionary<(int Level, long Tile), IReadOnlyList<byte[]>> tiles = [];

    /// <exception cref="InvalidDataException">The log lacks what it should have.</exception>
    public async ValueTask<byte[]> Read(int level, long number)
    {
        long tile = number / MerklePaths.TileWidth;
        if (!tiles.TryGetValue((level, tile), out IReadOnlyList<byte[]>? hashes))
        {
            long first = tile * MerklePaths.TileWidth;
            int count = (int)Math.Min(MerklePaths.TileWidth, (size >> (level * MerklePaths.TileHeight)) - first);
            hashes = await Row(db, level, first, count, cancellationToken);
            if (hashes.Count != count)
                throw new InvalidDataException($"Of the hashes {first} to {first + count} at level {level} of the log there are {hashes.Count}.");
            tiles[(level, tile)] = hashes;
        }

        return hashes[(int)(number % MerklePaths.TileWidth)];
    }

    /// <summary>Hashes beside each other at one level, as many as there are.</summary>
    public static async Task<IReadOnlyList<byte[]>> Row(VanLangDbContext db, int level, long first, int count, CancellationToken cancellationToken)
    {
        long end = first + count;
        return level == 0
            ? await db.Set<RecordPosition>().Where(p => p.Sequence >= first && p.Sequence < end).OrderBy(p => p.Sequence).Select(p => p.LeafHash).ToListAsync(cancellationToken)
            : await db.Set<RecordNode>().Where(n => n.Level == level && n.Number >= first && n.Number < end).OrderBy(n => n.Number).Select(n => n.Hash).ToListAsync(cancellationToken);
    }
}
