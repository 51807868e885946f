using VanLang.Rules.Values;

namespace VanLang.Rules.BuiltIns;

/// <summary>Contexts (DMN 1.5 §10.3.4.10).</summary>
internal static class ContextFunctions
{
    internal static void AddTo(BuiltInTable table)
    {
        table.Add("get value(m: context, key: string): any", (_, a) => ((FeelContext)a[0]!).TryGetValue((string)a[1]!, out var value) ? value : null);
        table.Add("get value(context: context, keys: list): any", GetValue);
        table.Add("get entries(m: context): list", (_, a) => new FeelList([.. ((FeelContext)a[0]!).Select(Entry)]));
        table.Add("context(entries: list): context", FromEntries);
        table.Add("context put(context: context, key: string, value: any): context", (_, a) => ((FeelContext)a[0]!).With((string)a[1]!, a[2]));
        table.Add("context put(context: context, keys: list, value: any): context", (call, a) => Put(call, (FeelContext)a[0]!, (FeelList)a[1]!, 0, a[2]));
        table.Add("context merge(contexts*: list): context", Merge);
    }

    private static object Entry(KeyValuePair<string, object?> entry)
    {
        var builder = new FeelContext.Builder(2) { ["key"] = entry.Key, ["value"] = entry.Value };
        return builder.Build();
    }

    private static object? GetValue(BuiltInCall call, object?[] a)
    {
        var value = a[0];
        foreach (var key in ((FeelList)a[1]!).Items)
        {
            call.Session.Spend();
            if (value is not FeelContext context || key is not string name || !context.TryGetValue(name, out value)) return null;
        }

        return value;
    }

    private static object? FromEntries(BuiltInCall call, object?[] a)
    {
        var builder = new FeelContext.Builder();
        foreach (var item in ((FeelList)a[0]!).Items)
        {
            call.Session.Spend();
            if (item is not FeelContext entry || !entry.TryGetValue("key", out var key) || key is not string name || !entry.TryGetValue("value", out var value))
            {
                return call.Warn("feel.list.item", "context", FeelKinds.Name(FeelKinds.Of(item)), "{key, value}");
            }

            if (builder.Contains(name)) return call.Warn("feel.context.duplicate", name);
            builder[name] = value;
        }

        return builder.Build();
    }

    private static object? Put(BuiltInCall call, FeelContext context, FeelList keys, int depth, object? value)
    {
        call.Session.Descend();
        if (depth >= keys.Count || keys[depth] is not string key) return call.Warn("feel.context.keys");
        if (depth == keys.Count - 1) return context.With(key, value);
        if (!context.TryGetValue(key, out var inner) || inner is not FeelContext next) return call.Warn("feel.path.unknown", key);
        return Put(call, next, keys, depth + 1, value) is { } changed ? context.With(key, changed) : null;
    }

    private static object? Merge(BuiltInCall call, object?[] a)
    {
        var builder = new FeelContext.Builder();
        foreach (var item in ((FeelList)a[0]!).Items)
        {
            if (item is not FeelContext context) return call.Warn("feel.list.item", "context merge", FeelKinds.Name(FeelKinds.Of(item)), "context");
            call.Session.Spend(context.Count);
            foreach (var (key, value) in context) builder[key] = value;
        }

        return builder.Build();
    }
}
