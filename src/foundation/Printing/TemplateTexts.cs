namespace VanLang.Printing;

/// <summary>Marks the texts of the sheet on which a template is filled in (<c>Resources/TemplateTexts.resx</c>).</summary>
public sealed class TemplateTexts;
