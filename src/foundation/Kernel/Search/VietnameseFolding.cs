using System.Text;

namespace VanLang.Kernel.Search;

/// <summary>
/// Brings Vietnamese text to a form in which it can be compared whatever marks, case and normal form it was typed with. Done in C# so that
/// both databases find the same. Folding twice gives the same as folding once.
/// </summary>
public static class VietnameseFolding
{
    /// <summary>
    /// Lower case, marks off, <c>đ</c> to <c>d</c>, every run of punctuation and space one space: <c>"Hoà Bình – Đăng ký"</c> and
    /// <c>"HÒA BÌNH (đăng ký)"</c> both give <c>"hoa binh dang ky"</c>.
    /// </summary>
    public static string Fold(string? text)
    {
        var folded = new StringBuilder();
        foreach (var letter in VietnameseLetter.Split(text ?? ""))
        {
            if (Rune.IsLetterOrDigit(letter.Base))
                folded.Append(letter.Base);
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }
        return folded.ToString().TrimEnd();
    }

    /// <summary>The words of <see cref="Fold"/>.</summary>
    public static IReadOnlyList<string> Tokens(string? text) => Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Words with their marks kept, the tone moved behind the word so that both styles of writing it agree: <c>hoà</c> and <c>hòa</c> both give
    /// <c>hoa1</c>. Case, normal form and punctuation fold as in <see cref="Fold"/>; word for word beside <see cref="Tokens"/>.
    /// </summary>
    public static IReadOnlyList<string> MarkedTokens(string? text)
    {
        var tokens = new List<string>();
        var (word, tone) = (new StringBuilder(), VietnameseTone.Level);
        foreach (var letter in VietnameseLetter.Split(text ?? ""))
        {
            if (!Rune.IsLetterOrDigit(letter.Base))
            {
                End();
                continue;
            }
            word.Append(letter.Quality);
            if (letter.Tone != VietnameseTone.Level)
                tone = letter.Tone;
        }
        End();
        return tokens;

        void End()
        {
            if (word.Length > 0)
                tokens.Add(tone == VietnameseTone.Level ? word.ToString() : $"{word}{(int)tone}");
            (word, tone) = (word.Clear(), VietnameseTone.Level);
        }
    }

    /// <summary>Whether the text has any Vietnamese mark, so that its writer meant exactly those.</summary>
    public static bool HasMarks(string? text) =>
        VietnameseLetter.Split(text ?? "").Any(letter => letter.Tone != VietnameseTone.Level || letter.Base != letter.Quality);
}
