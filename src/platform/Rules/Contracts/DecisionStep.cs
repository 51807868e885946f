namespace VanLang.Rules.Contracts;

/// <summary>A decision that was done on the way to the asked one, or that one itself.</summary>
/// <param name="Id">Id in the file.</param>
/// <param name="Name">Name in expressions.</param>
/// <param name="Value">What it came to, in the types of <see cref="FeelResult.Value"/>.</param>
/// <param name="Matched">Rules of its tables that gave the value; empty for a default or where it has no table.</param>
public sealed record DecisionStep(string Id, string Name, object? Value, IReadOnlyList<MatchedRule> Matched);
