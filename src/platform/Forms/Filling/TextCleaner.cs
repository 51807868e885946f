using System.Text;

namespace VanLang.Forms.Filling;

/// <summary>Brings typed text into one form: Unicode NFC, no invisible characters, trimmed; a control character is named, not swallowed.</summary>
internal static class TextCleaner
{
    /// <summary>The clean text, empty for blanks; null with the code point of the first character that may not be typed.</summary>
    public static string? Clean(string raw, bool multiline, out int bad)
    {
        bad = 0;
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (char.IsSurrogate(c))
            {
                if (!char.IsHighSurrogate(c) || i + 1 == raw.Length || !char.IsLowSurrogate(raw[i + 1]))
                {
                    bad = c;
                    return null;
                }

                text.Append(c).Append(raw[++i]);
            }
            else if (c is '\r' or '\n' or '\u2028' or '\u2029')
            {
                if (c == '\r' && i + 1 < raw.Length && raw[i + 1] == '\n')
                    i++;
                text.Append(multiline ? '\n' : ' ');
            }
            else if (char.IsWhiteSpace(c) && c is not ('\u000b' or '\u000c' or '\u0085' or (>= '\u001c' and <= '\u001f')))
            {
                text.Append(' ');
            }
            else if (IsInvisible(c))
            {
                // Comes in by copying from word processors and pages; nobody has typed it.
            }
            else if (IsRefused(c))
            {
                bad = c;
                return null;
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString().Normalize(NormalizationForm.FormC).Trim(' ', '\n');
    }

    /// <summary>Whether the text is one that <see cref="Clean"/> gives.</summary>
    public static bool IsClean(string text, bool multiline)
    {
        foreach (var c in text)
            if (c > '\u024f' || c < ' ' || c is >= '\u007f' and <= '\u00a0' or '\u00ad')
                // Not plain Latin: look closely.
                return Clean(text, multiline, out _) == text;
        return text.Length == 0 || text[0] != ' ' && text[^1] != ' ';
    }

    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i])))
                return false;
        return true;
    }

    private static bool IsInvisible(char c) => c is '\u00ad' or (>= '\u200b' and <= '\u200f') or '\u2060' or '\ufeff';

    // Controls, marks that turn the direction of what follows (a name could be printed other than it is stored), code points that are no characters.
    private static bool IsRefused(char c) => char.IsControl(c) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufffe' or '\uffff' or (>= '\ufdd0' and <= '\ufdef');
}
