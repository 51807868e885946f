using System.Buffers.Binary;

namespace VanLang.Kernel.Files;

/// <summary>
/// Copies a JPEG (ITU-T T.81) segment by segment. Cleaning keeps what is needed to show the picture: JFIF, colour profile, Adobe colour
/// transform, the tables and scans, and of EXIF only the orientation. Dropped are place, time, device, maker notes, XMP, IPTC, thumbnails,
/// comments, and whatever follows the end of the picture (second pictures with their own place, films of moving photos).
/// The picture itself is not touched.
/// </summary>
internal static class JpegCopy
{
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    public static async ValueTask<PhotoCopy> Run(IntakeReader reader, SealingWriter output, bool clean, CancellationToken cancellationToken)
    {
        if (!await reader.Fill(2, cancellationToken) || reader.Buffered.Span is not [0xFF, StartOfImage, ..])
            return PhotoCopy.Broken;
        await reader.Copy(2, output, cancellationToken);

        var copy = new PhotoCopy(Whole: true);
        var oriented = false;
        var pictured = false;
        while (true)
        {
            if (await NextMarker(reader, cancellationToken) is not { } marker)
                return PhotoCopy.Broken;

            if (marker == EndOfImage)
            {
                await output.Write(new byte[] { 0xFF, EndOfImage }, cancellationToken);
                var more = await reader.Fill(1, cancellationToken);
                if (!clean)
                    while (await reader.Copy(IntakeReader.Capacity, output, cancellationToken))
                    {
                    }

                return pictured ? copy with { Changed = copy.Changed || (clean && more) } : PhotoCopy.Broken;
            }

            // TEM and RSTn stand alone.
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                await output.Write(new byte[] { 0xFF, marker }, cancellationToken);
                continue;
            }

            if (marker == StartOfImage || !await reader.Fill(2, cancellationToken))
                return PhotoCopy.Broken;
            int length = BinaryPrimitives.ReadUInt16BigEndian(reader.Buffered.Span);
            if (length < 2 || !await reader.Fill(length, cancellationToken))
                return PhotoCopy.Broken;
            var body = reader.Buffered[2..length];

            if (IsFrame(marker) && body.Length >= 5)
            {
                pictured = true;
                var pixels = (long)BinaryPrimitives.ReadUInt16BigEndian(body.Span[1..]) * BinaryPrimitives.ReadUInt16BigEndian(body.Span[3..]);
                copy = copy with { Pixels = Math.Max(copy.Pixels, pixels) };
            }

            if (!clean || IsNeeded(marker, body.Span))
            {
                await output.Write(new byte[] { 0xFF, marker }, cancellationToken);
                await output.Write(reader.Buffered[..length], cancellationToken);
            }
            else
            {
                copy = copy with { Changed = true };
                if (!oriented && marker == 0xE1 && body.Span.StartsWith("Exif\0\0"u8))
                {
                    oriented = true;
                    if (ExifOrientation.Read(body.Span) is var orientation and not 1)
                        await output.Write(OrientationSegment(orientation), cancellationToken);
                }
            }

            reader.Skip(length);
            if (marker == StartOfScan && !await CopyScan(reader, output, cancellationToken))
                return PhotoCopy.Broken;
        }
    }

    /// <summary>SOFn; DHT, JPG and DAC lie between them.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static bool IsNeeded(byte marker, ReadOnlySpan<byte> body) => marker switch
    {
        0xE0 => body.StartsWith("JFIF\0"u8),
        0xE2 => body.StartsWith("ICC_PROFILE\0"u8),
        0xEE => body.StartsWith("Adobe"u8),
        (>= 0xE1 and <= 0xEF) or 0xFE => false,
        _ => true,
    };

    private static byte[] OrientationSegment(int orientation)
    {
        var segment = new byte[4 + 6 + ExifOrientation.TiffLength];
        segment[0] = 0xFF;
        segment[1] = 0xE1;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(segment.Length - 2));
        "Exif\0\0"u8.CopyTo(segment.AsSpan(4));
        ExifOrientation.WriteTiff(segment.AsSpan(10), orientation);
        return segment;
    }

    private static async ValueTask<byte?> NextMarker(IntakeReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.Fill(2, cancellationToken) || reader.Buffered.Span[0] != 0xFF)
            return null;

        // Any number of 0xFF may fill the space before a marker.
        while (reader.Buffered.Span[1] == 0xFF)
        {
            reader.Skip(1);
            if (!await reader.Fill(2, cancellationToken))
                return null;
        }

        var marker = reader.Buffered.Span[1];
        reader.Skip(2);
        return marker == 0 ? null : marker;
    }

    /// <summary>Copies entropy-coded data up to the next marker that does not belong to it.</summary>
    private static async ValueTask<bool> CopyScan(IntakeReader reader, SealingWriter output, CancellationToken cancellationToken)
    {
        while (await reader.Fill(2, cancellationToken))
        {
            var length = ScanLength(reader.Buffered.Span, out var ends);
            await reader.Copy(length, output, cancellationToken);
            if (ends)
                return true;
        }

        return false;
    }

    private static int ScanLength(ReadOnlySpan<byte> data, out bool ends)
    {
        ends = false;
        var position = 0;
        while (true)
        {
            var found = data[position..].IndexOf((byte)0xFF);
            if (found < 0)
                return data.Length;
            position += found;
            if (position == data.Length - 1)
                return position;
            if (data[position + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                ends = true;
                return position;
            }

            position += 2;
            if (position >= data.Length)
                return data.Length;
        }
    }
}
