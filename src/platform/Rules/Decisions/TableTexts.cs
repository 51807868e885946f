using System.Xml.Linq;
using VanLang.Rules.Contracts;
using VanLang.Rules.Syntax;

namespace VanLang.Rules.Decisions;

/// <summary>The texts of a file for people.</summary>
internal static class TableTexts
{
    internal static DecisionTableText Of(Decision decision, TableNode table) => new(
        decision.Name,
        Label(decision.Xml, decision.Name),
        [.. table.Inputs.Select(input => new TableColumnText(input.Label, Text(input.Expression), input.Allowed is { } allowed ? Text(allowed) : null))],
        [.. table.Rules.Select(row => new TableRowText(row.Id, row.Number, [.. row.Tests.Select(Text)], Values(decision, table, row), row.Annotation, row.Words))]);

    /// <summary>The attribute <c>label</c> with <c>labelEn</c> of whatever namespace, or the name.</summary>
    internal static PlainLabel Label(XElement element, string name) => new(
        element.Attribute("label")?.Value is { Length: > 0 } label ? label : name,
        element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "labelEn")?.Value);

    private static Dictionary<string, string> Values(Decision decision, TableNode table, TableRow row) =>
        row.Values.Index().ToDictionary(value => table.Outputs[value.Index].Name ?? decision.Name, value => Text(value.Item));

    private static string Text(Node node) => node is PlacedNode { Source.Text: var text } ? text.Trim() : "";
}
