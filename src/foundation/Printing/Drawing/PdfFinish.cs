using System.Globalization;
using System.Text;
using VanLang.Printing.Contracts;

namespace VanLang.Printing.Drawing;

/// <summary>
/// Adds the language of the text to the catalogue, which SkiaSharp cannot, and says the time of making in the time of Vietnam: SkiaSharp puts the offset of the machine behind the time of
/// Greenwich, so that the same paper had other bytes, and a wrong time, in another time zone. Works on the exact shape that SkiaSharp writes (one classic
/// cross-reference table) and throws when that shape changes.
/// </summary>
internal static class PdfFinish
{
    public static byte[] Of(byte[] pdf, PrintOptions options) => WithLanguage(WithTime(Encoding.Latin1.GetString(pdf), options.CreatedAt), options.Language);

    private static string WithTime(string text, DateTimeOffset at)
    {
        var time = at.ToOffset(TimeSpan.FromHours(7)).ToString("'(D:'yyyyMMddHHmmss\"+07'00')\"", CultureInfo.InvariantCulture);
        foreach (var name in new[] { "/CreationDate ", "/ModDate " })
        {
            var start = Position(text, name, text.Length - 1) + name.Length;
            // Of the same length, so that every object stays where it is.
            if (text.IndexOf(')', start) != start + time.Length - 1)
                throw new InvalidDataException("SkiaSharp writes its PDF in another shape than expected.");
            text = string.Concat(text.AsSpan(0, start), time, text.AsSpan(start + time.Length));
        }

        return text;
    }

    private static byte[] WithLanguage(string text, string language)
    {
        var start = Position(text, "startxref\n", text.Length - 1) + 10;
        var table = int.Parse(text[start..text.IndexOf('\n', start)], CultureInfo.InvariantCulture);
        var root = Position(text, "/Root ", text.Length - 1) + 6;
        var number = int.Parse(text[root..text.IndexOf(' ', root)], CultureInfo.InvariantCulture);
        var entries = text.IndexOf('\n', table + 5) + 1;
        var catalogue = int.Parse(text.AsSpan(entries + (20 * number), 10), CultureInfo.InvariantCulture);
        var dictionary = text.IndexOf("<<", catalogue, StringComparison.Ordinal) + 2;
        if (!text.AsSpan(table).StartsWith("xref\n0 ") || !text.AsSpan(catalogue).StartsWith($"{number} 0 obj"))
            throw new InvalidDataException("SkiaSharp writes its PDF in another shape than expected.");

        var added = $"/Lang ({language})\n";
        var result = new StringBuilder(text, text.Length + added.Length);
        result.Remove(start, text.Length - start).Append(CultureInfo.InvariantCulture, $"{table + added.Length}\n%%EOF\n");
        for (var at = entries; text[at] is >= '0' and <= '9'; at += 20)
        {
            var offset = int.Parse(text.AsSpan(at, 10), CultureInfo.InvariantCulture);
            if (offset <= catalogue)
                continue;
            var moved = (offset + added.Length).ToString("D10", CultureInfo.InvariantCulture);
            for (var i = 0; i < 10; i++)
                result[at + i] = moved[i];
        }

        result.Insert(dictionary, added);
        return Encoding.Latin1.GetBytes(result.ToString());
    }

    private static int Position(string text, string what, int from)
    {
        var found = text.LastIndexOf(what, from, StringComparison.Ordinal);
        return found >= 0 ? found : throw new InvalidDataException("SkiaSharp writes its PDF in another shape than expected.");
    }
}
