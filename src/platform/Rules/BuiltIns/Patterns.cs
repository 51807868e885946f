using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.BuiltIns;

/// <summary>
/// Regular expressions: XPath's language on the engine of .NET, with a time limit. Differences that remain: .NET's own constructs
/// (look-around, named groups) are accepted, Unicode blocks are those of .NET.
/// </summary>
internal static class Patterns
{
    private const int MaxCached = 512;

    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(200);
    private static readonly ConcurrentDictionary<(string Pattern, string Flags), Regex?> Cache = new();

    internal static object? Matches(BuiltInCall call, string input, string pattern, string? flags) =>
        Run(call, pattern, flags ?? "", regex => regex.IsMatch(input));

    internal static object? Replace(BuiltInCall call, string input, string pattern, string replacement, string? flags) => Run(call, pattern, flags ?? "", regex =>
    {
        var result = regex.Replace(input, Translate(replacement));
        return result.Length > Session.MaxText ? throw new EvaluationLimitException("feel.limit.text", $"{Session.MaxText}") : result;
    });

    internal static object? Split(BuiltInCall call, string input, string pattern) => Run(call, pattern, "", regex =>
    {
        // Not Regex.Split: it would give captured groups as parts as well.
        var parts = new List<object?>();
        var start = 0;
        foreach (Match match in regex.Matches(input))
        {
            if (match.Length == 0) continue;
            parts.Add(input[start..match.Index]);
            start = match.Index + match.Length;
        }

        parts.Add(input[start..]);
        call.Session.Spend(parts.Count);
        return new FeelList([.. parts]);
    });

    private static object? Run(BuiltInCall call, string pattern, string flags, Func<Regex, object?> use)
    {
        if (Find(pattern, flags) is not { } regex) return call.Warn("feel.pattern", pattern, flags);
        var start = Stopwatch.GetTimestamp();
        try
        {
            return use(regex);
        }
        catch (RegexMatchTimeoutException)
        {
            return call.Warn("feel.pattern.time", pattern);
        }
        finally
        {
            // A microsecond is a step: slow patterns in a loop end it.
            call.Session.Spend((int)Math.Min(Stopwatch.GetElapsedTime(start).TotalMicroseconds, Session.MaxSteps));
        }
    }

    private static Regex? Find(string pattern, string flags)
    {
        if (Cache.TryGetValue((pattern, flags), out var regex)) return regex;
        if (Cache.Count >= MaxCached) Cache.Clear();
        return Cache[(pattern, flags)] = Make(pattern, flags);
    }

    private static Regex? Make(string pattern, string flags)
    {
        var options = RegexOptions.CultureInvariant;
        foreach (var flag in flags)
        {
            switch (flag)
            {
                case 's': options |= RegexOptions.Singleline; break;
                case 'm': options |= RegexOptions.Multiline; break;
                case 'i': options |= RegexOptions.IgnoreCase; break;
                case 'x': pattern = WithoutSpaces(pattern); break;
                default: return null;
            }
        }

        if (!WellFormed(pattern)) return null;
        if (!options.HasFlag(RegexOptions.Singleline)) pattern = DotWithoutReturn(pattern);
        try
        {
            return new(pattern, options, Timeout);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Flag x: white space outside classes means nothing.</summary>
    private static string WithoutSpaces(string pattern)
    {
        var result = new StringBuilder(pattern.Length);
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '[') depth++;
            else if (c == ']') depth--;
            if (depth == 0 && char.IsWhiteSpace(c)) continue;
            result.Append(c);
            if (c == '\\' && i + 1 < pattern.Length && !char.IsWhiteSpace(pattern[i + 1])) result.Append(pattern[++i]);
        }

        return result.ToString();
    }

    /// <summary>Back-references must follow their group and may not stand in a class, as XPath says; .NET would read octal numbers.</summary>
    private static bool WellFormed(string pattern)
    {
        var (groups, inClass) = (0, 0);
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '[': inClass++; break;
                case ']' when inClass > 0: inClass--; break;
                case ')' when inClass == 0: groups++; break;
                case '\\' when i + 1 < pattern.Length:
                    var next = pattern[++i];
                    if (char.IsAsciiDigit(next) && (inClass > 0 || next == '0' || next - '0' > groups)) return false;
                    break;
            }
        }

        return true;
    }

    /// <summary>XPath's dot leaves out carriage returns as well as line feeds.</summary>
    private static string DotWithoutReturn(string pattern)
    {
        var result = new StringBuilder(pattern.Length);
        var inClass = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '[') inClass++;
            else if (c == ']' && inClass > 0) inClass--;
            result.Append(c == '.' && inClass == 0 ? @"[^\r\n]" : c.ToString());
            if (c == '\\' && i + 1 < pattern.Length) result.Append(pattern[++i]);
        }

        return result.ToString();
    }

    /// <summary>From XPath's replacement (<c>$1</c>, <c>\$</c>, <c>\\</c>) to that of .NET.</summary>
    private static string Translate(string replacement)
    {
        var result = new StringBuilder(replacement.Length);
        for (var i = 0; i < replacement.Length; i++)
        {
            var c = replacement[i];
            var next = i + 1 < replacement.Length ? replacement[i + 1] : '\0';
            if (c == '\\' && next is '$' or '\\')
            {
                result.Append(next == '$' ? "$$" : "\\");
                i++;
            }
            else if (c == '$' && char.IsAsciiDigit(next))
            {
                result.Append("${").Append(next).Append('}');
                i++;
            }
            else
            {
                result.Append(c == '$' ? "$$" : c.ToString());
            }
        }

        return result.ToString();
    }
}
