using System.Globalization;
using System.Text.Json.Nodes;
using VanLang.Kernel.Definitions;

namespace VanLang.Forms.Loading;

/// <summary>How officials fill in a form without a board: pages and their fields, with every property of ours.</summary>
static class FormSheet
{
    static readonly string[] Types = ["textfield", "textarea", "number", "datetime", "radio", "select", "checkbox", "filepicker", "group", "dynamiclist", "text"];

    static readonly string[] Fillable = ["textfield", "textarea", "number", "datetime", "radio", "select", "checkbox"];

    static readonly SheetField[] Fields =
    [
        new SheetField("properties.titleVi", SheetType.Text).Needed, new("properties.titleEn", SheetType.Text), new("properties.procedure", SheetType.Text), new("properties.legalBasis", SheetType.Lines),
        new("properties.source", SheetType.Text), new("properties.verified", SheetType.YesNo) { IsNeeded = true }, new("properties.label", SheetType.Text),
        new("components", SheetType.List)
        {
            IsNeeded = true,
            Titles = ["label", "id"],
            New = pages => new() { ["type"] = "group", ["id"] = New("p", pages), ["label"] = "", ["components"] = new JsonArray(), ["properties"] = new JsonObject() },
            Fields =
            [
                new SheetField("label", SheetType.Text).Needed, new("properties.titleEn", SheetType.Text), new("properties.officialVi", SheetType.Text), new("properties.officialEn", SheetType.Text),
                new("properties.hintVi", SheetType.Text), new("properties.hintEn", SheetType.Text), new("properties.visibleWhen", SheetType.Text), Parts(depth: 2),
            ],
        },
    ];

    public static DefinitionSheet Sheet { get; } = new(typeof(FormSheetTexts), "form", _ => Task.FromResult<IReadOnlyList<SheetField>>(Fields));

    // Groups hold parts, repeated groups hold parts: no deeper than the schema itself goes on a page.
    static SheetField Parts(int depth) => new("components", SheetType.List)
    {
        IsNeeded = true,
        Only = depth == 2 ? null : ("type", ["group", "dynamiclist"]),
        Titles = ["label", "dateLabel", "text", "key"],
        New = parts => new() { ["type"] = "textfield", ["key"] = New("o", parts), ["label"] = "", ["validate"] = new JsonObject { ["required"] = true }, ["properties"] = new JsonObject() },
        Fields = [.. Part, .. depth == 0 ? [] : (SheetField[])[Parts(depth - 1)]],
    };

    static IEnumerable<SheetField> Part =>
    [
        SheetField.OneOf("type", Types).Needed,
        Of(new SheetField("key", SheetType.Text).Needed, [.. Fillable, "filepicker"]), Of(new SheetField("path", SheetType.Text).Needed, "dynamiclist"),
        Of(new SheetField("label", SheetType.Text).Needed, "textfield", "textarea", "number", "radio", "select", "checkbox", "filepicker", "group", "dynamiclist"), Of(new SheetField("dateLabel", SheetType.Text).Needed, "datetime"),
        Of(new SheetField("text", SheetType.Text).Needed.OfLines, "text"), Of(new("properties.textEn", SheetType.Text) { IsLong = true }, "text"),
        Of(new("properties.labelEn", SheetType.Text), [.. Fillable, "filepicker", "group", "dynamiclist"]),
        Of(new("validate.required", SheetType.YesNo), [.. Fillable, "filepicker"]), Of(new("properties.hintVi", SheetType.Text), [.. Fillable, "filepicker", "dynamiclist"]), Of(new("properties.hintEn", SheetType.Text), [.. Fillable, "filepicker", "dynamiclist"]),
        Of(SheetField.OneOf("properties.kind", "full-name", "person-id", "phone", "email", "address", "place", "partial-date", "doubt"), "textfield", "textarea", "datetime", "checkbox"),
        Of(new("properties.asOf", SheetType.Text), "textfield"),
        Of(new("properties.catalog", SheetType.Text), "radio", "select", "textfield", "textarea"),
        Of(new("values", SheetType.Grid) { New = _ => new() { ["label"] = "", ["value"] = "" }, Fields = [new SheetField("label", SheetType.Text).Needed, new SheetField("value", SheetType.Text).Needed, new("labelEn", SheetType.Text)] }, "radio", "select"),
        Of(new("validate.minLength", SheetType.Number), "textfield", "textarea"), Of(new("validate.maxLength", SheetType.Number), "textfield", "textarea"), Of(new("validate.pattern", SheetType.Text), "textfield"),
        Of(new("validate.min", SheetType.Number), "number"), Of(new("validate.max", SheetType.Number), "number"), Of(new("decimalDigits", SheetType.Number), "number"),
        Of(new("properties.minDate", SheetType.Text), "datetime"), Of(new("properties.maxDate", SheetType.Text), "datetime"),
        Of(new("properties.prefill", SheetType.Text), Fillable), Of(new("properties.initial", SheetType.Text), Fillable), Of(new("properties.computed", SheetType.Text), Fillable),
        Of(new("properties.component", SheetType.Text), "filepicker"), Of(new("accept", SheetType.Text), "filepicker"), Of(new("properties.maxMegabytes", SheetType.Number), "filepicker"), Of(new("properties.maxFiles", SheetType.Number), "filepicker"),
        Of(new("properties.rowVi", SheetType.Text), "dynamiclist"), Of(new("properties.rowEn", SheetType.Text), "dynamiclist"), Of(new("properties.minRows", SheetType.Number), "dynamiclist"), Of(new("properties.maxRows", SheetType.Number), "dynamiclist"),
        new("properties.visibleWhen", SheetType.Text), Of(new("properties.requiredWhen", SheetType.Text), [.. Fillable, "filepicker", "dynamiclist"]), Of(new("properties.mustBe", SheetType.Text), [.. Fillable, "dynamiclist"]),
        Of(new("properties.invalidVi", SheetType.Text), [.. Fillable, "dynamiclist"]), Of(new("properties.invalidEn", SheetType.Text), [.. Fillable, "dynamiclist"]),
        Of(new("properties.officialVi", SheetType.Text), [.. Fillable, "filepicker", "dynamiclist"]), Of(new("properties.officialEn", SheetType.Text), [.. Fillable, "filepicker", "dynamiclist"]),
        Of(new("properties.legalBasis", SheetType.Text), [.. Fillable, "filepicker", "dynamiclist"]), Of(new("properties.legalBasisEn", SheetType.Text), [.. Fillable, "filepicker", "dynamiclist"]),
        Of(new("properties.ours", SheetType.YesNo), [.. Fillable, "filepicker", "group", "dynamiclist"]),
    ];

    static SheetField Of(SheetField field, params string[] types) => field with { Only = ("type", types) };

    static string New(string letter, JsonArray beside) =>
        Enumerable.Range(beside.Count + 1, beside.Count + 1).Select(number => $"{letter}_{number.ToString(CultureInfo.InvariantCulture)}").First(name => beside.All(part => part?["id"]?.ToString() != name && part?["key"]?.ToString() != name));
}
