using System.Collections;
using System.Text.RegularExpressions;

namespace VanLang.Printing.Templates;

/// <summary>A path of names with points between them: <c>dossier.owner.name</c>.</summary>
internal static partial class DataPath
{
    public static bool IsValid(string path) => Shape().IsMatch(path);

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}

/// <summary>The data as seen from inside repeated blocks: the names of the innermost repetition come first.</summary>
internal sealed class DataScope(IReadOnlyDictionary<string, object?> values, DataScope? outer = null)
{
    public DataScope With(string name, object? value, int index) =>
        new(new Dictionary<string, object?> { [name] = value, ["index"] = index }, this);

    /// <summary>Finds a value. Returns false when a name on the way is not in the data at all; a null on the way is a null value.</summary>
    public bool TryFind(string path, out object? value)
    {
        var names = path.Split('.');
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.Values.TryGetValue(names[0], out value))
                return TryFollow(names, ref value);
        }

        value = null;
        return false;
    }

    public bool Holds(Condition condition)
    {
        TryFind(condition.Path, out var value);
        var holds = condition.EqualTo is null
            ? IsThere(value)
            : string.Equals(ValueFormat.Apply(value, []), condition.EqualTo, StringComparison.Ordinal);
        return holds != condition.Negated;
    }

    private IReadOnlyDictionary<string, object?> Values => values;

    private DataScope? Outer => outer;

    private static bool TryFollow(string[] names, ref object? value)
    {
        foreach (var name in names.Skip(1))
        {
            if (value is null)
                return true;
            if (value is not IReadOnlyDictionary<string, object?> inner || !inner.TryGetValue(name, out value))
                return false;
        }

        return true;
    }

    private static bool IsThere(object? value) => value switch
    {
        null or false or 0 or 0L or 0m => false,
        string text => text.Length > 0,
        ICollection list => list.Count > 0,
        _ => true,
    };
}
