using System.Buffers;

namespace VanLang.Signing.Pdf;

/// <summary>Where an object is: at a byte of the file, or inside an object stream.</summary>
internal readonly record struct PdfPlace(int Offset, int Generation, int Stream, int Index)
{
    public static PdfPlace At(int offset, int generation) => new(offset, generation, 0, 0);

    public static PdfPlace Inside(int stream, int index) => new(-1, 0, stream, index);

    public static PdfPlace Free { get; } = new(-1, 0, 0, 0);

    public bool IsFree => Offset < 0 && Stream == 0;

    public bool IsInStream => Stream > 0;
}

/// <summary>
/// All cross-reference sections of a file, newest first (ISO 32000-1, 7.5.4 and 7.5.8): tables, streams and the hybrid of both.
/// </summary>
internal sealed class PdfCrossReferences
{
    private const int MostObjects = 5_000_000;
    private const int MostEntries = 3_000_000;
    private const int MostSections = 2_000;
    private int entries;
    private readonly ReadOnlyMemory<byte> bytes;
    private readonly PdfFile file;

    private PdfCrossReferences(PdfFile file, ReadOnlyMemory<byte> bytes)
    {
        this.file = file;
        this.bytes = bytes;
    }

    private static readonly SearchValues<byte> Spaces = SearchValues.Create([0, 9, 10, 12, 13, 32]);
    private readonly List<int> free = [];

    public Dictionary<int, PdfPlace> Places { get; } = [];

    /// <summary>Offsets of the main sections, newest first.</summary>
    public List<int> Sections { get; } = [];

    public bool HasTail { get; private set; }

    public PdfDictionary Trailer { get; private set; } = PdfDictionary.Empty;

    /// <summary>Whether the newest section is a stream, so that an update must write one too.</summary>
    public bool NewestIsStream { get; private set; }

    public static PdfCrossReferences Read(PdfFile file, ReadOnlyMemory<byte> bytes)
    {
        var references = new PdfCrossReferences(file, bytes);
        long? next = references.StartOf(bytes.Span);
        while (next is { } offset)
        {
            if (offset < 0 || offset >= bytes.Length || references.Sections.Contains((int)offset))
                throw new PdfFormatException("The chain of cross-reference sections is broken", (int)Math.Min(offset, int.MaxValue));
            if (references.Sections.Count == MostSections)
                throw new PdfLimitException("revisions");
            references.Sections.Add((int)offset);
            var trailer = references.ReadSection((int)offset, out var isStream);
            if (references.Sections.Count == 1)
            {
                references.Trailer = trailer;
                references.NewestIsStream = isStream;
            }

            if (!isStream && trailer["XRefStm"] is PdfNumber { IsInteger: true } hybrid)
                references.ReadSection((int)hybrid.Value, out _);
            references.Settle();
            next = trailer["Prev"] is PdfNumber previous ? (long)previous.Value : null;
        }

        return references;
    }

    // In a hybrid file the table calls free what only its stream knows, so what is free counts after both were read.
    private void Settle()
    {
        foreach (var number in free)
            Places.TryAdd(number, PdfPlace.Free);
        free.Clear();
    }

    private int StartOf(ReadOnlySpan<byte> span)
    {
        var tail = span[Math.Max(0, span.Length - 4096)..];
        var found = tail.LastIndexOf("startxref"u8);
        if (found < 0)
            throw new PdfFormatException("The file has no startxref");
        var lexer = new PdfLexer(span[(span.Length - tail.Length + found + 9)..].ToArray());
        var start = (int)Math.Clamp(lexer.ReadInteger(), -1, int.MaxValue);
        var rest = tail[(found + 9 + lexer.Position)..];
        var end = rest.IndexOf("%%EOF"u8);
        HasTail = end < 0 || rest[..end].ContainsAnyExcept(Spaces) || rest[(end + 5)..].ContainsAnyExcept(Spaces);
        return start;
    }

    private PdfDictionary ReadSection(int offset, out bool isStream)
    {
        var lexer = new PdfLexer(bytes, offset);
        isStream = !lexer.TryKeyword("xref");
        return isStream ? ReadStream(offset) : ReadTable(lexer);
    }

    private PdfDictionary ReadTable(PdfLexer lexer)
    {
        while (!lexer.TryKeyword("trailer"))
        {
            var (first, count) = (lexer.ReadInteger(), lexer.ReadInteger());
            Limit(first, count);
            for (var i = 0; i < count; i++)
            {
                var (offset, generation) = (lexer.ReadInteger(), lexer.ReadInteger());
                if (lexer.TryKeyword("n"))
                    Add((int)(first + i), PdfPlace.At((int)Math.Clamp(offset, 0, int.MaxValue), (int)generation));
                else if (lexer.TryKeyword("f"))
                    Add((int)(first + i), PdfPlace.Free);
                else
                    throw new PdfFormatException("A cross-reference entry is neither n nor f", lexer.Position);
            }
        }

        return lexer.ReadDictionary();
    }

    private PdfDictionary ReadStream(int offset)
    {
        if (file.ReadAt(offset, out _) is not PdfStream stream || (stream.Dictionary["Type"] as PdfName)?.Value != "XRef")
            throw new PdfFormatException("No cross-reference section stands there", offset);
        var widths = (stream.Dictionary["W"] as PdfArray)?.Items.OfType<PdfNumber>().Select(number => (int)number.Value).ToArray();
        if (widths is not [>= 0 and <= 8, > 0 and <= 8, >= 0 and <= 8])
            throw new PdfFormatException("A cross-reference stream has no widths", offset);
        var size = stream.Dictionary["Size"] is PdfNumber total ? (long)total.Value : 0;
        var index = (stream.Dictionary["Index"] as PdfArray)?.Items.OfType<PdfNumber>().Select(number => (long)number.Value).ToArray() ?? [0, size];
        var data = PdfFilters.Decode(file, stream);
        var at = 0;
        for (var pair = 0; pair + 1 < index.Length; pair += 2)
        {
            Limit(index[pair], index[pair + 1]);
            for (long i = 0; i < index[pair + 1] && at + widths.Sum() <= data.Length; i++)
            {
                var kind = widths[0] == 0 ? 1 : Take(data, ref at, widths[0]);
                var (second, third) = (Take(data, ref at, widths[1]), Take(data, ref at, widths[2]));
                Add((int)(index[pair] + i), kind switch
                {
                    0 => PdfPlace.Free,
                    1 => PdfPlace.At((int)Math.Clamp(second, 0, int.MaxValue), (int)third),
                    2 when second is > 0 and < MostObjects => PdfPlace.Inside((int)second, (int)third),
                    _ => PdfPlace.Free,
                });
            }
        }

        return stream.Dictionary;
    }

    private void Add(int number, PdfPlace place)
    {
        if (++entries > MostEntries)
            throw new PdfLimitException("objects");
        file.Budget.Step();
        if (place.IsFree)
            free.Add(number);
        else
            Places.TryAdd(number, place);
    }

    private static void Limit(long first, long count)
    {
        if (first < 0 || count < 0 || first + count > MostObjects)
            throw new PdfFormatException("A cross-reference section names too many objects");
    }

    private static long Take(byte[] data, ref int at, int width)
    {
        long value = 0;
        for (var i = 0; i < width; i++)
            value = (value << 8) | data[at++];
        return value;
    }
}
