using System.Globalization;
using System.Resources;
using VanLang.Printing.Contracts;
using VanLang.Printing.Layout;
using VanLang.Printing.Templates;

namespace VanLang.Printing.Drawing;

/// <summary>Says on every page that the paper is a simulation: on top of it, and where the template asks also across the page behind the text.</summary>
internal static class DemonstrationMark
{
    private static readonly ResourceManager Texts = new("VanLang.Printing.Resources.PrintingRoom", typeof(DemonstrationMark).Assembly);

    public static void AddTo(IReadOnlyList<Page> pages, PageSetup setup, string language)
    {
        var text = Texts.GetString("DemonstrationMark", CultureInfo.GetCultureInfo(language))!;
        var (width, height) = (Units.Points(setup.Width), Units.Points(setup.Height));
        var face = new FaceKey(PrintFamily.Sans, true, false);
        foreach (var page in pages)
        {
            page.Operations.Insert(0, Top(text, face, width, setup));
            if (setup.DiagonalMark)
                page.Operations.Insert(0, Diagonal(Texts.GetString("DemonstrationWord", CultureInfo.InvariantCulture)!, face, width, height));
        }
    }

    private static TextOperation Top(string text, FaceKey face, double width, PageSetup setup)
    {
        var size = 8.5;
        return new TextOperation(
            (width - face.Font.WidthOf(text, size)) / 2, Units.Points(Math.Min(7, setup.Top / 2)), text, face, size, "#B3261E");
    }

    private static OutlineOperation Diagonal(string text, FaceKey face, double width, double height)
    {
        var angle = Math.Atan2(height, width);
        var size = 0.62 * Math.Sqrt((width * width) + (height * height)) / face.Font.WidthOf(text, 1);
        var length = face.Font.WidthOf(text, size);
        var lift = size * 0.35;
        var x = (width / 2) - (length / 2 * Math.Cos(angle)) + (lift * Math.Sin(angle));
        var y = (height / 2) + (length / 2 * Math.Sin(angle)) + (lift * Math.Cos(angle));
        return new OutlineOperation(x, y, text, face, size, "#F3E1DF", angle * 180 / Math.PI);
    }
}
