using System.Collections;
using VanLang.Rules.Contracts;
using VanLang.Rules.Decisions;
using VanLang.Rules.Syntax;

namespace VanLang.Rules.Checks;

/// <summary>
/// Looks over one table. Column by column the rows that can still match are narrowed for each part of the column's values; parts that leave the same rows are looked
/// at once. What is left behind the last column is the set of rows for some combination of values.
/// </summary>
internal sealed class TableCheck
{
    private const int MaxSteps = 200_000;
    private const long MaxCells = 20_000_000;
    private const int MaxFindings = 10;

    private readonly TableNode table;
    private readonly Axis[] axes;
    private readonly HashSet<(int Column, string Rows, bool Open)> seen = [];
    private readonly HashSet<(int, int)> overlaps = [];
    private readonly List<FeelProblem> problems = [];
    private readonly bool[] reached;
    private readonly bool wantsAnswer;
    private int gaps;
    private int steps;

    internal TableCheck(TableNode table)
    {
        this.table = table;
        reached = new bool[table.Rules.Count];
        axes = [.. table.Inputs.Select((input, column) => Axis.Of(
            input.Label, [.. table.Rules.Select(rule => Cell.Of(rule.Tests[column]))], input.Allowed is null ? null : Cell.Of(input.Allowed)))];
        // Where all matches count, none may be meant; where a default is given, it is.
        wantsAnswer = !table.Policy.GivesList() && !table.Policy.Aggregates() && table.Outputs.All(output => output.Default is null);
    }

    internal IReadOnlyList<FeelProblem> Run()
    {
        foreach (var row in table.Rules.Where(row => row.Annotation is null)) Report(row.Place, "dmn.check.citation", Name(row));
        var all = new BitArray(table.Rules.Count, true);
        if (axes.Sum(axis => (long)axis.Count) * table.Rules.Count > MaxCells) steps = MaxSteps + 1;
        else Narrow(0, all, all, []);
        if (steps > MaxSteps)
        {
            Report(table.Place, "dmn.check.large", table.Name);
            return problems;
        }

        for (var i = 0; i < reached.Length; i++)
        {
            if (!reached[i]) Report(table.Rules[i].Place, "dmn.check.unreachable", Name(table.Rules[i]));
        }

        return problems;
    }

    /// <param name="column">Column to look at next.</param>
    /// <param name="surely">Rows that match whatever else is so.</param>
    /// <param name="perhaps">Rows that may match.</param>
    /// <param name="path">Parts chosen so far.</param>
    private void Narrow(int column, BitArray surely, BitArray perhaps, List<int> path)
    {
        if (++steps > MaxSteps) return;
        if (!perhaps.HasAnySet())
        {
            if (wantsAnswer && !IsOpen(path) && gaps++ < MaxFindings) Report(table.Place, "dmn.check.gap", table.Name, Example(path));
            return;
        }

        if (column == axes.Length)
        {
            Meet(surely, perhaps, path);
            return;
        }

        // Parts that leave the same rows are alike for all that follows.
        var alike = new HashSet<string>();
        for (var part = 0; part < axes[column].Count; part++)
        {
            var (sure, may) = (new BitArray(surely), new BitArray(perhaps));
            for (var row = 0; row < table.Rules.Count; row++)
            {
                if (!may[row]) continue;
                var holds = axes[column].Holds(row, part);
                may[row] = holds != false;
                sure[row] &= holds == true;
            }

            var key = Key(sure, may);
            List<int> further = [.. path, part];
            if (!alike.Add(key) || !seen.Add((column, key, IsOpen(further)))) continue;
            Narrow(column + 1, sure, may, further);
        }
    }

    private void Meet(BitArray surely, BitArray perhaps, List<int> path)
    {
        var first = -1;
        for (var row = 0; row < table.Rules.Count; row++)
        {
            if (!perhaps[row]) continue;
            // Behind the first row that surely matches, FIRST looks at no other.
            if (table.Policy != HitPolicy.First || first < 0) reached[row] = true;
            if (!surely[row]) continue;
            if (first < 0) first = row;
            else if (table.Policy == HitPolicy.Unique && overlaps.Count < MaxFindings && overlaps.Add((first, row)))
            {
                Report(table.Rules[row].Place, "dmn.check.overlap", Name(table.Rules[first]), Name(table.Rules[row]), Example(path));
            }
        }
    }

    private bool IsOpen(List<int> path) => path.Index().Any(step => axes[step.Index].IsOpen(step.Item));

    private string Example(List<int> path)
    {
        var parts = path.Select((part, column) => axes[column].Describe(part)).Where(text => text.Length > 0);
        return string.Join(", ", parts) is { Length: > 0 } text ? text : "-";
    }

    private void Report(Source place, string code, params ReadOnlySpan<string> arguments) => problems.Add(place.Problem(code, 0, arguments));

    private static string Name(TableRow row) => $"{row.Number} ({row.Id})";

    private static string Key(BitArray surely, BitArray perhaps)
    {
        var bytes = new byte[((surely.Length + 7) / 8) * 2];
        surely.CopyTo(bytes, 0);
        perhaps.CopyTo(bytes, bytes.Length / 2);
        return Convert.ToBase64String(bytes);
    }
}
