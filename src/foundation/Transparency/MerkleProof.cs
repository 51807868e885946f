namespace VanLang.Transparency;

/// <summary>A proof about a Merkle log that anybody can check with nothing but the roots that were published (RFC 9162, 2.1.3 and 2.1.4).</summary>
public abstract record MerkleProof
{
    /// <summary>Whether the proof leads to exactly what it claims. False for hashes of a wrong length, too: they belong to no log of ours.</summary>
    public abstract bool Holds();

    private protected static bool AreSame(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) => one.Span.SequenceEqual(other.Span);
}
