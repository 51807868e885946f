namespace VanLang.OneStop;

/// <summary>Marks the texts about changes of the law (<c>Resources/LawTexts.resx</c>).</summary>
public sealed class LawTexts;
