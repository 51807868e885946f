using System.Xml.Linq;
using VanLang.Processes.Definitions;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Deployment;

/// <summary>
/// Reads a timer event definition: a date, a duration in calendar time, <c>vl:workingDuration</c>, a duration in working time, or <c>vl:limit</c>,
/// a limit as the law writes it (<c>12 calendar-day</c>).
/// The text is ISO 8601, or FEEL after a leading <c>=</c>.
/// </summary>
internal static class TimerReader
{
    private const string Working = "workingDuration";
    private const string Limit = "limit";

    public static TimerExpression? Read(XElement timerEvent, XElement definition, AttributeCheck attributes, FindingList findings)
    {
        attributes.Check(definition, Working, Limit);
        var parts = new List<(TimerKind Kind, XElement Element, string Text)>();
        if (definition.Text(BpmnNames.Own(Working)) is { } working) parts.Add((TimerKind.WorkingDuration, definition, working));
        if (definition.Text(BpmnNames.Own(Limit)) is { } limit) parts.Add((TimerKind.Limit, definition, limit));
        foreach (var child in definition.BpmnChildren())
        {
            switch (child.Name.LocalName)
            {
                case "timeDate": parts.Add((TimerKind.Date, child, child.Value.Trim())); break;
                case "timeDuration": parts.Add((TimerKind.CalendarDuration, child, child.Value.Trim())); break;
                case "timeCycle": parts.Add((TimerKind.Cycle, child, child.Value.Trim())); break;
                case "documentation" or "extensionElements": break;
                default: findings.Error(FindingCodes.ElementNotExecuted, child, child.Name.LocalName); break;
            }
        }

        if (parts.Count != 1)
        {
            findings.Error(parts.Count == 0 ? FindingCodes.TimerMissing : FindingCodes.TimerSeveral, timerEvent);
            return null;
        }

        var (kind, element, text) = parts[0];
        if (text.StartsWith('=')) return Compile(kind, element, text, findings);
        var rule = kind switch
        {
            TimerKind.Date => TimerRule.ParseDate(text),
            TimerKind.Limit => TimerRule.ParseLimit(text),
            TimerKind.Cycle => TimerRule.ParseCycle(text),
            _ => TimerRule.ParseDuration(text, kind is TimerKind.WorkingDuration),
        };
        if (rule is not null) return new(rule, null, kind);
        findings.Error(FindingCodes.TimerInvalid, element, text);
        return null;
    }

    private static TimerExpression? Compile(TimerKind kind, XElement element, string text, FindingList findings)
    {
        if (kind is not (TimerKind.WorkingDuration or TimerKind.Limit))
            return ConditionReader.Compile(element, FindingCodes.ConditionInvalid, findings) is { } timed ? new(null, timed, kind) : null;

        var compilation = FeelExpression.Compile(text[1..]);
        foreach (var problem in compilation.Problems) findings.Error(FindingCodes.TimerInvalid, element, $"{text}: {problem.Message}");
        return compilation.Expression is { } expression ? new(null, expression, kind) : null;
    }
}
