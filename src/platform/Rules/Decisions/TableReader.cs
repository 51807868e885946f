using System.Xml.Linq;
using VanLang.Rules.Contracts;
using VanLang.Rules.Syntax;

namespace VanLang.Rules.Decisions;

/// <summary>Reads a <c>decisionTable</c>.</summary>
/// <param name="table">The element.</param>
/// <param name="name">Name of what the table belongs to.</param>
/// <param name="result">Variable that a single output column fills.</param>
/// <param name="names">Names in scope.</param>
/// <param name="texts">Reads the cells.</param>
internal sealed class TableReader(XElement table, string name, Variable? result, NameTable names, DmnTexts texts)
{
    /// <summary>Annotation columns of these names are words for people, not grounds.</summary>
    private const string Vietnamese = "vi";
    private const string English = "en";

    /// <summary>The most rows a table may have.</summary>
    internal const int MaxRows = 10_000;

    /// <summary>The most cells a table may have.</summary>
    internal const int MaxCells = 200_000;

    /// <summary>A <see cref="TableNode"/>; a <see cref="FailedNode"/> after a problem.</summary>
    internal Node Read()
    {
        var before = texts.Problems.Count;
        if (HitPolicies.Read(table.Attribute("hitPolicy")?.Value, table.Attribute("aggregation")?.Value) is not { } policy)
        {
            texts.Problems.Add(table.Problem("dmn.hit", $"{table.Attribute("hitPolicy")?.Value} {table.Attribute("aggregation")?.Value}".Trim()));
            return new FailedNode();
        }

        var (columns, rows) = (table.Children("output").ToArray(), table.Children("rule").ToArray());
        var width = columns.Length + table.Children("input").Count();
        if (rows.Length > MaxRows || (long)rows.Length * width > MaxCells)
        {
            texts.Problems.Add(table.Problem("dmn.limit.table", $"{rows.Length}", $"{width}", $"{MaxRows}", $"{MaxCells}"));
            return new FailedNode();
        }

        var inputs = table.Children("input").Select(Input).ToArray();
        var outputs = columns.Select((element, index) => Output(element, index, columns.Length)).ToArray();
        CheckColumns(policy, outputs);
        string[] annotations = [.. table.Children("annotation").Select(annotation => annotation.Attribute("name")?.Value ?? "")];
        var rules = rows.Select((rule, index) => Rule(rule, index + 1, inputs.Length, outputs.Length, annotations)).ToArray();
        // Problems of a tolerant load leave texts that still run; without a text there is no table.
        if (texts.Problems.Count > before && (inputs.Contains(null) || outputs.Contains(null) || rules.Contains(null) || outputs.Length == 0)) return new FailedNode();
        return new TableNode(name, table.Attribute("id")?.Value, table.Place(), policy, inputs!, outputs!, rules!, annotations);
    }

    private void CheckColumns(HitPolicy policy, OutputColumn?[] outputs)
    {
        if (outputs.Length == 0) texts.Problems.Add(table.Problem("dmn.table.output"));
        foreach (var group in outputs.Where(output => output?.Name is not null).GroupBy(output => output!.Name))
        {
            if (group.Count() > 1) texts.Problems.Add(table.Problem("dmn.name.duplicate", group.Key!));
        }

        if (policy.Ranks() && Array.TrueForAll(outputs, output => output is { Allowed: null })) texts.Problems.Add(table.Problem("dmn.table.priority"));
        if (policy.Aggregates() && policy != HitPolicy.Count && outputs.Length > 1) texts.Problems.Add(table.Problem("dmn.table.aggregation"));
    }

    private InputColumn? Input(XElement element)
    {
        if (element.Child("inputExpression") is not { } expression)
        {
            texts.Problems.Add(element.Problem("dmn.text.missing", "input"));
            return null;
        }

        if (texts.Expression(expression, names) is not { } text) return null;
        var type = expression.Attribute("typeRef")?.Value is { Length: > 0 } reference ? texts.Type(reference, expression) : null;
        var label = element.Attribute("label")?.Value is { Length: > 0 } given ? given : text.Source.Text.Trim();
        return new(label, text, type, Tests(element.Child("inputValues")));
    }

    private OutputColumn? Output(XElement element, int index, int count)
    {
        var outputName = element.Attribute("name")?.Value is { Length: > 0 } given ? given : null;
        if (count > 1 && outputName is null)
        {
            texts.Problems.Add(element.Problem("dmn.table.output.name", $"{index + 1}"));
            return null;
        }

        var @default = element.Child("defaultOutputEntry") is { } entry ? texts.Expression(entry, names) : null;
        var type = element.Attribute("typeRef")?.Value is { Length: > 0 } reference ? texts.Type(reference, element) : null;
        var variable = new Variable(outputName ?? result?.Name ?? name, type, element.Place());
        // The only column may leave its allowed values to the type of the result.
        var allowed = Tests(element.Child("outputValues")) ?? (type ?? (count == 1 ? result?.Type : null))?.AllowedValues;
        return new(count > 1 ? outputName : null, variable, allowed, @default);
    }

    private PlacedNode? Tests(XElement? values) => values is null ? null : texts.Tests(values, names);

    private TableRow? Rule(XElement element, int number, int inputs, int outputs, string[] annotations)
    {
        var tests = element.Children("inputEntry").Select(entry => texts.Tests(entry, names)).ToArray();
        var values = element.Children("outputEntry").Select(entry => texts.OutputEntry(entry, names)).ToArray();
        if (tests.Length != inputs || values.Length != outputs)
        {
            var (got, kind, want) = tests.Length != inputs ? (tests.Length, "inputEntry", inputs) : (values.Length, "outputEntry", outputs);
            texts.Problems.Add(element.Problem("dmn.table.cells", $"{number}", $"{got}", kind, $"{want}"));
            return null;
        }

        if (tests.Contains(null) || values.Contains(null)) return null;
        return new(element.Attribute("id")?.Value ?? $"rule-{number}", number, Annotation(element, annotations), Words(element, annotations), tests!, values!, element.Place());
    }

    private static string? Annotation(XElement rule, string[] columns)
    {
        var joined = string.Join("; ", Notes(rule).Where((note, column) => note.Length > 0 && columns.ElementAtOrDefault(column) is not (Vietnamese or English)));
        // Some modellers keep the annotation of a row in its description.
        return joined.Length > 0 ? joined : rule.Child("description")?.Value.Trim() is { Length: > 0 } description ? description : null;
    }

    private static PlainLabel? Words(XElement rule, string[] columns)
    {
        string? Column(string name) => Array.IndexOf(columns, name) is var at and >= 0 && Notes(rule).ElementAtOrDefault(at) is { Length: > 0 } text ? text : null;
        return (Column(Vietnamese), Column(English)) switch
        {
            (null, null) => null,
            var (vi, en) => new(vi ?? en!, en),
        };
    }

    private static IEnumerable<string> Notes(XElement rule) => rule.Children("annotationEntry").Select(entry => entry.Child("text")?.Value.Trim() ?? "");
}
