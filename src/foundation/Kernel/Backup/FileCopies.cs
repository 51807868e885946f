using System.Globalization;
using VanLang.Kernel.Files;

namespace VanLang.Kernel.Backup;

/// <summary>Copies the stored files that a backup names and earlier ones do not hold, and lists all it names.</summary>
/// <param name="store">Folder of the file store.</param>
/// <param name="target">Files of all backups.</param>
/// <param name="before">Folder of the backup before this one, whose list spares reading its files again.</param>
sealed class FileCopies(string store, string target, string? before)
{
    const int TellEvery = 1000;

    readonly List<string> missing = [];

    public long Files { get; private set; }

    public long Bytes { get; private set; }

    public long Copied { get; private set; }

    public long CopiedBytes { get; private set; }

    /// <summary>Names that the store has not, or not whole.</summary>
    public IReadOnlyList<string> Missing => missing;

    /// <param name="names">File with a name and its length on disk on each line, ordered.</param>
    /// <param name="list">The list to write.</param>
    /// <param name="all">How many names there are.</param>
    public async Task Copy(string names, string list, long all, IProgress<BackupProgress>? progress, CancellationToken cancellationToken)
    {
        using IEnumerator<ListedFile> known = Known().GetEnumerator();
        bool more = known.MoveNext();
        string? unflushed = null;
        await using FileStream file = DurableFiles.Create(list);
        await using StreamWriter writer = new(file);
        foreach (string line in File.ReadLines(names))
        {
            string name = line[..64];
            long length = long.Parse(line.AsSpan(65), CultureInfo.InvariantCulture);
            while (more && string.CompareOrdinal(known.Current.Name, name) < 0)
                more = known.MoveNext();
            string? hash = more && known.Current.Name == name && known.Current.Length == length ? known.Current.Sha256 : null;
            ListedFile wanted = new(name, length, hash ?? "");
            string place = Path.GetDirectoryName(wanted.PathIn(target))!;
            if (place != unflushed)
            {
                if (unflushed is not null)
                    DurableFiles.FlushFolder(unflushed);
                DurableFiles.CreateFolder(place);
                unflushed = place;
            }

            if (await Take(wanted, cancellationToken) is { } taken)
            {
                Files++;
                Bytes += taken.Length;
                await writer.WriteLineAsync(FileList.Line(taken));
            }
            else
            {
                missing.Add(name);
            }

            if ((Files + missing.Count) % TellEvery == 0)
                progress?.Report(new(Files + missing.Count, all));
        }

        if (unflushed is not null)
            DurableFiles.FlushFolder(unflushed);
        await writer.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The file as it now lies in the backup; null where neither store nor backup has it whole.</summary>
    async Task<ListedFile?> Take(ListedFile wanted, CancellationToken cancellationToken)
    {
        string source = wanted.PathIn(store);
        string copy = wanted.PathIn(target);
        bool isThere = File.Exists(source) && new FileInfo(source).Length == wanted.Length;
        bool isCopied = File.Exists(copy) && new FileInfo(copy).Length == wanted.Length;
        // The same content sealed anew under another key has another header; everything else about a file never changes.
        if (isCopied && (!isThere || SameHeader(source, copy)))
            return wanted.Sha256.Length > 0 ? wanted : wanted with { Sha256 = (await HashedCopy.Of(copy, cancellationToken)).Sha256 };
        if (!isThere)
            return null;
        (long length, string hash) = await HashedCopy.Copy(source, copy, cancellationToken);
        Copied++;
        CopiedBytes += length;
        return new(wanted.Name, length, hash);
    }

    IEnumerable<ListedFile> Known()
    {
        if (before is null || !File.Exists(Path.Combine(before, BackupFolder.ListPart)))
            yield break;
        using IEnumerator<ListedFile> list = FileList.Read(before).GetEnumerator();
        while (true)
        {
            try
            {
                if (!list.MoveNext())
                    yield break;
            }
            catch (BackupFailedException)
            {
                // A damaged earlier backup costs reading, nothing else.
                yield break;
            }

            yield return list.Current;
        }
    }

    static bool SameHeader(string one, string other)
    {
        Span<byte> first = stackalloc byte[FileEnvelope.HeaderLength];
        Span<byte> second = stackalloc byte[FileEnvelope.HeaderLength];
        return ReadHeader(one, first).SequenceEqual(ReadHeader(other, second));
    }

    static ReadOnlySpan<byte> ReadHeader(string path, Span<byte> header)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return header[..RandomAccess.Read(file, header, 0)];
    }
}
