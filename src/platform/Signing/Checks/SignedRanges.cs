using System.Security.Cryptography;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Checks;

/// <summary>The ranges of the file that a signature says it signs. They are hashed where they lie: a file may be large.</summary>
internal sealed class SignedRanges(PdfFile file, IReadOnlyList<long> ranges) : SignedContent
{
    private const int Chunk = 4 * 1024 * 1024;

    public IReadOnlyList<long> Ranges => ranges;

    /// <summary>Where the last range ends.</summary>
    public int End => (int)(ranges[2] + ranges[3]);

    /// <summary>The four numbers of /ByteRange; null when they are not two ranges inside the file.</summary>
    public static SignedRanges? Of(PdfFile file, PdfDictionary signature)
    {
        var numbers = (file.Array(signature["ByteRange"])?.Items ?? []).Select(item => file.Resolve(item)).OfType<PdfNumber>()
            .Where(number => number is { IsInteger: true, Value: >= 0 and <= int.MaxValue }).Select(number => (long)number.Value).ToArray();
        return numbers is [var first, var length, var second, var rest] && first + length <= second && second + rest <= file.Bytes.Length
            ? new SignedRanges(file, numbers)
            : null;
    }

    protected override byte[] Hash(HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        for (var range = 0; range < 4; range += 2)
        {
            var bytes = file.Bytes.Slice((int)ranges[range], (int)ranges[range + 1]);
            for (var at = 0; at < bytes.Length; at += Chunk)
            {
                hash.AppendData(bytes.Span[at..Math.Min(at + Chunk, bytes.Length)]);
                file.Budget.Look();
            }
        }

        return hash.GetHashAndReset();
    }
}
