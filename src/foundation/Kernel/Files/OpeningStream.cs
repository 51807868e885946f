using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace VanLang.Kernel.Files;

/// <summary>
/// Reads content out of the <see cref="FileEnvelope"/>, from any position; no byte is given out before its chunk has been verified.
/// </summary>
internal sealed class OpeningStream : Stream
{
    private readonly SafeFileHandle file;
    private readonly bool ownsFile;
    private readonly Guid fileId;
    private readonly long length;
    private readonly AesGcm gcm;
    private readonly byte[] sealedChunk = new byte[FileEnvelope.SealedChunkLength];
    private readonly byte[] plain = new byte[FileEnvelope.ChunkLength];
    private long loaded = -1;
    private int loadedLength;
    private long position;

    /// <exception cref="FileDamagedException">The file on disk has not the length that the content needs.</exception>
    public OpeningStream(SafeFileHandle file, ReadOnlySpan<byte> dataKey, long length, Guid fileId, bool ownsFile)
    {
        this.file = file;
        this.ownsFile = ownsFile;
        this.fileId = fileId;
        this.length = length;
        if (length < 1 || RandomAccess.GetLength(file) != FileEnvelope.SealedLength(length))
            throw new FileDamagedException(fileId, "its length on disk is wrong");
        gcm = new AesGcm(dataKey, FileEnvelope.TagLength);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || position >= length)
            return 0;

        if (NeedsLoad(out var chunk, out var wanted))
        {
            var read = 0;
            for (int got; read < wanted; read += got)
            {
                got = RandomAccess.Read(file, sealedChunk.AsSpan(read, wanted - read), FileEnvelope.SealedOffset(chunk) + read);
                if (got == 0)
                    throw new FileDamagedException(fileId, "it ends too early");
            }

            OpenChunk(chunk, wanted);
        }

        return Give(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || position >= length)
            return 0;

        if (NeedsLoad(out var chunk, out var wanted))
        {
            var read = 0;
            for (int got; read < wanted; read += got)
            {
                got = await RandomAccess.ReadAsync(
                    file, sealedChunk.AsMemory(read, wanted - read), FileEnvelope.SealedOffset(chunk) + read, cancellationToken);
                if (got == 0)
                    throw new FileDamagedException(fileId, "it ends too early");
            }

            OpenChunk(chunk, wanted);
        }

        return Give(buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CryptographicOperations.ZeroMemory(plain);
            gcm.Dispose();
            if (ownsFile)
                file.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool NeedsLoad(out long chunk, out int sealedLength)
    {
        chunk = position / FileEnvelope.ChunkLength;
        var plainLength = (int)Math.Min(FileEnvelope.ChunkLength, length - (chunk * FileEnvelope.ChunkLength));
        sealedLength = plainLength + FileEnvelope.TagLength;
        return chunk != loaded;
    }

    private void OpenChunk(long chunk, int sealedLength)
    {
        loaded = -1;
        loadedLength = sealedLength - FileEnvelope.TagLength;
        var last = ((chunk + 1) * FileEnvelope.ChunkLength) >= length;
        Span<byte> nonce = stackalloc byte[FileEnvelope.NonceLength];
        FileEnvelope.WriteNonce(nonce, chunk, last);
        try
        {
            gcm.Decrypt(
                nonce,
                sealedChunk.AsSpan(0, loadedLength),
                sealedChunk.AsSpan(loadedLength, FileEnvelope.TagLength),
                plain.AsSpan(0, loadedLength));
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new FileDamagedException(fileId, $"chunk {chunk} was altered", mismatch);
        }

        loaded = chunk;
    }

    private int Give(Span<byte> buffer)
    {
        var start = (int)(position % FileEnvelope.ChunkLength);
        var given = Math.Min(loadedLength - start, buffer.Length);
        plain.AsSpan(start, given).CopyTo(buffer);
        position += given;
        return given;
    }
}
