using System.Globalization;
using System.Text;
using VanLang.Printing.Contracts;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Appearance;

/// <summary>Draws the content of a form XObject (ISO 32000-1, 8.10): text in embedded fonts, lines and circles. Points, origin at the lower left.</summary>
internal sealed class AppearanceCanvas(double width, double height, EmbeddedFonts fonts)
{
    private readonly StringBuilder content = new();
    private readonly SortedSet<string> usedFonts = new(StringComparer.Ordinal);

    public double Width => width;

    public double Height => height;

    public static double WidthOf(string text, double size, PrintFamily family, bool bold, bool italic) =>
        PrintFont.Of(family, bold, italic).WidthOf(text, size);

    public void Raw(string operators) => content.Append(operators).Append('\n');

    /// <summary>Colour of lines and text, parts from 0 to 1.</summary>
    public void Color(double red, double green, double blue) =>
        content.Append(Numbers($"{red} {green} {blue} RG {red} {green} {blue} rg\n"));

    public void Thickness(double points) => content.Append(Numbers($"{points} w\n"));

    public void Text(string text, double x, double y, double size, PrintFamily family = PrintFamily.Serif, bool bold = false, bool italic = false, double angle = 0)
    {
        var (font, name) = fonts.Of(family, bold, italic);
        usedFonts.Add(name);
        var (cos, sin) = (Math.Cos(angle), Math.Sin(angle));
        content.Append(Numbers($"BT /{name} {size} Tf {cos} {sin} {-sin} {cos} {x} {y} Tm {font.Show(text)} Tj ET\n"));
    }

    public void Circle(double x, double y, double radius)
    {
        const double K = 0.5522847498;
        var r = radius;
        content.Append(Numbers($"{x + r} {y} m {x + r} {y + (K * r)} {x + (K * r)} {y + r} {x} {y + r} c "));
        content.Append(Numbers($"{x - (K * r)} {y + r} {x - r} {y + (K * r)} {x - r} {y} c "));
        content.Append(Numbers($"{x - r} {y - (K * r)} {x - (K * r)} {y - r} {x} {y - r} c "));
        content.Append(Numbers($"{x + (K * r)} {y - r} {x + r} {y - (K * r)} {x + r} {y} c s\n"));
    }

    /// <summary>A frame along the edges.</summary>
    public void Frame(double inset) => content.Append(Numbers($"{inset} {inset} {width - (2 * inset)} {height - (2 * inset)} re S\n"));

    /// <summary>Lets something draw on a part as if that were all.</summary>
    public void Place(double x, double y, double partWidth, double partHeight, Action<AppearanceCanvas> draw)
    {
        var part = new AppearanceCanvas(partWidth, partHeight, fonts);
        draw(part);
        content.Append(Numbers($"q 1 0 0 1 {x} {y} cm\n")).Append(part.content).Append("Q\n");
        usedFonts.UnionWith(part.usedFonts);
    }

    public void Polygon(IEnumerable<(double X, double Y)> corners)
    {
        var first = true;
        foreach (var (x, y) in corners)
        {
            content.Append(Numbers($"{x} {y} {(first ? "m" : "l")} "));
            first = false;
        }

        content.Append("f\n");
    }

    public void Curve(double x, double y, params ReadOnlySpan<(double X, double Y)> points)
    {
        content.Append(Numbers($"{x} {y} m "));
        for (var i = 0; i + 2 < points.Length; i += 3)
            content.Append(Numbers($"{points[i].X} {points[i].Y} {points[i + 1].X} {points[i + 1].Y} {points[i + 2].X} {points[i + 2].Y} c "));
        content.Append("S\n");
    }

    /// <summary>Adds the drawing to the update and gives its object.</summary>
    /// <param name="turn">Degrees clockwise by which the page is shown turned: the drawing is turned back, so that it stands upright.</param>
    public PdfReference Write(PdfUpdate update, int turn = 0)
    {
        var data = PdfFilters.Deflate(Encoding.ASCII.GetBytes(content.ToString()));
        var faces = usedFonts.Aggregate(PdfDictionary.Empty, (dictionary, name) => dictionary.With(name, fonts.Reference(update, name)));
        var form = PdfDictionary.Of(
            ("Type", new PdfName("XObject")), ("Subtype", new PdfName("Form")), ("BBox", PdfArray.Of(0, 0, width, height)),
            ("Resources", PdfDictionary.Of(("Font", faces))), ("Filter", new PdfName("FlateDecode")), ("Length", new PdfNumber(data.Length)));
        if (turn != 0)
        {
            var (cos, sin) = turn switch { 90 => (0d, 1d), 180 => (-1d, 0d), _ => (0d, -1d) };
            form = form.With("Matrix", PdfArray.Of(cos, sin, -sin, cos, 0, 0));
        }

        return update.Add(new PdfStream(form, data));
    }

    private static string Numbers(FormattableString text)
    {
        var arguments = text.GetArguments().Select(argument =>
            argument is double number ? number.ToString("0.####", CultureInfo.InvariantCulture) : argument).ToArray();
        return string.Format(CultureInfo.InvariantCulture, text.Format, arguments);
    }
}
