using System.Numerics;
using System.Security.Cryptography;

namespace VanLang.Transparency;

/// <summary>That the log of a later size begins with the log of an earlier size, nothing changed or taken away (RFC 9162, 2.1.4.2).</summary>
/// <param name="FirstSize">Number of leaves of the earlier log. Of an empty one nothing can be proved.</param>
/// <param name="SecondSize">Number of leaves of the later log.</param>
/// <param name="FirstRoot">Root of the earlier log.</param>
/// <param name="SecondRoot">Root of the later log.</param>
/// <param name="Path">Hashes from which both roots follow; none where the sizes are the same.</param>
public sealed record ConsistencyProof(
    ulong FirstSize, ulong SecondSize, ReadOnlyMemory<byte> FirstRoot, ReadOnlyMemory<byte> SecondRoot, IReadOnlyList<ReadOnlyMemory<byte>> Path) : MerkleProof
{
    public override bool Holds()
    {
        if (FirstSize == 0 || FirstSize > SecondSize)
            return false;
        if (FirstSize == SecondSize)
            return Path.Count == 0 && AreSame(FirstRoot, SecondRoot);
        if (Path.Count == 0 || Path.Any(hash => hash.Length != SHA256.HashSizeInBytes))
            return false;

        // The earlier log of a full tree is itself the first node on the way.
        IReadOnlyList<ReadOnlyMemory<byte>> path = BitOperations.IsPow2(FirstSize) ? [FirstRoot, .. Path] : Path;
        ulong node = FirstSize - 1;
        ulong last = SecondSize - 1;
        while ((node & 1) == 1)
            (node, last) = (node >> 1, last >> 1);
        ReadOnlyMemory<byte> first = path[0];
        ReadOnlyMemory<byte> second = path[0];
        foreach (ReadOnlyMemory<byte> hash in path.Skip(1))
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                first = MerkleTree.NodeHash(hash.Span, first.Span);
                second = MerkleTree.NodeHash(hash.Span, second.Span);
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                second = MerkleTree.NodeHash(second.Span, hash.Span);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && AreSame(first, FirstRoot) && AreSame(second, SecondRoot);
    }
}
