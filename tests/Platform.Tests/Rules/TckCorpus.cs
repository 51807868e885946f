using System.Globalization;
using System.Xml.Linq;
using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Platform.Tests.Rules;

/// <summary>Reads the subset of the DMN conformance kit in ../shared/data/dmn-tck-subset; null where ../shared is absent.</summary>
internal static class TckCorpus
{
    private static readonly XNamespace Ns = "http://www.omg.org/spec/DMN/20160719/testcase";
    private static readonly XName Type = XName.Get("type", "http://www.w3.org/2001/XMLSchema-instance");
    private static readonly XName Nil = XName.Get("nil", "http://www.w3.org/2001/XMLSchema-instance");
    private static readonly Session Session = new(DateTimeOffset.UnixEpoch);

    internal static string? Folder { get; } = FindFolder();

    /// <summary>All cases of a folder: one per wanted result.</summary>
    internal static IEnumerable<TckCase> Cases(string level) =>
        from folder in System.IO.Directory.EnumerateDirectories(Path.Combine(Folder!, level)).Order(StringComparer.Ordinal)
        from file in System.IO.Directory.EnumerateFiles(folder, "*.xml")
        let document = XDocument.Load(file, LoadOptions.PreserveWhitespace).Root!
        let model = Path.Combine(folder, document.Element(Ns + "modelName")!.Value)
        from test in document.Elements(Ns + "testCase")
        from result in test.Elements(Ns + "resultNode")
        select new TckCase(
            $"{Path.GetFileName(folder)}/{test.Attribute("id")?.Value}/{result.Attribute("name")!.Value}",
            model,
            result.Attribute("name")!.Value,
            test.Elements(Ns + "inputNode").ToDictionary(n => n.Attribute("name")!.Value, Value),
            result.Element(Ns + "expected") is { } expected ? Value(expected) : null,
            test.Attribute("type")?.Value ?? "decision");

    /// <summary>Equal in FEEL; numbers as near as the kit's own runners ask, since it gives eight digits of some results.</summary>
    internal static bool Same(object? expected, object? actual)
    {
        switch (expected, actual)
        {
            case (null, null): return true;
            case (FeelNumber a, FeelNumber b): return a == b || FeelNumber.Abs(a - b) < (FeelNumber)0.00000001m;
            case (FeelList a, FeelList b): return a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second));
            case (FeelContext a, FeelContext b): return a.Count == b.Count && a.All(entry => b.TryGetValue(entry.Key, out var value) && Same(entry.Value, value));
            case (FeelDateTime a, FeelDateTime b): return FeelText.Write(a, Session) == FeelText.Write(b, Session);
            default: return expected is not null && actual is not null && FeelComparison.Equal(expected, actual, Session) == true;
        }
    }

    private static string? FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "..", "shared", "data", "dmn-tck-subset");
            if (File.Exists(Path.Combine(folder.FullName, "VanLang.slnx"))) return System.IO.Directory.Exists(found) ? Path.GetFullPath(found) : null;
        }

        return null;
    }

    private static object? Value(XElement element)
    {
        if (element.Attribute(Nil)?.Value == "true") return null;
        if (element.Element(Ns + "list") is { } list) return list.Attribute(Nil)?.Value == "true" ? null : new FeelList([.. list.Elements(Ns + "item").Select(Value)]);
        if (element.Elements(Ns + "component").Any())
        {
            var builder = new FeelContext.Builder();
            foreach (var component in element.Elements(Ns + "component")) builder[component.Attribute("name")!.Value] = Value(component);
            return builder.Build();
        }

        return element.Element(Ns + "value") is { } value ? Scalar(value) : element.HasElements ? null : FeelContext.Empty;
    }

    private static object? Scalar(XElement value)
    {
        if (value.Attribute(Nil)?.Value == "true") return null;
        var text = value.Value;
        return value.Attribute(Type)?.Value.Split(':')[^1] switch
        {
            "string" => text,
            "boolean" => bool.Parse(text),
            "decimal" or "double" or "integer" or "int" or "float" => FeelNumber.TryParse(text.Trim(), out var number) ? number : throw new FormatException(text),
            "date" => TemporalText.TryParseDate(text),
            "time" => TemporalText.TryParseTime(text),
            "dateTime" => TemporalText.TryParseDateTime(text),
            "duration" or "dayTimeDuration" or "yearMonthDuration" => TemporalText.TryParseDuration(text),
            null => Untyped(text),
            var other => throw new FormatException(other),
        };
    }

    private static object? Untyped(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ when FeelNumber.TryParse(text, out var number) => number,
        _ => text,
    };
}

/// <summary>A wanted result of the conformance kit.</summary>
internal sealed record TckCase(string Name, string Model, string Decision, IReadOnlyDictionary<string, object?> Inputs, object? Expected, string Kind);
