using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using VanLang.Processes.Definitions;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Deployment;

/// <summary>Compiles the FEEL of conditions and timers, so that a bad one is found at deployment.</summary>
internal static class ConditionReader
{
    /// <summary>The condition of a sequence flow; null if it has none or a bad one.</summary>
    public static FeelExpression? Read(XElement flow, FindingList findings)
    {
        FeelExpression? condition = null;
        foreach (var child in flow.BpmnChildren())
        {
            if (child.Name.LocalName is "conditionExpression") condition = Compile(child, FindingCodes.ConditionInvalid, findings);
            else if (child.Name.LocalName is not ("documentation" or "extensionElements")) findings.Error(FindingCodes.ElementNotExecuted, child, child.Name.LocalName);
        }

        return condition;
    }

    /// <summary>Compiles the text of an expression element. A leading <c>=</c>, as some tools write, is not part of it.</summary>
    public static FeelExpression? Compile(XElement element, string code, FindingList findings)
    {
        var language = element.Text("language") ?? element.Document?.Root?.Text("expressionLanguage");
        if (!BpmnNames.IsFeel(language))
        {
            findings.Error(FindingCodes.ConditionLanguage, element, language!);
            return null;
        }

        // The mark becomes a space, so that the compiler's places are places in the file.
        var text = element.Value;
        var start = text.AsSpan().IndexOfAnyExcept(" \t\r\n");
        if (start >= 0 && text[start] == '=') text = string.Concat(text.AsSpan(0, start), " ", text.AsSpan(start + 1));
        if (string.IsNullOrWhiteSpace(text))
        {
            findings.Error(code, element, "1", "1", "empty");
            return null;
        }

        var compilation = FeelExpression.Compile(text, [ProcessNames.Outcome]);
        IXmlLineInfo place = (XObject?)element.Nodes().OfType<XText>().FirstOrDefault() ?? element;
        foreach (var problem in compilation.Problems)
        {
            var line = place.LineNumber + Math.Max(problem.Line, 1) - 1;
            var column = problem.Line <= 1 ? place.LinePosition + Math.Max(problem.Column, 1) - 1 : problem.Column;
            findings.ErrorAt(code, element, new Place(line, column), Number(problem.Line), Number(problem.Column), problem.Message);
        }

        return compilation.Expression;
    }

    /// <summary>Compiles an expression that stands in an attribute, with or without a leading <c>=</c>.</summary>
    public static FeelExpression? CompileText(XElement element, string text, string code, FindingList findings)
    {
        var compilation = FeelExpression.Compile(text.StartsWith('=') ? text[1..] : text, [ProcessNames.Outcome]);
        foreach (var problem in compilation.Problems) findings.Error(code, element, Number(problem.Line), Number(problem.Column), problem.Message);
        return compilation.Expression;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Place(int LineNumber, int LinePosition) : IXmlLineInfo
    {
        public bool HasLineInfo() => true;
    }
}
