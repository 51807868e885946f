namespace VanLang.OneStop;

/// <summary>Marks the texts of the citizens' pages (<c>Resources/CitizenTexts.resx</c>).</summary>
public sealed class CitizenTexts;
