using VanLang.Printing.Contracts;

namespace VanLang.Signing.Appearance;

/// <summary>Blocks of agencies on papers of any origin: certified copies and stamps of arrival.</summary>
internal static class BlockDrawing
{
    private const double LargestText = 10;

    /// <summary>Decree 30/2020, Annex I: the seal in red, form of copy, agency and time in upright black type of size 10 at most.</summary>
    public static void DrawCopy(AppearanceCanvas canvas, string form, string agency, string time, string? mark)
    {
        var side = canvas.Height;
        canvas.Place(0, 0, side, side, seal => SealDrawing.Draw(seal, agency.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN")), mark ?? ""));
        canvas.Color(0, 0, 0);
        string[] lines = mark is null ? [form, agency, time] : [form, agency, time, mark];
        Lines(canvas, lines, side + 5, canvas.Width - side - 6);
    }

    /// <summary>A red frame with agency, ĐẾN, number and day.</summary>
    public static void DrawArrival(AppearanceCanvas canvas, string agency, string arrived, IReadOnlyList<string> lines, string? mark)
    {
        canvas.Color(0.80, 0.06, 0.10);
        canvas.Thickness(1.2);
        canvas.Frame(0.8);
        string[] all = mark is null ? [agency, arrived, .. lines] : [agency, arrived, .. lines, mark];
        Lines(canvas, all, 5, canvas.Width - 10);
    }

    private static void Lines(AppearanceCanvas canvas, string[] lines, double x, double room)
    {
        var height = (canvas.Height - 4) / lines.Length;
        for (var i = 0; i < lines.Length; i++)
        {
            var bold = i == 0;
            var size = Math.Min(Math.Min(LargestText, height * 0.86), room / Math.Max(0.01, AppearanceCanvas.WidthOf(lines[i], 1, PrintFamily.Serif, bold, false)));
            canvas.Text(lines[i], x, canvas.Height - 2 - ((i + 1) * height) + (height * 0.25), size, PrintFamily.Serif, bold);
        }
    }
}
