using System.Buffers.Binary;
using System.Text;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Containers;

/// <summary>
/// A ZIP file read strictly (APPNOTE 6.3, EN 319 162-1, annex A): the directory names every byte of the file once, names are safe and differ, nothing is encrypted or divided. Readers that take the
/// entries one after another and readers that go by the directory then see the same files.
/// </summary>
internal sealed class ContainerFile
{
    /// <summary>Media type of ASiC-E containers, which stands in their first file.</summary>
    public const string MediaType = "application/vnd.etsi.asic-e+zip";

    /// <summary>Name of that file.</summary>
    public const string MediaTypeEntry = "mimetype";

    private const int MostEntries = 1_000;
    private const long MostBytes = 300_000_000;
    private const int LongestName = 400;
    private const uint EndSignature = 0x06054b50, DirectorySignature = 0x02014b50, LocalSignature = 0x04034b50, DescriptorSignature = 0x08074b50;
    private const int EndLength = 22, DirectoryLength = 46, LocalLength = 30;
    private static readonly UTF8Encoding Strict = new(false, true);

    private readonly Dictionary<string, ContainerEntry> byName;

    private ContainerFile(IReadOnlyList<ContainerEntry> entries)
    {
        Entries = entries;
        byName = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>Files in the order in which they lie, folders left out.</summary>
    public IReadOnlyList<ContainerEntry> Entries { get; }

    /// <summary>What the first file says the container is; null when it is not said as it must be: first, not compressed, nothing before it.</summary>
    public string? StatedType => Entries.Count > 0 && Entries[0] is { Name: MediaTypeEntry, IsDeflated: false, Size: < 200 } first ? Encoding.ASCII.GetString(first.Content(200)) : null;

    public ContainerEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <exception cref="ContainerException">It is damaged, or made to be read in two ways.</exception>
    /// <exception cref="PdfLimitException">It has too many files or too large ones.</exception>
    public static ContainerFile Open(ReadOnlyMemory<byte> bytes, ReadingBudget budget)
    {
        try
        {
            return Read(bytes, budget);
        }
        catch (Exception fault) when (fault is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw Broken();
        }
    }

    private static ContainerFile Read(ReadOnlyMemory<byte> bytes, ReadingBudget budget)
    {
        var span = bytes.Span;
        var end = EndOf(span);
        var (count, length, start) = (Short(span, end + 10), Int(span, end + 12), Int(span, end + 16));
        if (Int(span, end + 4) != 0 || Short(span, end + 8) != count || start + length != end)
            throw Broken();
        if (count > MostEntries)
            throw new PdfLimitException("files");
        var found = new List<(int Start, int End, ContainerEntry? Entry)>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        long size = 0;
        var at = start;
        for (var i = 0; i < count; i++)
        {
            budget.Look();
            if (UInt(span, at) != DirectorySignature)
                throw Broken();
            var nameLength = Short(span, at + 28);
            var name = NameOf(span.Slice(at + DirectoryLength, nameLength));
            if (!names.Add(name.Normalize(NormalizationForm.FormC)))
                throw new ContainerException("check.container-twice", name);
            size += UInt(span, at + 24);
            if (size > MostBytes)
                throw new PdfLimitException(name);
            found.Add(Local(bytes, at, name, budget));
            at += DirectoryLength + nameLength + Short(span, at + 30) + Short(span, at + 32);
        }

        if (at != end)
            throw Broken();
        RequireNoGap(span, found, start);
        return new ContainerFile([.. found.OrderBy(entry => entry.Start).Select(entry => entry.Entry).OfType<ContainerEntry>()]);
    }

    // The last record of the file, whose remark ends where the file ends.
    private static int EndOf(ReadOnlySpan<byte> span)
    {
        for (var at = span.Length - EndLength; at >= 0 && at >= span.Length - EndLength - ushort.MaxValue; at--)
        {
            if (UInt(span, at) == EndSignature && at + EndLength + Short(span, at + 20) == span.Length)
                return at;
        }

        throw Broken();
    }

    private static (int Start, int End, ContainerEntry? Entry) Local(ReadOnlyMemory<byte> bytes, int directory, string name, ReadingBudget budget)
    {
        var span = bytes.Span;
        var (flags, method, packed, size, start) = (Short(span, directory + 8), Short(span, directory + 10), Int(span, directory + 20), Int(span, directory + 24), Int(span, directory + 42));
        var nameLength = Short(span, directory + 28);

        // What the two headers of a file say must be the same, and it lies in this part, as there is no other; sizes may follow the content (flag 8) and are
        // then nought before it.
        if (UInt(span, start) != LocalSignature || Short(span, start + 26) != nameLength
            || !span.Slice(start + LocalLength, nameLength).SequenceEqual(span.Slice(directory + DirectoryLength, nameLength))
            || Short(span, directory + 34) != 0 || Short(span, start + 8) != method || (flags & 1) != 0 || Short(span, start + 6) != flags || method is not (0 or 8)
            || ((flags & 8) == 0 ? Int(span, start + 18) != packed || Int(span, start + 22) != size : UInt(span, start + 18) != 0 || UInt(span, start + 22) != 0)
            || (method == 0 && packed != size))
        {
            throw Broken(name);
        }

        var content = start + LocalLength + nameLength + Short(span, start + 28);
        if (name.EndsWith('/'))
            return size == 0 ? (start, content + packed, null) : throw Broken(name);
        return (start, content + packed, new ContainerEntry(name, bytes.Slice(content, packed), method == 8, size, budget));
    }

    // Between one file and the next lies at most the record of its sizes.
    private static void RequireNoGap(ReadOnlySpan<byte> span, List<(int Start, int End, ContainerEntry? Entry)> found, int directory)
    {
        var at = 0;
        foreach (var (start, end, entry) in found.OrderBy(entry => entry.Start).Append((directory, directory, null)))
        {
            if (start != at && !(start - at is 12 or 16 && at > 0 && (start - at == 12 || UInt(span, at) == DescriptorSignature)))
                throw entry is null ? Broken() : Broken(entry.Name);
            at = end;
        }
    }

    private static string NameOf(ReadOnlySpan<byte> bytes)
    {
        string name;
        try
        {
            name = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new ContainerException("check.container-name", Encoding.Latin1.GetString(bytes));
        }

        var parts = name.TrimEnd('/').Split('/');
        return name.Length is > 0 and <= LongestName && !name.Any(letter => char.IsControl(letter) || letter is '\\' or ':') && parts.All(part => part is not ("" or "." or ".."))
            ? name
            : throw new ContainerException("check.container-name", name.Length > LongestName ? name[..LongestName] : name);
    }

    private static ContainerException Broken() => new("check.container-broken", "");

    private static ContainerException Broken(string entry) => new("check.container-entry", entry);

    private static int Short(ReadOnlySpan<byte> span, int at) => BinaryPrimitives.ReadUInt16LittleEndian(span[at..]);

    private static uint UInt(ReadOnlySpan<byte> span, int at) => BinaryPrimitives.ReadUInt32LittleEndian(span[at..]);

    private static int Int(ReadOnlySpan<byte> span, int at) => checked((int)UInt(span, at));
}
