using System.Buffers.Binary;
using System.Text;

namespace VanLang.Printing.Typefaces;

/// <summary>
/// The parts of a TrueType font that layout and embedding need: character map (format 4), advance widths and vertical metrics.
/// Reads only fonts that this room ships, so a malformed file is a bug and throws.
/// </summary>
internal sealed class TrueTypeFont
{
    private static readonly HashSet<string> UnusedInPdf = ["cmap", "name", "OS/2", "post"];

    private readonly byte[] data;
    private readonly Dictionary<string, (int Offset, int Length)> tables = [];
    private readonly ushort[] glyphOfCharacter = new ushort[0x10000];
    private readonly ushort[] advances;

    public TrueTypeFont(byte[] data)
    {
        this.data = data;
        for (var i = 0; i < U16(4); i++)
        {
            var entry = 12 + (16 * i);
            tables[Encoding.ASCII.GetString(data, entry, 4)] = ((int)U32(entry + 8), (int)U32(entry + 12));
        }

        var head = tables["head"].Offset;
        UnitsPerEm = U16(head + 18);
        Bounds = (S16(head + 36), S16(head + 38), S16(head + 40), S16(head + 42));
        HasLongOffsets = S16(head + 50) != 0;
        var hhea = tables["hhea"].Offset;
        (Ascent, Descent, LineGap) = (S16(hhea + 4), -S16(hhea + 6), S16(hhea + 8));
        GlyphCount = U16(tables["maxp"].Offset + 4);

        var measured = U16(hhea + 34);
        var hmtx = tables["hmtx"].Offset;
        advances = new ushort[GlyphCount];
        for (var glyph = 0; glyph < GlyphCount; glyph++)
            advances[glyph] = U16(hmtx + (4 * Math.Min(glyph, measured - 1)));

        ReadCharacterMap();
        ItalicAngle = tables.TryGetValue("post", out var post) ? S16(post.Offset + 4) : 0;
        var os2 = tables["OS/2"].Offset;
        CapHeight = U16(os2) >= 2 ? S16(os2 + 88) : (int)(0.66 * UnitsPerEm);
    }

    public ReadOnlyMemory<byte> Data => data;

    public int UnitsPerEm { get; }

    public int Ascent { get; }

    /// <summary>Depth below the baseline, positive.</summary>
    public int Descent { get; }

    public int LineGap { get; }

    public int CapHeight { get; }

    public int ItalicAngle { get; }

    public int GlyphCount { get; }

    public (int Left, int Bottom, int Right, int Top) Bounds { get; }

    private bool HasLongOffsets { get; }

    /// <summary>Glyph of a UTF-16 unit; 0 when the font has none.</summary>
    public ushort GlyphOf(char character) => glyphOfCharacter[character];

    public int AdvanceOf(ushort glyph) => advances[glyph];

    /// <summary>
    /// The same font with the outlines of all unused glyphs emptied. Glyph numbers, widths and the character map stay, so a text that
    /// was measured with the whole font is drawn alike; emptied outlines compress to almost nothing in a PDF.
    /// </summary>
    /// <param name="characters">Characters whose outlines are kept.</param>
    /// <param name="embedded">
    /// Leaves out the tables a composite font of PDF does not use (ISO 32000-1, 9.9): character map, names, metrics of other systems.
    /// </param>
    public byte[] WithOutlinesOf(IEnumerable<char> characters, bool embedded)
    {
        var kept = new HashSet<ushort> { 0 };
        foreach (var character in characters)
            Keep(glyphOfCharacter[character], kept);

        var glyf = tables["glyf"].Offset;
        var offsets = new int[GlyphCount + 1];
        using var outlines = new MemoryStream();
        for (ushort glyph = 0; glyph < GlyphCount; glyph++)
        {
            offsets[glyph] = (int)outlines.Length;
            if (!kept.Contains(glyph))
                continue;
            var (start, end) = Outline(glyph);
            outlines.Write(data, glyf + start, end - start);
            while (outlines.Length % 4 != 0)
                outlines.WriteByte(0);
        }

        offsets[GlyphCount] = (int)outlines.Length;
        var loca = new byte[(HasLongOffsets ? 4 : 2) * offsets.Length];
        for (var i = 0; i < offsets.Length; i++)
        {
            if (HasLongOffsets)
                BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(4 * i), (uint)offsets[i]);
            else
                BinaryPrimitives.WriteUInt16BigEndian(loca.AsSpan(2 * i), (ushort)(offsets[i] / 2));
        }

        return Assemble(outlines.ToArray(), loca, embedded);
    }

    private void Keep(ushort glyph, HashSet<ushort> kept)
    {
        if (!kept.Add(glyph))
            return;
        var (start, end) = Outline(glyph);
        var at = tables["glyf"].Offset + start;
        if (end == start || S16(at) >= 0)
            return;

        // A composite: an accented letter names the glyphs of its parts.
        at += 10;
        int flags;
        do
        {
            flags = U16(at);
            Keep(U16(at + 2), kept);
            at += 4 + ((flags & 0x1) != 0 ? 4 : 2);
            at += (flags & 0x8) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0;
        }
        while ((flags & 0x20) != 0);
    }

    private (int Start, int End) Outline(ushort glyph)
    {
        var loca = tables["loca"].Offset;
        return HasLongOffsets
            ? ((int)U32(loca + (4 * glyph)), (int)U32(loca + (4 * glyph) + 4))
            : (2 * U16(loca + (2 * glyph)), 2 * U16(loca + (2 * glyph) + 2));
    }

    private byte[] Assemble(byte[] glyf, byte[] loca, bool embedded)
    {
        var names = tables.Keys.Where(name => !embedded || !UnusedInPdf.Contains(name)).Order(StringComparer.Ordinal).ToArray();
        using var file = new MemoryStream();
        WriteHeader(file, names.Length);
        var offset = 12 + (16 * names.Length);
        var bodies = new List<byte[]>(names.Length);
        Span<byte> entry = stackalloc byte[16];
        foreach (var name in names)
        {
            var body = name switch
            {
                "glyf" => glyf,
                "loca" => loca,
                _ => data.AsSpan(tables[name].Offset, tables[name].Length).ToArray(),
            };
            var length = body.Length;
            Array.Resize(ref body, (length + 3) / 4 * 4);
            Encoding.ASCII.GetBytes(name, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(body));
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)offset);
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)length);
            file.Write(entry);
            bodies.Add(body);
            offset += body.Length;
        }

        foreach (var body in bodies)
            file.Write(body);
        return file.ToArray();
    }

    private static void WriteHeader(MemoryStream file, int count)
    {
        var power = (int)Math.Log2(count);
        Span<byte> header = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(header, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)count);
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(header[8..], (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], (ushort)((16 * count) - (16 << power)));
        file.Write(header);
    }

    private static uint Sum(byte[] body)
    {
        uint total = 0;
        for (var i = 0; i < body.Length; i += 4)
            total += BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(i));
        return total;
    }

    private void ReadCharacterMap()
    {
        var cmap = tables["cmap"].Offset;
        for (var i = 0; i < U16(cmap + 2); i++)
        {
            var map = cmap + (int)U32(cmap + 8 + (8 * i));
            if (U16(map) != 4)
                continue;
            var twice = U16(map + 6);
            for (var segment = 0; segment < twice; segment += 2)
            {
                int end = U16(map + 14 + segment), start = U16(map + 16 + twice + segment);
                var delta = U16(map + 16 + (2 * twice) + segment);
                var rangeAt = map + 16 + (3 * twice) + segment;
                var range = U16(rangeAt);
                for (var code = start; code <= end && code != 0xFFFF; code++)
                {
                    var glyph = range == 0 ? code : U16(rangeAt + range + (2 * (code - start)));
                    glyphOfCharacter[code] = range != 0 && glyph == 0 ? (ushort)0 : (ushort)(glyph + delta);
                }
            }

            return;
        }

        throw new InvalidDataException("The font has no character map of format 4.");
    }

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));

    private short S16(int at) => BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(at));
}
