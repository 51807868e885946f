using System.Xml;
using System.Xml.Linq;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;

namespace VanLang.Rules.Decisions;

/// <summary>Reads a <c>decisionTable</c>.</summary>
internal sealed class TableReader(XElement table, string name, Variable result, IReadOnlySet<string> names, DmnTexts texts)
{
    /// <summary>Null after a problem.</summary>
    internal DecisionTable? Read()
    {
        var policy = table.Attribute("hitPolicy")?.Value ?? "UNIQUE";
        if (policy is not ("UNIQUE" or "FIRST"))
        {
            texts.Problems.Add(table.Problem("dmn.hit", policy));
            return null;
        }

        var before = texts.Problems.Count;
        var inputs = table.Children("input").Select(Input).ToArray();
        var outputElements = table.Children("output").ToArray();
        var outputs = outputElements.Select((element, index) => Output(element, index, outputElements.Length)).ToArray();
        if (outputs.Length == 0) texts.Problems.Add(table.Problem("dmn.table.output"));
        foreach (var group in outputs.Where(output => output?.Name is not null).GroupBy(output => output!.Name))
        {
            if (group.Count() > 1) texts.Problems.Add(table.Problem("dmn.name.duplicate", group.Key!));
        }

        var rules = table.Children("rule").Select((rule, index) => Rule(rule, index + 1, inputs.Length, outputs.Length)).ToArray();
        // Problems of a tolerant load leave texts that still run; without a text there is no table.
        if (texts.Problems.Count > before && (inputs.Contains(null) || outputs.Contains(null) || rules.Contains(null) || outputs.Length == 0)) return null;
        return new(name, policy == "FIRST", inputs!, outputs!, rules!, Place(table));
    }

    private TableInput? Input(XElement element)
    {
        if (element.Child("inputExpression") is not { } expression)
        {
            texts.Problems.Add(element.Problem("dmn.text.missing", "input"));
            return null;
        }

        if (texts.Expression(expression, names) is not { } text) return null;
        var allowed = element.Child("inputValues") is { } values ? texts.Tests(values, names) : null;
        return new(element.Attribute("label")?.Value is { Length: > 0 } label ? label : text.Source.Text.Trim(), text, allowed);
    }

    private TableOutput? Output(XElement element, int index, int count)
    {
        var outputName = element.Attribute("name")?.Value is { Length: > 0 } given ? given : null;
        if (count > 1 && outputName is null)
        {
            texts.Problems.Add(element.Problem("dmn.table.output.name", $"{index + 1}"));
            return null;
        }

        var allowed = element.Child("outputValues") is { } values ? texts.Tests(values, names) : null;
        var @default = element.Child("defaultOutputEntry") is { } entry ? texts.Expression(entry, names) : null;
        var type = element.Attribute("typeRef")?.Value is { Length: > 0 } reference ? texts.Type(reference, element) : null;
        return new(count > 1 ? outputName : null, new(outputName ?? result.Name, type, Place(element)), allowed, @default);
    }

    private TableRule? Rule(XElement element, int number, int inputs, int outputs)
    {
        var tests = element.Children("inputEntry").Select(entry => texts.Tests(entry, names)).ToArray();
        var values = element.Children("outputEntry").Select(entry => texts.Expression(entry, names)).ToArray();
        if (tests.Length != inputs || values.Length != outputs)
        {
            var (got, kind, want) = tests.Length != inputs ? (tests.Length, "inputEntry", inputs) : (values.Length, "outputEntry", outputs);
            texts.Problems.Add(element.Problem("dmn.table.cells", $"{number}", $"{got}", kind, $"{want}"));
            return null;
        }

        if (tests.Contains(null) || values.Contains(null)) return null;
        return new(element.Attribute("id")?.Value ?? $"rule-{number}", number, Annotation(element), tests!, values!, Place(element));
    }

    private static string? Annotation(XElement rule)
    {
        var annotations = rule.Children("annotationEntry").Select(entry => entry.Child("text")?.Value.Trim()).Where(text => text is { Length: > 0 });
        var joined = string.Join("; ", annotations);
        // Some modellers keep the annotation of a row in its description.
        return joined.Length > 0 ? joined : rule.Child("description")?.Value.Trim() is { Length: > 0 } description ? description : null;
    }

    private static Source Place(XElement element)
    {
        var place = (IXmlLineInfo)element;
        return new("", element.Identity(), place.LineNumber, place.LinePosition);
    }
}
