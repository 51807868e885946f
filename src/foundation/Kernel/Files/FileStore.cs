using System.Security.Cryptography;
using System.Text;

namespace VanLang.Kernel.Files;

/// <summary>
/// The files of the house: encrypted, named by a keyed hash of their content, never changed once written. The folder may be a mount that
/// several nodes share. Form on disk: <c>ab/cd/abcd…</c> (see <see cref="StoredFile.StoreName"/>), <c>incoming/</c> for what is being
/// received, <c>collected/</c> for what no row names (<see cref="FileCollector"/>), <c>keys</c> with the ids of the keys in use.
/// </summary>
public sealed class FileStore
{
    private const long HeicGrowth = 4;

    private readonly string folder;
    private readonly string incoming;
    private readonly FileKeyRing keys;
    private readonly TimeProvider time;
    private readonly IFileScanner? scanner;

    /// <summary>Which of the 65,536 folders are known to be on disk.</summary>
    private readonly bool[] knownFolders = new bool[65536];

    /// <param name="folder">Made if absent. What a crash left in it half received is deleted.</param>
    /// <param name="keys">The master keys; all keys that the folder was ever written with must be among them.</param>
    /// <param name="time">For the time and id of new files.</param>
    /// <param name="scanner">The malware scanner, null if none is configured.</param>
    /// <exception cref="InvalidOperationException">The key file is not the one that belongs to the folder.</exception>
    public FileStore(string folder, FileKeyRing keys, TimeProvider time, IFileScanner? scanner = null)
    {
        this.folder = Path.GetFullPath(folder);
        this.keys = keys;
        this.time = time;
        this.scanner = scanner;
        incoming = Path.Combine(this.folder, "incoming");
        DurableFiles.CreateFolder(incoming);
        CheckKeys();
        IncomingFile.CleanUp(incoming, time.GetUtcNow());
    }

    /// <summary>Where the files lie.</summary>
    internal string Folder => folder;

    /// <summary>Whether a scanner is configured.</summary>
    internal bool CanScan => scanner is not null;

    /// <summary>The converter of HEIC photos, null if the machine has none.</summary>
    internal HeicConverter? Heic { get; init; } = HeicConverter.Find();

    /// <summary>
    /// Takes in an upload: judges it, encrypts it under a temporary name, flushes it, gives it its name, flushes the folder and reads it back.
    /// Memory use does not depend on the size. The caller writes the row of a <see cref="FileReceipt.Received"/> inside its own
    /// operation; content that no row ever names is harmless.
    /// </summary>
    /// <param name="content">Read from its position to its end, or to the limit. Not disposed.</param>
    /// <param name="policy">Limits of this place of upload.</param>
    /// <param name="originalName">The sender's name for the file; only kept and shown, never trusted.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    /// <exception cref="IOException">The disk failed, or did not give back what was written.</exception>
    public async Task<FileReceipt> Receive(
        Stream content, FileIntakePolicy policy, string originalName, CancellationToken cancellationToken)
    {
        var size = content.CanSeek ? content.Length - content.Position : (long?)null;
        var refused = new FileReceipt.Refused("", new FileRefusalArguments(FileNames.Clean(originalName), size, policy));
        if (size > policy.MaxBytes)
            return refused with { Code = FileRefusal.TooLarge };

        using var reader = new IntakeReader(content, policy.MaxBytes);
        await reader.Fill(FileSignatures.Length, cancellationToken);
        if (reader.Buffered.IsEmpty)
            return refused with { Code = FileRefusal.Empty };

        var signature = FileSignatures.Judge(reader.Buffered.Span);
        if (await FileIntake.RefuseAtSight(signature, reader, policy, cancellationToken) is { } code)
            return refused with { Code = reader.OverLimit ? FileRefusal.TooLarge : code };
        if (signature == FileSignature.Heic)
            return await ReceiveHeic(reader, policy, originalName, refused, cancellationToken);

        using var file = new IncomingFile(incoming);
        var copy = await FileIntake.Copy(signature, reader, policy, file.Writer, cancellationToken);
        if (reader.OverLimit)
            return refused with { Code = FileRefusal.TooLarge };

        var hash = await file.Writer.Complete(cancellationToken);
        Inspection inspection;
        await using (var copied = file.Read())
            inspection = FileIntake.Inspect(signature, copy, copied, policy, cancellationToken);
        if (inspection.Refusal is not null)
            return refused with { Code = inspection.Refusal };

        var scan = await Scan(file, cancellationToken);
        if (scan is FileScan.Infected)
            return refused with { Code = FileRefusal.Malware };

        var (storeName, keyId, wrappedKey) = await Keep(file, hash, cancellationToken);
        var now = time.GetUtcNow();
        var kind = inspection.Kind!.Value;
        return new FileReceipt.Received(
            new StoredFile
            {
                Id = Guid.CreateVersion7(now),
                ContentHash = Convert.ToHexStringLower(hash),
                StoreName = storeName,
                Length = file.Writer.Length,
                ContentType = kind.ContentType(),
                OriginalName = FileNames.Clean(originalName, kind),
                WrappedKey = wrappedKey,
                KeyId = keyId,
                CreatedAt = now,
                ScanState = StateOf(scan),
            },
            copy.Changed);
    }

    /// <summary>Opens a file for reading, from any position. No byte is given out before its 64 KiB chunk has been verified.</summary>
    /// <exception cref="FileQuarantinedException">The file waits for the scanner.</exception>
    /// <exception cref="FileDamagedException">It is missing, cut off or altered on disk; also thrown while reading.</exception>
    public Stream Open(StoredFile file) => file.MayBeOpened ? OpenAny(file) : throw new FileQuarantinedException(file.Id);

    /// <summary>Reads the whole file, quarantined or not, and compares length and <see cref="StoredFile.ContentHash"/>; for <c>verify</c>.</summary>
    public async Task<bool> IsWhole(StoredFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = OpenAny(file);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) == file.ContentHash;
        }
        catch (FileDamagedException)
        {
            return false;
        }
    }

    /// <summary>Scans a stored file again, as a job does for quarantined ones; the caller keeps the answer in the row.</summary>
    public async Task<ScanState> Rescan(StoredFile file, CancellationToken cancellationToken)
    {
        await using var content = OpenAny(file);
        return scanner is null ? ScanState.NotScanned : StateOf(await scanner.Scan(content, cancellationToken));
    }

    private static ScanState StateOf(FileScan? scan) => scan switch
    {
        null => ScanState.NotScanned,
        FileScan.Clean => ScanState.Clean,
        _ => ScanState.Quarantined,
    };

    private OpeningStream OpenAny(StoredFile file)
    {
        if (file.StoreName.Length != 64 || !file.StoreName.All(char.IsAsciiHexDigitLower))
            throw new FileDamagedException(file.Id, "its row names no content");
        var dataKey = new byte[FileEnvelope.DataKeyLength];
        if (!keys.TryUnwrap(file.KeyId, file.WrappedKey, Convert.FromHexString(file.StoreName), dataKey))
            throw new FileDamagedException(file.Id, "its wrapped key was altered");
        return OpenAt(PathOf(file.StoreName), dataKey, file.Length, file.Id);
    }

    private static OpeningStream OpenAt(string path, byte[] dataKey, long length, Guid fileId)
    {
        try
        {
            var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            try
            {
                return new OpeningStream(handle, dataKey, length, fileId, ownsFile: true);
            }
            catch
            {
                handle.Dispose();
                throw;
            }
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileDamagedException(fileId, "it is missing", missing);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    private async Task<FileReceipt> ReceiveHeic(
        IntakeReader reader, FileIntakePolicy policy, string originalName, FileReceipt.Refused refused, CancellationToken cancellationToken)
    {
        if (Heic is null || !policy.Accepted.Contains(FileKind.Heic) || !policy.Accepted.Contains(FileKind.Jpeg))
            return refused with { Code = FileRefusal.Heic };

        using var conversion = await Heic.Convert(reader, cancellationToken);
        if (reader.OverLimit)
            return refused with { Code = FileRefusal.TooLarge };
        if (conversion.OpenJpeg() is not { } jpeg)
            return refused with { Code = FileRefusal.Heic };

        // The limit was for what was sent; the same picture is larger as JPEG.
        await using (jpeg)
        {
            var receipt = await Receive(jpeg, policy with { MaxBytes = policy.MaxBytes * HeicGrowth }, originalName, cancellationToken);
            return receipt is FileReceipt.Refused { Code: var code } ? refused with { Code = code } : receipt;
        }
    }

    private async Task<FileScan?> Scan(IncomingFile file, CancellationToken cancellationToken)
    {
        if (scanner is null)
            return null;
        await using var content = file.Read();
        return await scanner.Scan(content, cancellationToken);
    }

    /// <summary>Gives the file its name and reads it back; if the same content is there already, that one is read and used.</summary>
    private async Task<(string StoreName, string KeyId, byte[] WrappedKey)> Keep(
        IncomingFile file, byte[] hash, CancellationToken cancellationToken)
    {
        // The keyed hash is taken over the SHA-256 of the content: as good a name, without a second pass over the content.
        var name = HMACSHA256.HashData(keys.NameKey, hash);
        var storeName = Convert.ToHexStringLower(name);
        var path = PathOf(storeName);
        var place = Path.GetDirectoryName(path)!;
        var length = file.Writer.Length;
        MakePlace(name, place);

        if (File.Exists(path) && await FindKept(path, name, length, hash, cancellationToken) is { } kept)
            return (storeName, kept.KeyId, kept.WrappedKey);

        file.Finish(keys.ActiveKeyId, keys.Wrap(file.DataKey, name));
        if (!DurableFiles.TryName(file.Path, path))
        {
            // Another writer was quicker, or what lies there is damaged.
            if (await FindKept(path, name, length, hash, cancellationToken) is { } other)
                return (storeName, other.KeyId, other.WrappedKey);
            await Replace(file, path, name, cancellationToken);
        }

        DurableFiles.FlushFolder(place);
        if (ReadKey(path, name) is not { } key || !await ReadsBack(path, key.DataKey, length, hash, cancellationToken))
            throw new IOException($"The file store did not give back what was written to {path}.");
        return (storeName, key.KeyId, key.WrappedKey);
    }

    /// <summary>The key of content that is there already, if it reads back whole.</summary>
    private async Task<(string KeyId, byte[] WrappedKey, byte[] DataKey)?> FindKept(
        string path, byte[] name, long length, byte[] hash, CancellationToken cancellationToken)
    {
        // Whoever wrote it may not have flushed the folder yet. The new date keeps it from the collector until the new row is written.
        try
        {
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        }
        catch (FileNotFoundException)
        {
            // The collector was quicker: it is written anew.
            return null;
        }

        DurableFiles.FlushFolder(Path.GetDirectoryName(path)!);
        return ReadKey(path, name) is { } key && await ReadsBack(path, key.DataKey, length, hash, cancellationToken) ? key : null;
    }

    /// <summary>Replaces damaged content, under its own key if that can still be read: this heals all rows that name it.</summary>
    private async Task Replace(IncomingFile file, string path, byte[] name, CancellationToken cancellationToken)
    {
        if (ReadKey(path, name) is not { } old)
        {
            File.Move(file.Path, path, overwrite: true);
            return;
        }

        using var healed = await Reseal(file, old.DataKey, cancellationToken);
        healed.Finish(old.KeyId, old.WrappedKey);
        File.Move(healed.Path, path, overwrite: true);
    }

    private async Task<IncomingFile> Reseal(IncomingFile file, byte[] dataKey, CancellationToken cancellationToken)
    {
        var copy = new IncomingFile(incoming, dataKey);
        try
        {
            await using var content = file.Read();
            var buffer = new byte[FileEnvelope.ChunkLength];
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
                await copy.Writer.Write(buffer.AsMemory(0, read), cancellationToken);
            await copy.Writer.Complete(cancellationToken);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private (string KeyId, byte[] WrappedKey, byte[] DataKey)? ReadKey(string path, byte[] name)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[FileEnvelope.HeaderLength];
        var length = RandomAccess.Read(handle, header, 0);
        var dataKey = new byte[FileEnvelope.DataKeyLength];
        return FileEnvelope.TryReadHeader(header[..length], out var keyId, out var wrappedKey)
            && keys.KeyIds.Contains(keyId)
            && keys.TryUnwrap(keyId, wrappedKey, name, dataKey)
            ? (keyId, wrappedKey, dataKey)
            : null;
    }

    private static async Task<bool> ReadsBack(string path, byte[] dataKey, long length, byte[] hash, CancellationToken cancellationToken)
    {
        try
        {
            using (var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
                DurableFiles.ForgetCache(handle);
            await using var content = OpenAt(path, dataKey.ToArray(), length, Guid.Empty);
            return CryptographicOperations.FixedTimeEquals(await SHA256.HashDataAsync(content, cancellationToken), hash);
        }
        catch (FileDamagedException)
        {
            return false;
        }
    }

    private string PathOf(string storeName) => Path.Combine(folder, storeName[..2], storeName[2..4], storeName);

    private void MakePlace(byte[] name, string place)
    {
        ref var known = ref knownFolders[(name[0] << 8) | name[1]];
        if (Volatile.Read(ref known))
            return;

        // Another writer may have made the folders without having flushed them yet.
        DurableFiles.CreateFolder(place);
        DurableFiles.FlushFolder(Path.GetDirectoryName(place)!);
        DurableFiles.FlushFolder(folder);
        Volatile.Write(ref known, true);
    }

    /// <summary>A lost key file must be noticed at start, not when the first citizen asks for his paper.</summary>
    private void CheckKeys()
    {
        var list = Path.Combine(folder, "keys");
        var used = File.Exists(list) ? File.ReadAllLines(list).Where(line => line.Length > 0).ToArray() : [];
        if (used.Except(keys.KeyIds).FirstOrDefault() is { } missing)
            throw new InvalidOperationException(
                $"Files in {folder} were written with key {missing}, which the key file does not hold; bring back the key file of the backup.");
        if (!used.Contains(keys.ActiveKeyId))
            DurableFiles.Replace(list, Encoding.ASCII.GetBytes(string.Join('\n', [.. used, keys.ActiveKeyId]) + "\n"));
    }
}
