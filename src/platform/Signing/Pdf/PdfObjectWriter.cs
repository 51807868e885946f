using System.Globalization;
using System.Text;

namespace VanLang.Signing.Pdf;

/// <summary>Bytes written as they are, whose place must be known afterwards.</summary>
internal sealed class PdfPlaceholder(string text) : PdfObject
{
    public string Text => text;

    /// <summary>Room for a /ByteRange.</summary>
    public static PdfPlaceholder ForRange() => new("[0 0000000000 0000000000 0000000000]");

    /// <summary>Room for so many bytes of /Contents.</summary>
    public static PdfPlaceholder ForContents(int bytes) => new($"<{new string('0', 2 * bytes)}>");
}

/// <summary>Writes objects in the syntax of ISO 32000-1, 7.3.</summary>
internal sealed class PdfObjectWriter(MemoryStream target, IDictionary<PdfPlaceholder, int> marks)
{
    public void Text(string text) => target.Write(Encoding.Latin1.GetBytes(text));

    public void Write(PdfObject value)
    {
        switch (value)
        {
            case PdfNull:
                Text("null");
                break;
            case PdfBoolean boolean:
                Text(boolean.Value ? "true" : "false");
                break;
            case PdfNumber number:
                Text(number.IsInteger
                    ? ((long)number.Value).ToString(CultureInfo.InvariantCulture)
                    : number.Value.ToString("0.#####", CultureInfo.InvariantCulture));
                break;
            case PdfString text:
                WriteString(text);
                break;
            case PdfName name:
                WriteName(name.Value);
                break;
            case PdfReference reference:
                Text($"{reference.Number} {reference.Generation} R");
                break;
            case PdfPlaceholder placeholder:
                marks[placeholder] = (int)target.Position;
                Text(placeholder.Text);
                break;
            case PdfArray array:
                WriteArray(array);
                break;
            case PdfDictionary dictionary:
                WriteDictionary(dictionary);
                break;
            case PdfStream stream:
                WriteDictionary(stream.Dictionary);
                Text("\nstream\n");
                target.Write(stream.Raw.Span);
                Text("\nendstream");
                break;
        }
    }

    private void WriteArray(PdfArray array)
    {
        Text("[");
        for (var i = 0; i < array.Items.Count; i++)
        {
            if (i > 0)
                Text(" ");
            Write(array.Items[i]);
        }

        Text("]");
    }

    private void WriteDictionary(PdfDictionary dictionary)
    {
        Text("<<");
        foreach (var (name, value) in dictionary.Entries)
        {
            WriteName(name);
            Text(" ");
            Write(value);
        }

        Text(">>");
    }

    private void WriteString(PdfString text)
    {
        if (text.IsHex || text.Bytes.AsSpan().ContainsAnyExceptInRange((byte)32, (byte)126))
        {
            Text($"<{Convert.ToHexString(text.Bytes)}>");
            return;
        }

        var literal = Encoding.ASCII.GetString(text.Bytes)
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
        Text($"({literal})");
    }

    private void WriteName(string name)
    {
        var text = new StringBuilder("/");
        foreach (var character in name)
        {
            if (character is > '!' and <= '~' and not ('#' or '/' or '(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '%'))
                text.Append(character);
            else
                text.Append(CultureInfo.InvariantCulture, $"#{(int)character:X2}");
        }

        Text(text.ToString());
    }
}
