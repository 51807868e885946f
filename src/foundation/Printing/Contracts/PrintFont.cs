using System.Collections.Concurrent;
using VanLang.Printing.Typefaces;

namespace VanLang.Printing.Contracts;

/// <summary>Family of a printed text.</summary>
public enum PrintFamily
{
    /// <summary>Widths of Times New Roman; the text face of administrative documents (Decree 30/2020/NĐ-CP, Annex I).</summary>
    Serif,

    /// <summary>Widths of Arial.</summary>
    Sans,
}

/// <summary>
/// A face this room ships, with what others need to embed it in a PDF: metrics in units of the em, glyph numbers, and a subset file.
/// Covers Latin and Vietnamese in NFC. Faces are read once and shared; all members are safe for use from several threads.
/// </summary>
public sealed class PrintFont
{
    private static readonly ConcurrentDictionary<(PrintFamily, bool, bool), PrintFont> Faces = new();
    private readonly TrueTypeFont font;

    private PrintFont(PrintFamily family, bool bold, bool italic)
    {
        Name = $"VanLang{family}-{(bold, italic) switch
        {
            (true, true) => "BoldItalic",
            (true, false) => "Bold",
            (false, true) => "Italic",
            _ => "Regular",
        }}";
        using var stream = typeof(PrintFont).Assembly.GetManifestResourceStream($"{Name}.ttf")
            ?? throw new InvalidOperationException($"The font {Name}.ttf is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        font = new TrueTypeFont(bytes);
    }

    /// <summary>PostScript name, such as <c>VanLangSerif-Bold</c>.</summary>
    public string Name { get; }

    /// <summary>Units per em in which all metrics of this face are given.</summary>
    public int UnitsPerEm => font.UnitsPerEm;

    /// <summary>Height above the baseline.</summary>
    public int Ascent => font.Ascent;

    /// <summary>Depth below the baseline, positive.</summary>
    public int Descent => font.Descent;

    /// <summary>Height of capital letters.</summary>
    public int CapHeight => font.CapHeight;

    /// <summary>Slant in degrees, negative to the right.</summary>
    public int ItalicAngle => font.ItalicAngle;

    /// <summary>Box around all glyphs.</summary>
    public (int Left, int Bottom, int Right, int Top) Bounds => font.Bounds;

    /// <summary>Distance of two baselines, in units of the em.</summary>
    internal int LineHeight => font.Ascent + font.Descent + font.LineGap;

    /// <summary>The face of a family and style.</summary>
    public static PrintFont Of(PrintFamily family, bool bold = false, bool italic = false) =>
        Faces.GetOrAdd((family, bold, italic), key => new PrintFont(key.Item1, key.Item2, key.Item3));

    /// <summary>Whether the face has a glyph for the character.</summary>
    public bool Has(char character) => font.GlyphOf(character) != 0;

    /// <summary>Glyph number of a character, 0 when the face has none.</summary>
    public ushort GlyphOf(char character) => font.GlyphOf(character);

    /// <summary>Advance of a character in units of the em.</summary>
    public int AdvanceOf(char character) => font.AdvanceOf(font.GlyphOf(character));

    /// <summary>Width of a text in points at the given size in points.</summary>
    public double WidthOf(string text, double size)
    {
        long units = 0;
        foreach (var character in text)
            units += AdvanceOf(character);
        return units * size / UnitsPerEm;
    }

    /// <summary>
    /// A TrueType file with the outlines of the given characters only, to be embedded in a PDF as a composite font (no character map).
    /// Glyph numbers are those of <see cref="GlyphOf"/>; same characters give same bytes.
    /// </summary>
    public byte[] Subset(IEnumerable<char> characters) => font.WithOutlinesOf(characters.Order(), embedded: true);

    /// <summary>As <see cref="Subset"/>, with the character map that drawing needs.</summary>
    internal byte[] Drawable(IEnumerable<char> characters) => font.WithOutlinesOf(characters.Order(), embedded: false);
}
