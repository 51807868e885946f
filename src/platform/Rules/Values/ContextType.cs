using VanLang.Rules.Evaluation;

namespace VanLang.Rules.Values;

/// <summary>A context with at least some entries; an entry may be null but not be missing.</summary>
internal sealed class ContextType(string name, IReadOnlyList<(string Key, FeelType Type)> entries) : FeelType(name)
{
    internal IReadOnlyList<(string Key, FeelType Type)> Entries => entries;

    internal override bool Holds(object? value, Session session)
    {
        session.Descend();
        return value is FeelContext context
            && entries.All(entry => context.TryGetValue(entry.Key, out var part) && (part is null || entry.Type.Holds(part, session)));
    }

    protected override bool Fits(object? value, bool fromOutside, Session session, out object? fitted)
    {
        session.Descend();
        fitted = value;
        if (value is not FeelContext context) return false;
        var fittedEntries = new FeelContext.Builder(context.Count);
        foreach (var (key, part) in context) fittedEntries[key] = part;
        foreach (var (key, type) in entries)
        {
            // What comes from outside may leave entries out; they are null then.
            if (!context.TryGetValue(key, out var part) && !fromOutside) return false;
            if (!type.TryConform(part, fromOutside, session, out part)) return false;
            fittedEntries[key] = part;
        }

        fitted = fittedEntries.Build();
        return true;
    }
}
