using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Deployment;

/// <summary>Reads who does a user task and how it can end: our own attributes first, then vendors', the standard's potential owner, and the lane.</summary>
internal sealed partial class UserTaskReader(XElement process, IReadOnlySet<string> knownRoles, FindingList findings)
{
    public static ReadOnlySpan<string> OwnAttributes => new[] { "candidateRole", "candidateUnit", "shareHours", "action", "outcomes", "formKey" };

    public UserTaskRule Read(XElement task)
    {
        if (task.DisplayName() is null) findings.Warning(FindingCodes.TaskUnnamed, task);
        var (role, roleExpression) = Role(task);
        var (share, shareExpression) = ShareHours(task);
        return new(
            role ?? "", roleExpression, Unit(task, role), Name(task, "action"), Outcomes(task), share, shareExpression,
            task.Text(BpmnNames.Own("formKey")) ?? VendorTask.FormKey(task));
    }

    private (string? Role, FeelExpression? Expression) Role(XElement task)
    {
        // The empty role: somebody does it, only the case tells who.
        if (task.Text(BpmnNames.Own("candidateRole")) is ['=', ..] expression) return ("", Compile(task, expression, FindingCodes.TaskRoleInvalid));

        var assignee = VendorTask.Assignee(task);
        var assigneeIsRole = assignee is not null && knownRoles.Contains(assignee);
        if (assignee is not null && !assigneeIsRole) findings.Warning(FindingCodes.TaskAssignee, task, assignee);

        var role = task.Text(BpmnNames.Own("candidateRole")) ?? VendorTask.CandidateGroups(task) ?? (assigneeIsRole ? assignee : null)
            ?? PotentialOwner(task) ?? Lane(task, "candidateRole");
        if (role is null) findings.Error(FindingCodes.TaskWithoutCandidate, task);
        else if (!knownRoles.Contains(role)) findings.Error(FindingCodes.TaskRoleUnknown, task, role, string.Join(", ", knownRoles.Order(StringComparer.Ordinal)));
        return (role, null);
    }

    private CandidateUnit? Unit(XElement task, string? role)
    {
        if (string.Equals(role, CandidateRoles.Submitter, StringComparison.Ordinal)) return null;
        var unit = task.Text(BpmnNames.Own("candidateUnit")) ?? Lane(task, "candidateUnit");
        switch (unit)
        {
            case "receiving": return CandidateUnit.Receiving;
            case "competent": return CandidateUnit.Competent;
            case "consulted": return CandidateUnit.Consulted;
            case "returning": return CandidateUnit.Returning;
            case "acting": return CandidateUnit.Acting;
            case null when role is null: return null;
            case null: findings.Error(FindingCodes.TaskWithoutUnit, task); return null;
            default: findings.Error(FindingCodes.TaskUnitUnknown, task, unit); return null;
        }
    }

    /// <summary>The standard's potential owner: a literal role, or a resource that has its name.</summary>
    private static string? PotentialOwner(XElement task)
    {
        foreach (var owner in task.BpmnChildren("potentialOwner"))
        {
            if (owner.BpmnChildren("resourceRef").FirstOrDefault()?.Value is { } reference)
            {
                var resource = task.Document!.Root!.BpmnChildren("resource")
                    .FirstOrDefault(resource => string.Equals(resource.Id(), BpmnElements.LocalPart(reference), StringComparison.Ordinal));
                return resource?.DisplayName() ?? reference.Trim();
            }

            if (owner.BpmnChildren("resourceAssignmentExpression").FirstOrDefault()?.Value.Trim() is { Length: > 0 } literal) return literal;
        }

        return null;
    }

    /// <summary>What the innermost lane around a task gives to all that is drawn in it.</summary>
    private string? Lane(XElement task, string attribute)
    {
        var id = task.Id();
        var lane = process.Descendants(BpmnNames.Element("lane")).LastOrDefault(lane =>
            lane.BpmnChildren("flowNodeRef").Any(reference => string.Equals(BpmnElements.LocalPart(reference.Value), id, StringComparison.Ordinal)));
        return lane?.AncestorsAndSelf(BpmnNames.Element("lane")).Select(around => around.Text(BpmnNames.Own(attribute))).FirstOrDefault(value => value is not null);
    }

    private string? Name(XElement task, string attribute)
    {
        var name = task.Text(BpmnNames.Own(attribute));
        if (name is not null && !StableName().IsMatch(name)) findings.Error(FindingCodes.TaskNameInvalid, task, attribute, name);
        return name;
    }

    private ImmutableArray<string> Outcomes(XElement task)
    {
        var text = task.Text(BpmnNames.Own("outcomes"));
        if (text is null) return [];
        var outcomes = text.Split([' ', ',', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var outcome in outcomes.Where((outcome, place) => !StableName().IsMatch(outcome) || Array.IndexOf(outcomes, outcome) < place))
            findings.Error(FindingCodes.TaskNameInvalid, task, "outcomes", outcome);
        return [.. outcomes];
    }

    private (decimal? Hours, FeelExpression? Expression) ShareHours(XElement task)
    {
        var text = task.Text(BpmnNames.Own("shareHours"));
        if (text is null) return default;
        if (text.StartsWith('=')) return (null, Compile(task, text, FindingCodes.TaskShareInvalid));
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours is > 0 and < 100_000) return (hours, null);
        findings.Error(FindingCodes.TaskShareInvalid, task, text);
        return default;
    }

    private FeelExpression? Compile(XElement task, string text, string code)
    {
        var compilation = FeelExpression.Compile(text[1..]);
        foreach (var problem in compilation.Problems) findings.Error(code, task, $"{text}: {problem.Message}");
        return compilation.Expression;
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex StableName();
}
