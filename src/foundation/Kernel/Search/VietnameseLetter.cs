using System.Text;

namespace VanLang.Kernel.Search;

/// <summary>The five tones written with a mark; <see cref="Level"/> has none. In the order of dictionaries.</summary>
internal enum VietnameseTone
{
    Level,
    Falling,
    Asking,
    Broken,
    Rising,
    Heavy,
}

/// <summary>A letter taken apart.</summary>
/// <param name="Base">Lower case without any mark, <c>đ</c> as <c>d</c>.</param>
/// <param name="Quality">Lower case with the mark that makes it a letter of its own (â, ă, ê, ô, ơ, ư, đ) and without tone.</param>
internal readonly record struct VietnameseLetter(Rune Base, Rune Quality, VietnameseTone Tone, bool IsUpper)
{
    /// <summary>Takes a text apart, whatever its normal form; combining marks without a letter are dropped.</summary>
    internal static List<VietnameseLetter> Split(string text)
    {
        var letters = new List<VietnameseLetter>(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                if (letters.Count > 0)
                    letters[^1] = Marked(letters[^1], rune.Value);
                continue;
            }
            var lower = Rune.ToLowerInvariant(rune);
            letters.Add(new(lower.Value == 'đ' ? new Rune('d') : lower, lower, VietnameseTone.Level, lower != rune));
        }
        return letters;
    }

    private static VietnameseLetter Marked(VietnameseLetter letter, int mark) => mark switch
    {
        0x0300 => letter with { Tone = VietnameseTone.Falling },
        0x0309 => letter with { Tone = VietnameseTone.Asking },
        0x0303 => letter with { Tone = VietnameseTone.Broken },
        0x0301 => letter with { Tone = VietnameseTone.Rising },
        0x0323 => letter with { Tone = VietnameseTone.Heavy },
        0x0302 or 0x0306 or 0x031B => letter with { Quality = Composed(letter.Base, mark) },
        _ => letter,
    };

    private static Rune Composed(Rune letter, int mark)
    {
        var text = $"{letter}{(char)mark}".Normalize(NormalizationForm.FormC);
        return Rune.GetRuneAt(text, 0);
    }
}
