using System.Collections;

namespace VanLang.Rules.Values;

/// <summary>A list whose items are values of FEEL already; its type says that nothing needs converting.</summary>
internal sealed class FeelList(object?[] items) : IReadOnlyList<object?>
{
    internal static readonly FeelList Empty = new([]);

    public int Count => items.Length;

    internal ReadOnlySpan<object?> Items => items;

    public object? this[int index] => items[index];

    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}
