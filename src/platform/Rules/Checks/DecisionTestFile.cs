using System.Text.Json;
using System.Text.Json.Serialization;
using VanLang.Rules.Contracts;
using VanLang.Rules.Decisions;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.Checks;

/// <summary>A decision with the tests beside it.</summary>
internal sealed class DecisionTestFile(string path, DateTimeOffset now)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private readonly string file = Path.GetFileNameWithoutExtension(path) + ".tests.json";

    /// <param name="Name">What the test says.</param>
    /// <param name="Decision">Decision, service or knowledge model; the last decision of the file where it is left out.</param>
    /// <param name="Inputs">Values by name.</param>
    /// <param name="Expect">Wanted value; dates and durations as text.</param>
    /// <param name="Rows">Ids of the rows that must have matched in the asked decision; not looked at where it is left out.</param>
    private sealed record Test(string Name, string? Decision, Dictionary<string, JsonElement>? Inputs, JsonElement Expect, string[]? Rows);

    private sealed record Content(Test[] Tests);

    internal void Run(List<DecisionTestOutcome> outcomes, List<string> untested)
    {
        var load = DecisionModel.Load(File.ReadAllText(path), new FolderImports(Path.GetDirectoryName(path)!).Find);
        if (load.Model is not { } model)
        {
            outcomes.Add(new(Path.GetFileName(path), "", false, $"{load.Problems[0].Line}: {load.Problems[0].Message}"));
            return;
        }

        var reached = new HashSet<(string, string)>();
        if (Read(outcomes) is { } tests) outcomes.AddRange(tests.Select(test => Run(model, test, reached)));
        untested.AddRange(model.File!.Tables
            .SelectMany(table => table.Rules.Where(row => !reached.Contains((table.Name, row.Id))).Select(row => $"{Path.GetFileName(path)}: {table.Name}, row {row.Number} ({row.Id})")));
    }

    private Test[]? Read(List<DecisionTestOutcome> outcomes)
    {
        var tests = Path.Combine(Path.GetDirectoryName(path)!, file);
        if (!File.Exists(tests)) return null;
        try
        {
            return JsonSerializer.Deserialize<Content>(File.ReadAllText(tests), Options)?.Tests ?? [];
        }
        catch (JsonException broken)
        {
            outcomes.Add(new(file, "", false, broken.Message));
            return null;
        }
    }

    private DecisionTestOutcome Run(DecisionModel model, Test test, HashSet<(string, string)> reached)
    {
        var inputs = (test.Inputs ?? []).ToDictionary(input => input.Key, input => (object?)input.Value, StringComparer.Ordinal);
        var result = model.Evaluate(test.Decision ?? model.Decisions[^1], new FeelScope(inputs, now));
        foreach (var row in result.Steps.SelectMany(step => step.Matched)) reached.Add((row.Table, row.RuleId));
        var session = new Session(now);
        var (wanted, found) = (ClrValues.In(test.Expect, session), ClrValues.In(result.Value, session));
        if (!Same(wanted, found, session)) return Failed(test, FeelText.Write(wanted, session), FeelText.Write(found, session), result);
        string[] rows = [.. result.Matched.Select(row => row.RuleId)];
        return test.Rows is null || test.Rows.SequenceEqual(rows) ? new(file, test.Name, true, "") : Failed(test, string.Join(", ", test.Rows), string.Join(", ", rows), result);
    }

    private DecisionTestOutcome Failed(Test test, string wanted, string found, DecisionResult result) =>
        new(file, test.Name, false, $"{wanted} expected, {found} found. {string.Join(" ", result.Warnings.Select(warning => warning.Message))}".Trim());

    /// <summary>JSON has no dates: a text is also the text of what it means.</summary>
    private static bool Same(object? wanted, object? found, Session session) => (wanted, found) switch
    {
        (string text, not (null or string)) => text == FeelText.Write(found, session),
        (FeelList a, FeelList b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second, session)),
        (FeelContext a, FeelContext b) => a.Count == b.Count && a.All(entry => b.TryGetValue(entry.Key, out var value) && Same(entry.Value, value, session)),
        _ => FeelComparison.Equal(wanted, found, session) == true,
    };
}
