using VanLang.Signing.Pdf;

namespace VanLang.Signing.Placement;

/// <summary>
/// How wide a font of the file draws its codes (ISO 32000-1, 9.6 and 9.7). Where a font does not say, wide rather than narrow: a place that seems taken costs nothing, one that
/// seems free may cover a word.
/// </summary>
internal sealed class GlyphWidths
{
    private const double Guess = 700;
    private readonly Dictionary<int, double> widths = [];
    private readonly double other;
    private readonly double unit = 0.001;

    public GlyphWidths(PdfFile file, PdfDictionary? font)
    {
        other = Guess;
        if (font is null)
            return;
        if (file.Name(font["Subtype"]) == "Type0")
        {
            IsComposite = true;
            var descendant = file.Array(font["DescendantFonts"]) is { Items: [var only, ..] } ? file.Dictionary(only) : null;
            other = Number(file, descendant?["DW"]) ?? 1000;
            ReadComposite(file, file.Array(descendant?["W"])?.Items ?? []);
            return;
        }

        if (file.Name(font["Subtype"]) == "Type3" && PageSheet.MatrixOf(file, font["FontMatrix"]) is { } matrix)
            unit = Math.Abs(matrix.A);
        other = Number(file, file.Dictionary(font["FontDescriptor"])?["MissingWidth"]) is { } missing and > 0 ? missing : Guess;
        var first = file.Integer(font["FirstChar"]) ?? 0;
        var items = file.Array(font["Widths"])?.Items ?? [];
        for (var i = 0; i < Math.Min(items.Count, 65_536); i++)
        {
            if (Number(file, items[i]) is { } width)
                widths[first + i] = width;
        }
    }

    /// <summary>Whether a code takes two bytes.</summary>
    public bool IsComposite { get; }

    /// <summary>Width of a code at size 1.</summary>
    public double Of(int code) => widths.GetValueOrDefault(code, other) * unit;

    private void ReadComposite(PdfFile file, IReadOnlyList<PdfObject> items)
    {
        for (var i = 0; i + 1 < items.Count && widths.Count < 65_536;)
        {
            if (file.Integer(items[i]) is not { } first)
                return;
            if (file.Resolve(items[i + 1]) is PdfArray list)
            {
                for (var j = 0; j < list.Items.Count; j++)
                    widths[first + j] = Number(file, list.Items[j]) ?? other;
                i += 2;
            }
            else if (i + 2 < items.Count && file.Integer(items[i + 1]) is { } last && Number(file, items[i + 2]) is { } width)
            {
                for (var code = first; code <= Math.Min(last, first + 65_535); code++)
                    widths[code] = width;
                i += 3;
            }
            else
            {
                return;
            }
        }
    }

    private static double? Number(PdfFile file, PdfObject? value) => (file.Resolve(value) as PdfNumber)?.Value;
}
