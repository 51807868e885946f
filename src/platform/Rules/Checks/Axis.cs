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
    private (int From, int To)[]?[] spans = [];
    private bool known = true;
    private bool listed;

    private Axis()
    {
    }

    /// <summary>How many parts there are; at least one.</summary>
    internal int Count => parts.Count;

    /// <param name="label">What the column is called.</param>
    /// <param name="cells">Its cells by row.</param>
    /// <param name="allowed">Its allowed values, or null.</param>
    internal static Axis Of(string label, Cell[] cells, Cell? allowed)
    {
        var axis = new Axis { Label = label, listed = allowed is not null };
        Cell[] told = [.. cells.Concat(allowed is null ? [] : [allowed]).Where(cell => !cell.IsOpaque)];
        List<object> values = [.. told.SelectMany(cell => cell.Bounds).Distinct()];
        var places = new Places(values);
        if (values.Count == 0 || !values.TrueForAll(value => value.GetType() == values[0].GetType())) axis.known = false;
        else if (values[0] is bool) places.Add(axis.parts, [true, false], between: false);
        else if (values[0] is string && !Array.Exists(told, cell => cell.Orders)) places.Add(axis.parts, values, between: false);
        else axis.known = places.Sort() && places.Add(axis.parts, values, between: true);
        if (axis.known && values[0] is string && axis.parts.TrueForAll(part => part.IsPoint)) axis.parts.Add(new(null, null, false));
        axis.spans = [.. cells.Select(cell => cell.IsAny ? axis.All : cell.IsOpaque || !axis.known ? null : axis.Spans(cell, places))];
        // Values that are not allowed need no answer.
        if (axis.known && allowed is { IsOpaque: false }) axis.Keep(allowed.IsAny ? axis.All : axis.Spans(allowed, places));
        if (axis.parts.Count == 0) axis.known = false;
        if (!axis.known)
        {
            axis.parts.Clear();
            axis.parts.Add(new(null, null, false));
            axis.spans = [.. cells.Select(cell => cell.IsAny ? axis.All : null)];
        }

        return axis;
    }

    internal string Label { get; private init; } = "";

    /// <summary>The parts for whose values a row's cell holds, from part to part in their order; null where nobody knows.</summary>
    internal IReadOnlyList<(int From, int To)>? Spans(int row) => spans[row];

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

    private (int From, int To)[] All => [(0, parts.Count - 1)];

    private (int From, int To)[] Spans(Cell cell, Places places)
    {
        var found = new List<(int From, int To)>();
        foreach (var range in cell.Ranges)
        {
            var from = range.Start is null ? 0 : places[range.Start] + (range.StartIncluded ? 0 : 1);
            var to = range.End is null ? parts.Count - 1 : places[range.End] - (range.EndIncluded ? 0 : 1);
            if (from <= to) found.Add((from, to));
        }

        found.Sort();
        return cell.IsNegated ? [.. Between(found)] : [.. Joined(found)];
    }

    private static IEnumerable<(int From, int To)> Joined(List<(int From, int To)> spans)
    {
        for (var i = 0; i < spans.Count; i++)
        {
            var (from, to) = spans[i];
            while (i + 1 < spans.Count && spans[i + 1].From <= to + 1) to = Math.Max(to, spans[++i].To);
            yield return (from, to);
        }
    }

    private IEnumerable<(int From, int To)> Between(List<(int From, int To)> spans)
    {
        var next = 0;
        foreach (var (from, to) in Joined(spans))
        {
            if (from > next) yield return (next, from - 1);
            next = to + 1;
        }

        if (next < parts.Count) yield return (next, parts.Count - 1);
    }

    /// <summary>Leaves only some of the parts.</summary>
    private void Keep((int From, int To)[] kept)
    {
        // How many of the parts before each are kept.
        var before = new int[parts.Count + 1];
        foreach (var (from, to) in kept) Array.Fill(before, 1, from + 1, to - from + 1);
        for (var i = 1; i < before.Length; i++) before[i] += before[i - 1];
        var left = kept.SelectMany(span => parts.GetRange(span.From, span.To - span.From + 1)).ToList();
        parts.Clear();
        parts.AddRange(left);
        spans = Array.ConvertAll(spans, row => row is null ? null : Array.FindAll(Array.ConvertAll(row, span => (From: before[span.From], To: before[span.To + 1] - 1)), span => span.From <= span.To));
    }

    /// <summary>At which part each of the named values stands.</summary>
    private sealed class Places(List<object> values)
    {
        private readonly Dictionary<object, int> places = [];

        internal int this[object value] => places[value];

        /// <summary>Puts the values in their order; false where some have none.</summary>
        internal bool Sort()
        {
            values.Sort((a, b) => FeelComparison.Compare(a, b) ?? 0);
            for (var i = 1; i < values.Count; i++)
            {
                if (FeelComparison.Compare(values[i - 1], values[i]) is not <= 0) return false;
            }

            return true;
        }

        /// <summary>Makes a part of each value, and one of each stretch between two.</summary>
        internal bool Add(List<Part> parts, List<object> points, bool between)
        {
            if (between) parts.Add(new(null, points[0], false));
            for (var i = 0; i < points.Count; i++)
            {
                var next = i + 1 < points.Count ? points[i + 1] : null;
                if (i == 0 || FeelComparison.Compare(points[i - 1], points[i]) != 0) parts.Add(new(points[i], points[i], true));
                places[points[i]] = parts.Count - 1;
                // Between two days that follow each other lies nothing, and between two ways to write one value.
                if (!between || (points[i] is DateOnly day && next is DateOnly following && day.AddDays(1) == following) || (next is not null && FeelComparison.Compare(points[i], next) == 0)) continue;
                parts.Add(new(points[i], next, false));
            }

            return true;
        }
    }
}
