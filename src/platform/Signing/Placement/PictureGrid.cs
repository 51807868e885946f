using SkiaSharp;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Placement;

/// <summary>
/// Which parts of a scanned page are dark: the picture as a grid of cells. Read are pictures packed for fax (Group 4), JPEG, and plain ones; of all others it is not known where they are dark.
/// </summary>
internal sealed class PictureGrid
{
    private const long MostPixels = 60_000_000;

    // Shares of a cell; and by how much ink is darker than the paper.
    private const double Faint = 0.05, Dust = 0.25;
    private const int Contrast = 56;
    private readonly int[] dark;
    private readonly int width, height;

    private PictureGrid(int width, int height, int columns, int rows)
    {
        (this.width, this.height, Columns, Rows) = (width, height, columns, rows);
        dark = new int[columns * rows];
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>The grid of a picture; null where it cannot be read.</summary>
    public static PictureGrid? Of(PdfFile file, PdfStream picture, int columns, int rows)
    {
        var entries = picture.Dictionary;
        if (file.Integer(entries["Width"]) is not ({ } width and > 0) || file.Integer(entries["Height"]) is not ({ } height and > 0) || (long)width * height > MostPixels || columns < 1 || rows < 1)
            return null;
        var grid = new PictureGrid(width, height, Math.Min(columns, width), Math.Min(rows, height));
        var filter = file.Resolve(entries["Filter"]) is PdfArray { Items: [var only] } ? file.Name(only) : file.Name(entries["Filter"]);
        var isReversed = file.Array(entries["Decode"])?.Items is [var first, ..] && file.Resolve(first) is PdfNumber { Value: 1 };
        try
        {
            return filter switch
            {
                "CCITTFaxDecode" => grid.ReadFax(file, picture, isReversed) ? grid : null,
                "DCTDecode" => grid.ReadJpeg(picture, isReversed) ? grid : null,
                null or "FlateDecode" => grid.ReadPlain(file, picture, isReversed) ? grid : null,
                _ => null,
            };
        }
        catch (PdfFormatException)
        {
            return null;
        }
    }

    /// <summary>Whether something is drawn in a cell; rows from the top. A small dot with nothing around it is dust: the dot of a letter or of a sentence has a letter beside it.</summary>
    public bool IsTaken(int column, int row)
    {
        var share = Share(column, row);
        if (share < Faint)
            return false;
        if (share >= Dust)
            return true;
        for (var y = row - 1; y <= row + 1; y++)
        {
            for (var x = column - 1; x <= column + 1; x++)
            {
                if ((x, y) != (column, row) && x >= 0 && y >= 0 && x < Columns && y < Rows && Share(x, y) >= Faint)
                    return true;
            }
        }

        return false;
    }

    private double Share(int column, int row) => dark[(row * Columns) + column] / (((double)width / Columns) * ((double)height / Rows));

    private void Add(int row, int from, int to)
    {
        var line = (int)((long)row * Rows / height) * Columns;
        for (var x = from; x < to;)
        {
            var cell = (int)((long)x * Columns / width);
            var end = Math.Min(to, (int)(((((long)cell + 1) * width) + Columns - 1) / Columns));
            dark[line + cell] += end - x;
            x = end;
        }
    }

    private bool ReadFax(PdfFile file, PdfStream picture, bool isReversed)
    {
        var parameters = file.Resolve(picture.Dictionary["DecodeParms"]) is PdfArray { Items: [var only] } ? file.Dictionary(only) : file.Dictionary(picture.Dictionary["DecodeParms"]);
        var isBlackOne = file.Resolve(parameters?["BlackIs1"]) is PdfBoolean { Value: true };

        // A picture whose black is paper would be dark all over: it is rare, and not read.
        if ((file.Integer(parameters?["K"]) ?? 0) >= 0 || (file.Integer(parameters?["Columns"]) ?? 1728) != width || isBlackOne != isReversed
            || file.Resolve(parameters?["EncodedByteAlign"]) is PdfBoolean { Value: true })
        {
            return false;
        }

        return new FaxPicture(picture.Raw, width, height).Read(Add);
    }

    private bool ReadJpeg(PdfStream picture, bool isReversed)
    {
        using var data = SKData.CreateCopy(picture.Raw.Span);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info.Width != width || codec.Info.Height != height)
            return false;
        using var bitmap = SKBitmap.Decode(codec, new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        if (bitmap is null)
            return false;
        var pixels = bitmap.GetPixelSpan();
        var stride = bitmap.RowBytes;
        var tones = new byte[(long)width * height];
        for (var y = 0; y < height; y++)
        {
            var line = pixels.Slice(y * stride, width * 4);
            for (var x = 0; x < width; x++)
                tones[(y * width) + x] = Tone(line[4 * x], line[(4 * x) + 1], line[(4 * x) + 2], isReversed);
        }

        ReadTones(tones);
        return true;
    }

    private bool ReadPlain(PdfFile file, PdfStream picture, bool isReversed)
    {
        if (file.Resolve(picture.Dictionary["ImageMask"]) is PdfBoolean { Value: true } || ColoursOf(file, picture.Dictionary["ColorSpace"]) is not { } colours)
            return false;
        var bits = file.Integer(picture.Dictionary["BitsPerComponent"]) ?? 0;
        if (bits is not (1 or 8) || (bits == 1 && colours != 1))
            return false;
        var data = PdfFilters.Decode(file, picture);
        var stride = ((width * bits * colours) + 7) / 8;
        if (data.Length < (long)stride * height)
            return false;
        var tones = new byte[(long)width * height];
        for (var y = 0; y < height; y++)
        {
            var line = data.AsSpan(y * stride, stride);
            for (var x = 0; x < width; x++)
            {
                tones[(y * width) + x] = bits == 1
                    ? (((line[x >> 3] >> (7 - (x & 7))) & 1) == 1) != isReversed ? (byte)255 : (byte)0
                    : colours == 1 ? Tone(line[x], line[x], line[x], isReversed) : Tone(line[3 * x], line[(3 * x) + 1], line[(3 * x) + 2], isReversed);
            }
        }

        ReadTones(tones);
        return true;
    }

    // The tone that most of the page has is the paper's.
    private void ReadTones(byte[] tones)
    {
        var counts = new int[256];
        foreach (var tone in tones)
            counts[tone]++;
        var paper = Array.IndexOf(counts, counts.Max());
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (tones[(y * width) + x] < paper - Contrast)
                    Add(y, x, x + 1);
            }
        }
    }

    private static byte Tone(byte red, byte green, byte blue, bool isReversed)
    {
        var tone = (byte)(((red * 77) + (green * 150) + (blue * 29)) >> 8);
        return isReversed ? (byte)(255 - tone) : tone;
    }

    private static int? ColoursOf(PdfFile file, PdfObject? space) => file.Resolve(space) switch
    {
        PdfName { Value: "DeviceGray" or "CalGray" } => 1,
        PdfName { Value: "DeviceRGB" or "CalRGB" } => 3,
        PdfArray { Items: [var kind, ..] } when file.Name(kind) == "CalGray" => 1,
        PdfArray { Items: [var kind, ..] } when file.Name(kind) == "CalRGB" => 3,
        PdfArray { Items: [var kind, var profile, ..] } when file.Name(kind) == "ICCBased" && file.Integer(file.Dictionary(profile)?["N"]) is 1 or 3 => file.Integer(file.Dictionary(profile)?["N"]),
        _ => null,
    };
}
