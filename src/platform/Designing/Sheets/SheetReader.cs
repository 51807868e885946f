using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;
using VanLang.Kernel.Definitions;
using VanLang.Web.Contracts;

namespace VanLang.Designing.Sheets;

/// <summary>Lays a file out as a sheet: label, value, choices and findings of every field.</summary>
/// <param name="text">Texts of the room whose sheet it is.</param>
/// <param name="name">Before the keys of its texts.</param>
/// <param name="open">Place of the entry that is open; those that it lies in are open, too.</param>
/// <param name="findings">What is wrong, by place.</param>
sealed class SheetReader(IStringLocalizer text, string name, string? open, IReadOnlyList<SheetFinding> findings)
{
    public IReadOnlyList<SheetPartView> Read(IReadOnlyList<SheetField> fields, JsonObject at, string before = "", string keys = "") =>
        [.. fields.Where(field => field.Only is not { } only || only.Values.Contains(SheetTree.Text(SheetTree.Get(at, only.Path)) ?? "")).Select(field => Part(field, at, SheetTree.Join(before, field.Path), SheetTree.Join(keys, field.Path)))];

    SheetPartView Part(SheetField field, JsonObject at, string path, string key)
    {
        JsonNode? node = field.Path.Length == 0 ? at : SheetTree.Get(at, field.Path);
        string textKey = $"{name}.{key}".TrimEnd('.');
        LocalizedString hint = text[textKey + ".Hint"];
        SheetPartView part = new(SheetPost.Prefix + path, path, field.Type, LabelOf(field, textKey))
        {
            Hint = hint.ResourceNotFound ? null : hint.Value,
            Lang = field.Label is not null && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "vi" ? "vi" : null,
            IsLong = field.IsLong,
            IsNeeded = field.IsNeeded,
            IsFound = field.IsFound,
            Error = ErrorAt(field, path),
        };
        return field.Type switch
        {
            SheetType.Both => part with { Value = SheetTree.Text((node as JsonObject)?["vi"]), English = SheetTree.Text((node as JsonObject)?["en"]) },
            SheetType.YesNo => part with { IsOn = node is JsonValue value && value.GetValueKind() == JsonValueKind.True },
            SheetType.Choice => part with { Value = SheetTree.Text(node), Options = Options(field, textKey, SheetTree.Text(node)) },
            SheetType.Lines => part with { Value = node is JsonArray lines ? string.Join('\n', lines.Select(SheetTree.Text)) : SheetTree.Text(node) },
            SheetType.Map => part with { Value = node is JsonObject values ? string.Join('\n', SheetTree.Lines(values)) : SheetTree.Text(node) },
            SheetType.Value when !field.IsFound => part with { Value = at.ContainsKey(field.Path) || node is not null ? SheetTree.Typed(node) : "" },
            SheetType.Group => part with { Parts = Read(field.Fields, node as JsonObject ?? [], path, key) },
            SheetType.List or SheetType.Grid => Listed(part, field, node as JsonArray ?? [], path, key),
            _ => part with { Value = field.IsFound ? SheetTree.Readable(node) : SheetTree.Text(node) },
        };
    }

    string LabelOf(SheetField field, string textKey) => field.Label ?? (field.TextKey is { } key ? text[$"{name}.{key.Key}", key.Arguments] : text[textKey]);

    SheetPartView Listed(SheetPartView part, SheetField field, JsonArray list, string path, string key) => part with
    {
        IsRecorded = field.IsRecorded,
        Heads = HeadsOf(field, key),
        IsLongTable = field.IsLongTable,
        Copied = field.IsLongTable ? RowsFromSpreadsheet.Copy(field, list, HeadsOf(field, key)) : "",
        Rows =
        [
            .. list.Select((node, index) =>
            {
                string row = SheetTree.Join(path, index.ToString(CultureInfo.InvariantCulture));
                bool isOpen = field.Type == SheetType.Grid || open == row || open?.StartsWith(row + ".", StringComparison.Ordinal) == true;
                JsonObject entry = node as JsonObject ?? [];
                return new SheetRowView(row, Title(field, entry, index), isOpen, findings.Count(finding => Within(finding.Path, row)), isOpen ? Read(field.Fields, entry, row, key) : []);
            }),
        ],
    };

    /// <summary>Names of the columns of a table.</summary>
    public IReadOnlyList<string> HeadsOf(SheetField table, string key) => [.. table.Fields.Select(column => LabelOf(column, $"{name}.{SheetTree.Join(key, column.Path)}"))];

    /// <summary>What people call a place: the labels on the way to it, entries of a list by their line; null where the sheet shows none there.</summary>
    /// <param name="line">Names a line by its number, from 1.</param>
    public string? NameOf(IReadOnlyList<SheetField> fields, string path, Func<int, string> line, string keys = "")
    {
        if (fields.Where(field => field.Path.Length > 0 && Within(path, field.Path)).MaxBy(field => field.Path.Length) is not { } found)
            return null;
        string key = SheetTree.Join(keys, found.Path), label = LabelOf(found, $"{name}.{key}"), rest = path[found.Path.Length..].TrimStart('.');
        if (rest.Length == 0 || found.Fields.Count == 0)
            return label;
        if (found.Type == SheetType.Group)
            return NameOf(found.Fields, rest, line, key) is { } part ? $"{label}, {part}" : label;
        string[] row = rest.Split('.', 2);
        if (!int.TryParse(row[0], NumberStyles.None, CultureInfo.InvariantCulture, out int at))
            return label;
        string entry = $"{label}, {line(at + 1)}";
        return row.Length > 1 && NameOf(found.Fields, row[1], line, key) is { } column ? $"{entry}, {column}" : entry;
    }

    static string Title(SheetField field, JsonObject entry, int index) =>
        field.Titles.Select(path => SheetTree.Text(SheetTree.Get(entry, path))).FirstOrDefault(found => !string.IsNullOrWhiteSpace(found)) ?? (index + 1).ToString(CultureInfo.InvariantCulture);

    OptionView[] Options(SheetField field, string textKey, string? value)
    {
        OptionView[] known = [.. field.Choices.Select(choice => new OptionView(choice.Code, choice.Name is { } said ? $"{said} ({choice.Code})" : text[$"{textKey}={choice.Code}"]))];
        // What is there stays there, also where nothing of that name is known any longer.
        return value is null or "" || known.Any(option => option.Value == value) ? known : [.. known, new(value, value)];
    }

    // A finding about a list or group stands at its entries where it names one.
    string? ErrorAt(SheetField field, string path) => (field.Type is SheetType.Group or SheetType.List or SheetType.Grid
            ? findings.FirstOrDefault(finding => finding.Path == path)
            : findings.FirstOrDefault(finding => Within(finding.Path, path)))?.Message;

    static bool Within(string? finding, string path) => finding == path || finding?.StartsWith(path + ".", StringComparison.Ordinal) == true;
}

/// <summary>A finding at its place of a sheet.</summary>
/// <param name="Path">Null where no place of the file is meant.</param>
/// <param name="Message">In the reader's language.</param>
sealed record SheetFinding(string? Path, string Message)
{
    /// <summary>What people call the place (<see cref="SheetReader.NameOf"/>); null where it has no name.</summary>
    public string? Name { get; init; }
}
