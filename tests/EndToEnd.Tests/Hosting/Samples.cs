using System.Diagnostics;
using UglyToad.PdfPig;

namespace VanLang.EndToEnd.Tests.Hosting;

/// <summary>Files that people upload, and tools of others that look at ours.</summary>
static class Samples
{
    /// <summary>A picture of one pixel.</summary>
    public static string Photo()
    {
        string path = Path.Combine(Path.GetTempPath(), "vanlang-can-cuoc.png");
        if (!File.Exists(path))
            File.WriteAllBytes(path, Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        return path;
    }

    /// <summary>A JPEG of at least this many bytes that says where and with what it was taken: noise, which does not compress.</summary>
    public static byte[] LargePhoto(int bytes)
    {
        using MemoryStream photo = new();
        using SkiaSharp.SKBitmap noise = new(3200, 3200);
        Random random = new(1);
        byte[] points = new byte[noise.ByteCount];
        random.NextBytes(points);
        System.Runtime.InteropServices.Marshal.Copy(points, 0, noise.GetPixels(), points.Length);
        using SkiaSharp.SKData encoded = noise.Encode(SkiaSharp.SKEncodedImageFormat.Jpeg, 100);
        byte[] jpeg = encoded.ToArray();
        byte[] exif = [.. "Exif\0\0II*\0\b\0\0\0\0\0\0\0\0\0"u8, .. System.Text.Encoding.UTF8.GetBytes("Máy ảnh thử GPS-21.3227,105.4019")];
        photo.Write(jpeg.AsSpan(0, 2));
        photo.Write([0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2)]);
        photo.Write(exif);
        photo.Write(jpeg.AsSpan(2));
        return photo.Length >= bytes ? photo.ToArray() : throw new InvalidOperationException($"The photo has {photo.Length} bytes only.");
    }

    /// <summary>Words of a PDF.</summary>
    public static string TextOf(byte[] pdf)
    {
        using PdfDocument document = PdfDocument.Open(pdf);
        return string.Join(' ', document.GetPages().Select(page => page.Text));
    }

    /// <summary>What poppler says of the signatures of a file.</summary>
    public static async Task<string> PdfSig(string path)
    {
        using Process process = Process.Start(new ProcessStartInfo("pdfsig", ["-nocert", path]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("pdfsig (poppler-utils) did not start.");
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said;
    }
}
