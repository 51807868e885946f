namespace VanLang.Rules.Contracts;

/// <summary>Outcome of a decision.</summary>
/// <param name="Value">Value, in the types of <see cref="FeelResult.Value"/>; a table of several outputs gives a context.</param>
/// <param name="Matched">Rules of the asked decision's tables that gave the value, in their order; empty for a default or a literal expression.</param>
/// <param name="Warnings">
/// What went wrong, also in required decisions; code <c>dmn.rule.overlap</c>: two rules of a UNIQUE table matched, and the value is null.
/// </param>
public sealed record DecisionResult(object? Value, IReadOnlyList<MatchedRule> Matched, IReadOnlyList<FeelProblem> Warnings)
{
    /// <summary>
    /// Every decision that was done, those that others require first and the asked one last: why the value is as it is. At most 1,000.
    /// </summary>
    public IReadOnlyList<DecisionStep> Steps { get; init; } = [];
}
