using System.Buffers;
using System.Security.Cryptography;
using VanLang.Kernel.Files;

namespace VanLang.Kernel.Backup;

/// <summary>Copies files durably: under a temporary name, flushed, then named; tells what was copied by length and hash.</summary>
static class HashedCopy
{
    const int BufferLength = 1 << 20;

    /// <summary>Copies a file; the folder must be flushed by the caller.</summary>
    /// <exception cref="FileNotFoundException">The source is gone.</exception>
    public static async Task<(long Length, string Sha256)> Copy(string source, string target, CancellationToken cancellationToken)
    {
        string temporary = target + ".new";
        try
        {
            await using FileStream from = new(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            File.Delete(temporary);
            (long, string) copied;
            await using (FileStream to = DurableFiles.Create(temporary))
            {
                copied = await Through(from, to, cancellationToken);
                to.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
            return copied;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public static async Task<(long Length, string Sha256)> Of(string path, CancellationToken cancellationToken)
    {
        await using FileStream from = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return await Through(from, Stream.Null, cancellationToken);
    }

    static async Task<(long Length, string Sha256)> Through(Stream from, Stream to, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            long length = 0;
            for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0; length += read)
            {
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
