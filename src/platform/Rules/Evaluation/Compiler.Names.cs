using VanLang.Rules.BuiltIns;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>Names: entries of filtered items, then local names, then built-in functions, then the scope's variables.</summary>
internal sealed partial class Compiler
{
    /// <summary>Finds a value by name; false if there is none.</summary>
    private delegate bool Lookup(Frame frame, out object? value);

    private Compiled Name(NameNode node)
    {
        var lookup = Resolve(node.Name);
        var builtIn = BuiltInCatalogue.Find(node.Name);
        if (unit.Closed && builtIn is null && !unit.KnownNames.Contains(node.Name) && !InItemScope() && !IsLocal(node.Name)) Problem(node.At, "feel.name.unknown", node.Name);
        return new(
            frame =>
            {
                if (lookup(frame, out var value)) return value;
                return builtIn is null ? frame.Session.Warn(source, node.At, "feel.name.unknown", node.Name) : builtIn;
            },
            FeelKind.Any);
    }

    private Lookup Resolve(string name)
    {
        List<int>? items = null;
        Lookup? found = null;
        for (var inner = unit.Scope; inner is not null && found is null; inner = inner.Outer)
        {
            if (inner is ItemScope item)
            {
                (items ??= []).Add(item.Slot);
            }
            else if (inner is NamedScope named && named.Slots.TryGetValue(name, out var slot))
            {
                unit.ReadSlots.Add(slot);
                found = (frame, out value) =>
                {
                    value = frame.Locals[slot];
                    return true;
                };
            }
        }

        found ??= Global(name, items is not null);
        return items is null ? found : InItems([.. items], name, found);
    }

    private Lookup Global(string name, bool mayBeMember)
    {
        // Names that only a filtered item may know, and built-in functions, are not asked of the scope unless it says it has them.
        if ((unit.Closed || ((mayBeMember || BuiltInCatalogue.Find(name) is not null) && unit.KnownNames.Count > 0)) && !unit.KnownNames.Contains(name))
        {
            return static (frame, out value) =>
            {
                value = null;
                return false;
            };
        }

        if (!unit.GlobalSlots.TryGetValue(name, out var slot)) unit.GlobalSlots[name] = slot = unit.GlobalSlots.Count;
        return (frame, out value) => frame.Globals.TryGet(slot, out value);
    }

    private bool InItemScope()
    {
        for (var inner = unit.Scope; inner is not null; inner = inner.Outer)
        {
            if (inner is ItemScope) return true;
        }

        return false;
    }

    private static Lookup InItems(int[] items, string name, Lookup outside) => (frame, out value) =>
    {
        foreach (var slot in items)
        {
            var item = frame.Locals[slot];
            if (item is FeelContext context && context.TryGetValue(name, out value)) return true;
            if (name == "item")
            {
                value = item;
                return true;
            }
        }

        return outside(frame, out value);
    };

    private Compiled Input()
    {
        for (var inner = unit.Scope; inner is not null; inner = inner.Outer)
        {
            if (inner is InputScope input) return new(frame => frame.Locals[input.Slot], FeelKind.Any);
        }

        return new(frame => frame.Input, FeelKind.Any);
    }
}
