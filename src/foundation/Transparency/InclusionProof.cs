using System.Security.Cryptography;

namespace VanLang.Transparency;

/// <summary>That a leaf stands at a place of the log of a size (RFC 9162, 2.1.3.2).</summary>
/// <param name="LeafIndex">Place of the leaf, from 0.</param>
/// <param name="TreeSize">Number of leaves of the log that the root stands for.</param>
/// <param name="LeafHash">Hash of the leaf.</param>
/// <param name="Root">Root of the log.</param>
/// <param name="Path">Hashes beside the way from the leaf up to the root.</param>
public sealed record InclusionProof(
    ulong LeafIndex, ulong TreeSize, ReadOnlyMemory<byte> LeafHash, ReadOnlyMemory<byte> Root, IReadOnlyList<ReadOnlyMemory<byte>> Path) : MerkleProof
{
    public override bool Holds()
    {
        if (LeafIndex >= TreeSize || LeafHash.Length != SHA256.HashSizeInBytes || Path.Any(hash => hash.Length != SHA256.HashSizeInBytes))
            return false;
        ulong node = LeafIndex;
        ulong last = TreeSize - 1;
        ReadOnlyMemory<byte> root = LeafHash;
        foreach (ReadOnlyMemory<byte> sibling in Path)
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                root = MerkleTree.NodeHash(sibling.Span, root.Span);
                // The last node of a level goes up without a sibling as long as it has none on the right.
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                root = MerkleTree.NodeHash(root.Span, sibling.Span);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && AreSame(root, Root);
    }
}
