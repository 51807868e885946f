namespace VanLang.Rules.Contracts;

/// <summary>What was decided, by which version of the law on which day, and why: what a citizen may ask to see.</summary>
/// <param name="Rule">The version in force on the day of the fact.</param>
/// <param name="Day">Day of the fact.</param>
/// <param name="Result">The value, with every step, the rows that matched, their input values and their legal basis.</param>
public sealed record DecisionExplanation(DecisionInForce Rule, DateOnly Day, DecisionResult Result);
