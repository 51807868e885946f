using System.Runtime.InteropServices;
using VanLang.Rules.Contracts;
using VanLang.Rules.Decisions;
using VanLang.Rules.Syntax;

namespace VanLang.Rules.Checks;

/// <summary>
/// Looks over one table. Column by column the rows that can still match are narrowed for each stretch of the column's values in which no cell begins or ends; stretches
/// that leave the same rows are looked at once. What is left behind the last column is the set of rows for some combination of values. A row is written as twice its
/// number, and one more where it matches whatever else is so.
/// </summary>
internal sealed class TableCheck
{
    private const int MaxSteps = 200_000;
    private const long MaxWork = 20_000_000;
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
    private long work;

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
        Narrow(0, [.. Enumerable.Range(0, table.Rules.Count).Select(row => (row << 1) + 1)], []);
        if (IsTooLong)
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

    private bool IsTooLong => steps > MaxSteps || work > MaxWork;

    /// <param name="column">Column to look at next.</param>
    /// <param name="rows">Rows that may match.</param>
    /// <param name="path">Parts chosen so far.</param>
    private void Narrow(int column, int[] rows, List<int> path)
    {
        steps++;
        work += rows.Length;
        if (IsTooLong) return;
        if (rows.Length == 0)
        {
            if (wantsAnswer && !IsOpen(path) && gaps++ < MaxFindings) Report(table.Place, "dmn.check.gap", table.Name, Example(path));
            return;
        }

        if (column == axes.Length)
        {
            Meet(rows, path);
            return;
        }

        // Parts that leave the same rows are alike for all that follows.
        var alike = new HashSet<string>();
        foreach (var (part, left) in Stretches(axes[column], rows))
        {
            work += left.Count;
            var key = Key(left);
            if (!alike.Add(key)) continue;
            List<int> further = [.. path, part];
            if (seen.Add((column, key, IsOpen(further)))) Narrow(column + 1, [.. left], further);
        }
    }

    /// <summary>The first part of each stretch with the rows that may match in it.</summary>
    private static IEnumerable<(int Part, SortedSet<int> Rows)> Stretches(Axis axis, int[] rows)
    {
        var changes = new SortedDictionary<int, List<(int Row, bool Begins)>> { [0] = [] };
        void Change(int part, int row, bool begins)
        {
            if (part >= axis.Count) return;
            if (!changes.TryGetValue(part, out var here)) changes[part] = here = [];
            here.Add((row, begins));
        }

        foreach (var row in rows)
        {
            if (axis.Spans(row >> 1) is not { } spans)
            {
                Change(0, row & ~1, begins: true);
                continue;
            }

            foreach (var (from, to) in spans)
            {
                Change(from, row, begins: true);
                Change(to + 1, row, begins: false);
            }
        }

        var left = new SortedSet<int>();
        foreach (var (part, here) in changes)
        {
            foreach (var (row, begins) in here)
            {
                if (begins) left.Add(row);
                else left.Remove(row);
            }

            yield return (part, left);
        }
    }

    private void Meet(int[] rows, List<int> path)
    {
        var first = -1;
        foreach (var code in rows)
        {
            var row = code >> 1;
            // Behind the first row that surely matches, FIRST looks at no other.
            if (table.Policy != HitPolicy.First || first < 0) reached[row] = true;
            if ((code & 1) == 0) continue;
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

    private static string Key(SortedSet<int> rows) => string.Create(rows.Count * 2, rows, static (text, rows) =>
    {
        var numbers = MemoryMarshal.Cast<char, int>(text);
        var i = 0;
        foreach (var row in rows) numbers[i++] = row;
    });
}
