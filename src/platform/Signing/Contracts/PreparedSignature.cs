using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VanLang.Signing.Pdf;

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

    /// <summary>Writes the byte ranges into a finished document, now that the places of its placeholders are known.</summary>
    internal static PreparedSignature Of(byte[] document, IDictionary<PdfPlaceholder, int> marks, PdfPlaceholder range, PdfPlaceholder contents, DateTimeOffset signedAt)
    {
        var (holeStart, holeLength) = (marks[contents], contents.Text.Length);
        var after = holeStart + holeLength;
        var text = string.Create(CultureInfo.InvariantCulture, $"[0 {holeStart} {after} {document.Length - after}]").PadRight(range.Text.Length);
        Encoding.ASCII.GetBytes(text, document.AsSpan(marks[range]));
        return new PreparedSignature(document, holeStart, holeLength, DigestOf(document, holeStart, after, HashAlgorithmName.SHA256), signedAt);
    }

    /// <summary>Digest of the signed byte ranges by another algorithm.</summary>
    internal byte[] DigestBy(HashAlgorithmName algorithm) => DigestOf(Document, HoleStart, HoleStart + HoleLength, algorithm);

    /// <summary>The document with something in the room that was kept; null when it does not fit.</summary>
    internal byte[]? Filled(ReadOnlySpan<byte> contents)
    {
        if (2 * contents.Length > HoleLength - 2)
            return null;
        var document = Document.ToArray();
        var room = document.AsSpan(HoleStart + 1, HoleLength - 2);
        room.Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexString(contents), room);
        return document;
    }

    private static byte[] DigestOf(byte[] document, int holeStart, int after, HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        hash.AppendData(document.AsSpan(0, holeStart));
        hash.AppendData(document.AsSpan(after));
        return hash.GetHashAndReset();
    }

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
