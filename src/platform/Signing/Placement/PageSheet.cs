using VanLang.Signing.Pdf;

namespace VanLang.Signing.Placement;

/// <summary>A page as it is seen: what of it is shown, how it is turned, and what its content draws with.</summary>
/// <param name="Reference">The page's object.</param>
/// <param name="Dictionary">The same, read.</param>
/// <param name="Shown">The part that is shown (/CropBox, else /MediaBox), in the page's own space.</param>
/// <param name="Turn">Degrees clockwise by which it is shown turned: 0, 90, 180 or 270.</param>
/// <param name="Resources">Fonts, images and forms.</param>
internal sealed record PageSheet(PdfReference Reference, PdfDictionary Dictionary, Box Shown, int Turn, PdfDictionary Resources)
{
    private const int DeepestTree = 100;

    public double Width => Turn is 90 or 270 ? Shown.Height : Shown.Width;

    public double Height => Turn is 90 or 270 ? Shown.Width : Shown.Height;

    public static PageSheet Of(PdfFile file, PdfReference reference)
    {
        var page = file.Dictionary(reference) ?? throw new PdfFormatException("A page is missing");
        var media = BoxOf(file, Inherited(file, page, "MediaBox")) ?? new Box(0, 0, 612, 792);
        var crop = BoxOf(file, Inherited(file, page, "CropBox")) ?? media;
        Box shown = new(Math.Max(media.Left, crop.Left), Math.Max(media.Bottom, crop.Bottom), Math.Min(media.Right, crop.Right), Math.Min(media.Top, crop.Top));
        return new PageSheet(
            reference, page, shown is { Width: > 0, Height: > 0 } ? shown : media, TurnOf(file, page), file.Dictionary(Inherited(file, page, "Resources")) ?? PdfDictionary.Empty);
    }

    /// <summary>How far a page is shown turned clockwise.</summary>
    public static int TurnOf(PdfFile file, PdfDictionary page) => (((file.Integer(Inherited(file, page, "Rotate")) ?? 0) % 360) + 360) % 360 / 90 * 90;

    /// <summary>From the page's own space to how it is seen: origin at the lower left corner of what is shown, upright.</summary>
    public Matrix ToSeen() => Turn switch
    {
        90 => new Matrix(0, -1, 1, 0, -Shown.Bottom, Shown.Right),
        180 => new Matrix(-1, 0, 0, -1, Shown.Right, Shown.Top),
        270 => new Matrix(0, 1, -1, 0, Shown.Top, -Shown.Left),
        _ => new Matrix(1, 0, 0, 1, -Shown.Left, -Shown.Bottom),
    };

    /// <summary>The way back.</summary>
    public Matrix FromSeen() => Turn switch
    {
        90 => new Matrix(0, 1, -1, 0, Shown.Right, Shown.Bottom),
        180 => new Matrix(-1, 0, 0, -1, Shown.Right, Shown.Top),
        270 => new Matrix(0, -1, 1, 0, Shown.Left, Shown.Top),
        _ => new Matrix(1, 0, 0, 1, Shown.Left, Shown.Bottom),
    };

    public static Box? BoxOf(PdfFile file, PdfObject? value)
    {
        var edges = (file.Array(value)?.Items ?? []).Select(file.Resolve).OfType<PdfNumber>().Select(edge => edge.Value).ToArray();
        return edges.Length == 4
            ? new Box(Math.Min(edges[0], edges[2]), Math.Min(edges[1], edges[3]), Math.Max(edges[0], edges[2]), Math.Max(edges[1], edges[3]))
            : null;
    }

    public static Matrix? MatrixOf(PdfFile file, PdfObject? value)
    {
        var numbers = (file.Array(value)?.Items ?? []).Select(file.Resolve).OfType<PdfNumber>().Select(number => number.Value).ToArray();
        return numbers.Length == 6 ? new Matrix(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) : null;
    }

    private static PdfObject? Inherited(PdfFile file, PdfDictionary page, string name)
    {
        PdfDictionary? node = page;
        for (var depth = 0; node is not null && depth < DeepestTree; depth++)
        {
            if (node[name] is { } value and not PdfNull)
                return value;
            node = file.Dictionary(node["Parent"]);
        }

        return null;
    }
}
