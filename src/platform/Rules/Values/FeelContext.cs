using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace VanLang.Rules.Values;

/// <summary>A context whose values are values of FEEL already, in the order they were written.</summary>
internal sealed class FeelContext : IReadOnlyDictionary<string, object?>
{
    internal static readonly FeelContext Empty = new([]);

    private readonly OrderedDictionary<string, object?> entries;

    private FeelContext(OrderedDictionary<string, object?> entries) => this.entries = entries;

    public int Count => entries.Count;

    public IEnumerable<string> Keys => entries.Keys;

    public IEnumerable<object?> Values => entries.Values;

    public object? this[string key] => entries[key];

    public bool ContainsKey(string key) => entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value) => entries.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal FeelContext With(string key, object? value)
    {
        var copy = new OrderedDictionary<string, object?>(entries, StringComparer.Ordinal) { [key] = value };
        return new(copy);
    }

    /// <summary>Collects the entries of a context; a later value of a key replaces the earlier.</summary>
    internal sealed class Builder(int capacity = 4)
    {
        private readonly OrderedDictionary<string, object?> entries = new(capacity, StringComparer.Ordinal);

        internal object? this[string key]
        {
            set => entries[key] = value;
        }

        internal bool Contains(string key) => entries.ContainsKey(key);

        /// <summary>The context; the builder is not to be used afterwards.</summary>
        internal FeelContext Build() => entries.Count == 0 ? Empty : new(entries);
    }
}
