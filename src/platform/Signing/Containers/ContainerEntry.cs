using System.IO.Compression;
using System.Security.Cryptography;
using VanLang.Signing.Checks;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Containers;

/// <summary>One file of a container. Unpacked as it is hashed, never further than the size it states.</summary>
/// <param name="Name">Path inside the container, with <c>/</c>.</param>
/// <param name="Packed">Its bytes as they lie in the container.</param>
/// <param name="IsDeflated">Whether they are compressed.</param>
/// <param name="Size">Stated size, unpacked.</param>
internal sealed class ContainerEntry(string name, ReadOnlyMemory<byte> packed, bool isDeflated, int size, ReadingBudget budget) : SignedContent
{
    private const int Chunk = 128 * 1024;

    public string Name => name;

    public int Size => size;

    public bool IsDeflated => isDeflated;

    /// <summary>Whether it lies where signatures, manifests and what else belongs to the container itself lie.</summary>
    public bool IsOfContainer => name.StartsWith("META-INF/", StringComparison.Ordinal);

    /// <summary>The whole content.</summary>
    /// <exception cref="PdfLimitException">It is larger than that.</exception>
    /// <exception cref="ContainerException">It is damaged.</exception>
    public byte[] Content(int largest)
    {
        if (size > largest)
            throw new PdfLimitException(name);
        var content = new MemoryStream(size);
        Unpack(content.Write);
        return content.ToArray();
    }

    protected override byte[] Hash(HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        Unpack(hash.AppendData);
        return hash.GetHashAndReset();
    }

    private void Unpack(Action<ReadOnlySpan<byte>> take)
    {
        if (!isDeflated)
        {
            for (var at = 0; at < packed.Length; at += Chunk)
            {
                budget.Look();
                take(packed.Span[at..Math.Min(at + Chunk, packed.Length)]);
            }

            return;
        }

        try
        {
            using var inflated = new DeflateStream(new MemoryStream(packed.ToArray(), false), CompressionMode.Decompress);
            var buffer = new byte[Chunk];
            var left = size;
            for (int read; (read = inflated.Read(buffer)) > 0; left -= read)
            {
                budget.Look();
                if (read > left)
                    throw new ContainerException("check.container-entry", name);
                take(buffer.AsSpan(0, read));
            }

            if (left > 0)
                throw new ContainerException("check.container-entry", name);
        }
        catch (InvalidDataException)
        {
            throw new ContainerException("check.container-entry", name);
        }
    }
}
