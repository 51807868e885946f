namespace VanLang.OneStop;

/// <summary>Marks the texts about rehearsals of a change (<c>Resources/RehearsalTexts.resx</c>).</summary>
public sealed class RehearsalTexts;
