using System.Buffers.Binary;
using System.Text;

namespace VanLang.Kernel.Files;

/// <summary>
/// Copies a WebP (RFC 9649) chunk by chunk. The size stands at the front of the file, before its chunks are known, so cleaning overwrites
/// EXIF and XMP in place with zeros (and the orientation) instead of leaving them out.
/// </summary>
internal static class WebPCopy
{
    private const int HeaderLength = 12;

    public static async ValueTask<PhotoCopy> Run(IntakeReader reader, SealingWriter output, bool clean, CancellationToken cancellationToken)
    {
        if (!await reader.Fill(HeaderLength, cancellationToken))
            return PhotoCopy.Broken;
        var rest = (long)BinaryPrimitives.ReadUInt32LittleEndian(reader.Buffered.Span[4..]) - 4;
        await reader.Copy(HeaderLength, output, cancellationToken);

        var copy = new PhotoCopy(Whole: true);
        var pictured = false;
        while (rest >= 8)
        {
            if (!await reader.Fill(8, cancellationToken))
                return PhotoCopy.Broken;
            var type = Encoding.Latin1.GetString(reader.Buffered.Span[..4]);
            var length = (long)BinaryPrimitives.ReadUInt32LittleEndian(reader.Buffered.Span[4..]);
            var padded = length + (length & 1);
            rest -= 8 + padded;
            if (rest < 0)
                return PhotoCopy.Broken;

            pictured |= type is "VP8 " or "VP8L" or "ANMF";
            await reader.Copy(8, output, cancellationToken);
            if (clean && type is "EXIF" or "XMP ")
            {
                copy = copy with { Changed = true };
                if (!await Overwrite(reader, output, type == "EXIF", padded, cancellationToken))
                    return PhotoCopy.Broken;
            }
            else if (!await reader.Copy(padded, output, cancellationToken))
            {
                return PhotoCopy.Broken;
            }
        }

        if (rest != 0 || !pictured)
            return PhotoCopy.Broken;
        var more = await reader.Fill(1, cancellationToken);
        if (!clean)
            while (await reader.Copy(IntakeReader.Capacity, output, cancellationToken))
            {
            }

        return copy with { Changed = copy.Changed || (clean && more) };
    }

    private static async ValueTask<bool> Overwrite(
        IntakeReader reader, SealingWriter output, bool exif, long length, CancellationToken cancellationToken)
    {
        var blank = new byte[4096];
        if (exif && length is >= ExifOrientation.TiffLength and <= 65536)
        {
            if (!await reader.Fill((int)length, cancellationToken))
                return false;
            ExifOrientation.WriteTiff(blank, ExifOrientation.Read(reader.Buffered.Span[..(int)length]));
        }

        while (length > 0)
        {
            var piece = (int)Math.Min(length, blank.Length);
            if (!await reader.Copy(piece, null, cancellationToken))
                return false;
            await output.Write(blank.AsMemory(0, piece), cancellationToken);
            blank.AsSpan().Clear();
            length -= piece;
        }

        return true;
    }
}
