using System.Globalization;

namespace VanLang.Processes.Contracts;

/// <summary>Why an instance cannot go to another version.</summary>
/// <param name="Code">Stable code, <c>migration.no-image</c>; also the key of the text in the room's resources.</param>
/// <param name="NodeId">The node or flow.</param>
/// <param name="Image">What would take it over, where that does not fit.</param>
public sealed record MigrationProblem(string Code, string NodeId, string? Image = null)
{
    /// <summary>The reason for people, in the language of the culture.</summary>
    public string TextIn(CultureInfo culture) => ProcessTexts.Format(Code, culture, [NodeId, Image ?? NodeId]);

    /// <summary>All reasons in one line.</summary>
    public static string TextOf(IEnumerable<MigrationProblem> problems, CultureInfo culture) => string.Join(" ", problems.Select(problem => problem.TextIn(culture)));
}
