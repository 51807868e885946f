using VanLang.Printing.Contracts;

namespace VanLang.Signing.Appearance;

/// <summary>The mark of a person's signature in blue: the name in a slanted hand with a stroke below, and what it is in small type.</summary>
internal static class PersonDrawing
{
    public static void Draw(AppearanceCanvas canvas, string name, IReadOnlyList<string> lines)
    {
        canvas.Color(0.07, 0.20, 0.62);
        var size = Math.Min(20, (canvas.Width - 10) / AppearanceCanvas.WidthOf(name, 1, PrintFamily.Serif, true, true));
        const double LineHeight = 8;
        var small = lines.Count * LineHeight;
        var y = small + ((canvas.Height - small - size) / 2) + (size * 0.3);
        var width = AppearanceCanvas.WidthOf(name, size, PrintFamily.Serif, true, true);
        var x = (canvas.Width - width) / 2;
        canvas.Text(name, x, y, size, PrintFamily.Serif, bold: true, italic: true, angle: 0.05);

        canvas.Thickness(1.1);
        var under = y - (size * 0.35);
        canvas.Curve(
            x - 4, under - 1,
            (x + (width * 0.35), under + (size * 0.30)), (x + (width * 0.75), under + (size * 0.25)), (x + width + 4, under + (size * 0.45)),
            (x + (width * 0.8), under + (size * 0.1)), (x + (width * 0.5), under - (size * 0.05)), (x + (width * 0.62), under - (size * 0.22)));

        // The seal will cover the left third: small type stays clear of it.
        var clear = canvas.Width / 3;
        for (var i = 0; i < lines.Count; i++)
        {
            var lineSize = Math.Min(6.5, (canvas.Width - clear - 2) / AppearanceCanvas.WidthOf(lines[i], 1, PrintFamily.Sans, i == 0, false));
            var lineWidth = AppearanceCanvas.WidthOf(lines[i], lineSize, PrintFamily.Sans, i == 0, false);
            canvas.Text(lines[i], clear + ((canvas.Width - clear - lineWidth) / 2), small - ((i + 1) * LineHeight) + 2, lineSize, PrintFamily.Sans, bold: i == 0);
        }
    }
}
