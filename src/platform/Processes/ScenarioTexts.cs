namespace VanLang.Processes;

/// <summary>Marks the texts of the sheet on which scenarios are filled in (<c>Resources/ScenarioTexts.resx</c>).</summary>
public sealed class ScenarioTexts;
