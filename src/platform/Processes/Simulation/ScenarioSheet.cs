using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Deployment;

namespace VanLang.Processes.Simulation;

/// <summary>How officials tell the cases that try a process: they say which step is done and how it ends, let the process go that way, and keep where it then stands once they have read it.</summary>
static class ScenarioSheet
{
    public static DefinitionSheet Sheet { get; } = new(typeof(ScenarioTexts), "scenarios", context => Task.FromResult(Fields(context))) { Read = Whole, Record = Record };

    static IReadOnlyList<SheetField> Fields(SheetContext context)
    {
        ProcessDefinition? process = Definition(context.Tried);
        SheetChoice[] tasks = [.. (process?.Nodes ?? []).Where(node => node.Kind == NodeKind.UserTask).Select(node => new SheetChoice(node.Id, node.Name))];
        string[] outcomes = [.. (process?.Nodes ?? []).Where(node => node.Task is not null).SelectMany(node => node.Task!.Outcomes).Distinct()];
        string begins = context.FirstDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T08:00:00+07:00";
        return
        [
            new("scenarios", SheetType.List)
            {
                IsNeeded = true,
                IsRecorded = true,
                Titles = ["name"],
                New = scenarios => JsonNode.Parse($$$"""{"name":"Kịch bản {{{scenarios.Count + 1}}}","at":"{{{begins}}}","variables":{"binding":{"handover":false,"returnElsewhere":false,"signer":"leader","opinion":null,"hours":{} } },"steps":[]}""")!.AsObject(),
                Fields =
                [
                    new SheetField("name", SheetType.Text).Needed, new SheetField("at", SheetType.Text).Needed, new("variables", SheetType.Map),
                    new("steps", SheetType.Grid)
                    {
                        IsNeeded = true,
                        New = _ => [],
                        Fields =
                        [
                            SheetField.OneOf("complete", tasks), SheetField.OneOf("outcome", [.. outcomes.Select(outcome => new SheetChoice(outcome, outcome))]), new("advance", SheetType.Text), new("message", SheetType.Text),
                            new("expect.waiting", SheetType.Lines) { IsLong = true }, new("expect.ended", SheetType.Text),
                        ],
                    },
                ],
            },
        ];
    }

    // Scenarios may be the first of a process: an empty file is one without any. A file may also hold one alone.
    static JsonObject? Whole(string text)
    {
        if (text.Trim().Length == 0)
            return new() { ["scenarios"] = new JsonArray() };
        try
        {
            return JsonNode.Parse(text) is not JsonObject tree ? null : tree.ContainsKey("scenarios") ? tree : new() { ["scenarios"] = new JsonArray(tree) };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static async Task Record(IServiceProvider services, SheetContext context, string place)
    {
        if (context.Tried is not { } bpmn || place.Split('.') is not ["scenarios", var number] || context.Tree["scenarios"]?[int.Parse(number, CultureInfo.InvariantCulture)] is not JsonObject scenario
            || scenario["steps"] is not JsonArray steps)
            return;
        // What was expected before goes: it is found anew.
        foreach (JsonNode? step in steps.Where(step => step is JsonObject one && one.ContainsKey("expect") && one.Count == 1).ToList())
            steps.Remove(step);
        WorkingCalendar? calendar = await services.GetRequiredService<WorkingCalendars>().Find(services.GetRequiredService<TimeProvider>().GetUtcNow(), CancellationToken.None);
        try
        {
            if (ProcessFiles.Simulate(Encoding.UTF8.GetBytes(bpmn), scenario.ToJsonString(), calendar) is not { Scenarios: [var played] })
                return;
            JsonObject expected = new() { ["waiting"] = new JsonArray([.. played.Waiting.Select(node => JsonValue.Create(node))]) };
            if (played.EndedBy is { } end)
                expected["ended"] = end;
            steps.Add(new JsonObject { ["expect"] = expected });
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // What cannot be played is told by the reader of the file, with its place.
        }
    }

    static ProcessDefinition? Definition(string? bpmn) => bpmn is null ? null : BpmnReader.Read(Encoding.UTF8.GetBytes(bpmn)).Definition;
}
