using System.Text;

namespace VanLang.Signing.Pdf;

/// <summary>The object types of ISO 32000-1, 7.3. Objects that were read are never changed; updates work on copies.</summary>
internal abstract class PdfObject;

internal sealed class PdfNull : PdfObject
{
    public static PdfNull Value { get; } = new();
}

internal sealed class PdfBoolean(bool value) : PdfObject
{
    public bool Value => value;
}

internal sealed class PdfNumber(double value, bool isInteger) : PdfObject
{
    public PdfNumber(long value)
        : this(value, true)
    {
    }

    public double Value => value;

    public bool IsInteger => isInteger;
}

/// <summary>A string; <see cref="Offset"/> and <see cref="Length"/> tell where it stands in the file with its delimiters, -1 when it was not read from the file itself.</summary>
internal sealed class PdfString(byte[] bytes, bool isHex = true, int offset = -1, int length = 0) : PdfObject
{
    public byte[] Bytes => bytes;

    public bool IsHex => isHex;

    public int Offset => offset;

    public int Length => length;

    /// <summary>Text string: UTF-16 with byte order mark, UTF-8 with mark, else read as Latin-1.</summary>
    public string Text => bytes switch
    {
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2),
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3),
        _ => Encoding.Latin1.GetString(bytes),
    };

    public static PdfString FromText(string text) => text.All(char.IsAscii)
        ? new PdfString(Encoding.ASCII.GetBytes(text), false)
        : new PdfString([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)]);

    public static PdfString FromAscii(string text) => new(Encoding.ASCII.GetBytes(text), false);
}

internal sealed class PdfName(string value) : PdfObject
{
    public string Value => value;
}

internal sealed class PdfArray(IReadOnlyList<PdfObject> items) : PdfObject
{
    public IReadOnlyList<PdfObject> Items => items;

    public static PdfArray Of(params ReadOnlySpan<double> numbers)
    {
        var items = new List<PdfObject>(numbers.Length);
        foreach (var number in numbers)
            items.Add(new PdfNumber(number, number == Math.Floor(number)));
        return new PdfArray(items);
    }

    public PdfArray With(PdfObject item) => new([.. items, item]);
}

internal sealed class PdfDictionary(IReadOnlyDictionary<string, PdfObject> entries) : PdfObject
{
    public static PdfDictionary Empty { get; } = new(new Dictionary<string, PdfObject>());

    public IReadOnlyDictionary<string, PdfObject> Entries => entries;

    /// <summary>The direct value, null when absent. References are not followed; see <see cref="PdfFile.Resolve"/>.</summary>
    public PdfObject? this[string name] => entries.GetValueOrDefault(name);

    public PdfDictionary With(string name, PdfObject value) =>
        new(new Dictionary<string, PdfObject>(entries) { [name] = value });

    public PdfDictionary With(params ReadOnlySpan<(string Name, PdfObject Value)> added)
    {
        var copy = new Dictionary<string, PdfObject>(entries);
        foreach (var (name, value) in added)
            copy[name] = value;
        return new PdfDictionary(copy);
    }

    public static PdfDictionary Of(params ReadOnlySpan<(string Name, PdfObject Value)> entries) => Empty.With(entries);
}

/// <summary>A stream with its bytes as they stand in the file, filters not undone.</summary>
internal sealed class PdfStream(PdfDictionary dictionary, ReadOnlyMemory<byte> raw) : PdfObject
{
    public PdfDictionary Dictionary => dictionary;

    public ReadOnlyMemory<byte> Raw => raw;
}

internal sealed class PdfReference(int number, int generation) : PdfObject
{
    public int Number => number;

    public int Generation => generation;
}

/// <summary>The file is not a PDF this parser understands. Caught at the border of the room and told as a value.</summary>
internal sealed class PdfFormatException(string message, int offset = -1) : Exception(offset < 0 ? message : $"{message} (byte {offset})")
{
    /// <summary>Whether the exception comes from the bytes: an offset that leads out of the file shows as a range fault.</summary>
    public static bool Explains(Exception fault) => fault is PdfFormatException or PdfLimitException or ArgumentOutOfRangeException or IndexOutOfRangeException;
}
