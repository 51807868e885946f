using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.BuiltIns;

/// <summary>Lists (DMN 1.5 §10.3.4.4). Positions count from 1, or from -1 backwards.</summary>
internal static class ListFunctions
{
    internal static void AddTo(BuiltInTable table)
    {
        table.Add("list contains(list: list, element: any): boolean", (call, a) => L(a[0]).Any(item => Equal(call, item, a[1])));
        table.Add("sublist(list: list, start position: number, length?: number): list", Sublist);
        table.Add("append(list: list, item...: any): list", (_, a) => List([.. L(a[0]), .. L(a[1])]));
        table.Add("concatenate(list...: list): list", (_, a) => List([.. L(a[0]).SelectMany(AsList)]));
        table.Add("insert before(list: list, position: number, newItem: any): list", (call, a) =>
            Index(call, L(a[0]), a[1]) is { } at ? List([.. L(a[0]).Take(at), a[2], .. L(a[0]).Skip(at)]) : null);
        table.Add("remove(list: list, position: number): list", (call, a) =>
            Index(call, L(a[0]), a[1]) is { } at ? List([.. L(a[0]).Take(at), .. L(a[0]).Skip(at + 1)]) : null);
        table.Add("list replace(list: list, position: number, newItem: any): list", (call, a) =>
            Index(call, L(a[0]), a[1]) is { } at ? List([.. L(a[0]).Take(at), a[2], .. L(a[0]).Skip(at + 1)]) : null);
        table.Add("list replace(list: list, match: function, newItem: any): list", Replace);
        table.Add("reverse(list: list): list", (_, a) => List([.. L(a[0]).Reverse()]));
        table.Add("index of(list: list, match: any): list", (call, a) =>
            List([.. L(a[0]).Index().Where(item => Equal(call, item.Item, a[1])).Select(item => (object?)(FeelNumber)(item.Index + 1))]));
        table.Add("union(list...: list): list", (call, a) => Distinct(call, L(a[0]).SelectMany(AsList)));
        table.Add("distinct values(list: list): list", (call, a) => Distinct(call, L(a[0])));
        table.Add("flatten(list: list): list", (call, a) =>
        {
            var items = new List<object?>();
            Flatten(call, L(a[0]), items);
            return List([.. items]);
        });
        table.Add("sort(list: list, precedes: function): list", Sort);
        table.Add("sort(list: list): list", (call, a) => Merge(call, [.. L(a[0])], (x, y) => FeelComparison.Compare(x, y) < 0));
    }

    private static FeelList L(object? value) => (FeelList)value!;

    private static FeelList List(object?[] items) => new(items);

    private static IEnumerable<object?> AsList(object? value) => value as FeelList ?? new FeelList([value]);

    private static bool Equal(BuiltInCall call, object? left, object? right)
    {
        call.Session.Spend();
        return FeelComparison.Equal(left, right, call.Session) == true;
    }

    /// <summary>Index from 0 of a position; null and a warning outside the list.</summary>
    private static int? Index(BuiltInCall call, FeelList list, object? position)
    {
        if (((FeelNumber)position!).TryToInt64(out var place))
        {
            if (place > 0 && place <= list.Count) return (int)place - 1;
            if (place < 0 && place >= -list.Count) return (int)(list.Count + place);
        }

        call.Warn("feel.index.outside", $"{position}", $"{list.Count}");
        return null;
    }

    private static object? Sublist(BuiltInCall call, object?[] a)
    {
        var list = L(a[0]);
        if (Index(call, list, a[1]) is not { } first) return null;
        if (a[2] is not FeelNumber length) return List([.. list.Skip(first)]);
        if (length.Sign <= 0 || length > list.Count - first) return call.Warn("feel.index.outside", length.ToString(), $"{list.Count - first}");
        return List([.. list.Skip(first).Take((int)FeelNumber.Round(length, 0, MidpointRounding.ToZero).ToInt64())]);
    }

    private static object? Replace(BuiltInCall call, object?[] a)
    {
        var match = (FeelFunction)a[1]!;
        var items = new object?[L(a[0]).Count];
        for (var i = 0; i < items.Length; i++)
        {
            var item = L(a[0])[i];
            switch (call.Invoke(match, item, a[2]))
            {
                case bool replace: items[i] = replace ? a[2] : item; break;
                case var other: return call.Warn("feel.type.condition", FeelKinds.Name(FeelKinds.Of(other)));
            }
        }

        return List(items);
    }

    private static FeelList Distinct(BuiltInCall call, IEnumerable<object?> items)
    {
        var kept = new List<object?>();
        foreach (var item in items)
        {
            if (!kept.Exists(other => Equal(call, other, item))) kept.Add(item);
        }

        return List([.. kept]);
    }

    private static void Flatten(BuiltInCall call, FeelList list, List<object?> items)
    {
        call.Session.Descend();
        foreach (var item in list.Items)
        {
            call.Session.Spend();
            if (item is FeelList inner) Flatten(call, inner, items);
            else items.Add(item);
        }
    }

    private static object? Sort(BuiltInCall call, object?[] a)
    {
        var precedes = (FeelFunction)a[1]!;
        return Merge(call, [.. L(a[0])], (x, y) => call.Invoke(precedes, x, y) is true);
    }

    // A merge of our own: it is stable, and a function that contradicts itself does no harm.
    private static FeelList Merge(BuiltInCall call, object?[] items, Func<object?, object?, bool> precedes)
    {
        var (from, to) = (items, new object?[items.Length]);
        for (var width = 1; width < items.Length; width *= 2)
        {
            for (var start = 0; start < items.Length; start += 2 * width)
            {
                var (middle, end) = (Math.Min(start + width, items.Length), Math.Min(start + (2 * width), items.Length));
                var (left, right) = (start, middle);
                for (var i = start; i < end; i++)
                {
                    call.Session.Spend();
                    to[i] = left < middle && (right >= end || !precedes(from[right], from[left])) ? from[left++] : from[right++];
                }
            }

            (from, to) = (to, from);
        }

        return List(from);
    }
}
