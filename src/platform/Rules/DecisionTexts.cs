namespace VanLang.Rules;

/// <summary>Marks the texts of the sheets on which tables and their tests are filled in (<c>Resources/DecisionTexts.resx</c>).</summary>
public sealed class DecisionTexts;
