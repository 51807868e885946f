using VanLang.Printing.Contracts;

namespace VanLang.Signing.Appearance;

/// <summary>
/// A round red seal drawn by program: two circles, the name of the agency along the upper arc, "MÔ PHỎNG" along the lower, a star in the
/// middle. It is no image of a real seal and says so.
/// </summary>
internal static class SealDrawing
{
    public static void Draw(AppearanceCanvas canvas, string agency, string mark)
    {
        var (x, y) = (canvas.Width / 2, canvas.Height / 2);
        var radius = (Math.Min(canvas.Width, canvas.Height) / 2) - 1.2;
        canvas.Color(0.80, 0.06, 0.10);
        canvas.Thickness(1.6);
        canvas.Circle(x, y, radius);
        canvas.Thickness(0.6);
        canvas.Circle(x, y, radius - 2.4);
        canvas.Circle(x, y, radius * 0.62);

        var middle = radius * 0.755;
        Arc(canvas, agency, x, y, middle, 8.2, Math.PI * 1.08, upper: true);
        Arc(canvas, mark, x, y, middle, 7.4, Math.PI * 0.5, upper: false);
        foreach (var side in new[] { -1, 1 })
            canvas.Polygon(Star(x + (side * middle * Math.Cos(0.46)), y - (middle * Math.Sin(0.46)), radius * 0.06));
        canvas.Polygon(Star(x, y + (radius * 0.12), radius * 0.26));
        Fit(canvas, mark, x, y - (radius * 0.36), radius * 0.9);
    }

    private static void Fit(AppearanceCanvas canvas, string text, double x, double y, double room)
    {
        var size = Math.Min(7.5, room / AppearanceCanvas.WidthOf(text, 1, PrintFamily.Sans, true, false));
        canvas.Text(text, x - (AppearanceCanvas.WidthOf(text, size, PrintFamily.Sans, true, false) / 2), y, size, PrintFamily.Sans, bold: true);
    }

    // Letter after letter along a circle, the middle of the text at the top or at the bottom.
    private static void Arc(AppearanceCanvas canvas, string text, double x, double y, double radius, double size, double widest, bool upper)
    {
        var natural = AppearanceCanvas.WidthOf(text, size, PrintFamily.Sans, true, false);
        if (natural / radius > widest)
            size *= widest * radius / natural;
        var rise = size * 0.36;
        var baseline = upper ? radius - rise : radius + rise;
        var width = AppearanceCanvas.WidthOf(text, size, PrintFamily.Sans, true, false);
        var tracking = Math.Min(0.9, Math.Max(0, ((widest * 0.8 * radius) - width) / text.Length));
        var length = width + (tracking * (text.Length - 1));
        var angle = upper ? (Math.PI / 2) + (length / radius / 2) : (-Math.PI / 2) - (length / radius / 2);
        foreach (var letter in text)
        {
            var advance = AppearanceCanvas.WidthOf(letter.ToString(), size, PrintFamily.Sans, true, false);
            var half = advance / radius / 2;
            var middle = upper ? angle - half : angle + half;
            var turn = upper ? middle - (Math.PI / 2) : middle + (Math.PI / 2);
            var (dx, dy) = (-advance / 2 * Math.Cos(turn), -advance / 2 * Math.Sin(turn));
            if (letter != ' ')
                canvas.Text(letter.ToString(), x + (baseline * Math.Cos(middle)) + dx, y + (baseline * Math.Sin(middle)) + dy, size, PrintFamily.Sans, bold: true, angle: turn);
            var step = (advance + tracking) / radius;
            angle += upper ? -step : step;
        }
    }

    private static IEnumerable<(double X, double Y)> Star(double x, double y, double radius) =>
        Enumerable.Range(0, 10).Select(i =>
        {
            var angle = (Math.PI / 2) + (i * Math.PI / 5);
            var r = i % 2 == 0 ? radius : radius * 0.382;
            return (x + (r * Math.Cos(angle)), y + (r * Math.Sin(angle)));
        });
}
