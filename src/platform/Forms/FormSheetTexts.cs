namespace VanLang.Forms;

/// <summary>Marks the texts of the sheet on which a form is filled in (<c>Resources/FormSheetTexts.resx</c>).</summary>
public sealed class FormSheetTexts;
