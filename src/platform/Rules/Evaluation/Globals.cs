using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>Free names of a text, each looked up and converted at most once per evaluation.</summary>
internal sealed class Globals(string[] names, IReadOnlyDictionary<string, object?> variables, Session session)
{
    private readonly object?[] values = names.Length == 0 ? [] : new object?[names.Length];
    private readonly bool[] read = names.Length == 0 ? [] : new bool[names.Length];

    internal bool TryGet(int slot, out object? value)
    {
        if (!read[slot])
        {
            if (!variables.TryGetValue(names[slot], out value)) return false;
            values[slot] = ClrValues.In(value, session);
            read[slot] = true;
        }

        value = values[slot];
        return true;
    }
}
