using System.Xml;
using System.Xml.Linq;
using VanLang.Processes.Contracts;

namespace VanLang.Processes.Deployment;

/// <summary>Collects what the check finds.</summary>
internal sealed class FindingList
{
    private readonly List<ProcessFinding> findings = [];

    public bool HasErrors { get; private set; }

    /// <summary>Findings in the order of their lines; one line's in the order they were found.</summary>
    public IReadOnlyList<ProcessFinding> InOrder => [.. findings.OrderBy(finding => finding.Line)];

    /// <summary>The whole file is refused.</summary>
    public void File(string code, int line, int column, params IReadOnlyList<string> arguments) =>
        Add(new(code, FindingSeverity.Error, null, null, line, column) { Arguments = arguments });

    /// <summary>An element is refused.</summary>
    public void Error(string code, XElement element, params IReadOnlyList<string> arguments) => Add(FindingSeverity.Error, code, element, element, arguments);

    /// <summary>An element is refused for something at another place of the file.</summary>
    public void ErrorAt(string code, XElement element, IXmlLineInfo place, params IReadOnlyList<string> arguments) =>
        Add(FindingSeverity.Error, code, element, place, arguments);

    /// <summary>Something of an element has no effect.</summary>
    public void Warning(string code, XElement element, params IReadOnlyList<string> arguments) => Add(FindingSeverity.Warning, code, element, element, arguments);

    public void Add(ProcessFinding finding)
    {
        findings.Add(finding);
        HasErrors |= finding.Severity is FindingSeverity.Error;
    }

    // A part without an id of its own (an event definition, a condition) is named by the element it belongs to.
    private void Add(FindingSeverity severity, string code, XElement element, IXmlLineInfo place, IReadOnlyList<string> arguments)
    {
        var named = element.AncestorsAndSelf().FirstOrDefault(candidate => candidate.Attribute("id") is not null);
        Add(new(code, severity, named?.Attribute("id")!.Value, named?.DisplayName(), place.LineNumber, place.LinePosition) { Arguments = arguments });
    }
}
