using System.Xml;
using System.Xml.Linq;
using VanLang.Rules.BuiltIns;
using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;
using NameTable = VanLang.Rules.Syntax.NameTable;

namespace VanLang.Rules.Decisions;

/// <summary>Compiles the FEEL texts of a file; problems carry the line of the file and the id of the element.</summary>
/// <param name="types">Types of the model.</param>
/// <param name="memberNames">Names of entries of the model's types; they may hold operators.</param>
/// <param name="problems">Gets what is wrong.</param>
internal sealed class DmnTexts(TypeTable types, IReadOnlyCollection<string> memberNames, List<FeelProblem> problems)
{
    private const string FeelPrefix = "https://www.omg.org/spec/DMN/";

    internal TypeTable Types => types;

    internal List<FeelProblem> Problems => problems;

    /// <summary>The text of an element's child <c>text</c> as an expression; null after a problem.</summary>
    internal CompiledText? Expression(XElement element, IReadOnlySet<string> names)
    {
        if (Text(element) is not { } text)
        {
            problems.Add(element.Problem("dmn.text.missing", element.Name.LocalName));
            return null;
        }

        return CheckLanguage(element) ? Compile(text, names, Parser.ParseExpression) : null;
    }

    /// <summary>The text as unary tests; empty text tests nothing.</summary>
    internal CompiledText? Tests(XElement element, IReadOnlySet<string> names) =>
        CheckLanguage(element) ? Compile(Text(element) ?? Dash(element), names, Parser.ParseUnaryTests) : null;

    /// <summary>The type a <c>typeRef</c> names; null after a problem.</summary>
    internal FeelType? Type(string reference, XElement user)
    {
        var type = types.Find(reference.StartsWith("feel:", StringComparison.Ordinal) ? reference[5..] : reference);
        if (type is null) problems.Add(user.Problem("feel.type.unknown", reference));
        return type;
    }

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
        var language = element.AncestorsAndSelf().Select(e => e.Attribute("expressionLanguage")?.Value).FirstOrDefault(l => l is not null);
        if (language is null || language.Equals("feel", StringComparison.OrdinalIgnoreCase)
            || (language.StartsWith(FeelPrefix, StringComparison.Ordinal) && language.TrimEnd('/').EndsWith("/FEEL", StringComparison.Ordinal))) return true;
        problems.Add(element.Problem("dmn.language", language));
        return false;
    }

    private CompiledText? Compile(Source source, IReadOnlySet<string> names, Func<Source, NameTable, List<FeelProblem>, Node?> parse)
    {
        var found = new List<FeelProblem>();
        var table = new NameTable(new NameTable(BuiltInCatalogue.Names).With([.. memberNames])).With([.. names]);
        var node = parse(source, table, found);
        var compiled = node is null ? null : Compiler.Compile(node, source, names, types, found, closed: true);
        problems.AddRange(found);
        return compiled;
    }
}
