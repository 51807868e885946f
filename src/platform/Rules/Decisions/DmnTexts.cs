using System.Xml;
using System.Xml.Linq;
using VanLang.Rules.Contracts;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;
using NameTable = VanLang.Rules.Syntax.NameTable;

namespace VanLang.Rules.Decisions;

/// <summary>Reads the FEEL texts of a file; problems carry the line of the file and the id of the element.</summary>
/// <param name="types">Types of the model.</param>
/// <param name="problems">Gets what is wrong.</param>
internal sealed class DmnTexts(ItemTypes types, List<FeelProblem> problems)
{
    private const string FeelPrefix = "https://www.omg.org/spec/DMN/";

    internal List<FeelProblem> Problems => problems;

    /// <summary>The text of an element's child <c>text</c> as an expression; null after a problem.</summary>
    internal PlacedNode? Expression(XElement element, NameTable names)
    {
        if (Text(element) is { } text) return CheckLanguage(element) ? Parse(text, names, Parser.ParseExpression) : null;
        problems.Add(element.Problem("dmn.text.missing", element.Name.LocalName));
        return null;
    }

    /// <summary>An output cell; an empty one, or a dash, gives null.</summary>
    internal PlacedNode? OutputEntry(XElement element, NameTable names) =>
        Text(element) is not { } text || text.Text.Trim() == "-" ? new(element.Place(), new NullNode(0)) : CheckLanguage(element) ? Parse(text, names, Parser.ParseExpression) : null;

    /// <summary>The text as unary tests; empty text tests nothing.</summary>
    internal PlacedNode? Tests(XElement element, NameTable names) =>
        CheckLanguage(element) ? Parse(Text(element) ?? Dash(element), names, Parser.ParseUnaryTests) : null;

    /// <summary>The type a <c>typeRef</c> names; null after a problem.</summary>
    internal FeelType? Type(string reference, XElement user) => types.Named(reference, user);

    private static Source Dash(XElement element)
    {
        var place = (IXmlLineInfo)element;
        return new("-", element.Identity(), place.LineNumber, place.LinePosition);
    }

    private static Source? Text(XElement element)
    {
        if (element.Child("text") is not { } child || string.IsNullOrWhiteSpace(child.Value)) return null;
        var place = (IXmlLineInfo)(child.Nodes().OfType<XText>().FirstOrDefault() ?? (XObject)child);
        return new(child.Value, element.Identity(), place.LineNumber, place.LinePosition);
    }

    private bool CheckLanguage(XElement element)
    {
        // Documents name their language once at most, so that walking up is rare.
        var language = element.AncestorsAndSelf().Select(e => e.Attribute("expressionLanguage")?.Value).FirstOrDefault(l => l is not null);
        if (language is null || language.Equals("feel", StringComparison.OrdinalIgnoreCase)
            || (language.StartsWith(FeelPrefix, StringComparison.Ordinal) && language.TrimEnd('/').EndsWith("/FEEL", StringComparison.Ordinal))) return true;
        problems.Add(element.Problem("dmn.language", language));
        return false;
    }

    private PlacedNode? Parse(Source source, NameTable names, Func<Source, NameTable, List<FeelProblem>, Node?> parse)
    {
        // The parser stops at its first problem, so it gets a list of its own.
        var found = new List<FeelProblem>();
        var node = parse(source, names, found);
        problems.AddRange(found);
        return node is null ? null : new(source, node);
    }
}
