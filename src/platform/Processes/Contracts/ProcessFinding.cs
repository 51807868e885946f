using System.Globalization;

namespace VanLang.Processes.Contracts;

/// <summary>One thing found while a BPMN file was checked for deployment.</summary>
/// <param name="Code">Stable code such as <c>bpmn.element.not-executed</c>; also the key of the text in the room's resources.</param>
/// <param name="Severity">Whether it stops the deployment.</param>
/// <param name="ElementId">Id of the element, or null if it has none.</param>
/// <param name="ElementName">Name of the element as drawn, or null if it has none.</param>
/// <param name="Line">Line in the file, from 1; 0 if the finding is about the whole file.</param>
/// <param name="Column">Column in that line, from 1; 0 if there is no place.</param>
public sealed record ProcessFinding(string Code, FindingSeverity Severity, string? ElementId, string? ElementName, int Line, int Column)
{
    /// <summary>Values that the text names.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The text in the language of the culture: Vietnamese, or English for <c>en</c>.</summary>
    public string TextIn(CultureInfo culture) => ProcessTexts.Format(Code, culture, Arguments);

    /// <summary>Line, element, code and English text, for logs and the command line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column} {ElementId ?? "-"} \"{ElementName}\" {Code}: {TextIn(CultureInfo.GetCultureInfo("en"))}");
}

/// <summary>What a finding does to a deployment.</summary>
public enum FindingSeverity
{
    /// <summary>The file is deployed; something in it has no effect here and is kept as it is.</summary>
    Warning,

    /// <summary>The file is refused.</summary>
    Error,
}
