namespace VanLang.OneStop;

/// <summary>Texts of the public check of signatures, <c>Resources/SignatureTexts.resx</c>.</summary>
public sealed class SignatureTexts;
