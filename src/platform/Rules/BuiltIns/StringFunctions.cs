using System.Globalization;
using System.Text;
using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.BuiltIns;

/// <summary>Strings (DMN 1.5 §10.3.4.3). Places and lengths count code points.</summary>
internal static class StringFunctions
{
    internal static void AddTo(BuiltInTable table)
    {
        table.Add("substring(string: string, start position: number, length?: number?): string", Substring);
        table.Add("string length(string: string): number", (_, a) => (FeelNumber)Length((string)a[0]!));
        table.Add("upper case(string: string): string", (_, a) => ((string)a[0]!).ToUpperInvariant());
        table.Add("lower case(string: string): string", (_, a) => Lower((string)a[0]!));
        table.Add("trim(string: string): string", (_, a) => ((string)a[0]!).Trim());
        table.Add("substring before(string: string, match: string): string", (_, a) => Find(a) is >= 0 and var at ? ((string)a[0]!)[..at] : "");
        table.Add("substring after(string: string, match: string): string", (_, a) => Find(a) is >= 0 and var at ? ((string)a[0]!)[(at + ((string)a[1]!).Length)..] : "");
        table.Add("contains(string: string, match: string): boolean", (_, a) => ((string)a[0]!).Contains((string)a[1]!, StringComparison.Ordinal));
        table.Add("starts with(string: string, match: string): boolean", (_, a) => ((string)a[0]!).StartsWith((string)a[1]!, StringComparison.Ordinal));
        table.Add("ends with(string: string, match: string): boolean", (_, a) => ((string)a[0]!).EndsWith((string)a[1]!, StringComparison.Ordinal));
        table.Add("matches(input: string, pattern: string, flags?: string?): boolean", (call, a) => Patterns.Matches(call, (string)a[0]!, (string)a[1]!, (string?)a[2]));
        table.Add("replace(input: string, pattern: string, replacement: string, flags?: string?): string", (call, a) => Patterns.Replace(call, (string)a[0]!, (string)a[1]!, (string)a[2]!, (string?)a[3]));
        table.Add("split(string: string, delimiter: string): list", (call, a) => Patterns.Split(call, (string)a[0]!, (string)a[1]!));
        table.Add("string join(list: list, delimiter?: string?): string", Join);
    }

    private static int Find(object?[] a) => ((string)a[0]!).IndexOf((string)a[1]!, StringComparison.Ordinal);

    // "ΑΣ" must give "ας" nowhere: FEEL names Unicode's simple mapping, which the invariant culture follows.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Globalization", "CA1308", Justification = "This is FEEL's function lower case.")]
    private static string Lower(string text) => text.ToLowerInvariant();

    private static int Length(string text)
    {
        var length = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i])) length--;
        }

        return length;
    }

    private static object? Substring(BuiltInCall call, object?[] a)
    {
        var text = (string)a[0]!;
        var places = new List<int>();
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1) places.Add(i);
        places.Add(text.Length);
        var count = places.Count - 1;
        if (!((FeelNumber)a[1]!).TryToInt64(out var start) || start == 0 || start > count || start < -count)
        {
            return call.Warn("feel.index.outside", $"{a[1]}", count.ToString(CultureInfo.InvariantCulture));
        }

        var first = (int)(start > 0 ? start - 1 : count + start);
        var length = (long)count - first;
        if (a[2] is FeelNumber wanted)
        {
            var whole = FeelNumber.Round(wanted, 0, MidpointRounding.ToZero);
            if (whole < 1) return call.Warn("feel.string.length", wanted.ToString());
            if (whole < length) length = whole.ToInt64();
        }

        return text[places[first]..places[first + (int)length]];
    }

    private static object? Join(BuiltInCall call, object?[] a)
    {
        var list = (FeelList)a[0]!;
        var delimiter = (string?)a[1] ?? "";
        var joined = new StringBuilder();
        var first = true;
        foreach (var item in list.Items)
        {
            call.Session.Spend();
            if (item is null) continue;
            if (item is not string text) return call.Warn("feel.list.item", "string join", FeelKinds.Name(FeelKinds.Of(item)), "string");
            if (!first) joined.Append(delimiter);
            joined.Append(text);
            first = false;
            if (joined.Length > Session.MaxText) throw new EvaluationLimitException("feel.limit.text", $"{Session.MaxText}");
        }

        return joined.ToString();
    }
}
