using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>Free names of a text by their places.</summary>
internal sealed class Globals
{
    private readonly string[] names;
    private readonly IReadOnlyDictionary<string, object?>? variables;
    private readonly Session? session;
    private readonly object?[] values;
    private readonly bool[] read;

    /// <summary>Names that are looked up and converted when they are asked for, each at most once.</summary>
    internal Globals(string[] names, IReadOnlyDictionary<string, object?> variables, Session session)
    {
        this.names = names;
        this.variables = variables;
        this.session = session;
        values = names.Length == 0 ? [] : new object?[names.Length];
        read = names.Length == 0 ? [] : new bool[names.Length];
    }

    /// <summary>Values that are known already.</summary>
    /// <param name="values">Values of FEEL.</param>
    /// <param name="given">Which of them there are.</param>
    internal Globals(object?[] values, bool[] given)
    {
        names = [];
        this.values = values;
        read = given;
    }

    internal bool TryGet(int slot, out object? value)
    {
        value = null;
        if (!read[slot])
        {
            if (variables is null || !variables.TryGetValue(names[slot], out value)) return false;
            values[slot] = ClrValues.In(value, session!);
            read[slot] = true;
        }

        value = values[slot];
        return true;
    }
}
