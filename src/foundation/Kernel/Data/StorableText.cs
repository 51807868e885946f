using System.Globalization;
using System.Text;

namespace VanLang.Kernel.Data;

/// <summary>
/// Text that every store and every file of the house can hold. PostgreSQL refuses U+0000; XML, and with it what other agencies are sent, also the other
/// control characters but tab and line ends, half surrogate pairs and the two that are no characters. People do not type them: they come with text
/// that was copied out of another program, or from somebody who tries what happens.
/// </summary>
public static class StorableText
{
    /// <summary>Whether it can be kept as it is.</summary>
    public static bool Holds(string? text) => text is null || FirstBad(text) < 0;

    /// <summary>The text without what cannot be kept.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
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

    /// <summary>The text with what cannot be kept written as JSON writes it, <c>\u0000</c>: to be looked at, not to be used.</summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (FirstBad(text) < 0)
            return text;
        StringBuilder escaped = new(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsBad(text, i))
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            else
                escaped.Append(text[i]);
        }

        return escaped.ToString();
    }

    /// <summary>The first character that cannot be kept, as people name it: <c>U+0000</c>; null where all can.</summary>
    public static string? Bad(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FirstBad(text) is >= 0 and var at ? Name(text[at]) : null;
    }

    internal static string Name(char bad) => string.Create(CultureInfo.InvariantCulture, $"U+{(int)bad:X4}");

    internal static int FirstBad(string text)
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
