using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VanLang.Transparency;

/// <summary>What a log sends to a witness (C2SP tlog-witness, <c>add-checkpoint</c>).</summary>
/// <param name="OldSize">Size of the checkpoint that the witness signed last; 0 for none.</param>
/// <param name="Proof">That the log of the new size begins with that of the old; none where the old is empty or the sizes are the same.</param>
/// <param name="Note">The signed checkpoint.</param>
public sealed record WitnessRequest(long OldSize, IReadOnlyList<ReadOnlyMemory<byte>> Proof, SignedNote Note)
{
    /// <summary>Last part of the address.</summary>
    public const string Path = "add-checkpoint";

    /// <summary>Kind of the answer that tells how far the witness has come.</summary>
    public const string SizeContentType = "text/x.tlog.size";

    const int LongestProof = 63;

    /// <summary>Reads a request; null for what is none.</summary>
    public static WitnessRequest? TryParse(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        int gap = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (gap < 0 || text[..gap].Split('\n') is not [var first, .. var hashes] || hashes.Length > LongestProof || first.Split(' ') is not ["old", var size])
            return null;
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long old) || old.ToString(CultureInfo.InvariantCulture) != size)
            return null;
        List<ReadOnlyMemory<byte>> proof = [];
        foreach (string hash in hashes)
        {
            byte[] value = new byte[hash.Length];
            if (!Convert.TryFromBase64String(hash, value, out int length) || length != SHA256.HashSizeInBytes)
                return null;
            proof.Add(value.AsMemory(0, length));
        }

        return SignedNote.TryParse(Encoding.UTF8.GetBytes(text[(gap + 2)..])) is { } note ? new(old, proof, note) : null;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"old {OldSize}\n{string.Concat(Proof.Select(hash => $"{Convert.ToBase64String(hash.Span)}\n"))}\n{Note}");
}
