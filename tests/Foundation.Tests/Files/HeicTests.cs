using Shouldly;
using SkiaSharp;
using VanLang.Kernel.Files;
using Xunit;

namespace VanLang.Foundation.Tests.Files;

/// <summary>The converter is a program of the machine; here a script plays it.</summary>
public sealed class HeicTests : IDisposable
{
    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_HEIC_photo_comes_in_as_JPEG_where_the_machine_can_convert_it()
    {
        var jpeg = Samples.Image(SKEncodedImageFormat.Jpeg);
        File.WriteAllBytes(Path.Combine(folder.Root, "converted.jpg"), jpeg);
        var store = StoreWith($"test -s \"$3\" && cp {folder.Root}/converted.jpg \"$4\"");

        var receipt = await store.Receive(new MemoryStream(Samples.Heic()), FileIntakePolicy.Citizen, "IMG_1.HEIC", TestContext.Current.CancellationToken);

        var file = receipt.ShouldBeOfType<FileReceipt.Received>().File;
        file.OriginalName.ShouldBe("IMG_1.jpg");
        file.ContentType.ShouldBe("image/jpeg");
        folder.ReadAll(file).ShouldBe(jpeg);
    }

    [Fact]
    public async Task A_converter_that_fails_leads_to_the_advice_to_send_JPEG()
    {
        var store = StoreWith("echo broken >&2; exit 1");

        var receipt = await store.Receive(new MemoryStream(Samples.Heic()), FileIntakePolicy.Citizen, "IMG_1.HEIC", TestContext.Current.CancellationToken);

        receipt.ShouldBeOfType<FileReceipt.Refused>().Code.ShouldBe(FileRefusal.Heic);
        Directory.GetDirectories(Path.GetTempPath(), "vanlang-heic-*").ShouldBeEmpty();
    }

    private FileStore StoreWith(string script)
    {
        var program = Path.Combine(folder.Root, "heif-convert");
        File.WriteAllText(program, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new FileStore(folder.Files, folder.Keys, folder.Time) { Heic = new HeicConverter(program) };
    }
}
