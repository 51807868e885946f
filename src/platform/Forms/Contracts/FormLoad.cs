namespace VanLang.Forms.Contracts;

/// <summary>Outcome of loading a schema.</summary>
/// <param name="Schema">The schema, or null if and only if there are problems.</param>
/// <param name="Problems">All that is wrong, in the order of the file.</param>
public sealed record FormLoad(FormSchema? Schema, IReadOnlyList<SchemaProblem> Problems);
