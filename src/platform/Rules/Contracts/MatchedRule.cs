namespace VanLang.Rules.Contracts;

/// <summary>A rule of a decision table that matched: why the decision is as it is.</summary>
/// <param name="RuleId">Id in the DMN file, or <c>rule-N</c> where it has none.</param>
/// <param name="Number">Row of the table, from 1.</param>
/// <param name="Annotation">Annotation texts of the row (legal basis), joined by "; ", or null; without those of <see cref="Words"/>.</param>
/// <param name="Inputs">Values of the table's input expressions by label (or text) of the input.</param>
public sealed record MatchedRule(string RuleId, int Number, string? Annotation, IReadOnlyDictionary<string, object?> Inputs)
{
    /// <summary>Name of the decision, function or context entry that the table belongs to.</summary>
    public string Table { get; init; } = "";

    /// <summary>The case in words (annotation columns <c>vi</c> and <c>en</c>), or null.</summary>
    public PlainLabel? Words { get; init; }
}
