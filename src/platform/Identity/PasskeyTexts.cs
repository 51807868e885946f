namespace VanLang.Identity;

/// <summary>Marks the texts of passkeys (<c>Resources/PasskeyTexts.resx</c>).</summary>
public sealed class PasskeyTexts;
