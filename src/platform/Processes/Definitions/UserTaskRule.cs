using System.Collections.Immutable;
using VanLang.Processes.Contracts;

namespace VanLang.Processes.Definitions;

/// <summary>Who does a user task, and how it can end.</summary>
/// <param name="Role">One of <see cref="CandidateRoles"/>.</param>
/// <param name="Unit">Whose people; null for the submitter.</param>
/// <param name="Action">What the step does, one of <see cref="StepActions"/> or a name of the process's own; null if it says nothing.</param>
/// <param name="Outcomes">The outcomes a person may choose, in the author's order; empty if the task simply ends.</param>
/// <param name="ShareHours">Its share of the time limit in working hours, or null.</param>
/// <param name="FormKey">Form of the step, or null.</param>
internal sealed record UserTaskRule(
    string Role, CandidateUnit? Unit, string? Action, ImmutableArray<string> Outcomes, decimal? ShareHours, string? FormKey);
