using Shouldly;
using VanLang.Rules.Contracts;

namespace VanLang.Platform.Tests.Rules;

/// <summary>Short ways to make and run decision models in tests.</summary>
internal static class Dmn
{
    /// <summary>A file that begins with its second line in <paramref name="content"/>.</summary>
    internal static string File(string content, string space = "urn:m", string version = "20191111") =>
        $"""
        <definitions xmlns="https://www.omg.org/spec/DMN/{version}/MODEL/" id="m" name="m" namespace="{space}">
        {content}
        </definitions>
        """;

    /// <summary>A decision <c>d</c> with some logic, and its inputs by name and type.</summary>
    internal static string Decision(string logic, params (string Name, string Type)[] inputs) => File(
        $"""
        <decision id="d" name="d"><variable name="d"/>
        {string.Concat(inputs.Select((_, i) => $"<informationRequirement><requiredInput href=\"#i{i}\"/></informationRequirement>"))}
        {logic}</decision>
        {string.Concat(inputs.Select((input, i) => $"<inputData id=\"i{i}\" name=\"{input.Name}\"><variable name=\"{input.Name}\" typeRef=\"{input.Type}\"/></inputData>"))}
        """);

    /// <summary>A table with one number as input, <c>x</c>, and rows of a test and a value.</summary>
    internal static string Table(string policy, string outputs, params (string Test, string Value)[] rows) =>
        $"""
        <decisionTable id="bảng" {policy}><input><inputExpression typeRef="number"><text>x</text></inputExpression></input>{outputs}
        {string.Concat(rows.Select((row, i) => $"<rule id=\"r{i + 1}\"><inputEntry><text><![CDATA[{row.Test}]]></text></inputEntry>{string.Concat(row.Value.Split('|').Select(v => $"<outputEntry><text><![CDATA[{v}]]></text></outputEntry>"))}<annotationEntry><text>Điều {i + 1}</text></annotationEntry></rule>"))}
        </decisionTable>
        """;

    internal static string Text(string text) => $"<literalExpression><text><![CDATA[{text}]]></text></literalExpression>";

    internal static DecisionModel Load(string xml, Func<DmnImport, string?>? imports = null)
    {
        var load = DecisionModel.Load(xml, imports);
        load.Problems.ShouldBeEmpty();
        return load.Model!;
    }

    internal static DecisionResult Run(string xml, params (string Name, object? Value)[] variables) => Run(Load(xml), "d", variables);

    internal static DecisionResult Run(DecisionModel model, string decision, params (string Name, object? Value)[] variables) =>
        model.Evaluate(decision, new FeelScope(variables.ToDictionary(v => v.Name, v => v.Value), Feel.Now));
}
