using CsCheck;
using Shouldly;
using SkiaSharp;
using VanLang.Kernel.Files;
using Xunit;

namespace VanLang.Foundation.Tests.Files;

/// <summary>Whatever is sent, intake answers with a receipt.</summary>
public sealed class AnyBytesTests : IDisposable
{
    private static readonly byte[][] Heads =
    [
        "%PDF-1.7\n"u8.ToArray(), [0xFF, 0xD8, 0xFF], [0x89, .. "PNG\r\n\x1A\n"u8], "RIFF\xFF\xFF\0\0WEBP"u8.ToArray(), "PK\x03\x04"u8.ToArray(),
        "II*\0"u8.ToArray(), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "<?xml "u8.ToArray(), "<a"u8.ToArray(), [0xFF, 0xFE, (byte)'<', 0], Samples.Heic()[..24], [],
    ];

    private static readonly byte[][] Sound =
    [
        Samples.Pdf(), Samples.PdfWithObjectStream("4 0 << /Type /Page >>"), Samples.Docx(("word/embeddings/a.xlsx", Samples.Xlsx())), Samples.Xlsx(),
        Samples.PhonePhoto(Samples.Image(SKEncodedImageFormat.Jpeg)), Samples.Image(SKEncodedImageFormat.Png), Samples.Image(SKEncodedImageFormat.Webp),
        "<?xml version='1.0' encoding='utf-8'?><a b='c'>Phú Thọ<d/></a>"u8.ToArray(),
    ];

    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Random_bytes_never_throw() => Gen.Select(Gen.Int[0, Heads.Length - 1].Select(i => Heads[i]), Gen.Byte.Array[0, 3000])
        .Sample((head, rest) => Answers([.. head, .. rest]), iter: 1000, threads: 1);

    [Fact]
    public void Sound_files_with_bytes_changed_never_throw() =>
        Gen.Select(Gen.Int[0, Sound.Length - 1].Select(i => Sound[i]), Gen.Select(Gen.Double[0, 1], Gen.Byte).Array[1, 6], Gen.Double[0.3, 1.4])
            .Sample(
                (sound, changes, length) =>
                {
                    var bytes = sound.ToArray();
                    foreach (var (at, value) in changes)
                        bytes[(int)(at * (bytes.Length - 1))] = value;
                    Answers(length < 1 ? bytes[..(int)(length * bytes.Length)] : bytes);
                },
                iter: 1000,
                threads: 1);

    [Fact]
    public void Any_name_becomes_safe() => Gen.OneOf(Gen.String, Gen.String[Gen.Char, 150, 500]).Sample(
        name =>
        {
            var clean = FileNames.Clean(name, FileKind.Pdf);
            return clean.Length <= StoredFile.LongestName
                && clean.Length > 4
                && clean.EndsWith(".pdf", StringComparison.Ordinal)
                && clean.IsNormalized()
                && !clean.Any(c => c is '/' or '\\' || char.IsControl(c)
                    || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format);
        },
        iter: 3000);

    private void Answers(byte[] content)
    {
        var receipt = folder.Store.Receive(new MemoryStream(content), StoreFolder.Everything, "a.pdf", CancellationToken.None).GetAwaiter().GetResult();
        if (receipt is FileReceipt.Refused refused)
            refused.Text().ShouldContain("a.pdf");
    }
}
