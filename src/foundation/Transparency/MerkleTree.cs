using System.Numerics;
using System.Security.Cryptography;

namespace VanLang.Transparency;

/// <summary>
/// A growing Merkle tree after RFC 9162 section 2.1: leaves hashed with prefix 0x00, nodes with 0x01, SHA-256. It holds only its frontier,
/// the hashes of the complete subtrees, largest first.
/// </summary>
public sealed class MerkleTree
{
    readonly List<byte[]> frontier;

    public MerkleTree()
        : this(0, [])
    {
    }

    MerkleTree(long size, List<byte[]> frontier)
    {
        Size = size;
        this.frontier = frontier;
    }

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>The tree of a stored frontier.</summary>
    /// <exception cref="ArgumentException">The frontier does not fit the size.</exception>
    public static MerkleTree Restore(long size, ReadOnlySpan<byte> frontier)
    {
        int subtrees = BitOperations.PopCount((ulong)size);
        if (frontier.Length != subtrees * SHA256.HashSizeInBytes)
            throw new ArgumentException($"A tree of {size} leaves has {subtrees} complete subtrees.", nameof(frontier));
        List<byte[]> hashes = [];
        for (int at = 0; at < frontier.Length; at += SHA256.HashSizeInBytes)
            hashes.Add(frontier.Slice(at, SHA256.HashSizeInBytes).ToArray());
        return new(size, hashes);
    }

    public static byte[] LeafHash(ReadOnlySpan<byte> leaf) => SHA256.HashData([0x00, .. leaf]);

    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => SHA256.HashData([0x01, .. left, .. right]);

    /// <summary>Appends the hash of a leaf.</summary>
    public void Append(byte[] leafHash)
    {
        byte[] node = leafHash;
        // Each complete subtree of the same height on the right end merges with the new one, as a carry in binary addition.
        for (long size = Size; (size & 1) == 1; size >>= 1)
        {
            node = NodeHash(frontier[^1], node);
            frontier.RemoveAt(frontier.Count - 1);
        }

        frontier.Add(node);
        Size++;
    }

    /// <summary>The root; the hash of nothing for an empty tree.</summary>
    public byte[] Root()
    {
        if (frontier.Count == 0)
            return SHA256.HashData([]);
        byte[] root = frontier[^1];
        for (int at = frontier.Count - 2; at >= 0; at--)
            root = NodeHash(frontier[at], root);
        return root;
    }

    /// <summary>The frontier as it is stored: 32 bytes per complete subtree, largest first.</summary>
    public byte[] Frontier() => [.. frontier.SelectMany(hash => hash)];
}
