using System.Text;

namespace VanLang.Kernel.Search;

/// <summary>
/// Order of Vietnamese dictionaries, the same on every machine and database: first the letters
/// (a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y, with f j w z in their Latin places), then the tones
/// (ngang, huyền, hỏi, ngã, sắc, nặng), then lower before upper case. Spaces come before digits, digits before letters.
/// </summary>
public sealed class VietnameseOrder : IComparer<string>
{
    private const string Alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

    private readonly bool _givenNameFirst;

    private VietnameseOrder(bool givenNameFirst) => _givenNameFirst = givenNameFirst;

    /// <summary>For titles, places and anything but names of persons.</summary>
    public static VietnameseOrder Text { get; } = new(false);

    /// <summary>For names of persons: by given name (the last word), then by family and middle names from the front.</summary>
    public static VietnameseOrder PersonName { get; } = new(true);

    /// <summary>Nulls come first.</summary>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        if (!_givenNameFirst)
            return CompareTexts(x, y);
        var ((restX, givenX), (restY, givenY)) = (Parts(x), Parts(y));
        var order = CompareTexts(givenX, givenY);
        return order != 0 ? order : CompareTexts(restX, restY);
    }

    /// <summary>
    /// A key that sorts by plain comparison of its bytes as this order does, to be stored beside the text and indexed by either database.
    /// </summary>
    public string KeyOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (rest, given) = _givenNameFirst ? Parts(text) : ("", text);
        return _givenNameFirst ? $"{Key(given)}\u0002{Key(rest)}" : Key(given);
    }

    private static (string Others, string Given) Parts(string name)
    {
        var trimmed = name.Trim();
        var space = trimmed.LastIndexOf(' ');
        return space < 0 ? ("", trimmed) : (trimmed[..space], trimmed[(space + 1)..]);
    }

    private static int CompareTexts(string x, string y) => string.CompareOrdinal(Key(x), Key(y));

    // Letters of all words, a separator lower than any of them, then tones, then cases: comparing keys compares level by level.
    private static string Key(string text)
    {
        var letters = VietnameseLetter.Split(text.Trim());
        var key = new StringBuilder((letters.Count * 3) + 2);
        foreach (var letter in letters)
            key.Append(Primary(letter));
        key.Append('\u0001');
        foreach (var letter in letters)
            key.Append((char)('0' + (int)letter.Tone));
        key.Append('\u0001');
        foreach (var letter in letters)
            key.Append(letter.IsUpper ? '1' : '0');
        return key.ToString();
    }

    private static char Primary(VietnameseLetter letter)
    {
        var place = letter.Quality.IsBmp ? Alphabet.IndexOf((char)letter.Quality.Value, StringComparison.Ordinal) : -1;
        return place >= 0 ? (char)('A' + place)
            : Rune.IsDigit(letter.Base) ? (char)('0' + (int)Rune.GetNumericValue(letter.Base))
            : Rune.IsLetter(letter.Base) && letter.Base.IsBmp ? (char)Math.Max(letter.Base.Value, 'z')
            : Rune.IsWhiteSpace(letter.Base) ? ' '
            : '!';
    }
}
