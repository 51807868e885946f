using System.Collections.Frozen;

namespace VanLang.Signing.Placement;

/// <summary>
/// Reads pictures as fax machines and scanners of offices pack them (ITU-T T.6, "Group 4"; ISO 32000-1, 7.4.6 with K below 0), run by run. The other forms of the fax filter are not read.
/// </summary>
internal sealed class FaxPicture(ReadOnlyMemory<byte> data, int width, int height)
{
    // Codes of runs (ITU-T T.4, tables 2 and 3): of 0 to 63 pixels, then of 64, 128 and so on.
    private const string White =
        """
        00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 110101 101010 101011 0100111 0001100 0001000 0010111
        0000011 0000100 0101000 0101011 0010011 0100100 0011000 00000010 00000011 00011010 00011011 00010010 00010011 00010100 00010101 00010110 00010111
        00101000 00101001 00101010 00101011 00101100 00101101 00000100 00000101 00001010 00001011 01010010 01010011 01010100 01010101 00100100 00100101
        01011000 01011001 01011010 01011011 01001010 01001011 00110010 00110011 00110100 11011 10010 010111 0110111 00110110 00110111 01100100 01100101
        01101000 01100111 011001100 011001101 011010010 011010011 011010100 011010101 011010110 011010111 011011000 011011001 011011010 011011011 010011000
        010011001 010011010 011000 010011011
        """;

    private const string Black =
        """
        0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 00000111 000011000 0000010111 0000011000 0000001000
        00001100111 00001101000 00001101100 00000110111 00000101000 00000010111 00000011000 000011001010 000011001011 000011001100 000011001101 000001101000
        000001101001 000001101010 000001101011 000011010010 000011010011 000011010100 000011010101 000011010110 000011010111 000001101100 000001101101
        000011011010 000011011011 000001010100 000001010101 000001010110 000001010111 000001100100 000001100101 000001010010 000001010011 000000100100
        000000110111 000000111000 000000100111 000000101000 000001011000 000001011001 000000101011 000000101100 000001011010 000001100110 000001100111
        0000001111 000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 0000001101100 0000001101101 0000001001010 0000001001011
        0000001001100 0000001001101 0000001110010 0000001110011 0000001110100 0000001110101 0000001110110 0000001110111 0000001010010 0000001010011
        0000001010100 0000001010101 0000001011010 0000001011011 0000001100100 0000001100101
        """;

    private const string Both =
        """
        00000001000 00000001100 00000001101 000000010010 000000010011 000000010100 000000010101 000000010110 000000010111 000000011100 000000011101
        000000011110 000000011111
        """;

    private const int Pass = 100, Horizontal = 101;
    private static readonly FrozenDictionary<int, int> WhiteRuns = Runs(White), BlackRuns = Runs(Black);

    // Codes by their bits behind a leading 1, so that 01 and 001 differ.
    private static readonly FrozenDictionary<int, int> Modes = new Dictionary<string, int>
    {
        ["0001"] = Pass, ["001"] = Horizontal, ["1"] = 0, ["011"] = 1, ["000011"] = 2, ["0000011"] = 3, ["010"] = -1, ["000010"] = -2, ["0000010"] = -3,
    }.ToFrozenDictionary(mode => KeyOf(mode.Key), mode => mode.Value);

    private int bit;

    /// <summary>Tells each black run: row, first column, first column behind it.</summary>
    /// <returns>Whether the picture could be read to its last row.</returns>
    public bool Read(Action<int, int, int> run)
    {
        List<int> above = [], line = [];
        for (var row = 0; row < height; row++)
        {
            line.Clear();
            if (!ReadLine(above, line))
                return false;
            for (var i = 0; i < line.Count; i += 2)
            {
                var (from, to) = (Math.Clamp(line[i], 0, width), i + 1 < line.Count ? Math.Clamp(line[i + 1], 0, width) : width);
                if (to > from)
                    run(row, from, to);
            }

            (above, line) = (line, above);
        }

        return true;
    }

    // A line is the columns at which its colour changes, white first.
    private bool ReadLine(List<int> above, List<int> line)
    {
        var (at, isBlack, next) = (-1, false, 0);
        while (at < width)
        {
            // The first change above that lies to the right and goes to the other colour.
            while (next > 0 && above[next - 1] > at)
                next--;
            while (next < above.Count && (above[next] <= at || next % 2 == 0 == isBlack))
                next++;
            var first = next < above.Count ? above[next] : width;
            switch (Code(Modes, 7))
            {
                case Pass:
                    at = next + 1 < above.Count ? above[next + 1] : width;
                    break;
                case Horizontal:
                    if (Run(isBlack) is not { } one || Run(!isBlack) is not { } other)
                        return false;
                    var start = Math.Max(at, 0);
                    line.Add(start + one);
                    line.Add(at = start + one + other);
                    break;
                case { } shift when first + shift > at || at < 0:
                    line.Add(at = first + shift);
                    isBlack = !isBlack;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private int? Run(bool isBlack)
    {
        for (var length = 0; length <= width;)
        {
            if (Code(isBlack ? BlackRuns : WhiteRuns, 13) is not { } part)
                return null;
            length += part;
            if (part < 64)
                return length;
        }

        return null;
    }

    private int? Code(FrozenDictionary<int, int> codes, int longest)
    {
        var key = 1;
        for (var i = 0; i < longest && bit + i < data.Length * 8; i++)
        {
            var at = bit + i;
            key = (key << 1) | ((data.Span[at >> 3] >> (7 - (at & 7))) & 1);
            if (!codes.TryGetValue(key, out var value))
                continue;
            bit = at + 1;
            return value;
        }

        return null;
    }

    private static FrozenDictionary<int, int> Runs(string own)
    {
        var codes = own.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select((code, i) => (Code: code, Length: i < 64 ? i : (i - 63) * 64));
        var longer = Both.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select((code, i) => (Code: code, Length: 1792 + (i * 64)));
        return codes.Concat(longer).ToFrozenDictionary(code => KeyOf(code.Code), code => code.Length);
    }

    private static int KeyOf(string code) => Convert.ToInt32($"1{code}", 2);
}
