namespace VanLang.Kernel.Definitions;

/// <summary>Something worth a look in a file that may be published as it is.</summary>
/// <param name="Place">Where, as a path in the file; null for all of it.</param>
/// <param name="Vi">In Vietnamese.</param>
/// <param name="En">In English.</param>
/// <param name="IsMeasure">A measure of the whole, to be held against that of another version.</param>
public sealed record DefinitionAdvice(string? Place, string Vi, string En, bool IsMeasure = false);
