using System.Text;
using Shouldly;
using SkiaSharp;
using VanLang.Kernel.Files;
using Xunit;

namespace VanLang.Foundation.Tests.Files;

public sealed class PhotoMetadataTests : IDisposable
{
    private const string Place = "21°19'N";

    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_phone_photo_of_12_MB_loses_its_place_but_no_pixel_and_stays_upright()
    {
        var jpeg = Samples.Image(SKEncodedImageFormat.Jpeg, 4000, 3000, 93);
        jpeg.Length.ShouldBeInRange(10_000_000, 14_000_000);
        var photo = Samples.PhonePhoto(jpeg);
        Encoding.UTF8.GetString(photo).ShouldContain(Place);

        // The second picture behind the first makes the upload larger than the limit for citizens.
        var receipt = (await folder.Receive(photo, "IMG_2041.jpeg", FileIntakePolicy.Citizen with { MaxBytes = 40_000_000 }))
            .ShouldBeOfType<FileReceipt.Received>();
        var kept = folder.ReadAll(receipt.File);

        receipt.MetadataRemoved.ShouldBeTrue();
        receipt.File.OriginalName.ShouldBe("IMG_2041.jpg");
        Encoding.UTF8.GetString(kept).ShouldNotContain(Place);
        Encoding.UTF8.GetString(kept).ShouldNotContain("Thìn");
        OriginOf(kept).ShouldBe(SKEncodedOrigin.RightTop);
        Pixels(kept).AsSpan().SequenceEqual(Pixels(jpeg)).ShouldBeTrue();

        // Nothing was encoded anew: from the first table on the bytes are the same.
        kept[^1_000_000..].ShouldBe(jpeg[^1_000_000..]);
    }

    [Theory]
    [InlineData(1, SKEncodedOrigin.TopLeft)]
    [InlineData(3, SKEncodedOrigin.BottomRight)]
    [InlineData(8, SKEncodedOrigin.LeftBottom)]
    [InlineData(99, SKEncodedOrigin.TopLeft)]
    public async Task The_orientation_of_a_jpeg_is_kept(int orientation, SKEncodedOrigin expected)
    {
        var jpeg = Samples.Image(SKEncodedImageFormat.Jpeg);
        byte[] photo = [.. jpeg[..2], .. Samples.Segment(0xE1, "Exif\0\0"u8, Samples.Exif((ushort)orientation, Place)), .. jpeg[2..]];

        var kept = folder.ReadAll(await folder.Keep(photo));

        OriginOf(kept).ShouldBe(expected);
        Encoding.UTF8.GetString(kept).ShouldNotContain(Place);
    }

    [Fact]
    public async Task A_png_loses_its_texts_and_what_follows_its_end()
    {
        var png = Samples.Image(SKEncodedImageFormat.Png);
        byte[] photo = [.. png[..33], .. Chunk("tEXt", $"Comment\0{Place}"), .. Chunk("eXIf", Samples.Exif(6, Place)), .. png[33..], .. Encoding.UTF8.GetBytes(Place)];

        var kept = folder.ReadAll(await folder.Keep(photo));

        Encoding.UTF8.GetString(kept).ShouldNotContain(Place);
        Encoding.Latin1.GetString(kept).ShouldContain("eXIf");
        kept.Length.ShouldBe(png.Length + 12 + ExifOrientation.TiffLength);
        Pixels(kept).ShouldBe(Pixels(png));
    }

    [Fact]
    public async Task A_webp_loses_its_texts_but_keeps_its_length_and_orientation()
    {
        var webp = Samples.Image(SKEncodedImageFormat.Webp);
        var exif = Samples.Exif(6, Place + " ");
        byte[] chunk = [.. "EXIF"u8, .. BitConverter.GetBytes(exif.Length), .. exif, .. new byte[exif.Length & 1]];
        byte[] photo = [.. webp, .. chunk, .. "XMP "u8, 8, 0, 0, 0, .. "21°19'N"u8];
        BitConverter.TryWriteBytes(photo.AsSpan(4), photo.Length - 8);

        var kept = folder.ReadAll(await folder.Keep(photo));

        Encoding.UTF8.GetString(photo).ShouldContain(Place);
        Encoding.UTF8.GetString(kept).ShouldNotContain(Place);
        kept.Length.ShouldBe(photo.Length);
        ExifOrientation.Read(kept.AsSpan(webp.Length + 8)).ShouldBe(6);
        Pixels(kept).ShouldBe(Pixels(webp));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public async Task A_picture_without_metadata_stays_as_it_is(SKEncodedImageFormat format)
    {
        var image = Samples.Image(format);
        var receipt = (await folder.Receive(image)).ShouldBeOfType<FileReceipt.Received>();

        receipt.MetadataRemoved.ShouldBeFalse();
        folder.ReadAll(receipt.File).ShouldBe(image);
    }

    private static byte[] Chunk(string type, string text) => Chunk(type, Encoding.UTF8.GetBytes(text));

    private static byte[] Chunk(string type, byte[] data) =>
        [(byte)(data.Length >> 24), (byte)(data.Length >> 16), (byte)(data.Length >> 8), (byte)data.Length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];

    private static SKEncodedOrigin OriginOf(byte[] image)
    {
        using var codec = SKCodec.Create(new MemoryStream(image));
        return codec.EncodedOrigin;
    }

    private static byte[] Pixels(byte[] image)
    {
        using var bitmap = SKBitmap.Decode(image);
        return bitmap.ShouldNotBeNull().GetPixelSpan().ToArray();
    }
}
