using System.Security.Cryptography;
using System.Text;
using VanLang.Kernel.Files;

namespace VanLang.Kernel.Backup;

/// <summary>
/// Parts of a backup sealed by a backup key, in the envelope of the file store (AES-256-GCM, a random key for each part, wrapped by the key file).
/// Stored files need none of it: they lie encrypted already.
/// </summary>
static class SealedPart
{
    /// <summary>Replaces an open part by its sealed form.</summary>
    public static async Task Seal(string folder, string name, FileKeyRing keys, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, name);
        using IncomingFile sealedFile = new(folder);
        await using (FileStream open = File.OpenRead(path))
        {
            byte[] buffer = new byte[FileEnvelope.ChunkLength];
            for (int read; (read = await open.ReadAsync(buffer, cancellationToken)) > 0;)
                await sealedFile.Writer.Write(buffer.AsMemory(0, read), cancellationToken);
        }

        await sealedFile.Writer.Complete(cancellationToken);
        sealedFile.Finish(keys.ActiveKeyId, keys.Wrap(sealedFile.DataKey, NameOf(name)));
        File.Move(sealedFile.Path, path, overwrite: true);
    }

    /// <summary>Writes the open content of a sealed part.</summary>
    /// <exception cref="BackupFailedException">The key is another one, or the part is damaged.</exception>
    public static async Task Open(string path, BackupPart part, string target, FileKeyRing keys, CancellationToken cancellationToken)
    {
        byte[] dataKey = new byte[FileEnvelope.DataKeyLength];
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
            byte[] header = new byte[FileEnvelope.HeaderLength];
            int read = RandomAccess.Read(file, header, 0);
            if (!FileEnvelope.TryReadHeader(header.AsSpan(0, read), out string keyId, out byte[] wrapped))
                throw Damaged(part);
            if (!keys.KeyIds.Contains(keyId))
                throw new BackupFailedException($"Bản sao lưu được khóa bằng khóa {keyId}, tệp khóa đưa vào không có khóa này.", $"The backup is sealed by key {keyId}, which the key file does not hold.");
            if (!keys.TryUnwrap(keyId, wrapped, NameOf(part.Name), dataKey))
                throw Damaged(part);
            await using OpeningStream content = new(file, dataKey, part.ContentLength, Guid.Empty, ownsFile: false);
            await using FileStream open = DurableFiles.Create(target);
            await content.CopyToAsync(open, cancellationToken);
            open.Flush(flushToDisk: true);
        }
        catch (FileDamagedException)
        {
            throw Damaged(part);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    static BackupFailedException Damaged(BackupPart part) => new($"Phần {part.Name} của bản sao lưu bị hỏng.", $"Part {part.Name} of the backup is damaged.");

    // A wrapped key belongs to one part: sealed parts cannot be swapped.
    static byte[] NameOf(string part) => SHA256.HashData(Encoding.UTF8.GetBytes("vanlang backup part " + part));
}
