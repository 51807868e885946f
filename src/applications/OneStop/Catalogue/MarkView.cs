namespace VanLang.OneStop.Catalogue;

/// <summary>Something that may carry a mark of its data.</summary>
/// <param name="What">What it is, in the reader's language.</param>
/// <param name="Label">The mark as the data write it; null for none.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record MarkView(string What, string? Label, string Source);
