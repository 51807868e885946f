using System.Globalization;
using System.Text;

namespace VanLang.Signing.Pdf;

/// <summary>Reads objects from bytes (ISO 32000-1, 7.2 and 7.3). Offsets are absolute in the given bytes.</summary>
internal sealed class PdfLexer(ReadOnlyMemory<byte> bytes, int position = 0, bool isFile = true, ReadingBudget? budget = null)
{
    private const int DeepestNesting = 120;
    private int depth;

    public int Position { get; set; } = position;

    private ReadOnlySpan<byte> Span => bytes.Span;

    public bool AtEnd => Position >= bytes.Length;

    public static bool IsSpace(byte value) => value is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsDelimiter(byte value) => value is (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']'
        or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%';

    public void SkipSpace()
    {
        var span = Span;
        while (Position < span.Length)
        {
            if (span[Position] == '%')
            {
                while (Position < span.Length && span[Position] is not (10 or 13))
                    Position++;
            }
            else if (IsSpace(span[Position]))
            {
                Position++;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Takes the keyword when it is next.</summary>
    public bool TryKeyword(string word)
    {
        SkipSpace();
        var end = Position + word.Length;
        if (end > bytes.Length || !Span[Position..end].SequenceEqual(Encoding.ASCII.GetBytes(word)))
            return false;
        if (end < bytes.Length && !IsSpace(Span[end]) && !IsDelimiter(Span[end]))
            return false;
        Position = end;
        return true;
    }

    public long ReadInteger()
    {
        SkipSpace();
        var start = Position;
        return ReadNumber() is { IsInteger: true } number ? (long)number.Value : throw new PdfFormatException("A whole number is expected", start);
    }

    public PdfObject ReadObject()
    {
        SkipSpace();
        if (AtEnd)
            throw new PdfFormatException("The file ends inside an object", Position);
        if (++depth > DeepestNesting)
            throw new PdfFormatException("Objects are nested too deeply", Position);
        budget?.Count();
        try
        {
            return Span[Position] switch
            {
                (byte)'/' => ReadName(),
                (byte)'(' => ReadLiteral(),
                (byte)'[' => ReadArray(),
                (byte)'<' when Position + 1 < bytes.Length && Span[Position + 1] == '<' => ReadDictionary(),
                (byte)'<' => ReadHex(),
                (byte)'+' or (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9') => ReadNumberOrReference(),
                _ => ReadWord(),
            };
        }
        finally
        {
            depth--;
        }
    }

    private PdfObject ReadWord()
    {
        if (TryKeyword("true"))
            return new PdfBoolean(true);
        if (TryKeyword("false"))
            return new PdfBoolean(false);
        if (TryKeyword("null"))
            return PdfNull.Value;
        throw new PdfFormatException("An object is expected", Position);
    }

    private PdfObject ReadNumberOrReference()
    {
        var number = ReadNumber();
        if (!number.IsInteger || number.Value < 0 || number.Value > int.MaxValue)
            return number;
        var after = Position;
        SkipSpace();
        if (!AtEnd && char.IsAsciiDigit((char)Span[Position]))
        {
            var generation = ReadNumber();
            if (generation.IsInteger && generation.Value <= 65535 && TryKeyword("R"))
                return new PdfReference((int)number.Value, (int)generation.Value);
        }

        Position = after;
        return number;
    }

    private PdfNumber ReadNumber()
    {
        var start = Position;
        var span = Span;
        var real = false;
        while (Position < span.Length && (char.IsAsciiDigit((char)span[Position]) || span[Position] is (byte)'+' or (byte)'-' or (byte)'.'))
            real |= span[Position++] == '.';
        var text = Encoding.ASCII.GetString(span[start..Position]);
        if (!real && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            return new PdfNumber(integer);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return new PdfNumber(value, false);
        throw new PdfFormatException("Not a number", start);
    }

    private PdfName ReadName()
    {
        var span = Span;
        Position++;
        var text = new StringBuilder();
        while (Position < span.Length && !IsSpace(span[Position]) && !IsDelimiter(span[Position]))
        {
            if (span[Position] == '#' && Position + 2 < span.Length && Nibble(span[Position + 1]) is >= 0 and var high && Nibble(span[Position + 2]) is >= 0 and var low)
            {
                text.Append((char)((high << 4) | low));
                Position += 3;
            }
            else
            {
                text.Append((char)span[Position++]);
            }
        }

        return new PdfName(text.ToString());
    }

    private PdfArray ReadArray()
    {
        Position++;
        var items = new List<PdfObject>();
        while (true)
        {
            SkipSpace();
            if (AtEnd)
                throw new PdfFormatException("The file ends inside an array", Position);
            if (Span[Position] == ']')
            {
                Position++;
                return new PdfArray(items);
            }

            items.Add(ReadObject());
        }
    }

    public PdfDictionary ReadDictionary()
    {
        SkipSpace();
        var start = Position;
        if (Position + 1 >= bytes.Length || Span[Position] != '<' || Span[Position + 1] != '<')
            throw new PdfFormatException("A dictionary is expected", start);
        Position += 2;
        var entries = new Dictionary<string, PdfObject>();
        while (true)
        {
            SkipSpace();
            if (Position + 1 >= bytes.Length)
                throw new PdfFormatException("The file ends inside a dictionary", start);
            if (Span[Position] == '>' && Span[Position + 1] == '>')
            {
                Position += 2;
                return new PdfDictionary(entries);
            }

            if (Span[Position] != '/')
                throw new PdfFormatException("A name is expected in the dictionary", Position);
            var name = ReadName().Value;

            // A key that stands twice is read differently by different readers: a known way to hide content.
            if (!entries.TryAdd(name, ReadObject()))
                throw new PdfFormatException($"The key /{name} stands twice in a dictionary", start);
        }
    }

    private PdfString ReadHex()
    {
        var start = Position++;
        var span = Span;
        var result = new List<byte>();
        var high = -1;
        while (Position < span.Length && span[Position] != '>')
        {
            var value = span[Position++];
            if (IsSpace(value))
                continue;
            var nibble = Nibble(value);
            if (nibble < 0)
                throw new PdfFormatException("Not a hexadecimal digit", Position - 1);
            if (high < 0)
            {
                high = nibble;
            }
            else
            {
                result.Add((byte)((high << 4) | nibble));
                high = -1;
            }
        }

        if (Position >= span.Length)
            throw new PdfFormatException("The file ends inside a string", start);
        Position++;
        if (high >= 0)
            result.Add((byte)(high << 4));
        return new PdfString([.. result], true, isFile ? start : -1, Position - start);
    }

    private PdfString ReadLiteral()
    {
        var start = Position++;
        var span = Span;
        var result = new List<byte>();
        var open = 1;
        while (Position < span.Length)
        {
            var value = span[Position++];
            switch (value)
            {
                case (byte)'(':
                    open++;
                    break;
                case (byte)')' when --open == 0:
                    return new PdfString([.. result], false, isFile ? start : -1, Position - start);
                case (byte)'\\':
                    ReadEscape(result);
                    continue;
            }

            result.Add(value);
        }

        throw new PdfFormatException("The file ends inside a string", start);
    }

    private void ReadEscape(List<byte> result)
    {
        var span = Span;
        if (Position >= span.Length)
            return;
        var value = span[Position++];
        switch (value)
        {
            case (byte)'n':
                result.Add(10);
                break;
            case (byte)'r':
                result.Add(13);
                break;
            case (byte)'t':
                result.Add(9);
                break;
            case (byte)'b':
                result.Add(8);
                break;
            case (byte)'f':
                result.Add(12);
                break;
            case 13:
                if (Position < span.Length && span[Position] == 10)
                    Position++;
                break;
            case 10:
                break;
            case >= (byte)'0' and <= (byte)'7':
                var code = value - '0';
                for (var i = 0; i < 2 && Position < span.Length && span[Position] is >= (byte)'0' and <= (byte)'7'; i++)
                    code = (code * 8) + span[Position++] - '0';
                result.Add((byte)code);
                break;
            default:
                result.Add(value);
                break;
        }
    }

    private static int Nibble(byte value) => value switch
    {
        >= (byte)'0' and <= (byte)'9' => value - '0',
        >= (byte)'a' and <= (byte)'f' => value - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => value - 'A' + 10,
        _ => -1,
    };
}
