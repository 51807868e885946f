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
        Heads = [.. field.Fields.Select(column => LabelOf(column, $"{name}.{SheetTree.Join(key, column.Path)}"))],
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
sealed record SheetFinding(string? Path, string Message);
