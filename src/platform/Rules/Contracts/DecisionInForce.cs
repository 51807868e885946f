namespace VanLang.Rules.Contracts;

/// <summary>A decision model as it holds on a legal day.</summary>
/// <param name="Model">The model.</param>
/// <param name="Key">Key of the definition.</param>
/// <param name="Version">Its version (SHA-256 of the file), which whoever records a result must name.</param>
/// <param name="ValidFrom">First legal day of this version.</param>
/// <param name="Imported">Versions of the files it imports, by key; they were in force on the same day.</param>
public sealed record DecisionInForce(DecisionModel Model, string Key, string Version, DateOnly ValidFrom, IReadOnlyDictionary<string, string> Imported);
