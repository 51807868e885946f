using System.Globalization;
using System.Text;
using Shouldly;
using SkiaSharp;
using VanLang.Kernel;
using VanLang.Kernel.Files;
using Xunit;

namespace VanLang.Foundation.Tests.Files;

public sealed class RefusalTests : IDisposable
{
    private readonly StoreFolder folder = new();

    public static TheoryData<string, string> Refused => new(Bad.Select(pair => (pair.Key, pair.Value.Code)));

    private static Dictionary<string, (string Code, Func<byte[]> Content)> Bad { get; } = new()
    {
        ["empty"] = (FileRefusal.Empty, () => []),
        ["exe"] = (FileRefusal.Executable, () => [.. "MZ"u8, .. new byte[500]]),
        ["elf"] = (FileRefusal.Executable, () => [0x7F, .. "ELF"u8, .. new byte[500]]),
        ["shell script"] = (FileRefusal.Executable, () => "#!/bin/sh\nrm -rf /\n"u8.ToArray()),
        ["exe with a PDF inside"] = (FileRefusal.Executable, () => [.. "MZ"u8, .. new byte[100], .. Samples.Pdf()]),
        ["text"] = (FileRefusal.TypeUnknown, () => "xin chào"u8.ToArray()),
        ["one byte"] = (FileRefusal.TypeUnknown, () => [0x25]),
        ["eicar"] = (FileRefusal.TypeUnknown, () => Encoding.ASCII.GetBytes(Samples.Eicar)),
        ["html"] = (FileRefusal.WebPage, () => "\n<!DOCTYPE html><html></html>"u8.ToArray()),
        ["svg"] = (FileRefusal.WebPage, () => "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"u8.ToArray()),
        ["rar"] = (FileRefusal.Archive, () => [.. "Rar!\x1A\a\0"u8, .. new byte[50]]),
        ["zip"] = (FileRefusal.Archive, () => Samples.Zip(("a.txt", "a"u8.ToArray()))),
        ["cut docx"] = (FileRefusal.Damaged, () => Samples.Docx()[..^10]),
        ["docx with macro"] = (FileRefusal.Macros, () => Samples.Docx(("word/vbaProject.bin", [1, 2, 3]))),
        ["docm by type"] = (FileRefusal.Macros, () => Samples.Zip(
            ("[Content_Types].xml", "<Types><Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>"u8.ToArray()))),
        ["xlsx with old macro sheet"] = (FileRefusal.Macros, () => Samples.Xlsx(("xl/macrosheets/sheet1.xml", [1]))),
        ["docx with macro in the workbook of a chart"] = (FileRefusal.Macros, () => Samples.Docx(
            ("word/embeddings/chart.xlsx", Samples.Xlsx(("xl/vbaProject.bin", [1]))))),
        ["docx with exe"] = (FileRefusal.Executable, () => Samples.Docx(("word/media/a.png", [.. "MZ"u8, .. new byte[60], .. "PE\0\0"u8]))),
        ["docx with zip"] = (FileRefusal.ArchiveNested, () => Samples.Docx(("word/media/a.zip", Samples.Zip(("a", [1]))))),
        ["docx in docx in docx"] = (FileRefusal.ArchiveNested, () => Samples.Docx(
            ("word/embeddings/a.docx", Samples.Docx(("word/embeddings/b.docx", Samples.Docx()))))),
        ["docx with rar"] = (FileRefusal.ArchiveNested, () => Samples.Docx(("word/media/a.bin", [.. "Rar!\x1A\a\0"u8]))),
        ["bomb by ratio"] = (FileRefusal.ZipBomb, () => Samples.Docx(("word/a.xml", new byte[40 * 1024 * 1024]))),
        ["bomb by lie"] = (FileRefusal.ZipBomb, () => Lie(Samples.Docx(("word/a.xml", new byte[40 * 1024 * 1024])))),
        ["too many entries"] = (FileRefusal.Damaged, () => Samples.Docx(
            [.. Enumerable.Range(0, 10_001).Select(i => ($"word/{i}.xml", Array.Empty<byte>()))])),
        ["zip under a password"] = (FileRefusal.Encrypted, () => Encrypt(Samples.Docx())),
        ["docx under a password"] = (FileRefusal.Encrypted, () => Samples.Ole("EncryptedPackage")),
        ["doc"] = (FileRefusal.OldOffice, () => Samples.Ole("WordDocument")),
        ["pptx"] = (FileRefusal.TypeNotAccepted, () => Samples.Zip(("[Content_Types].xml", Samples.ContentTypes("presentationml.presentation.main")))),
        ["encrypted pdf"] = (FileRefusal.PdfEncrypted, () => Samples.Pdf("trailer << /Encrypt 5 0 R >>")),
        ["pdf with script"] = (FileRefusal.PdfActive, () => Samples.Pdf("4 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj")),
        ["pdf with a disguised script"] = (FileRefusal.PdfActive, () => Samples.Pdf("4 0 obj <</S/J#61vaScrip#74/JS(app.alert(1))>>endobj")),
        ["pdf that starts a program"] = (FileRefusal.PdfActive, () => Samples.Pdf("4 0 obj << /S /Launch /F (cmd.exe) >> endobj")),
        ["pdf with a packed script"] = (FileRefusal.PdfActive, () => Samples.PdfWithObjectStream("4 0 << /S /JavaScript /JS (app.alert(1)) >>")),
        ["pdf with objects packed twice"] = (FileRefusal.PdfUncheckable, () => Samples.PdfWithObjectStream("4 0 <<>>", "/Filter [/FlateDecode /FlateDecode]")),
        ["pdf with objects packed in LZW"] = (FileRefusal.PdfUncheckable, () => Samples.PdfWithObjectStream("4 0 <<>>", "/Filter /LZWDecode")),
        ["pdf bomb"] = (FileRefusal.PdfUncheckable, () => Samples.PdfWithObjectStream(new string(' ', 1 << 20), repeat: 140)),
        ["cut pdf"] = (FileRefusal.Damaged, () => Samples.Pdf()[..150]),
        ["cut jpeg"] = (FileRefusal.Damaged, () => Samples.Image(SKEncodedImageFormat.Jpeg)[..^700]),
        ["cut png"] = (FileRefusal.Damaged, () => Samples.Image(SKEncodedImageFormat.Png)[..^20]),
        ["cut webp"] = (FileRefusal.Damaged, () => Samples.Image(SKEncodedImageFormat.Webp)[..^20]),
        ["jpeg without a picture"] = (FileRefusal.Damaged, () => [0xFF, 0xD8, 0xFF, 0xD9]),
        ["png of 2 thousand million pixels"] = (FileRefusal.ImageTooManyPixels, () => Huge(Samples.Image(SKEncodedImageFormat.Png))),
        ["heic without converter"] = (FileRefusal.Heic, Samples.Heic),
        ["xml with doctype"] = (FileRefusal.XmlUnsafe, () => "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;</a>"u8.ToArray()),
        ["broken xml"] = (FileRefusal.Damaged, () => "<?xml version='1.0'?><a><b></a>"u8.ToArray()),
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_must_not_come_in_is_refused_with_its_reason(string what, string code)
    {
        var refused = (await folder.Receive(Bad[what].Content(), "đơn.pdf")).ShouldBeOfType<FileReceipt.Refused>();

        refused.Code.ShouldBe(code);
        refused.Text(CultureInfo.GetCultureInfo("vi-VN")).ShouldContain("“đơn.pdf”");
        folder.Contents().ShouldBeEmpty();
        folder.Leftovers().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pdf", ".pdf")]
    [InlineData("pdf with object stream", ".pdf")]
    [InlineData("jpeg", ".jpg")]
    [InlineData("png", ".png")]
    [InlineData("webp", ".webp")]
    [InlineData("docx", ".docx")]
    [InlineData("docx with chart", ".docx")]
    [InlineData("xlsx", ".xlsx")]
    [InlineData("xml", ".xml")]
    [InlineData("xml in UTF-16", ".xml")]
    [InlineData("tiff", ".tiff")]
    public async Task What_is_sound_comes_in_under_the_extension_of_its_content(string what, string extension)
    {
        byte[] content = what switch
        {
            "pdf" => Samples.Pdf(),
            "pdf with object stream" => Samples.PdfWithObjectStream("4 0 << /Type /Page >>"),
            "jpeg" => Samples.Image(SKEncodedImageFormat.Jpeg),
            "png" => Samples.Image(SKEncodedImageFormat.Png),
            "webp" => Samples.Image(SKEncodedImageFormat.Webp),
            "docx" => Samples.Docx(("word/media/a.bin", [.. "MZ"u8, 1, 2, 3])),
            "docx with chart" => Samples.Docx(("word/embeddings/chart.xlsx", Samples.Xlsx())),
            "xlsx" => Samples.Xlsx(),
            "xml" => "<?xml version='1.0'?><a>Phú Thọ</a>"u8.ToArray(),
            "xml in UTF-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<?xml version='1.0' encoding='utf-16'?><a>Phú Thọ</a>")],
            _ => [.. "II*\0"u8, 8, 0, 0, 0, 0, 0],
        };

        var file = await folder.Keep(content, "ảnh chụp.exe", StoreFolder.Everything with { RemovePhotoMetadata = false });

        file.OriginalName.ShouldBe("ảnh chụp" + extension);
        folder.ReadAll(file).ShouldBe(content);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reading_stops_at_the_limit(bool sizeKnown)
    {
        var policy = FileIntakePolicy.Citizen with { MaxBytes = 1_000_000 };
        await using var content = new CountingStream(Samples.Pdf(length: 60_000_000), sizeKnown);

        var refused = (await folder.Store.Receive(content, policy, "to.pdf", TestContext.Current.CancellationToken))
            .ShouldBeOfType<FileReceipt.Refused>();

        refused.Code.ShouldBe(FileRefusal.TooLarge);
        content.Count.ShouldBeLessThanOrEqualTo(policy.MaxBytes + 1);
        refused.Text(CultureInfo.GetCultureInfo("vi-VN")).ShouldBe(sizeKnown
            ? "Tệp “to.pdf” nặng 60 MB, vượt mức 1 MB. Các tệp và nội dung khác vẫn còn. Ông/Bà chọn tệp khác hoặc chụp lại."
            : "Tệp “to.pdf” vượt mức 1 MB. Các tệp và nội dung khác vẫn còn. Ông/Bà chọn tệp khác hoặc chụp lại.");
        folder.Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_of_just_the_limit_comes_in_and_one_byte_more_does_not()
    {
        var policy = FileIntakePolicy.Citizen with { MaxBytes = 200_000 };

        (await folder.Receive(Samples.Pdf(length: 200_000), policy: policy)).ShouldBeOfType<FileReceipt.Received>();
        (await folder.Receive(Samples.Pdf(length: 200_001), policy: policy)).ShouldBeOfType<FileReceipt.Refused>();
    }

    [Fact]
    public async Task A_sound_type_that_is_not_asked_for_is_refused()
    {
        (await folder.Receive(Samples.Docx(), policy: FileIntakePolicy.Citizen))
            .ShouldBeOfType<FileReceipt.Refused>().Code.ShouldBe(FileRefusal.TypeNotAccepted);
        (await folder.Receive(Samples.Xlsx(), policy: FileIntakePolicy.Citizen with { Accepted = [FileKind.Docx] }))
            .ShouldBeOfType<FileReceipt.Refused>().Code.ShouldBe(FileRefusal.TypeNotAccepted);
    }

    [Fact]
    public void The_sender_sees_beforehand_what_is_accepted()
    {
        FileIntakePolicy.Citizen.Endings.ShouldBe(["pdf", "jpg", "jpeg", "png", "heic"]);
        FileIntakePolicy.Citizen.AcceptedText.ShouldBe("PDF, JPG, JPEG, PNG, HEIC");
        FilesTexts.Size(FileIntakePolicy.Citizen.MaxBytes, CultureInfo.GetCultureInfo("vi-VN")).ShouldBe("20 MB");
        FilesTexts.Size(FileIntakePolicy.Citizen.MaxBytes + 1, CultureInfo.GetCultureInfo("vi-VN")).ShouldBe("20,1 MB");
    }

    /// <summary>States that the last large entry unpacks to one byte.</summary>
    private static byte[] Lie(byte[] zip)
    {
        for (var at = 0; at < zip.Length - 4; at++)
        {
            if (zip.AsSpan(at).StartsWith("PK\x01\x02"u8) && BitConverter.ToInt32(zip, at + 24) > 1_000_000)
                BitConverter.TryWriteBytes(zip.AsSpan(at + 24), 1);
        }

        return zip;
    }

    private static byte[] Encrypt(byte[] zip)
    {
        for (var at = 0; at < zip.Length - 4; at++)
        {
            if (zip.AsSpan(at).StartsWith("PK\x01\x02"u8))
                zip[at + 8] |= 1;
        }

        return zip;
    }

    private static byte[] Huge(byte[] png)
    {
        png[16 + 2] = 0xC0;
        png[20 + 2] = 0xC0;
        return png;
    }

    private sealed class CountingStream(byte[] content, bool sizeKnown) : MemoryStream(content)
    {
        public long Count { get; private set; }

        public override bool CanSeek => sizeKnown;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            Count += read;
            return read;
        }
    }
}
