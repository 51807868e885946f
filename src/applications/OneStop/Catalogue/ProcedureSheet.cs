using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Definitions;
using VanLang.Printing.Contracts;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Catalogue;

/// <summary>How officials fill in a procedure: who, papers, steps, results, basis, and the parts of it, chosen from what there is.</summary>
static class ProcedureSheet
{
    public static DefinitionSheet Sheet { get; } = new(typeof(ProcedureTexts), "procedure", Fields);

    static readonly SheetField Source = new SheetField("source", SheetType.Text).Needed, Verified = new SheetField("verified", SheetType.YesNo).Needed, Label = new("label", SheetType.Text),
        ValidFrom = new SheetField("validFrom", SheetType.Day).Needed, ValidTo = new("validTo", SheetType.Day), LegalBasis = new("legalBasis", SheetType.Text);

    static async Task<IReadOnlyList<SheetField>> Fields(SheetContext context)
    {
        string? form = Named(context, "form"), process = Named(context, "process");
        IReadOnlyList<SheetChoice> forms = await context.Definitions(FormLibrary.Kind), templates = await context.Definitions(TemplateLibrary.Kind);
        IReadOnlyList<FormPlace> places = Places(await context.Source(FormLibrary.Kind, form));
        IReadOnlyList<SheetChoice> answers = [.. places.Where(place => place.Type != "filepicker").Select(place => place.Choice)], slots = [.. places.Where(place => place.Type == "filepicker").Select(place => place.Choice)];
        IReadOnlyList<SheetChoice> tasks = Tasks(await context.Source(ProcessFiles.Kind, process));
        const string Marks = "\"source\":\"\",\"verified\":false,\"label\":\"Chưa kiểm chứng\"";
        return
        [
            Both("name").Needed, Both("summary").OfLines, new SheetField("field", SheetType.Text).Needed, Both("fieldName").Needed, new SheetField("keywords", SheetType.Lines).Needed,
            SheetField.Entries("applicants", ["name.vi"], """{"code":"citizen","name":{"vi":"Công dân Việt Nam","en":"Vietnamese citizens"}}""",
                SheetField.OneOf("code", "citizen", "foreigner", "overseas-vietnamese", "household-business", "business", "organization").Needed, Both("name").Needed),
            SheetField.Entries("channels", ["name.vi"], """{"channel":"direct","name":{"vi":"Trực tiếp","en":"In person"},"text":{"vi":"","en":null}}""",
                SheetField.OneOf("channel", "direct", "online", "postal").Needed, Both("name").Needed, Both("text").Needed.OfLines),
            SheetField.Entries("serviceLevels", ["name.vi"], $$"""{"level":"full-online","name":{"vi":"Dịch vụ công trực tuyến toàn trình","en":"Fully online service"},"validFrom":"",{{Marks}}}""",
                SheetField.OneOf("level", "information", "partly-online", "full-online", "level-1", "level-2", "level-3", "level-4").Needed, Both("name").Needed, Source, LegalBasis, ValidFrom, ValidTo, Verified, Label),
            new SheetField("anyPlace", SheetType.YesNo).Needed,
            SheetField.OneOf("form", forms), SheetField.OneOf("process", await context.Definitions(ProcessFiles.Kind)), new SheetField("processVariables", SheetType.Lines).Needed,
            new("owner", SheetType.Group) { Fields = [SheetField.OneOf("nameField", answers), SheetField.OneOf("numberField", answers), SheetField.OneOf("addressField", answers)] },
            SheetField.Entries("components", ["name.vi", "id"], $$"""{"id":"","name":{"vi":"","en":null},"kind":"main-copy","quantity":1,"mandatory":"always",{{Marks}}}""",
                new SheetField("id", SheetType.Text).Needed, Both("name").Needed, SheetField.OneOf("kind", "electronic", "main-copy", "certified-copy", "copy", "show-main-copy").Needed,
                new SheetField("quantity", SheetType.Number).Needed, SheetField.OneOf("mandatory", "always", "conditional", "optional").Needed, new SheetField("requiredWhen", SheetType.Text),
                SheetField.OneOf("form", forms), SheetField.OneOf("field", slots), Both("note").OfLines, Source, Verified, Label),
            new SheetField("copiesOfDossier", SheetType.Number).Needed,
            new("steps", SheetType.List)
            {
                Titles = ["title.vi"],
                IsNeeded = true,
                New = steps => JsonNode.Parse($$"""{"no":{{steps.Count + 1}},"role":"officer","title":{"vi":"","en":null},"text":{"vi":"","en":null},"workingHours":1,{{Marks}}}""")!.AsObject(),
                Fields =
                [
                    new SheetField("no", SheetType.Number).Needed, SheetField.OneOf("role", "one-stop-clerk", "officer", "head-of-unit", "leader", "registry-clerk").Needed, Both("title").Needed, Both("text").Needed.OfLines,
                    new SheetField("workingHours", SheetType.Number).Needed, SheetField.OneOf("task", tasks), Source, Verified, Label,
                ],
            },
            SheetField.OneOf("resultForm", forms), SheetField.OneOf("resultTemplate", templates),
            new("resultValues", SheetType.Grid) { IsNeeded = true, New = _ => new() { ["path"] = "document.title", ["value"] = "=\"\"" }, Fields = [SheetField.OneOf("path", Paths).Needed, new SheetField("value", SheetType.Text).Needed.OfLines] },
            SheetField.Entries("results", ["name.vi", "id"], """{"id":"","name":{"vi":"","en":null}}""", new SheetField("id", SheetType.Text).Needed, Both("name").Needed, SheetField.OneOf("template", templates), Both("validity")),
            new SheetField("resultMadeElsewhere", SheetType.YesNo).Needed, new SheetField("certifiedCopies", SheetType.YesNo),
            SheetField.Entries("conditions", ["text.vi"], $$"""{"text":{"vi":"","en":null},{{Marks}}}""", Both("text").Needed.OfLines, Source, LegalBasis, Verified, Label),
            SheetField.Entries("opinions", ["agency.vi"], $$"""{"agency":{"vi":"","en":null},"limit":{"value":5,"unit":"working-day"},"onSilence":"wait","question":{"vi":"","en":null},"validFrom":"",{{Marks}}}""",
                Both("agency").Needed, new SheetField("when", SheetType.Text), new SheetField("agencyKey", SheetType.Text), SheetField.OneOf("placeField", answers), new SheetField("limit.value", SheetType.Number).Needed,
                SheetField.OneOf("limit.unit", "working-hour", "working-day", "calendar-day").Needed, SheetField.OneOf("onSilence", "consent", "wait").Needed, Both("question").Needed.OfLines, Source, LegalBasis, ValidFrom, ValidTo, Verified, Label),
            SheetField.Entries("coordinatingAgencies", ["vi"], """{"vi":"","en":null}""", Both("").Needed),
            SheetField.Entries("legalBasis", ["number"], $$"""{"number":"","name":{"vi":"","en":null},"date":"","validFrom":"","validityVerified":false,{{Marks}}}""",
                new SheetField("number", SheetType.Text).Needed, Both("name").Needed.OfLines, new SheetField("date", SheetType.Day).Needed, ValidFrom, ValidTo, Source, Verified, new SheetField("validityVerified", SheetType.YesNo).Needed, Label),
            SheetField.Entries("notes", ["vi"], """{"vi":"","en":null}""", Both("").Needed.OfLines),
            Source, new SheetField("nameVerified", SheetType.YesNo).Needed, Verified, Label, ValidTo,
        ];
    }

    // What the printed result may take; the template says which of it it shows.
    static readonly string[] Paths =
    [
        "document.title", "document.notation", "document.note", "document.registerName", "document.unitCode", "outside.system", "outside.number", "outside.formSerial", "outside.registeredOn", "outside.copies",
        "child.name", "child.bornOn", "child.gender", "child.identityNumber",
    ];

    static SheetField Both(string path) => new(path, SheetType.Both);

    static string? Named(SheetContext context, string member) => context.Tree[member] is JsonValue value && value.TryGetValue(out string? key) && key.Length > 0 ? key : null;

    /// <summary>What a form asks; nothing where it cannot be read.</summary>
    static List<FormPlace> Places(string? form)
    {
        List<FormPlace> places = [];
        try
        {
            Collect(form is null ? null : JsonNode.Parse(form), places);
        }
        catch (JsonException)
        {
            // Its own sheet says what is wrong with it.
        }

        return places;
    }

    static void Collect(JsonNode? node, List<FormPlace> places)
    {
        if (node is not JsonObject part || part["components"] is not JsonArray parts)
            return;
        foreach (JsonObject inner in parts.OfType<JsonObject>())
        {
            if (Text(inner["key"]) is { Length: > 0 } key)
                places.Add(new(Text(inner["type"]) ?? "", new(key, Text(inner["label"]) ?? Text(inner["dateLabel"]) ?? key)));
            Collect(inner, places);
        }
    }

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    static List<SheetChoice> Tasks(string? process)
    {
        try
        {
            return process is null ? [] : [.. XDocument.Parse(process).Descendants().Where(element => element.Name.LocalName == "userTask" && element.Attribute("id") is not null)
                .Select(task => new SheetChoice(task.Attribute("id")!.Value, task.Attribute("name")?.Value))];
        }
        catch (XmlException)
        {
            return [];
        }
    }

    sealed record FormPlace(string Type, SheetChoice Choice);
}
