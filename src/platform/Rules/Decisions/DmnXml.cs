using System.Xml;
using System.Xml.Linq;
using VanLang.Rules.Contracts;
using VanLang.Rules.Syntax;

namespace VanLang.Rules.Decisions;

/// <summary>Reading the XML of a DMN file: no document type declaration, bounded size and depth, line numbers kept.</summary>
internal static class DmnXml
{
    internal const int MaxLength = 5_000_000;
    internal const int MaxDepth = 100;

    private static readonly string[] Namespaces =
    [
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ];

    /// <summary>The root element <c>definitions</c>, or null after a problem.</summary>
    internal static XElement? Read(string text, List<FeelProblem> problems)
    {
        if (text.Length > MaxLength)
        {
            problems.Add(ProblemTexts.Problem("dmn.limit.length", 0, 0, $"{MaxLength}"));
            return null;
        }

        try
        {
            // A first pass only measures: the second builds a tree that is safe to walk.
            using (var measure = Reader(text))
            {
                while (measure.Read())
                {
                    if (measure.Depth <= MaxDepth) continue;
                    problems.Add(ProblemTexts.Problem("dmn.limit.depth", ((IXmlLineInfo)measure).LineNumber, ((IXmlLineInfo)measure).LinePosition, $"{MaxDepth}"));
                    return null;
                }
            }

            using var reader = Reader(text);
            var root = XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace).Root!;
            if (root.Name.LocalName == "definitions" && Namespaces.Contains(root.Name.NamespaceName)) return root;
            problems.Add(root.Problem("dmn.namespace", root.Name.ToString()));
        }
        catch (XmlException broken)
        {
            problems.Add(ProblemTexts.Problem("dmn.xml", broken.LineNumber, broken.LinePosition, broken.Message));
        }

        return null;
    }

    /// <summary>Namespaces that a file imports; none of a file that cannot be read.</summary>
    internal static IReadOnlyList<string> Imports(string text) =>
        Read(text, []) is { } root ? [.. root.Children("import").Select(import => import.Attribute("namespace")?.Value).OfType<string>()] : [];

    /// <summary>A problem at an element.</summary>
    internal static FeelProblem Problem(this XElement element, string code, params ReadOnlySpan<string> arguments)
    {
        var place = (IXmlLineInfo)element;
        return ProblemTexts.Problem(code, place.LineNumber, place.LinePosition, arguments) with { ElementId = element.Identity() };
    }

    /// <summary>Where an element stands, as a text without characters.</summary>
    internal static Source Place(this XElement element)
    {
        var place = (IXmlLineInfo)element;
        return new("", element.Identity(), place.LineNumber, place.LinePosition);
    }

    /// <summary>Id of the element or of the nearest one around it; else its name.</summary>
    internal static string? Identity(this XElement element) =>
        element.AncestorsAndSelf().Select(e => e.Attribute("id")?.Value ?? e.Attribute("name")?.Value).FirstOrDefault(id => id is not null);

    /// <summary>The child of DMN with this name.</summary>
    internal static XElement? Child(this XElement element, string name) => element.Element(element.Name.Namespace + name);

    /// <summary>The children of DMN with this name.</summary>
    internal static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements(element.Name.Namespace + name);

    private static XmlReader Reader(string text) => XmlReader.Create(
        new StringReader(text),
        new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxLength, MaxCharactersFromEntities = 0 });
}
