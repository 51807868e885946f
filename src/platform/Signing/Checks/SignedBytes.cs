using System.Security.Cryptography;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Checks;

/// <summary>A whole file, or one of a container.</summary>
internal sealed class SignedBytes(ReadOnlyMemory<byte> bytes, ReadingBudget budget, string mismatch) : SignedContent
{
    private const int Chunk = 4 * 1024 * 1024;

    public override string Mismatch => mismatch;

    protected override byte[] Hash(HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        for (var at = 0; at < bytes.Length; at += Chunk)
        {
            hash.AppendData(bytes.Span[at..Math.Min(at + Chunk, bytes.Length)]);
            budget.Look();
        }

        return hash.GetHashAndReset();
    }
}
