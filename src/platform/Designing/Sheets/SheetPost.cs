using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VanLang.Kernel.Definitions;
using VanLang.Web.Contracts;

namespace VanLang.Designing.Sheets;

/// <summary>Takes over what was entered on a sheet. What was not shown stays as it is; what cannot be read as its type stays as it was typed, for the reader of the file to refuse with its place.</summary>
sealed class SheetPost(IFormCollection posted)
{
    /// <summary>Before the names of all inputs of a sheet.</summary>
    public const string Prefix = "f.";

    /// <summary>Before the place of a table, in the name of the box into which rows are pasted.</summary>
    public const string Pasted = "p.";

    /// <summary>Name of the hidden input that says that something was shown, which an empty box would not.</summary>
    public const string Shown = ".shown";

    public void Apply(IReadOnlyList<SheetField> fields, JsonObject at, string before = "")
    {
        foreach (SheetField field in fields)
            Apply(field, at, SheetTree.Join(before, field.Path));
    }

    void Apply(SheetField field, JsonObject at, string path)
    {
        string name = Prefix + path;
        switch (field.Type)
        {
            case SheetType.Group:
                if (!IsShown(name))
                    return;
                JsonObject group = SheetTree.Get(at, field.Path) as JsonObject ?? [];
                Apply(field.Fields, group, path);
                if (group.Parent is null)
                    SheetTree.Set(at, field.Path, group.Count == 0 && !field.IsNeeded ? null : group);
                else if (group.Count == 0 && !field.IsNeeded)
                    SheetTree.Set(at, field.Path, null);
                return;
            case SheetType.List or SheetType.Grid:
                if (SheetTree.Get(at, field.Path) is not JsonArray list)
                    return;
                foreach ((int index, JsonObject? entry) in list.Select((entry, index) => (index, entry as JsonObject)))
                {
                    string row = SheetTree.Join(path, index.ToString(CultureInfo.InvariantCulture));
                    if (entry is not null && IsShown(Prefix + row))
                        Apply(field.Fields, entry, row);
                }

                return;
            case SheetType.Both:
                if (!posted.ContainsKey(name + ".vi"))
                    return;
                (string vi, string en) = (Text(name + ".vi"), Text(name + ".en"));
                JsonObject both = field.Path.Length == 0 ? at : SheetTree.Get(at, field.Path) as JsonObject ?? [];
                if (vi.Length == 0 && en.Length == 0 && !field.IsNeeded)
                {
                    SheetTree.Set(at, field.Path, null);
                    return;
                }

                both["vi"] = vi;
                both["en"] = en.Length == 0 ? null : en;
                if (field.Path.Length > 0 && both.Parent is null)
                    SheetTree.Set(at, field.Path, both);
                return;
            case SheetType.YesNo:
                if (IsShown(name))
                    SheetTree.Set(at, field.Path, posted.ContainsKey(name) || field.IsNeeded ? JsonValue.Create(posted.ContainsKey(name)) : null);
                return;
            case SheetType.Day:
                // In a table a day is one box.
                if (posted.ContainsKey(name))
                    Put(at, field, RowsFromSpreadsheet.Day(Text(name)));
                if (!posted.ContainsKey(name + ".Day"))
                    return;
                DateParts parts = DateParts.Read(posted, name);
                Put(at, field, parts.TryGetDate(out DateOnly day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : parts.ToString());
                return;
            default:
                if (posted.ContainsKey(name) && !field.IsFound)
                    Enter(field, at, Text(name));
                return;
        }
    }

    static void Enter(SheetField field, JsonObject at, string text)
    {
        switch (field.Type)
        {
            case SheetType.Number:
                if (decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
                    SheetTree.Set(at, field.Path, JsonValue.Create(number));
                else
                    Put(at, field, text);
                return;
            case SheetType.Lines:
                string[] lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                // A list of nothing may say something: nothing waits.
                SheetTree.Set(at, field.Path, lines.Length == 0 && !field.IsNeeded && SheetTree.Get(at, field.Path) is not JsonArray { Count: 0 } ? null : new JsonArray([.. lines.Select(line => JsonValue.Create(line))]));
                return;
            case SheetType.Map:
                JsonObject values = SheetTree.ReadLines(text);
                SheetTree.Set(at, field.Path, values.Count == 0 && !field.IsNeeded ? null : values);
                return;
            case SheetType.Value:
                if (text.Length == 0 && !field.IsNeeded)
                    SheetTree.Set(at, field.Path, null);
                else if (SheetTree.Get(at, Parent(field.Path)) is JsonObject parent)
                    parent[field.Path.Split('.')[^1]] = SheetTree.ReadTyped(text);
                return;
            default:
                Put(at, field, text);
                return;
        }
    }

    static string Parent(string path) => path.Contains('.', StringComparison.Ordinal) ? path[..path.LastIndexOf('.')] : "";

    static void Put(JsonObject at, SheetField field, string text) => SheetTree.Set(at, field.Path, text.Length == 0 && !field.IsNeeded ? null : JsonValue.Create(text));

    bool IsShown(string name) => posted.ContainsKey(name + Shown);

    string Text(string name) => posted[name].ToString().Normalize(NormalizationForm.FormC).ReplaceLineEndings("\n").Trim();
}
