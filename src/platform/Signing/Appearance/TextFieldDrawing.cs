using VanLang.Printing.Contracts;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Appearance;

/// <summary>Draws the text of a filled field so that it looks like the line it stands in.</summary>
internal static class TextFieldDrawing
{
    private const double SmallestShare = 0.7;

    public static SigningProblem? Draw(PdfFile file, PdfDictionary field, string text, EmbeddedFonts fonts, out AppearanceCanvas? canvas)
    {
        canvas = null;
        var (width, height) = FormFields.BoxOf(file, field);
        var (family, bold, italic, size) = FormFields.StyleOf(file.Text(field["DA"]) ?? "");
        var font = PrintFont.Of(family, bold, italic);
        if (size <= 0)
            size = Math.Min(12, height * 0.8);
        foreach (var character in text)
        {
            if (!font.Has(character))
                return new SigningProblem(SigningCodes.ValueCharacter, $"{character}");
        }

        var natural = font.WidthOf(text, size);
        if (natural * SmallestShare > width)
            return new SigningProblem(SigningCodes.ValueTooLong, text);

        // The baseline of the printed line does not move when the text is made a little smaller.
        var body = (font.Ascent + font.Descent) * size / font.UnitsPerEm;
        var baseline = ((height - body) / 2) + (font.Descent * size / font.UnitsPerEm);
        var fitted = Math.Min(size, size * width / Math.Max(natural, 0.01));
        var free = width - font.WidthOf(text, fitted);
        var x = file.Integer(field["Q"]) switch
        {
            1 => free / 2,
            2 => free,
            _ => 0,
        };
        canvas = new AppearanceCanvas(width, height, fonts);
        canvas.Raw("/Tx BMC q");
        canvas.Color(0, 0, 0);
        canvas.Text(text, x, baseline, fitted, family, bold, italic);
        canvas.Raw("Q EMC");
        return null;
    }
}
