using System.Globalization;
using System.Text;

namespace VanLang.Kernel.Files;

/// <summary>Makes the sender's name of a file safe to keep and to show.</summary>
internal static class FileNames
{
    private const int LongestExtension = 5;
    private const string Nameless = "tệp";

    /// <summary>No path, no control, bidirectional or invisible characters, NFC, at most <see cref="StoredFile.LongestName"/> characters.</summary>
    public static string Clean(string name) => Cut(Visible(name), StoredFile.LongestName);

    /// <summary>As <see cref="Clean"/>, with the extension of the type that was found in place of the sender's.</summary>
    public static string Clean(string name, FileKind kind)
    {
        var extension = kind.Extension();
        var stem = WithoutExtension(Visible(name));
        while (stem.EndsWith(extension, StringComparison.OrdinalIgnoreCase) && stem.Length > extension.Length)
            stem = stem[..^extension.Length];
        return Cut(stem, StoredFile.LongestName - extension.Length) + extension;
    }

    private static string Visible(string name)
    {
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var text = new StringBuilder(Math.Min(name.Length, 4 * StoredFile.LongestName));
        foreach (var rune in name.EnumerateRunes())
        {
            if (text.Length >= 4 * StoredFile.LongestName)
                break;

            // A lone surrogate is read as U+FFFD.
            if (rune == Rune.ReplacementChar)
                continue;
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                    break;
                case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator:
                    text.Append(' ');
                    break;
                default:
                    text.Append(rune.Value is ':' or '*' or '?' or '"' or '<' or '>' or '|' ? "-" : rune.ToString());
                    break;
            }
        }

        var visible = text.ToString().Normalize(NormalizationForm.FormC).Trim(' ', '.');
        return visible.Length > 0 ? visible : Nameless;
    }

    /// <summary>What follows the last full stop counts as extension if it looks like one: <c>12.2024</c> keeps its year.</summary>
    private static string WithoutExtension(string name)
    {
        var dot = name.LastIndexOf('.');
        var extension = name.AsSpan(dot + 1);
        if (dot <= 0 || extension.Length is 0 or > LongestExtension || extension.ContainsAnyExceptInRange('0', 'z'))
            return name;
        var letters = 0;
        foreach (var character in extension)
        {
            if (!char.IsAsciiLetterOrDigit(character))
                return name;
            letters += char.IsAsciiLetter(character) ? 1 : 0;
        }

        return letters > 0 ? name[..dot].TrimEnd(' ', '.') : name;
    }

    private static string Cut(string name, int length)
    {
        if (name.Length <= length)
            return name;

        // Not through the middle of a letter and its marks.
        var cut = 0;
        while (cut + StringInfo.GetNextTextElementLength(name, cut) is var next && next <= length)
            cut = next;
        return cut == 0 ? Nameless : name[..cut].TrimEnd(' ', '.');
    }
}
