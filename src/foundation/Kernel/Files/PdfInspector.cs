using System.IO.Compression;
using System.Text;

namespace VanLang.Kernel.Files;

/// <summary>
/// Looks into a PDF (ISO 32000-1) for what must not come in: encryption, JavaScript, actions that start programs. It looks for names in
/// every byte of the file, streams included, and in unpacked object streams: a search that follows the structure could be led past an
/// object by a cross-reference table that another reader follows differently.
/// </summary>
internal static class PdfInspector
{
    private const int Window = 64 * 1024;

    /// <summary>Longest name of interest with every letter written as <c>#xx</c>, and the slash.</summary>
    private const int LongestName = 1 + (3 * 24);

    /// <summary>How far an object stream's dictionary may reach around its type.</summary>
    private const int DictionaryReach = 4096;

    private const long LargestInflated = 128 * 1024 * 1024;

    /// <returns>The code of a refusal, or null.</returns>
    public static string? Inspect(Stream pdf, CancellationToken cancellationToken)
    {
        var objectStreams = new List<long>();
        if (Scan(pdf, objectStreams, cancellationToken) is { } refusal)
            return refusal;

        var inflated = 0L;
        foreach (var position in objectStreams)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (InspectObjectStream(pdf, position, ref inflated, cancellationToken) is { } inside)
                return inside;
        }

        pdf.Position = Math.Max(0, pdf.Length - Window);
        var tail = new byte[Window];
        var length = pdf.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false);
        return tail.AsSpan(0, length).IndexOf("startxref"u8) < 0 ? FileRefusal.Damaged : null;
    }

    /// <summary>Reads to the end and judges each name; notes where object streams are.</summary>
    private static string? Scan(Stream content, List<long>? objectStreams, CancellationToken cancellationToken)
    {
        var buffer = new byte[Window];
        var held = 0;
        var origin = content.CanSeek ? content.Position : 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = content.Read(buffer, held, buffer.Length - held);
            var data = buffer.AsSpan(0, held + read);
            var position = 0;
            while (data[position..].IndexOf((byte)'/') is var found and >= 0)
            {
                position += found;
                if (read > 0 && data.Length - position < LongestName)
                    break;

                switch (ReadName(data[(position + 1)..]))
                {
                    case "Encrypt" when objectStreams is not null:
                        return FileRefusal.PdfEncrypted;
                    case "JavaScript" or "Launch" or "Rendition" or "ImportData":
                        return FileRefusal.PdfActive;
                    case "ObjStm":
                        objectStreams?.Add(origin + position);
                        break;
                }

                position++;
            }

            if (read == 0)
                return null;

            // What could be the beginning of a name stays for the next round.
            var kept = position < data.Length && data[position] == '/' ? position : data.Length;
            data[kept..].CopyTo(buffer);
            held = data.Length - kept;
            origin += kept;
        }
    }

    private static string? InspectObjectStream(Stream pdf, long typeAt, ref long inflated, CancellationToken cancellationToken)
    {
        var from = Math.Max(0, typeAt - DictionaryReach);
        var window = new byte[2 * DictionaryReach];
        pdf.Position = from;
        var around = window.AsSpan(0, pdf.ReadAtLeast(window, window.Length, throwOnEndOfStream: false));
        var type = (int)(typeAt - from);

        var start = around[type..].IndexOf("stream"u8);
        if (start < 0)
            return FileRefusal.PdfUncheckable;
        start += type;
        var begin = around[..type].LastIndexOf("obj"u8);
        var names = Names(around[(begin < 0 ? 0 : begin)..start]);

        if (!names.Contains("Filter"))
            return null;
        if (names.Count(name => name == "FlateDecode") != 1
            || names.Any(name => name is "Predictor" or "Crypt" || (name.EndsWith("Decode", StringComparison.Ordinal) && name != "FlateDecode")))
            return FileRefusal.PdfUncheckable;

        start += "stream".Length;
        if (start < around.Length && around[start] == '\r')
            start++;
        if (start < around.Length && around[start] == '\n')
            start++;

        pdf.Position = from + start;
        using var inflate = new ZLibStream(pdf, CompressionMode.Decompress, leaveOpen: true);
        using var counted = new CountedStream(inflate, LargestInflated - inflated, leaveOpen: true);
        try
        {
            var refusal = Scan(counted, objectStreams: null, cancellationToken);
            inflated += counted.Count;
            return refusal ?? (counted.Exceeded ? FileRefusal.PdfUncheckable : null);
        }
        catch (InvalidDataException)
        {
            // A reader would stop here as well; what came before has been looked at.
            inflated += counted.Count;
            return null;
        }
    }

    private static List<string> Names(ReadOnlySpan<byte> dictionary)
    {
        var names = new List<string>();
        for (int found; (found = dictionary.IndexOf((byte)'/')) >= 0;)
        {
            dictionary = dictionary[(found + 1)..];
            names.Add(ReadName(dictionary));
        }

        return names;
    }

    /// <summary>A name up to its delimiter, with <c>#xx</c> resolved; empty if it is longer than any name of interest.</summary>
    private static string ReadName(ReadOnlySpan<byte> data)
    {
        Span<byte> name = stackalloc byte[24];
        var length = 0;
        for (var at = 0; at < data.Length; at++)
        {
            var value = data[at];
            if (value is 0 or 9 or 10 or 12 or 13 or 32 or (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']'
                or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%')
                break;
            if (value == '#' && at + 2 < data.Length && char.IsAsciiHexDigit((char)data[at + 1]) && char.IsAsciiHexDigit((char)data[at + 2]))
            {
                value = (byte)((Digit(data[at + 1]) << 4) | Digit(data[at + 2]));
                at += 2;
            }

            if (value is < 33 or > 126 || length == name.Length)
                return "";
            name[length++] = value;
        }

        return Encoding.ASCII.GetString(name[..length]);
    }

    private static int Digit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
