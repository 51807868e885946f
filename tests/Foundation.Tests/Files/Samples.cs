using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace VanLang.Foundation.Tests.Files;

/// <summary>Files as people send them, and as they must not.</summary>
internal static class Samples
{
    public const string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    public static byte[] Pdf(string extra = "", int? length = null)
    {
        var start = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n" + extra;
        const string end = "\ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF\n";
        var padding = length is { } wanted ? new string(' ', wanted - start.Length - end.Length) : "";
        return Encoding.Latin1.GetBytes(start + padding + end);
    }

    /// <summary>A PDF with an object stream that holds <paramref name="inside"/>, packed by Flate.</summary>
    public static byte[] PdfWithObjectStream(string inside, string entries = "/Filter /FlateDecode", int repeat = 1)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            for (var i = 0; i < repeat; i++)
                deflate.Write(Encoding.Latin1.GetBytes(inside));
        var data = Encoding.Latin1.GetString(packed.ToArray());
        return Pdf($"3 0 obj\n<< /Type /ObjStm /N 1 /First 4 {entries} /Length {data.Length} >>\nstream\r\n{data}\nendstream\nendobj\n");
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return memory.ToArray();
    }

    public static byte[] Docx(params (string Name, byte[] Content)[] more) =>
        Zip([("[Content_Types].xml", ContentTypes("wordprocessingml.document.main")), ("word/document.xml", "<w/>"u8.ToArray()), .. more]);

    public static byte[] Xlsx(params (string Name, byte[] Content)[] more) =>
        Zip([("[Content_Types].xml", ContentTypes("spreadsheetml.sheet.main")), ("xl/workbook.xml", "<w/>"u8.ToArray()), .. more]);

    public static byte[] ContentTypes(string main) => Encoding.UTF8.GetBytes(
        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        + $"<Override PartName=\"/x.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.{main}+xml\"/></Types>");

    public static byte[] Image(SKEncodedImageFormat format, int width = 64, int height = 48, int quality = 90, bool noise = true)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        if (noise)
            new Random(7).NextBytes(bitmap.GetPixelSpan());
        else
            bitmap.Erase(SKColors.SteelBlue);
        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    /// <summary>A photo as a phone makes it: EXIF with place and orientation 6, XMP, IPTC, a comment, a second picture behind the end.</summary>
    public static byte[] PhonePhoto(byte[] jpeg) =>
    [
        .. jpeg[..2],
        .. Segment(0xE1, "Exif\0\0"u8, Exif(6, "21°19'N 105°24'E")),
        .. Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0"u8, "<x:xmpmeta>21°19'N 105°24'E</x:xmpmeta>"u8),
        .. Segment(0xED, "Photoshop 3.0\0"u8, "21°19'N 105°24'E"u8),
        .. Segment(0xFE, "nhà bà Thìn "u8, "21°19'N 105°24'E"u8),
        .. jpeg[2..],
        .. jpeg[..2],
        .. Segment(0xE1, "Exif\0\0"u8, Exif(6, "21°19'N 105°24'E")),
        .. jpeg[2..],
    ];

    public static byte[] Segment(byte marker, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var segment = new byte[4 + head.Length + body.Length];
        segment[0] = 0xFF;
        segment[1] = marker;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(segment.Length - 2));
        head.CopyTo(segment.AsSpan(4));
        body.CopyTo(segment.AsSpan(4 + head.Length));
        return segment;
    }

    /// <summary>A little-endian TIFF block with a description, then the orientation.</summary>
    public static byte[] Exif(ushort orientation, string description)
    {
        var text = Encoding.UTF8.GetBytes(description + "\0");
        var tiff = new byte[38 + text.Length];
        "II*\0"u8.CopyTo(tiff);
        BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(4), 8);
        BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(8), 2);
        Entry(tiff.AsSpan(10), 0x010E, 2, (uint)text.Length, 38);
        Entry(tiff.AsSpan(22), 0x0112, 3, 1, orientation);
        text.CopyTo(tiff.AsSpan(38));
        return tiff;

        static void Entry(Span<byte> at, ushort tag, ushort type, uint count, uint value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(at, tag);
            BinaryPrimitives.WriteUInt16LittleEndian(at[2..], type);
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], count);
            BinaryPrimitives.WriteUInt32LittleEndian(at[8..], value);
        }
    }

    public static byte[] Heic() => [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, .. new byte[200]];

    public static byte[] Ole(string stream) =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[200_000], .. Encoding.Unicode.GetBytes(stream), .. new byte[100]];
}
