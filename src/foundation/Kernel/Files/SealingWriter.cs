using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace VanLang.Kernel.Files;

/// <summary>Writes content into the <see cref="FileEnvelope"/>, and hashes it on the way. The header stays empty until the end.</summary>
internal sealed class SealingWriter(SafeFileHandle file, byte[] dataKey) : IDisposable
{
    private readonly AesGcm gcm = new(dataKey, FileEnvelope.TagLength);
    private readonly IncrementalHash content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] plain = new byte[FileEnvelope.ChunkLength];
    private readonly byte[] sealedChunk = new byte[FileEnvelope.SealedChunkLength];
    private int filled;
    private long chunk;

    /// <summary>Bytes of content so far.</summary>
    public long Length { get; private set; }

    public async ValueTask Write(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        content.AppendData(data.Span);
        Length += data.Length;
        while (data.Length > 0)
        {
            // A full chunk is sealed only when more comes: the last one carries a flag.
            if (filled == plain.Length)
                await Seal(last: false, cancellationToken);

            var taken = Math.Min(plain.Length - filled, data.Length);
            data[..taken].CopyTo(plain.AsMemory(filled));
            filled += taken;
            data = data[taken..];
        }
    }

    /// <summary>Seals the last chunk and gives the SHA-256 of the content.</summary>
    public async ValueTask<byte[]> Complete(CancellationToken cancellationToken)
    {
        await Seal(last: true, cancellationToken);
        return content.GetHashAndReset();
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(plain);
        gcm.Dispose();
        content.Dispose();
    }

    private async ValueTask Seal(bool last, CancellationToken cancellationToken)
    {
        SealChunk(last);
        var length = filled + FileEnvelope.TagLength;
        await RandomAccess.WriteAsync(file, sealedChunk.AsMemory(0, length), FileEnvelope.SealedOffset(chunk), cancellationToken);
        chunk++;
        filled = 0;
    }

    private void SealChunk(bool last)
    {
        Span<byte> nonce = stackalloc byte[FileEnvelope.NonceLength];
        FileEnvelope.WriteNonce(nonce, chunk, last);
        gcm.Encrypt(nonce, plain.AsSpan(0, filled), sealedChunk.AsSpan(0, filled), sealedChunk.AsSpan(filled, FileEnvelope.TagLength));
    }
}
