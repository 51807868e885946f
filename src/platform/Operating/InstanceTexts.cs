namespace VanLang.Operating;

/// <summary>Texts of the pages on running processes.</summary>
sealed class InstanceTexts;
