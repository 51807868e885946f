namespace VanLang.Signing.Contracts;

/// <summary>A document that is complete but for the signature: what a key must sign, and all that is needed to put the answer in.</summary>
public sealed class PreparedSignature
{
    internal PreparedSignature(byte[] document, int holeStart, int holeLength, byte[] digest, DateTimeOffset signedAt)
    {
        Document = document;
        HoleStart = holeStart;
        HoleLength = holeLength;
        DigestBytes = digest;
        SignedAt = signedAt;
    }

    /// <summary>SHA-256 of the signed byte ranges, 32 bytes. This is what a signer's list of opened documents shows.</summary>
    public ReadOnlyMemory<byte> Digest => DigestBytes;

    /// <summary>Time written into the signature.</summary>
    public DateTimeOffset SignedAt { get; }

    internal byte[] Document { get; }

    internal byte[] DigestBytes { get; }

    /// <summary>First byte of the hexadecimal string, its &lt; included.</summary>
    internal int HoleStart { get; }

    /// <summary>Length of the hexadecimal string with its delimiters.</summary>
    internal int HoleLength { get; }

    internal byte[] SignedBytes() => [.. Document.AsSpan(0, HoleStart), .. Document.AsSpan(HoleStart + HoleLength)];
}

/// <summary>What came of preparing.</summary>
public abstract record PrepareOutcome
{
    private PrepareOutcome()
    {
    }

    /// <summary>Ready to be signed.</summary>
    public sealed record Ready(PreparedSignature Prepared) : PrepareOutcome;

    /// <summary>Cannot be signed; nothing was changed.</summary>
    public sealed record Refused(SigningProblem Problem) : PrepareOutcome;
}

/// <summary>What came of putting the signature in.</summary>
public abstract record CompleteOutcome
{
    private CompleteOutcome()
    {
    }

    /// <summary>The signed file, which begins with the bytes of the file that was prepared.</summary>
    public sealed record Done(ReadOnlyMemory<byte> Pdf) : CompleteOutcome;

    /// <summary>What came back from the key is not accepted.</summary>
    public sealed record Refused(SigningProblem Problem) : CompleteOutcome;
}
