using System.Globalization;
using System.Resources;
using VanLang.Rules.Contracts;

namespace VanLang.Rules;

/// <summary>Texts of the problems, from the room's resources: the code of a problem is the key of its text.</summary>
internal static class ProblemTexts
{
    private static readonly ResourceManager Texts = new("VanLang.Rules.Resources.RulesRoom", typeof(ProblemTexts).Assembly);
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    internal static FeelProblem Problem(string code, int line, int column, params ReadOnlySpan<string> arguments)
    {
        var kept = arguments.ToArray();
        return new(code, Text(code, English, kept), line, column) { Arguments = kept };
    }

    internal static string Text(string code, CultureInfo culture, IReadOnlyList<string> arguments)
    {
        var text = Texts.GetString(code, culture);
        return text is null ? code : string.Format(culture, text, [.. arguments]);
    }
}
