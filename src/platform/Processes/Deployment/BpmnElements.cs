using System.Xml;
using System.Xml.Linq;

namespace VanLang.Processes.Deployment;

/// <summary>Short ways to ask an element.</summary>
internal static class BpmnElements
{
    public static bool IsBpmn(this XElement element) => string.Equals(element.Name.NamespaceName, BpmnNames.Bpmn, StringComparison.Ordinal);

    public static bool IsBpmn(this XElement element, string name) =>
        element.IsBpmn() && string.Equals(element.Name.LocalName, name, StringComparison.Ordinal);

    public static IEnumerable<XElement> BpmnChildren(this XElement element) => element.Elements().Where(IsBpmn);

    public static IEnumerable<XElement> BpmnChildren(this XElement element, string name) => element.Elements(BpmnNames.Element(name));

    /// <summary>An attribute's value without surrounding space; null if it is missing or empty.</summary>
    public static string? Text(this XElement element, XName attribute)
    {
        var value = element.Attribute(attribute)?.Value.Trim();
        return string.IsNullOrEmpty(value) ? null : value;
    }

    public static string? Id(this XElement element) => element.Text("id");

    /// <summary>The name as people read it: one line, single spaces.</summary>
    public static string? DisplayName(this XElement element) =>
        element.Text("name") is { } name ? string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : null;

    /// <summary>The English name as people read it; null where the author gave none.</summary>
    public static string? EnglishName(this XElement element) =>
        element.Text(BpmnNames.Own(BpmnNames.NameEn)) is { } name ? string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : null;

    public static int Line(this XObject place) => ((IXmlLineInfo)place).LineNumber;

    /// <summary>A qualified name without its prefix.</summary>
    public static string LocalPart(string qualifiedName) => qualifiedName[(qualifiedName.LastIndexOf(':') + 1)..].Trim();

    public static string? Documentation(this XElement element)
    {
        var texts = element.BpmnChildren("documentation").Select(child => child.Value.Trim()).Where(text => text.Length > 0).ToList();
        return texts.Count == 0 ? null : string.Join("\n\n", texts);
    }
}
