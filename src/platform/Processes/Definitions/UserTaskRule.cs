using System.Collections.Immutable;
using System.Globalization;
using VanLang.Processes.Contracts;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Definitions;

/// <summary>Who does a user task, and how it can end.</summary>
/// <param name="Role">One of <see cref="CandidateRoles"/>; empty where the case tells, see <paramref name="RoleExpression"/>.</param>
/// <param name="RoleExpression">Gives the role when the task is created; null where it is written out.</param>
/// <param name="Unit">Whose people; null for the submitter.</param>
/// <param name="Action">What the step does, one of <see cref="StepActions"/> or a name of the process's own; null if it says nothing.</param>
/// <param name="Outcomes">The outcomes a person may choose, in the author's order; empty if the task simply ends.</param>
/// <param name="ShareHours">Its share of the time limit in working hours, or null.</param>
/// <param name="ShareExpression">Gives the share when the task is created; null where it is written out or there is none.</param>
/// <param name="FormKey">Form of the step, or null.</param>
internal sealed record UserTaskRule(
    string Role, FeelExpression? RoleExpression, CandidateUnit? Unit, string? Action, ImmutableArray<string> Outcomes, decimal? ShareHours,
    FeelExpression? ShareExpression, string? FormKey)
{
    /// <summary>The rule for one case, with role and share written out; null and the reason (English, technical) if the case does not tell them.</summary>
    public UserTaskRule? Resolve(Func<FeelScope> scope, out string problem)
    {
        problem = "";
        if (RoleExpression is null && ShareExpression is null) return this;
        var role = Role;
        if (RoleExpression is not null)
        {
            var given = RoleExpression.Evaluate(scope()).Value;
            // A task of a unit has people of that unit: the submitter belongs to none.
            if (given is not string name || !CandidateRoles.All.Contains(name) || name == CandidateRoles.Submitter)
            {
                problem = $"'{RoleExpression.Text.Trim()}' gives {Shown(given)}, which is no role of a unit.";
                return null;
            }

            role = name;
        }

        var hours = ShareHours;
        if (ShareExpression is not null)
        {
            switch (ShareExpression.Evaluate(scope()).Value)
            {
                // A procedure need not say how its time is shared out.
                case null:
                    break;
                case FeelNumber number when number.TryToDecimal(out var share) && share is > 0 and < 100_000:
                    hours = share;
                    break;
                case var other:
                    problem = $"'{ShareExpression.Text.Trim()}' gives {Shown(other)}, which is no number of working hours.";
                    return null;
            }
        }

        return this with { Role = role, ShareHours = hours };
    }

    private static string Shown(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "null";
}
