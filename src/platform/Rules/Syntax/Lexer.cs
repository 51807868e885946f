using System.Globalization;
using System.Text;
using VanLang.Rules.Contracts;

namespace VanLang.Rules.Syntax;

/// <summary>
/// Cuts a text into tokens. Names with spaces or operators are put together later by the parser, which knows what is in scope
/// (DMN 1.5 §10.3.1.2, rules 25 to 30).
/// </summary>
internal sealed class Lexer
{
    private static readonly string[] Symbols =
        ["..", "**", "<=", ">=", "!=", "->", "+", "-", "*", "/", "=", "<", ">", "(", ")", "[", "]", "{", "}", ",", ":", ".", "?", "'", "&", "#", "%", "$", "!", ";", "|", "^", "~"];

    private readonly Source source;
    private readonly string text;
    private readonly List<Token> tokens = [];
    private readonly List<FeelProblem> problems;
    private int at;

    private Lexer(Source source, List<FeelProblem> problems)
    {
        this.source = source;
        this.problems = problems;
        text = source.Text;
    }

    /// <summary>All tokens, the last of kind <see cref="TokenKind.End"/>. What cannot be read is reported and left out.</summary>
    internal static List<Token> Read(Source source, List<FeelProblem> problems)
    {
        var lexer = new Lexer(source, problems);
        while (lexer.ReadToken() && problems.Count == 0)
        {
        }

        lexer.tokens.Add(new(TokenKind.End, "", source.Text.Length, source.Text.Length));
        return lexer.tokens;
    }

    /// <summary>Whether a character may begin a word (DMN 1.5 §10.3.1.2, rule 28, without the question mark).</summary>
    internal static bool StartsWord(Rune c) => c.Value switch
    {
        < 0x80 => c.Value is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '_',
        (>= 0xC0 and <= 0xD6) or (>= 0xD8 and <= 0xF6) or (>= 0xF8 and <= 0x2FF) => true,
        (>= 0x370 and <= 0x37D) or (>= 0x37F and <= 0x1FFF) or (>= 0x200C and <= 0x200D) => c.Value is not (0x1680 or 0x180E),
        (>= 0x2070 and <= 0x218F) or (>= 0x2C00 and <= 0x2FEF) or (>= 0x3001 and <= 0xD7FF) => true,
        (>= 0xF900 and <= 0xFDCF) or (>= 0xFDF0 and <= 0xFFFD and not 0xFEFF) or (>= 0x10000 and <= 0xEFFFF) => true,
        _ => false,
    };

    private static bool ContinuesWord(Rune c) => StartsWord(c) || c.Value is (>= '0' and <= '9') or 0xB7 or (>= 0x300 and <= 0x36F) or (>= 0x203F and <= 0x2040);

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is '\uFEFF' or '\u200B' or '\u180E';

    private bool ReadToken()
    {
        if (!SkipSpace()) return false;
        var start = at;
        var c = text[at];
        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) && !FollowsDot()))
        {
            ReadNumber();
            Add(TokenKind.Number, text[start..at], start);
        }
        else if (c == '"')
        {
            if (ReadString() is { } value) Add(TokenKind.String, value, start);
        }
        else if (c == '@')
        {
            at++;
            if (SkipSpace() && text[at] == '"')
            {
                if (ReadString() is { } value) Add(TokenKind.AtString, value, start);
            }
            else
            {
                problems.Add(source.Problem("feel.character", start, "@"));
            }
        }
        else if (Rune.TryGetRuneAt(text, at, out var rune) && StartsWord(rune))
        {
            while (at < text.Length && Rune.TryGetRuneAt(text, at, out rune) && ContinuesWord(rune)) at += rune.Utf16SequenceLength;
            Add(TokenKind.Word, text[start..at], start);
        }
        else
        {
            ReadSymbol();
        }

        return true;
    }

    // In "a.5" the dot is a path, in "..5" the end of a range operator.
    private bool FollowsDot() => tokens.Count > 0 && tokens[^1].End == at && tokens[^1].Kind is TokenKind.Word;

    private void Add(TokenKind kind, string value, int start) => tokens.Add(new(kind, value, start, at));

    private bool SkipSpace()
    {
        while (at < text.Length)
        {
            if (IsSpace(text[at]))
            {
                at++;
            }
            else if (text.AsSpan(at).StartsWith("//"))
            {
                while (at < text.Length && text[at] is not ('\n' or '\r')) at++;
            }
            else if (text.AsSpan(at).StartsWith("/*"))
            {
                var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    problems.Add(source.Problem("feel.comment.open", at));
                    at = text.Length;
                    return false;
                }

                at = end + 2;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void ReadNumber()
    {
        Digits();
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            Digits();
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var next = at + 1;
            if (next < text.Length && text[next] is '+' or '-') next++;
            if (next < text.Length && char.IsAsciiDigit(text[next]))
            {
                at = next;
                Digits();
            }
        }
    }

    private void Digits()
    {
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
    }

    private string? ReadString()
    {
        var start = at++;
        var value = new StringBuilder();
        while (at < text.Length)
        {
            var c = text[at++];
            if (c == '"') return value.ToString();
            if (c != '\\' || at >= text.Length)
            {
                value.Append(c);
                continue;
            }

            c = text[at++];
            switch (c)
            {
                case 'n': value.Append('\n'); break;
                case 'r': value.Append('\r'); break;
                case 't': value.Append('\t'); break;
                case '"' or '\'' or '\\': value.Append(c); break;
                case 'u' when Hex(4) is { } code: value.Append((char)code); break;
                case 'U' when Hex(6) is { } code && Rune.IsValid(code): value.Append(new Rune(code).ToString()); break;
                // FEEL knows no other escape; patterns such as "\d" are written so everywhere, and mean what they say.
                default: value.Append('\\').Append(c); break;
            }
        }

        problems.Add(source.Problem("feel.string.open", start));
        return null;
    }

    private int? Hex(int length)
    {
        if (at + length > text.Length || !int.TryParse(text.AsSpan(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)) return null;
        at += length;
        return code;
    }

    private void ReadSymbol()
    {
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) == 0)
            {
                at += symbol.Length;
                Add(TokenKind.Symbol, symbol, at - symbol.Length);
                return;
            }
        }

        problems.Add(source.Problem("feel.character", at, text.Substring(at, char.IsSurrogatePair(text, at) ? 2 : 1)));
    }
}
