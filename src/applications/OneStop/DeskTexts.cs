namespace VanLang.OneStop;

/// <summary>Marks the texts of the officials' pages (<c>Resources/DeskTexts.resx</c>).</summary>
public sealed class DeskTexts;
