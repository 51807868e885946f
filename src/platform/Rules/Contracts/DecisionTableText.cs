using System.Globalization;

namespace VanLang.Rules.Contracts;

/// <summary>A decision table as people read it: its texts, row by row.</summary>
/// <param name="Decision">Name of the decision that the table belongs to.</param>
/// <param name="Label">What the file calls it for people.</param>
/// <param name="Inputs">Input columns.</param>
/// <param name="Rows">Rows in the order of the file.</param>
public sealed record DecisionTableText(string Decision, PlainLabel Label, IReadOnlyList<TableColumnText> Inputs, IReadOnlyList<TableRowText> Rows)
{
    private readonly FeelExpression?[] columns = [.. Inputs.Select(input => FeelExpression.Compile(input.Expression).Expression)];

    /// <summary>
    /// The rows that may match where some inputs are known and the others are not: what a column tests is looked at where it needs nothing but the known values.
    /// </summary>
    /// <param name="known">Values of some input data by name.</param>
    /// <param name="now">What <c>now()</c> gives.</param>
    public IReadOnlyList<TableRowText> RowsFor(IReadOnlyDictionary<string, object?> known, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(known);
        FeelScope scope = new(known, now);
        object?[] values = [.. columns.Select(column => Knows(column, known) ? column!.Evaluate(scope).Value : null)];
        return [.. Rows.Where(row => row.Tests.Index().All(test =>
            values[test.Index] is not { } value
            || FeelExpression.CompileUnaryTests(test.Item).Expression is not { } cell
            || !Knows(cell, known)
            || cell.Evaluate(scope with { Input = value }).IsTrue))];
    }

    private static bool Knows(FeelExpression? text, IReadOnlyDictionary<string, object?> known) => text is not null && text.Names.All(known.ContainsKey);
}

/// <summary>An input column.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Expression">FEEL of the value that is tested.</param>
/// <param name="Allowed">FEEL of the allowed values, or null.</param>
public sealed record TableColumnText(string Label, string Expression, string? Allowed);

/// <summary>A row.</summary>
/// <param name="Id">Id in the file, or <c>rule-N</c>.</param>
/// <param name="Number">From 1.</param>
/// <param name="Tests">FEEL of the input cells.</param>
/// <param name="Values">FEEL of the output cells by the name of the column; of an only column without a name that of the decision.</param>
/// <param name="Citation">Legal basis, or null.</param>
/// <param name="Words">The case in words, or null.</param>
public sealed record TableRowText(string Id, int Number, IReadOnlyList<string> Tests, IReadOnlyDictionary<string, string> Values, string? Citation, PlainLabel? Words);

/// <summary>Words of a decision file for people.</summary>
/// <param name="Vi">Vietnamese.</param>
/// <param name="En">English, or null.</param>
public sealed record PlainLabel(string Vi, string? En)
{
    /// <summary>In the language of the culture; Vietnamese where there is no English.</summary>
    public string In(CultureInfo culture) => culture?.TwoLetterISOLanguageName == "en" && En is { } english ? english : Vi;
}
