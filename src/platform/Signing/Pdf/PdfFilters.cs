using System.IO.Compression;

namespace VanLang.Signing.Pdf;

/// <summary>Undoes the filters that structure and the content of pages need (ISO 32000-1, 7.4): FlateDecode with PNG predictors. What is filtered otherwise is refused.</summary>
internal static class PdfFilters
{
    private const int LargestDecoded = 64 * 1024 * 1024;

    public static byte[] Decode(PdfFile file, PdfStream stream)
    {
        var filter = file.Resolve(stream.Dictionary["Filter"]);
        var parameters = file.Resolve(stream.Dictionary["DecodeParms"]);
        var name = filter switch
        {
            null or PdfNull => null,
            PdfName direct => direct.Value,
            PdfArray { Items.Count: 0 } => null,
            PdfArray { Items.Count: 1 } list => (file.Resolve(list.Items[0]) as PdfName)?.Value ?? "",
            _ => "",
        };
        if (parameters is PdfArray { Items.Count: 1 } chain)
            parameters = file.Resolve(chain.Items[0]);
        return name switch
        {
            null => stream.Raw.ToArray(),
            "FlateDecode" => Predict(file, Inflate(stream.Raw, file.Budget), parameters as PdfDictionary),
            _ => throw new PdfFormatException($"The filter {name} is not supported"),
        };
    }

    public static byte[] Deflate(ReadOnlySpan<byte> data)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(data);
        return target.ToArray();
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> raw, ReadingBudget budget)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(raw.ToArray()), CompressionMode.Decompress);
            using var target = new MemoryStream();
            var buffer = new byte[16384];
            for (int read; (read = zlib.Read(buffer)) > 0;)
            {
                target.Write(buffer, 0, read);
                budget.Look();
                if (target.Length > LargestDecoded)
                    throw new PdfFormatException("A stream is too large when decompressed");
            }

            return target.ToArray();
        }
        catch (InvalidDataException)
        {
            throw new PdfFormatException("A compressed stream is damaged");
        }
    }

    private static byte[] Predict(PdfFile file, byte[] data, PdfDictionary? parameters)
    {
        var predictor = Number(file, parameters, "Predictor", 1);
        if (predictor < 10)
            return predictor == 1 ? data : throw new PdfFormatException("The TIFF predictor is not supported");
        var pixel = Math.Max(1, Number(file, parameters, "Colors", 1) * Number(file, parameters, "BitsPerComponent", 8) / 8);
        var width = ((Number(file, parameters, "Columns", 1) * Number(file, parameters, "Colors", 1) * Number(file, parameters, "BitsPerComponent", 8)) + 7) / 8;
        if (width is < 1 or > 1_000_000)
            throw new PdfFormatException("A predictor has an impossible row width");
        var rows = data.Length / (width + 1);
        var result = new byte[rows * width];
        for (var row = 0; row < rows; row++)
            Unfilter(data.AsSpan(row * (width + 1), width + 1), result, row * width, width, pixel);
        return result;
    }

    private static void Unfilter(ReadOnlySpan<byte> row, byte[] result, int start, int width, int pixel)
    {
        for (var i = 0; i < width; i++)
        {
            var left = i >= pixel ? result[start + i - pixel] : 0;
            var up = start >= width ? result[start + i - width] : 0;
            var corner = i >= pixel && start >= width ? result[start + i - width - pixel] : 0;
            var predicted = row[0] switch
            {
                0 => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Paeth(left, up, corner),
                _ => throw new PdfFormatException("Unknown PNG filter"),
            };
            result[start + i] = (byte)(row[i + 1] + predicted);
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static int Number(PdfFile file, PdfDictionary? dictionary, string name, int fallback) =>
        file.Resolve(dictionary?[name]) is PdfNumber { IsInteger: true } number ? (int)number.Value : fallback;
}
