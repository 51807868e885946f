namespace VanLang.OneStop;

/// <summary>Texts of the pages of those who sign, <c>Resources/SigningTexts.resx</c>.</summary>
public sealed class SigningTexts;
