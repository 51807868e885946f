namespace VanLang.OneStop;

/// <summary>Marks the texts of the pages on load and delay (<c>Resources/LoadTexts.resx</c>).</summary>
public sealed class LoadTexts;
