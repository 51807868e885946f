using System.Text;

namespace VanLang.Web;

/// <summary>
/// Text that every store and every file of the house can hold. PostgreSQL refuses U+0000; XML, and with it what other agencies are sent, also the other
/// control characters but tab and line ends, half surrogate pairs and the two that are no characters. People do not type them: they come with text
/// that was copied out of another program, or from somebody who tries what happens.
/// </summary>
static class StorableText
{
    public static bool Holds(string? text) => text is null || FirstBad(text) < 0;

    /// <summary>The text without what cannot be kept.</summary>
    public static string Clean(string text)
    {
        if (FirstBad(text) < 0)
            return text;
        StringBuilder clean = new(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsBad(text, i))
                clean.Append(text[i]);
        }

        return clean.ToString();
    }

    static int FirstBad(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsBad(text, i))
                return i;
        }

        return -1;
    }

    static bool IsBad(string text, int at) => text[at] switch
    {
        '\t' or '\n' or '\r' => false,
        < ' ' or '\uFFFE' or '\uFFFF' => true,
        var letter when char.IsHighSurrogate(letter) => at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]),
        var letter when char.IsLowSurrogate(letter) => at == 0 || !char.IsHighSurrogate(text[at - 1]),
        _ => false,
    };
}
