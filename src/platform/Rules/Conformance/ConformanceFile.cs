using System.Xml;
using System.Xml.Linq;
using VanLang.Rules.Contracts;
using VanLang.Rules.Decisions;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.Conformance;

/// <summary>A test file of the conformance kit with the model it names.</summary>
internal sealed class ConformanceFile
{
    private static readonly XName Root = ConformanceValues.Ns + "testCases";

    /// <summary>Code outside FEEL is refused on purpose.</summary>
    private static readonly HashSet<string> Refused = ["dmn.function.kind", "feel.function.external"];

    private readonly DecisionModelLoad load;
    private readonly DateTimeOffset now;

    private ConformanceFile(DecisionModelLoad load, DateTimeOffset now)
    {
        this.load = load;
        this.now = now;
    }

    /// <summary>All cases of a file; none if it is another kind of XML.</summary>
    internal static IEnumerable<ConformanceCase> Run(string path, string place, DateTimeOffset now)
    {
        XElement? tests;
        ConformanceFile? file = null;
        string? broken = null;
        try
        {
            tests = XDocument.Load(path, LoadOptions.PreserveWhitespace).Root!;
            if (tests.Name != Root) return [];
            var model = Path.Combine(Path.GetDirectoryName(path)!, tests.Element(ConformanceValues.Ns + "modelName")?.Value.Trim() ?? "");
            file = new(DecisionModel.LoadTolerantly(File.ReadAllText(model), new FolderImports(Path.GetDirectoryName(model)!).Find), now);
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            (tests, broken) = (null, exception.Message);
        }

        return tests is null
            ? [new(place, Path.GetFileName(path), ConformanceStatus.Error, broken!)]
            : tests.Elements(ConformanceValues.Ns + "testCase").Select(test => file!.Run(test, place)).ToList();
    }

    private ConformanceCase Run(XElement test, string place)
    {
        var id = test.Attribute("id")?.Value ?? "";
        try
        {
            var inputs = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var node in test.Elements(ConformanceValues.Ns + "inputNode"))
            {
                var name = node.Attribute("name")!.Value;
                inputs[node.Attribute("namespace") is { Value: var space } ? $"{space}#{name}" : name] = ConformanceValues.Read(node);
            }

            var scope = new FeelScope(inputs, now);
            var faults = test.Elements(ConformanceValues.Ns + "resultNode").Select(result => Fault(test, result, scope)).OfType<(bool Refused, string Text)>().ToList();
            if (faults.Count == 0) return new(place, id, ConformanceStatus.Success, "");
            var status = faults.TrueForAll(fault => fault.Refused) ? ConformanceStatus.Ignored : ConformanceStatus.Error;
            return new(place, id, status, string.Join("; ", faults.Select(fault => fault.Text)));
        }
        catch (FormatException exception)
        {
            return new(place, id, ConformanceStatus.Error, exception.Message);
        }
    }

    private (bool Refused, string Text)? Fault(XElement test, XElement wanted, FeelScope scope)
    {
        var name = wanted.Attribute("name")!.Value;
        var expected = wanted.Element(ConformanceValues.Ns + "expected") is { } element ? ConformanceValues.Read(element) : null;
        var called = (test.Attribute("type")?.Value ?? "decision") == "decision" ? name : test.Attribute("invocableName")?.Value ?? name;
        var result = load.Model!.Evaluate(called, scope);
        var session = new Session(now);
        var found = ClrValues.In(result.Value, session);
        // A service of several decisions gives them all at once.
        if (called != name && load.Model.OutputsOf(called) > 1 && found is FeelContext several) found = several.TryGetValue(name, out var one) ? one : null;
        if (ConformanceValues.Same(expected, found, session)) return null;
        var refusal = load.Problems.FirstOrDefault(problem => Refused.Contains(problem.Code));
        var reasons = refusal is null ? result.Warnings.Concat(load.Problems).Take(3) : [refusal];
        return (refusal is not null, $"{name}: {FeelText.Write(expected, session)} expected, {FeelText.Write(found, session)} found. {string.Join(" ", reasons.Select(reason => reason.Message))}".Trim());
    }
}
