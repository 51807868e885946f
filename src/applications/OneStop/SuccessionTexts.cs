namespace VanLang.OneStop;

/// <summary>Marks the texts about work that goes to the successors of ended agencies (<c>Resources/SuccessionTexts.resx</c>).</summary>
public sealed class SuccessionTexts;
