using System.Xml.Linq;
using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.Conformance;

/// <summary>Values as the conformance kit writes and compares them.</summary>
internal static class ConformanceValues
{
    internal static readonly XNamespace Ns = "http://www.omg.org/spec/DMN/20160719/testcase";

    private static readonly XName Type = XName.Get("type", "http://www.w3.org/2001/XMLSchema-instance");
    private static readonly XName Nil = XName.Get("nil", "http://www.w3.org/2001/XMLSchema-instance");

    /// <summary>Equal in FEEL; numbers as near as the kit's own runners ask, since it gives eight digits of some results.</summary>
    internal static bool Same(object? expected, object? actual, Session session)
    {
        switch (expected, actual)
        {
            case (null, null): return true;
            case (FeelNumber a, FeelNumber b): return a == b || FeelNumber.Abs(a - b) < (FeelNumber)0.00000001m;
            case (FeelList a, FeelList b): return a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second, session));
            case (FeelContext a, FeelContext b): return a.Count == b.Count && a.All(entry => b.TryGetValue(entry.Key, out var value) && Same(entry.Value, value, session));
            case (FeelDateTime a, FeelDateTime b): return FeelText.Write(a, session) == FeelText.Write(b, session);
            default: return expected is not null && actual is not null && FeelComparison.Equal(expected, actual, session) == true;
        }
    }

    /// <exception cref="FormatException">A type or text that the kit's schema does not know.</exception>
    internal static object? Read(XElement element)
    {
        if (element.Attribute(Nil)?.Value == "true") return null;
        if (element.Element(Ns + "list") is { } list) return list.Attribute(Nil)?.Value == "true" ? null : new FeelList([.. list.Elements(Ns + "item").Select(Read)]);
        if (element.Elements(Ns + "component").Any())
        {
            var builder = new FeelContext.Builder();
            foreach (var component in element.Elements(Ns + "component")) builder[component.Attribute("name")!.Value] = Read(component);
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
            "decimal" or "double" or "integer" or "int" or "long" or "float" => FeelNumber.TryParse(text.Trim(), out var number) ? number : throw new FormatException(text),
            "date" => TemporalText.TryParseDate(text) ?? throw new FormatException(text),
            "time" => TemporalText.TryParseTime(text) ?? throw new FormatException(text),
            "dateTime" => TemporalText.TryParseDateTime(text) ?? throw new FormatException(text),
            "duration" or "dayTimeDuration" or "yearMonthDuration" => TemporalText.TryParseDuration(text) ?? throw new FormatException(text),
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
