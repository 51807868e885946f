using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace VanLang.Kernel.Files;

/// <summary>An entry of a ZIP archive as its central directory describes it. Lengths in bytes.</summary>
internal sealed record ZipEntry(string Name, bool Encrypted, int Method, long PackedLength, long Length, long Offset);

/// <summary>
/// The central directory of a ZIP archive (APPNOTE 6.3.10, without ZIP64: no document of the allowed size needs it). Own code because the
/// framework's reader trusts the counts and lengths that an archive states of itself.
/// </summary>
internal sealed class ZipDirectory
{
    private const int EndLength = 22;
    private const int LongestComment = 65535;
    private const int HeaderLength = 46;
    private const int LocalHeaderLength = 30;

    private readonly Stream archive;

    private ZipDirectory(Stream archive, List<ZipEntry> entries)
    {
        this.archive = archive;
        Entries = entries;
    }

    public IReadOnlyList<ZipEntry> Entries { get; }

    /// <summary>Reads the directory; null if it is damaged, spread over several volumes, or longer than allowed.</summary>
    public static ZipDirectory? Read(Stream archive, int mostEntries)
    {
        if (FindEnd(archive) is not { } end)
            return null;
        var (count, length, offset, at) = end;

        // The directory must lie right before its end record: no room for a second one.
        if (offset + length != at || count > mostEntries || length > mostEntries * 512L)
            return null;

        var directory = new byte[length];
        archive.Position = offset;
        archive.ReadExactly(directory);

        var entries = new List<ZipEntry>(count);
        for (ReadOnlySpan<byte> rest = directory; rest.Length > 0;)
        {
            if (rest.Length < HeaderLength || !rest.StartsWith("PK\x01\x02"u8))
                return null;
            int nameLength = Word(rest, 28);
            var total = HeaderLength + nameLength + Word(rest, 30) + Word(rest, 32);
            if (total > rest.Length)
                return null;
            var flags = Word(rest, 8);
            entries.Add(new ZipEntry(
                Encoding.UTF8.GetString(rest.Slice(HeaderLength, nameLength)),
                Encrypted: (flags & 0x2041) != 0,
                Word(rest, 10),
                Long(rest, 20),
                Long(rest, 24),
                Long(rest, 42)));
            rest = rest[total..];
        }

        return entries.Count == count ? new ZipDirectory(archive, entries) : null;
    }

    /// <summary>
    /// Opens an entry, one at a time. A packed one gives out one byte more than it states, if it has it; a stored one just what it states.
    /// Null if it is packed in a way that Office does not use, or its place is wrong.
    /// </summary>
    public CountedStream? Open(ZipEntry entry)
    {
        Span<byte> header = stackalloc byte[LocalHeaderLength];
        if (entry.Offset + LocalHeaderLength > archive.Length)
            return null;
        archive.Position = entry.Offset;
        archive.ReadExactly(header);
        if (!header.StartsWith("PK\x03\x04"u8))
            return null;
        var data = entry.Offset + LocalHeaderLength + Word(header, 26) + Word(header, 28);
        if (data + entry.PackedLength > archive.Length)
            return null;
        archive.Position = data;
        return entry.Method switch
        {
            0 when entry.PackedLength == entry.Length => new CountedStream(archive, entry.Length - 1, leaveOpen: true),
            8 => new CountedStream(new DeflateStream(archive, CompressionMode.Decompress, leaveOpen: true), entry.Length, leaveOpen: false),
            _ => null,
        };
    }

    private static (int Count, long Length, long Offset, long At)? FindEnd(Stream archive)
    {
        var reach = (int)Math.Min(archive.Length, EndLength + LongestComment);
        if (reach < EndLength)
            return null;
        var tail = new byte[reach];
        archive.Position = archive.Length - reach;
        archive.ReadExactly(tail);
        for (var at = reach - EndLength; at >= 0; at--)
        {
            var record = tail.AsSpan(at);
            if (!record.StartsWith("PK\x05\x06"u8) || Word(record, 20) != record.Length - EndLength)
                continue;
            if (Word(record, 4) != 0 || Word(record, 6) != 0 || Word(record, 8) != Word(record, 10))
                return null;
            return (Word(record, 10), Long(record, 12), Long(record, 16), archive.Length - reach + at);
        }

        return null;
    }

    private static ushort Word(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt16LittleEndian(data[at..]);

    private static uint Long(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt32LittleEndian(data[at..]);
}
