using System.Globalization;

namespace VanLang.Transparency;

/// <summary>A tile as its address names it (C2SP tlog-tiles): <c>x001/x234/067</c> for the full tile 1234067, with <c>.p/12</c> behind where it has 12 hashes.</summary>
/// <param name="Number">Which tile of its level, from 0.</param>
/// <param name="Width">Number of hashes, 1 to 256.</param>
public readonly record struct TilePath(long Number, int Width)
{
    // 2^63 leaves fill tiles with numbers of 17 digits.
    const int MostParts = 6;

    /// <summary>Reads the end of an address. Only the one way of writing a tile is understood.</summary>
    public static bool TryParse(string? text, out TilePath path)
    {
        path = default;
        if (text is null || text.Length > 64)
            return false;
        int width = MerklePaths.TileWidth;
        if (text.IndexOf(".p/", StringComparison.Ordinal) is var dot and >= 0)
        {
            string digits = text[(dot + 3)..];
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is < 1 or >= MerklePaths.TileWidth || digits[0] == '0')
                return false;
            text = text[..dot];
        }

        string[] parts = text.Split('/');
        if (parts.Length > MostParts)
            return false;
        long number = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            string digits = i == parts.Length - 1 ? parts[i] : parts[i] is ['x', .. var rest] ? rest : "";
            if (digits.Length != 3 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int part))
                return false;
            number = (number * 1000) + part;
        }

        path = new(number, width);
        return path.ToString() == (width == MerklePaths.TileWidth ? text : $"{text}.p/{width}");
    }

    public override string ToString()
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{Number % 1000:000}");
        for (long rest = Number / 1000; rest > 0; rest /= 1000)
            text = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:000}/{text}");
        return Width == MerklePaths.TileWidth ? text : string.Create(CultureInfo.InvariantCulture, $"{text}.p/{Width}");
    }
}
