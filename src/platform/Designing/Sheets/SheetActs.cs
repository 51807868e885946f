using System.Globalization;
using System.Text.Json.Nodes;
using VanLang.Kernel.Definitions;

namespace VanLang.Designing.Sheets;

/// <summary>What the buttons of a sheet do with entries of its lists.</summary>
static class SheetActs
{
    /// <summary>Adds, takes out or moves an entry.</summary>
    /// <param name="act">Verb and place: <c>add components</c>, <c>drop components.2</c>, <c>up components.2</c>, <c>down components.2</c>.</param>
    /// <returns>The entry that is then to be open; null for none.</returns>
    public static string? Do(IReadOnlyList<SheetField> fields, JsonObject tree, string act)
    {
        if (act.Split(' ', 2) is not [var verb, var path])
            return null;
        if (verb == "add")
        {
            if (FieldAt(fields, path) is not { Type: SheetType.List or SheetType.Grid } field)
                return null;
            JsonArray? list = SheetTree.Get(tree, path) as JsonArray;
            if (list is null)
                SheetTree.Set(tree, path, list = []);
            list.Add(field.New(list));
            return field.Type == SheetType.List ? SheetTree.Join(path, (list.Count - 1).ToString(CultureInfo.InvariantCulture)) : null;
        }

        int dot = path.LastIndexOf('.');
        if (dot < 0 || SheetTree.Get(tree, path[..dot]) is not JsonArray entries || !int.TryParse(path[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int at) || at >= entries.Count
            || FieldAt(fields, path[..dot]) is not { Type: SheetType.List or SheetType.Grid })
            return null;
        JsonNode? entry = entries[at];
        entries.RemoveAt(at);
        if (verb == "drop")
            return null;
        int to = Math.Clamp(verb == "up" ? at - 1 : verb == "down" ? at + 1 : at, 0, entries.Count);
        entries.Insert(to, entry);
        return null;
    }

    /// <summary>The field of a place; null where nothing is asked there.</summary>
    public static SheetField? FieldAt(IReadOnlyList<SheetField> fields, string path)
    {
        foreach (SheetField field in fields)
        {
            if (field.Path == path)
                return field;
            if (field.Path.Length > 0 && !path.StartsWith(field.Path + ".", StringComparison.Ordinal))
                continue;
            string rest = field.Path.Length == 0 ? path : path[(field.Path.Length + 1)..];
            if (field.Type is SheetType.List or SheetType.Grid)
            {
                if (rest.Split('.', 2) is [var number, var inside] && number.All(char.IsAsciiDigit) && FieldAt(field.Fields, inside) is { } found)
                    return found;
            }
            else if (field.Type == SheetType.Group && FieldAt(field.Fields, rest) is { } inGroup)
            {
                return inGroup;
            }
        }

        return null;
    }
}
