using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Checks;

/// <summary>
/// The values of an input column, cut into parts that no cell tells apart: the values that cells name, what lies between them, and of texts all others together.
/// </summary>
internal sealed class Axis
{
    /// <summary>A part: one value, or the open stretch between two; of texts and truths "any other" has no ends.</summary>
    private readonly record struct Part(object? Low, object? High, bool IsPoint);

    private readonly List<Part> parts = [];
    private readonly Cell[] cells;
    private bool known = true;
    private bool listed;

    private Axis(Cell[] cells) => this.cells = cells;

    /// <summary>How many parts there are; at least one.</summary>
    internal int Count => parts.Count;

    /// <param name="label">What the column is called.</param>
    /// <param name="cells">Its cells by row.</param>
    /// <param name="allowed">Its allowed values, or null.</param>
    internal static Axis Of(string label, Cell[] cells, Cell? allowed)
    {
        var axis = new Axis(cells) { Label = label, listed = allowed is not null };
        Cell[] told = [.. cells.Concat(allowed is null ? [] : [allowed]).Where(cell => !cell.IsOpaque)];
        List<object> values = [.. told.SelectMany(cell => cell.Bounds).Distinct()];
        if (values.Count == 0 || !values.TrueForAll(value => value.GetType() == values[0].GetType())) axis.known = false;
        else if (values[0] is bool) axis.parts.AddRange([new(true, true, true), new(false, false, true)]);
        else if (values[0] is string && !Array.Exists(told, cell => cell.Orders)) axis.Texts(values);
        else axis.Line(values);
        // Values that are not allowed need no answer.
        if (allowed is { IsOpaque: false }) axis.parts.RemoveAll(part => !Holds(allowed, part));
        if (axis.parts.Count == 0) axis.known = false;
        if (!axis.known) axis.parts.Add(new(null, null, false));
        return axis;
    }

    internal string Label { get; private init; } = "";

    /// <summary>Whether a row's cell holds for all values of a part, for none, or nobody knows (null).</summary>
    internal bool? Holds(int row, int part) => cells[row].IsAny ? true : cells[row].IsOpaque || !known ? null : Holds(cells[row], parts[part]);

    /// <summary>Whether a part is "any other text" of a column that does not list its values: whether there are others nobody says.</summary>
    internal bool IsOpen(int part) => known && !listed && parts[part] is { Low: null, High: null };

    /// <summary>A part in words, as an example.</summary>
    internal string Describe(int part)
    {
        if (!known) return "";
        var (low, high, isPoint) = parts[part];
        if (isPoint) return $"{Label} = {Text(low)}";
        return (low, high) switch
        {
            (null, null) => $"{Label} ≠ {string.Join(", ", parts.Where(p => p.IsPoint).Select(p => Text(p.Low)))}",
            (null, _) => $"{Label} < {Text(high)}",
            (_, null) => $"{Label} > {Text(low)}",
            _ => $"{Text(low)} < {Label} < {Text(high)}",
        };
    }

    private static string Text(object? value) => value is string text ? FeelText.Quote(text) : FeelText.Write(value, new Session(DateTimeOffset.UnixEpoch));

    private void Texts(List<object> values)
    {
        foreach (var value in values) parts.Add(new(value, value, true));
        parts.Add(new(null, null, false));
    }

    private void Line(List<object> values)
    {
        values.Sort((a, b) => FeelComparison.Compare(a, b) ?? 0);
        parts.Add(new(null, values[0], false));
        for (var i = 0; i < values.Count; i++)
        {
            parts.Add(new(values[i], values[i], true));
            var next = i + 1 < values.Count ? values[i + 1] : null;
            // Between two days that follow each other lies nothing.
            if (values[i] is DateOnly day && next is DateOnly following && day.AddDays(1) == following) continue;
            parts.Add(new(values[i], next, false));
        }
    }

    private static bool Holds(Cell cell, Part part) => cell.IsAny || cell.Ranges.Exists(range => Within(range, part)) != cell.IsNegated;

    private static bool Within(FeelRange range, Part part)
    {
        if (part is { Low: null, High: null }) return false;
        if (part.Low is bool or string && range.Start is bool or string && range.IsPoint) return part.IsPoint && part.Low.Equals(range.Start);
        if (part.IsPoint) return FeelComparison.Contains(range, part.Low) == true;
        // Ends of stretches are ends of ranges, so a stretch lies inside or outside as a whole.
        var above = range.Start is null || (part.Low is not null && FeelComparison.Compare(part.Low, range.Start) >= 0);
        var below = range.End is null || (part.High is not null && FeelComparison.Compare(part.High, range.End) <= 0);
        return above && below;
    }
}
