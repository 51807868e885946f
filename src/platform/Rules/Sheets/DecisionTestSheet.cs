using System.Text.Json;
using System.Text.Json.Nodes;
using VanLang.Kernel.Definitions;
using VanLang.Rules.Contracts;
using VanLang.Rules.Decisions;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.Sheets;

/// <summary>How officials fill in the tests beside tables: they enter a case, let the tables decide it, and keep what comes of it once they have read it.</summary>
static class DecisionTestSheet
{
    public static DefinitionSheet Sheet { get; } = new(typeof(DecisionTexts), "tests", Fields) { Read = text => Whole(text), Record = Record };

    static async Task<IReadOnlyList<SheetField>> Fields(SheetContext context)
    {
        DecisionModel? model = await Model(context);
        SheetChoice[] decisions = [.. (model?.Decisions ?? []).Select(name => new SheetChoice(name, model!.Tables.FirstOrDefault(table => table.Decision == name)?.Label.Vi ?? name))];
        return
        [
            new("tests", SheetType.List)
            {
                IsNeeded = true,
                IsRecorded = true,
                Titles = ["name"],
                New = tests => new() { ["name"] = $"Phép thử {tests.Count + 1}", ["inputs"] = new JsonObject(), ["expect"] = null },
                Fields =
                [
                    new SheetField("name", SheetType.Text).Needed, SheetField.OneOf("decision", decisions), new("inputs", SheetType.Map) { IsNeeded = true },
                    new("expect", SheetType.Value) { IsFound = true, IsLong = true }, new("rows", SheetType.Lines) { IsFound = true },
                ],
            },
        ];
    }

    // Tests may be the first of a table: an empty file is one without tests.
    static JsonObject? Whole(string text)
    {
        if (text.Trim().Length == 0)
            return new() { ["tests"] = new JsonArray() };
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static async Task Record(IServiceProvider services, SheetContext context, string place)
    {
        if (await Model(context) is not { } model || place.Split('.') is not ["tests", var number] || context.Tree["tests"]?[int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)] is not JsonObject test)
            return;
        DateTimeOffset noon = new(context.FirstDay.ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(7));
        Dictionary<string, object?> inputs = (test["inputs"] as JsonObject ?? []).ToDictionary(input => input.Key, input => (object?)JsonSerializer.SerializeToElement(input.Value));
        DecisionResult result = model.Evaluate(test["decision"]?.ToString() is { Length: > 0 } decision ? decision : model.Decisions[^1], new FeelScope(inputs, noon));
        test["expect"] = Said(result.Value, new Session(noon));
        if (result.Matched.Count > 0)
            test["rows"] = new JsonArray([.. result.Matched.Select(row => JsonValue.Create(row.RuleId))]);
        else
            test.Remove("rows");
    }

    // As a test reads it: what JSON does not know is the text of it.
    static JsonNode? Said(object? value, Session session) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool yes => JsonValue.Create(yes),
        FeelNumber number when number.TryToDecimal(out decimal known) => JsonValue.Create(known),
        IReadOnlyDictionary<string, object?> context => new JsonObject(context.Select(entry => KeyValuePair.Create(entry.Key, Said(entry.Value, session)))),
        IReadOnlyList<object?> list => new JsonArray([.. list.Select(entry => Said(entry, session))]),
        _ => JsonValue.Create(FeelText.Write(ClrValues.In(value, session), session)),
    };

    static async Task<DecisionModel?> Model(SheetContext context)
    {
        if (context.Tried is not { } dmn)
            return null;
        Dictionary<string, string?> imported = [];
        Queue<string> open = new(DmnXml.Imports(dmn));
        while (open.TryDequeue(out string? space))
        {
            if (imported.ContainsKey(space) || !space.StartsWith(DecisionLibrary.NamespacePrefix, StringComparison.Ordinal))
                continue;
            imported[space] = await context.Source(DecisionLibrary.Kind, space[DecisionLibrary.NamespacePrefix.Length..]);
            foreach (string further in imported[space] is { } text ? DmnXml.Imports(text) : [])
                open.Enqueue(further);
        }

        return DecisionModel.Load(dmn, import => imported.GetValueOrDefault(import.Namespace)).Model;
    }
}
