using System.Text;
using System.Text.RegularExpressions;

namespace VanLang.Rules.Syntax;

/// <summary>Names: known ones, the longest first; else all words up to a keyword or operator.</summary>
internal sealed partial class Parser
{
    private static readonly HashSet<string> Keywords =
        ["and", "or", "in", "between", "then", "else", "return", "satisfies", "if", "for", "some", "every", "function", "true", "false", "null"];

    private static readonly HashSet<string> EndsName = ["and", "or", "in", "between", "then", "else", "return", "satisfies"];

    private static readonly HashSet<string> NameSymbols = [".", "/", "-", "'", "+", "*", "&", "#", "%", "$", "!", ";", "|", "^", "~", "**"];

    private bool AtKeyword => Current.Kind == TokenKind.Word && Keywords.Contains(Current.Text);

    /// <summary>The name of a variable or function at the current token, or null if a keyword or something else stands there.</summary>
    private string? TryName()
    {
        if (Current.Kind != TokenKind.Word) return null;
        var (known, length) = names.Longest(tokens, index);
        return AtKeyword && length < 2 ? null : TakeName(known, length);
    }

    /// <summary>The name behind a dot; here keywords have no meaning.</summary>
    private string MemberName()
    {
        if (Current.Kind != TokenKind.Word)
        {
            Expected("name");
            return "";
        }

        var known = names.Longest(tokens, index);
        var member = members.Longest(tokens, index);
        var (name, length) = member.Length > known.Length ? member : known;
        return TakeName(name, length);
    }

    private string TakeName(string? known, int length)
    {
        var first = index;
        index += Math.Max(length, 1);
        // Two words side by side mean nothing in FEEL but one name.
        var further = false;
        while (JoinsName())
        {
            index++;
            further = true;
        }

        return known is not null && !further ? known : Slice(first, index - 1);
    }

    private bool JoinsName() => Current.Kind switch
    {
        TokenKind.Word => !EndsName.Contains(Current.Text) && !(Current.Text == "instance" && Peek().IsWord("of")),
        TokenKind.Number => Current.Text.All(char.IsAsciiDigit) && tokens[index - 1].Kind == TokenKind.Word,
        _ => false,
    };

    /// <summary>Name of a loop variable: the words before <c>in</c>.</summary>
    private string LoopName()
    {
        var first = index;
        while (Current.Kind is TokenKind.Word or TokenKind.Number && !Current.IsWord("in")) index++;
        if (index > first && tokens[first].Kind == TokenKind.Word) return Slice(first, index - 1);
        Expected("name");
        return "";
    }

    /// <summary>A name if a colon follows it: the parameter of a named argument, a parameter with type, the key of an entry.</summary>
    private string? TakeNameBeforeColon()
    {
        var first = index;
        if (Current.Kind != TokenKind.Word) return null;
        var end = index;
        while (tokens[end].Kind is TokenKind.Word or TokenKind.Number || (tokens[end].Kind == TokenKind.Symbol && NameSymbols.Contains(tokens[end].Text))) end++;
        if (!tokens[end].IsSymbol(":")) return null;
        index = end + 1;
        return Slice(first, end - 1);
    }

    private string ParameterName()
    {
        var first = index;
        while (Current.Kind is TokenKind.Word or TokenKind.Number || (Current.Kind == TokenKind.Symbol && NameSymbols.Contains(Current.Text))) index++;
        if (index > first && tokens[first].Kind == TokenKind.Word) return Slice(first, index - 1);
        Expected("name");
        return "";
    }

    /// <summary>The text of some tokens with single spaces, in normal form C: typed marks may come apart or joined.</summary>
    private string Slice(int first, int last)
    {
        var slice = source.Text[tokens[first].At..tokens[last].End];
        slice = Spaces().Replace(slice, " ");
        return Unpaired().IsMatch(slice) || slice.IsNormalized() ? slice : slice.Normalize(NormalizationForm.FormC);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex Unpaired();
}
