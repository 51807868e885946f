namespace VanLang.OneStop;

/// <summary>Marks the texts of the sheet on which a procedure is filled in (<c>Resources/ProcedureTexts.resx</c>).</summary>
public sealed class ProcedureTexts;
