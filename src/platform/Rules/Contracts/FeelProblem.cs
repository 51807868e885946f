using System.Globalization;

namespace VanLang.Rules.Contracts;

/// <summary>One thing that is wrong with a FEEL text, a decision model or an evaluation.</summary>
/// <param name="Code">Stable code such as <c>feel.function.unknown</c>; also the key of the text in the room's resources.</param>
/// <param name="Message">English technical message.</param>
/// <param name="Line">Line, from 1. In a decision model: of the XML file. 0 if there is no place.</param>
/// <param name="Column">Column, from 1, in UTF-16 units. 0 if there is no place.</param>
public sealed record FeelProblem(string Code, string Message, int Line, int Column)
{
    /// <summary>Values that the texts of the resources name.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>In a decision model: id (or name, where there is no id) of the element concerned.</summary>
    public string? ElementId { get; init; }

    /// <summary>Message in the language of the culture: Vietnamese, or English for <c>en</c>.</summary>
    public string MessageIn(CultureInfo culture) => ProblemTexts.Text(Code, culture, Arguments);
}
