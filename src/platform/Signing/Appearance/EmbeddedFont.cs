using System.Globalization;
using System.Text;
using VanLang.Printing.Contracts;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Appearance;

/// <summary>
/// One face of an update: collects the characters used and writes them as a composite font (Type0, Identity-H) with a ToUnicode map, so
/// that the text of number, date and seal can be found and copied.
/// </summary>
internal sealed class EmbeddedFont(PrintFont face)
{
    private readonly SortedSet<char> used = [];

    public PrintFont Face => face;

    public double WidthOf(string text, double size) => face.WidthOf(text, size);

    /// <summary>The text as hexadecimal glyph numbers for a Tj operator.</summary>
    public string Show(string text)
    {
        var glyphs = new StringBuilder("<");
        foreach (var character in text)
        {
            used.Add(character);
            glyphs.Append(CultureInfo.InvariantCulture, $"{face.GlyphOf(character):X4}");
        }

        return glyphs.Append('>').ToString();
    }

    public PdfDictionary Write(PdfUpdate update)
    {
        var name = new PdfName($"{Tag()}+{face.Name}");
        var file = face.Subset(used);
        var packed = PdfFilters.Deflate(file);
        var program = update.Add(new PdfStream(
            PdfDictionary.Of(("Length", new PdfNumber(packed.Length)), ("Length1", new PdfNumber(file.Length)), ("Filter", new PdfName("FlateDecode"))), packed));
        var (left, bottom, right, top) = face.Bounds;
        var descriptor = update.Add(PdfDictionary.Of(
            ("Type", new PdfName("FontDescriptor")), ("FontName", name), ("Flags", new PdfNumber(face.ItalicAngle == 0 ? 4 : 68)),
            ("FontBBox", PdfArray.Of(Thousandth(left), Thousandth(bottom), Thousandth(right), Thousandth(top))),
            ("ItalicAngle", new PdfNumber(face.ItalicAngle)), ("Ascent", new PdfNumber(Thousandth(face.Ascent))),
            ("Descent", new PdfNumber(-Thousandth(face.Descent))), ("CapHeight", new PdfNumber(Thousandth(face.CapHeight))),
            ("StemV", new PdfNumber(80)), ("FontFile2", program)));

        var widths = new List<PdfObject>();
        foreach (var group in used.GroupBy(face.GlyphOf).OrderBy(group => group.Key))
            widths.AddRange([new PdfNumber(group.Key), new PdfArray([new PdfNumber(Thousandth(face.AdvanceOf(group.First())))])]);
        var descendant = update.Add(PdfDictionary.Of(
            ("Type", new PdfName("Font")), ("Subtype", new PdfName("CIDFontType2")), ("BaseFont", name),
            ("CIDSystemInfo", PdfDictionary.Of(
                ("Registry", PdfString.FromAscii("Adobe")), ("Ordering", PdfString.FromAscii("Identity")), ("Supplement", new PdfNumber(0)))),
            ("FontDescriptor", descriptor), ("CIDToGIDMap", new PdfName("Identity")), ("DW", new PdfNumber(500)), ("W", new PdfArray(widths))));

        var map = PdfFilters.Deflate(Encoding.ASCII.GetBytes(UnicodeMap()));
        var unicode = update.Add(new PdfStream(
            PdfDictionary.Of(("Length", new PdfNumber(map.Length)), ("Filter", new PdfName("FlateDecode"))), map));
        return PdfDictionary.Of(
            ("Type", new PdfName("Font")), ("Subtype", new PdfName("Type0")), ("BaseFont", name), ("Encoding", new PdfName("Identity-H")),
            ("DescendantFonts", new PdfArray([descendant])), ("ToUnicode", unicode));
    }

    private long Thousandth(int units) => (long)Math.Round(units * 1000d / face.UnitsPerEm);

    // A subset is named by six letters that follow from its characters.
    private string Tag()
    {
        uint sum = 2166136261;
        foreach (var character in used)
            sum = (sum ^ character) * 16777619;
        return string.Concat(Enumerable.Range(0, 6).Select(i => (char)('A' + ((sum >> (4 * i)) % 16))));
    }

    private string UnicodeMap()
    {
        var map = new StringBuilder("""
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """);
        foreach (var part in used.GroupBy(face.GlyphOf).Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{part.Length} beginbfchar\n");
            foreach (var group in part)
                map.Append(CultureInfo.InvariantCulture, $"<{group.Key:X4}> <{(int)group.First():X4}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}

/// <summary>The faces of one update, each embedded once.</summary>
internal sealed class EmbeddedFonts
{
    private readonly Dictionary<(PrintFamily, bool, bool), (EmbeddedFont Font, string Name)> fonts = [];
    private readonly Dictionary<string, PdfReference> references = [];

    public (EmbeddedFont Font, string Name) Of(PrintFamily family, bool bold, bool italic)
    {
        if (!fonts.TryGetValue((family, bold, italic), out var known))
            fonts[(family, bold, italic)] = known = (new EmbeddedFont(PrintFont.Of(family, bold, italic)), $"F{fonts.Count}");
        return known;
    }

    /// <summary>Reference of a font's object, reserved before its characters are all known.</summary>
    public PdfReference Reference(PdfUpdate update, string name)
    {
        if (!references.TryGetValue(name, out var reference))
            references[name] = reference = update.Add(PdfNull.Value);
        return reference;
    }

    /// <summary>Writes all faces; called when everything is drawn.</summary>
    public void Write(PdfUpdate update)
    {
        foreach (var (font, name) in fonts.Values)
        {
            if (references.TryGetValue(name, out var reference))
                update.Replace(reference, font.Write(update));
        }
    }
}
