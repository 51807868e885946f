using System.Globalization;
using System.Text.Json.Nodes;
using VanLang.Kernel.Definitions;

namespace VanLang.Printing.Templates;

/// <summary>How officials fill in a template: its name, its paragraphs, and every text that stands within columns, tables and groups.</summary>
static class TemplateSheet
{
    public static DefinitionSheet Sheet { get; } = new(typeof(TemplateTexts), "template", context => Task.FromResult(Fields(context.Tree)));

    // Members that hold text; of a header and a signature several.
    static readonly string[] Texts = ["text", "cell", "head", "parent", "agency", "unit", "nation", "motto", "authority", "title", "note", "name"];

    static IReadOnlyList<SheetField> Fields(JsonObject tree) =>
    [
        new SheetField("title", SheetType.Text).Needed, new SheetField("source", SheetType.Text).Needed, new SheetField("verified", SheetType.YesNo).Needed, new("label", SheetType.Text),
        new("blocks", SheetType.List)
        {
            IsNeeded = true,
            Titles = ["text", "motto", "in", "kind"],
            New = _ => new() { ["kind"] = "paragraph", ["text"] = "", ["align"] = "justify", ["firstLine"] = 10, ["after"] = 8 },
            Fields =
            [
                SheetField.OneOf("kind", "paragraph", "header", "columns", "table", "each", "group", "signature", "qr", "rule", "space", "pageBreak").Needed,
                Paragraph(new SheetField("text", SheetType.Text).Needed.OfLines), Paragraph(SheetField.OneOf("align", "left", "center", "right", "justify")), Paragraph(new("size", SheetType.Number)),
                Paragraph(new("bold", SheetType.YesNo)), Paragraph(new("italic", SheetType.YesNo)), Paragraph(new("firstLine", SheetType.Number)),
                new("before", SheetType.Number), new("after", SheetType.Number), new("when", SheetType.Text), new("is", SheetType.Text), new("unless", SheetType.Text),
            ],
        },
        .. Within(tree["blocks"], "blocks", isTop: true),
        new("validTo", SheetType.Day),
    ];

    static SheetField Paragraph(SheetField field) => field with { Only = ("kind", ["paragraph"]) };

    // The paragraphs of the first level stand in the list; what lies deeper keeps its place and is changed in its words alone.
    static IEnumerable<SheetField> Within(JsonNode? node, string path, bool isTop)
    {
        switch (node)
        {
            case JsonArray list:
                return list.SelectMany((entry, index) => Within(entry, $"{path}.{index.ToString(CultureInfo.InvariantCulture)}", isTop));
            case JsonObject block:
                bool isPlain = isTop && block["kind"]?.ToString() == "paragraph";
                IEnumerable<SheetField> own = isPlain ? [] : Texts.Where(member => block[member] is JsonValue value && value.TryGetValue(out string? _))
                    .Select(member => new SheetField($"{path}.{member}", SheetType.Text) { TextKey = ($"within.{member}", [Number(path)]), IsLong = member is "text", IsNeeded = true });
                return own.Concat(block.Where(member => member.Value is JsonArray).SelectMany(member => Within(member.Value, $"{path}.{member.Key}", isTop: false)));
            default:
                return [];
        }
    }

    // "blocks.1.columns.0.blocks.2": the block by its place, as people count.
    static string Number(string path) => string.Join('.', path.Split('.').Where(part => part.All(char.IsAsciiDigit)).Select(part => (int.Parse(part, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture)));
}
