using System.Globalization;
using VanLang.Rules.Checks;
using VanLang.Rules.Decisions;

namespace VanLang.Rules.Contracts;

/// <summary>
/// Looks over the tables of a model without running them: rows that overlap where only one may match, values that no row answers, rows that nothing reaches, rows
/// without a citation. Only what is certain is reported: a cell that computes something may match anything.
/// </summary>
public static class DecisionCheck
{
    /// <summary>
    /// What is wrong, by table: <c>dmn.check.overlap</c>, <c>dmn.check.gap</c>, <c>dmn.check.unreachable</c>, <c>dmn.check.citation</c>, each with an example of input
    /// values where there is one; <c>dmn.check.large</c> where a table is too large to be looked over in full.
    /// </summary>
    public static IReadOnlyList<FeelProblem> Of(DecisionModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.File is null ? [] : [.. model.File.Tables.SelectMany(table => new TableCheck(table).Run())];
    }

    /// <summary>
    /// <c>dmn.day</c> where the file names another first day (attribute <c>validFrom</c> of whatever namespace) than the one it is to hold from: two days would be two periods.
    /// </summary>
    /// <param name="day">First legal day it is to have.</param>
    public static IEnumerable<FeelProblem> Day(DecisionModel model, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(model);
        string wanted = day.ToString("O", CultureInfo.InvariantCulture);
        if (model.File?.Root is { } root && root.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "validFrom") is { } found && found.Value != wanted)
            yield return root.Problem("dmn.day", found.Value, wanted);
    }
}
