namespace VanLang.Rules.Contracts;

/// <summary>Outcome of compiling a FEEL text.</summary>
/// <param name="Expression">The expression, or null if and only if there are problems.</param>
/// <param name="Problems">What is wrong with the text, each with its place.</param>
public sealed record FeelCompilation(FeelExpression? Expression, IReadOnlyList<FeelProblem> Problems);
