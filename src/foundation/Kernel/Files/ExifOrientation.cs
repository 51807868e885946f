using System.Buffers.Binary;

namespace VanLang.Kernel.Files;

/// <summary>The one thing of a photo's EXIF data that is kept: which way is up (tag 0x0112 of EXIF 2.3, 1 to 8; 1 = as stored).</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;
    private const ushort Short = 3;

    /// <summary>Length of <see cref="WriteTiff"/> in bytes.</summary>
    public const int TiffLength = 26;

    /// <summary>Reads the orientation from a TIFF block (the EXIF data without the leading <c>Exif\0\0</c>); 1 if there is none.</summary>
    public static int Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.StartsWith("Exif\0\0"u8))
            tiff = tiff[6..];
        if (tiff.Length < 8)
            return 1;

        bool little;
        if (tiff.StartsWith("II*\0"u8))
            little = true;
        else if (tiff.StartsWith("MM\0*"u8))
            little = false;
        else
            return 1;

        var directory = ReadUInt32(tiff[4..], little);
        if (directory > tiff.Length - 2)
            return 1;
        var entries = tiff[((int)directory + 2)..];
        for (var count = ReadUInt16(tiff[(int)directory..], little); count > 0 && entries.Length >= 12; count--, entries = entries[12..])
        {
            if (ReadUInt16(entries, little) != Tag || ReadUInt16(entries[2..], little) != Short)
                continue;
            var value = ReadUInt16(entries[8..], little);
            return value is >= 1 and <= 8 ? value : 1;
        }

        return 1;
    }

    /// <summary>Writes a TIFF block that holds the orientation and nothing else.</summary>
    public static void WriteTiff(Span<byte> tiff, int orientation)
    {
        tiff[..TiffLength].Clear();
        "MM\0*"u8.CopyTo(tiff);
        tiff[7] = 8;
        tiff[9] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(tiff[10..], Tag);
        tiff[13] = (byte)Short;
        tiff[17] = 1;
        tiff[19] = (byte)orientation;
    }

    private static ushort ReadUInt16(ReadOnlySpan<byte> data, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(data) : BinaryPrimitives.ReadUInt16BigEndian(data);

    private static uint ReadUInt32(ReadOnlySpan<byte> data, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(data) : BinaryPrimitives.ReadUInt32BigEndian(data);
}
