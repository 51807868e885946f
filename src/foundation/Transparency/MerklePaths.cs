using System.Numerics;

namespace VanLang.Transparency;

/// <summary>
/// Makes roots and proofs of a log whose hashes are stored by tile levels (C2SP tlog-tiles): level 0 holds the leaf hashes, level L the roots of complete
/// subtrees of 256^L leaves. What lies between is computed, so that a proof in a log of any size reads two rows of at most 256 hashes a level.
/// </summary>
public static class MerklePaths
{
    /// <summary>Height of a tile: 256 hashes side by side.</summary>
    public const int TileHeight = 8;

    /// <summary>Number of hashes of a full tile.</summary>
    public const int TileWidth = 1 << TileHeight;

    /// <summary>Root of the log of a size; the hash of nothing for an empty one.</summary>
    public static ValueTask<byte[]> Root(long size, StoredHash stored)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return size == 0 ? new(new MerkleTree().Root()) : Subtree(0, size, stored);
    }

    /// <summary>Hashes beside the way from a leaf up to the root (RFC 9162, 2.1.3.1).</summary>
    public static async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> Inclusion(long leaf, long size, StoredHash stored)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leaf);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leaf, size);
        List<ReadOnlyMemory<byte>> path = [];
        (long from, long to) = (0, size);
        // From the root down; the path is told from the leaf up.
        while (to - from > 1)
        {
            long middle = from + Split(to - from);
            if (leaf < middle)
            {
                path.Add(await Subtree(middle, to, stored));
                to = middle;
            }
            else
            {
                path.Add(await Subtree(from, middle, stored));
                from = middle;
            }
        }

        path.Reverse();
        return path;
    }

    /// <summary>Hashes from which the roots of an earlier and of a later size follow (RFC 9162, 2.1.4.1); none where the sizes are the same.</summary>
    /// <param name="first">At least 1: of an empty log nothing can be proved.</param>
    public static async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> Consistency(long first, long second, StoredHash stored)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        List<ReadOnlyMemory<byte>> path = [];
        (long from, long to) = (0, second);
        bool isWhole = true;
        while (first < to)
        {
            long middle = from + Split(to - from);
            if (first <= middle)
            {
                path.Add(await Subtree(middle, to, stored));
                to = middle;
            }
            else
            {
                path.Add(await Subtree(from, middle, stored));
                from = middle;
                isWhole = false;
            }
        }

        // Where the earlier log is itself a node on the way, who checks knows its hash already.
        if (!isWhole)
            path.Add(await Subtree(from, to, stored));
        path.Reverse();
        return path;
    }

    // Root of the leaves from..to, a subtree that begins where one of its size may begin.
    static async ValueTask<byte[]> Subtree(long from, long to, StoredHash stored)
    {
        long size = to - from;
        if (!BitOperations.IsPow2(size))
        {
            long middle = from + Split(size);
            byte[] left = await Subtree(from, middle, stored), right = await Subtree(middle, to, stored);
            return MerkleTree.NodeHash(left, right);
        }

        return await Complete(from, BitOperations.Log2((ulong)size), stored);
    }

    /// <summary>Root of the complete subtree of 2^height leaves that begins with a leaf.</summary>
    public static async ValueTask<byte[]> Complete(long from, int height, StoredHash stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        int level = height / TileHeight;
        byte[][] row = new byte[1 << (height % TileHeight)][];
        long at = from >> (level * TileHeight);
        for (int i = 0; i < row.Length; i++)
            row[i] = await stored(level, at + i);
        return Fold(row);
    }

    /// <summary>Root over complete rows of hashes, 1, 2, 4 … of them.</summary>
    public static byte[] Fold(ReadOnlySpan<byte[]> row)
    {
        if (!BitOperations.IsPow2(row.Length))
            throw new ArgumentException($"{row.Length} hashes are no complete row.", nameof(row));
        byte[][] hashes = row.ToArray();
        for (int length = hashes.Length; length > 1; length /= 2)
        {
            for (int i = 0; i < length / 2; i++)
                hashes[i] = MerkleTree.NodeHash(hashes[2 * i], hashes[(2 * i) + 1]);
        }

        return hashes[0];
    }

    // The largest power of two below the size.
    static long Split(long size) => 1L << BitOperations.Log2((ulong)(size - 1));
}

/// <summary>A stored hash of the log.</summary>
/// <param name="level">0 for a leaf, L for the root of a complete subtree of 256^L leaves.</param>
/// <param name="number">Which one at that level, from 0.</param>
public delegate ValueTask<byte[]> StoredHash(int level, long number);
