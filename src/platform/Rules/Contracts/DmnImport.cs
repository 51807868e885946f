namespace VanLang.Rules.Contracts;

/// <summary>A file that a DMN file imports.</summary>
/// <param name="Namespace">Namespace of the imported file.</param>
/// <param name="Location">Where the importing file says it lies, or null.</param>
public sealed record DmnImport(string Namespace, string? Location);
