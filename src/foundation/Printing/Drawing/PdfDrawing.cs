using QRCoder;
using SkiaSharp;
using VanLang.Printing.Contracts;
using VanLang.Printing.Layout;
using VanLang.Printing.Templates;

namespace VanLang.Printing.Drawing;

/// <summary>Draws finished pages as PDF. Fonts are cut down to the characters of this document before they are embedded.</summary>
internal static class PdfDrawing
{
    public static byte[] Draw(IReadOnlyList<Page> pages, PageSetup setup, PrintOptions options)
    {
        using var fonts = new DrawingFonts(pages);
        using var stream = new MemoryStream();
        var created = options.CreatedAt.UtcDateTime;
        var metadata = new SKDocumentPdfMetadata(300)
        {
            Title = options.Title,
            Producer = "Văn Lang",
            Creator = "Văn Lang",
            Creation = created,
            Modified = created,
        };
        using (var document = SKDocument.CreatePdf(stream, metadata))
        {
            foreach (var page in pages)
            {
                var canvas = document.BeginPage((float)Units.Points(setup.Width), (float)Units.Points(setup.Height));
                foreach (var operation in page.Operations)
                    Draw(canvas, operation, fonts);
                document.EndPage();
            }

            document.Close();
        }

        return PdfFinish.Of(stream.ToArray(), options);
    }

    private static void Draw(SKCanvas canvas, DrawOperation operation, DrawingFonts fonts)
    {
        switch (operation)
        {
            case TextOperation text:
                DrawText(canvas, text, fonts);
                break;
            case OutlineOperation outline:
                DrawOutline(canvas, outline);
                break;
            case LineOperation line:
                using (var paint = new SKPaint { Color = SKColor.Parse(line.Color), StrokeWidth = (float)line.Thickness, IsStroke = true, IsAntialias = true })
                    canvas.DrawLine((float)line.X1, (float)line.Y1, (float)line.X2, (float)line.Y2, paint);
                break;
            case QrOperation qr:
                DrawQr(canvas, qr);
                break;
            case ImageOperation image:
                using (var decoded = SKImage.FromEncodedData(image.Encoded.Span) ?? throw new ArgumentException("An image is neither PNG nor JPEG.", nameof(operation)))
                    canvas.DrawImage(
                        decoded,
                        SKRect.Create((float)image.X, (float)image.Y, (float)image.Width, (float)image.Height),
                        new SKSamplingOptions(SKFilterMode.Linear));
                break;
        }
    }

    private static void DrawText(SKCanvas canvas, TextOperation text, DrawingFonts fonts)
    {
        using var font = new SKFont(fonts[text.Face], (float)text.Size)
        {
            Subpixel = true,
            LinearMetrics = true,
            Hinting = SKFontHinting.None,
            Edging = SKFontEdging.Antialias,
        };
        using var paint = new SKPaint { Color = SKColor.Parse(text.Color), IsAntialias = true };
        canvas.DrawText(text.Text, (float)text.X, (float)text.Baseline, SKTextAlign.Left, font, paint);
    }

    private static void DrawOutline(SKCanvas canvas, OutlineOperation text)
    {
        using var data = SKData.CreateCopy(text.Face.Font.Drawable(text.Text));
        using var typeface = SKTypeface.FromData(data);
        using var font = new SKFont(typeface, (float)text.Size);
        using var path = font.GetTextPath(text.Text, new SKPoint(0, 0));
        using var paint = new SKPaint { Color = SKColor.Parse(text.Color), IsAntialias = true };
        canvas.Save();
        canvas.Translate((float)text.X, (float)text.Baseline);
        canvas.RotateDegrees(-(float)text.Angle);
        canvas.DrawPath(path, paint);
        canvas.Restore();
    }

    private static void DrawQr(SKCanvas canvas, QrOperation qr)
    {
        using var code = QRCodeGenerator.GenerateQrCode(qr.Text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var rows = code.ModuleMatrix;

        // QRCoder adds a quiet zone of 4 modules; paper around the code is quiet already.
        const int Quiet = 4;
        var count = rows.Count - (2 * Quiet);
        var module = (float)(qr.Side / count);
        using var builder = new SKPathBuilder();
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < count; column++)
            {
                if (!rows[row + Quiet][column + Quiet])
                    continue;
                var start = column;
                while (column + 1 < count && rows[row + Quiet][column + 1 + Quiet])
                    column++;
                builder.AddRect(SKRect.Create(
                    (float)qr.X + (start * module), (float)qr.Y + (row * module), (column - start + 1) * module, module));
            }
        }

        using var path = builder.Detach();
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        canvas.DrawPath(path, paint);
    }
}

/// <summary>The faces of one document, holding only the outlines it uses.</summary>
internal sealed class DrawingFonts : IDisposable
{
    private readonly Dictionary<FaceKey, SKTypeface> typefaces = [];

    public DrawingFonts(IReadOnlyList<Page> pages)
    {
        var texts = pages.SelectMany(page => page.Operations).OfType<TextOperation>();
        foreach (var group in texts.GroupBy(text => text.Face))
        {
            var file = group.Key.Font.Drawable(group.SelectMany(text => text.Text).Distinct());
            using var data = SKData.CreateCopy(file);
            typefaces[group.Key] = SKTypeface.FromData(data) ?? throw new InvalidOperationException("The subset font cannot be read.");
        }
    }

    public SKTypeface this[FaceKey key] => typefaces[key];

    public void Dispose()
    {
        foreach (var typeface in typefaces.Values)
            typeface.Dispose();
    }
}
