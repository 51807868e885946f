namespace VanLang.OneStop.Law;

/// <summary>Why something was decided for a dossier: which version of which decision, the law of which day, and the rows that matched.</summary>
/// <param name="Decision">Key of the decision model; null where there is none.</param>
/// <param name="Version">Its version.</param>
/// <param name="Rules">Rows that matched, also those of decisions that the asked one requires.</param>
/// <param name="Day">Day of the fact; null in dossiers of before it was kept.</param>
record Ruling(string? Decision, string? Version, IReadOnlyList<RulingRow>? Rules, DateOnly? Day);

/// <summary>A row that matched.</summary>
/// <param name="RuleId">Id in the decision.</param>
/// <param name="LegalBasis">What the row cites.</param>
/// <param name="Table">Name of its table.</param>
/// <param name="Number">Row of the table, from 1.</param>
/// <param name="Inputs">What was tested, by the label of the column.</param>
sealed record RulingRow(string RuleId, string? LegalBasis, string? Table = null, int? Number = null, IReadOnlyDictionary<string, string?>? Inputs = null);

/// <summary>What was decided, and why.</summary>
sealed record Decided<T>(T Value, Ruling Why);
