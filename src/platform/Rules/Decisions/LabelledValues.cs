using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace VanLang.Rules.Decisions;

/// <summary>The few input values of a rule that matched, by label; made for each decision, so it is two arrays and no table.</summary>
internal sealed class LabelledValues(string[] labels, object?[] values) : IReadOnlyDictionary<string, object?>
{
    public int Count => labels.Length;

    public IEnumerable<string> Keys => labels;

    public IEnumerable<object?> Values => values;

    public object? this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    public bool ContainsKey(string key) => Array.IndexOf(labels, key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        var at = Array.IndexOf(labels, key);
        value = at < 0 ? null : values[at];
        return at >= 0;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => labels.Zip(values, KeyValuePair.Create).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
