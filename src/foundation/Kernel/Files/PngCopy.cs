using System.Buffers.Binary;
using System.Text;

namespace VanLang.Kernel.Files;

/// <summary>
/// Copies a PNG (W3C PNG, third edition) chunk by chunk. Cleaning keeps the picture, its colours and its size in print; texts, times, EXIF
/// (but for the orientation), animation, private chunks and what follows the end are left out.
/// </summary>
internal static class PngCopy
{
    private const int SignatureLength = 8;
    private const string Orientation = "eXIf";

    public static async ValueTask<PhotoCopy> Run(IntakeReader reader, SealingWriter output, bool clean, CancellationToken cancellationToken)
    {
        await reader.Copy(SignatureLength, output, cancellationToken);
        var copy = new PhotoCopy(Whole: true);
        var first = true;
        var pictured = false;
        while (await reader.Fill(8, cancellationToken))
        {
            var head = reader.Buffered.Span;
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var type = Encoding.Latin1.GetString(head.Slice(4, 4));
            if (length > int.MaxValue || !type.All(char.IsAsciiLetter) || first != (type == "IHDR"))
                return PhotoCopy.Broken;

            if (first)
            {
                if (length != 13 || !await reader.Fill(16, cancellationToken))
                    return PhotoCopy.Broken;
                var header = reader.Buffered.Span;
                copy = copy with
                {
                    Pixels = Pixels(BinaryPrimitives.ReadUInt32BigEndian(header[8..]), BinaryPrimitives.ReadUInt32BigEndian(header[12..])),
                };
                first = false;
            }

            pictured |= type == "IDAT";
            var keep = !clean || IsNeeded(type);
            if (!keep)
            {
                copy = copy with { Changed = true };
                if (type == Orientation && length is > 0 and < 65536 && await reader.Fill(8 + (int)length, cancellationToken)
                    && ExifOrientation.Read(reader.Buffered.Span.Slice(8, (int)length)) is var orientation and not 1)
                    await output.Write(OrientationChunk(orientation), cancellationToken);
            }

            // Length, type, data and check sum.
            if (!await reader.Copy(12L + length, keep ? output : null, cancellationToken))
                return PhotoCopy.Broken;

            if (type == "IEND")
            {
                var more = await reader.Fill(1, cancellationToken);
                if (!clean)
                    while (await reader.Copy(IntakeReader.Capacity, output, cancellationToken))
                    {
                    }

                return pictured ? copy with { Changed = copy.Changed || (clean && more) } : PhotoCopy.Broken;
            }
        }

        return PhotoCopy.Broken;
    }

    private static long Pixels(uint width, uint height) => Math.Min((long)width, int.MaxValue) * Math.Min((long)height, int.MaxValue);

    /// <summary>An upper-case first letter marks what no reader can do without.</summary>
    private static bool IsNeeded(string type) =>
        char.IsAsciiLetterUpper(type[0])
        || type is "tRNS" or "gAMA" or "cHRM" or "sRGB" or "iCCP" or "cICP" or "mDCV" or "cLLI" or "sBIT" or "bKGD" or "hIST" or "pHYs" or "sPLT";

    private static byte[] OrientationChunk(int orientation)
    {
        var chunk = new byte[12 + ExifOrientation.TiffLength];
        chunk[3] = ExifOrientation.TiffLength;
        "eXIf"u8.CopyTo(chunk.AsSpan(4));
        ExifOrientation.WriteTiff(chunk.AsSpan(8), orientation);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), CheckSum(chunk.AsSpan(4, 4 + ExifOrientation.TiffLength)));
        return chunk;
    }

    /// <summary>CRC-32 of ISO 3309, bit by bit: it is asked for thirty bytes only.</summary>
    private static uint CheckSum(ReadOnlySpan<byte> data)
    {
        var sum = uint.MaxValue;
        foreach (var value in data)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }
}
