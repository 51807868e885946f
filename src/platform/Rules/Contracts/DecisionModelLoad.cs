namespace VanLang.Rules.Contracts;

/// <summary>Outcome of reading a DMN file.</summary>
/// <param name="Model">The model, or null if and only if there are problems.</param>
/// <param name="Problems">What is wrong, each with line and element id.</param>
public sealed record DecisionModelLoad(DecisionModel? Model, IReadOnlyList<FeelProblem> Problems);
