using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.BuiltIns;

/// <summary>
/// How points and ranges lie to each other (DMN 1.5 §10.3.4.8, table 78), and <c>range</c> from text. A point counts as the range of itself.
/// </summary>
internal static class RangeFunctions
{
    internal static void AddTo(BuiltInTable table)
    {
        Pair(table, "before", "point1: point|range", "point2: point|range", Before);
        Pair(table, "after", "point1: point|range", "point2: point|range", (a, b) => Before(b, a));
        Pair(table, "meets", "range1: range", "range2: range", Meets);
        Pair(table, "met by", "range1: range", "range2: range", (a, b) => Meets(b, a));
        Pair(table, "overlaps", "range1: range", "range2: range", (a, b) => Not(Before(a, b)) & Not(Before(b, a)));
        Pair(table, "overlaps before", "range1: range", "range2: range", OverlapsBefore);
        Pair(table, "overlaps after", "range1: range", "range2: range", (a, b) => OverlapsBefore(b, a));
        Pair(table, "finishes", "point: point|range", "range: range", Finishes);
        Pair(table, "finished by", "range: range", "point: point|range", (a, b) => Finishes(b, a));
        Pair(table, "includes", "range: range", "point: point|range", Includes);
        Pair(table, "during", "point: point|range", "range: range", (a, b) => Includes(b, a));
        Pair(table, "starts", "point: point|range", "range: range", Starts);
        Pair(table, "started by", "range: range", "point: point|range", (a, b) => Starts(b, a));
        Pair(table, "coincides", "point1: point|range", "point2: point|range", (a, b) => CompareStarts(a, b) is { } s && CompareEnds(a, b) is { } e ? s == 0 && e == 0 : null);
        table.Add("range(from: string): range", FromText);
    }

    private static void Pair(BuiltInTable table, string name, string first, string second, Func<FeelRange, FeelRange, bool?> relation) =>
        table.Add($"{name}({first}, {second}): boolean", (call, a) => relation(AsRange(a[0]), AsRange(a[1])) is { } holds
            ? holds
            : call.Warn("feel.type.comparison", name, FeelKinds.Name(FeelKinds.Of(a[0])), FeelKinds.Name(FeelKinds.Of(a[1]))));

    private static FeelRange AsRange(object? value) => value as FeelRange ?? new FeelRange(value, true, value, true);

    private static bool? Not(bool? value) => !value;

    /// <summary>Order of two starts; an open end of the number line comes first, an included start before an excluded one.</summary>
    private static int? CompareStarts(FeelRange a, FeelRange b)
    {
        if (a.Start is null || b.Start is null) return (a.Start is null ? 0 : 1) - (b.Start is null ? 0 : 1);
        var order = FeelComparison.Compare(a.Start, b.Start);
        return order == 0 ? (a.StartIncluded ? 0 : 1) - (b.StartIncluded ? 0 : 1) : order;
    }

    private static int? CompareEnds(FeelRange a, FeelRange b)
    {
        if (a.End is null || b.End is null) return (b.End is null ? 0 : 1) - (a.End is null ? 0 : 1);
        var order = FeelComparison.Compare(a.End, b.End);
        return order == 0 ? (a.EndIncluded ? 1 : 0) - (b.EndIncluded ? 1 : 0) : order;
    }

    private static bool? Before(FeelRange a, FeelRange b)
    {
        if (a.End is null || b.Start is null) return false;
        return FeelComparison.Compare(a.End, b.Start) is { } order ? order < 0 || (order == 0 && !(a.EndIncluded && b.StartIncluded)) : null;
    }

    private static bool? Meets(FeelRange a, FeelRange b)
    {
        if (a.End is null || b.Start is null) return false;
        return FeelComparison.Compare(a.End, b.Start) is { } order ? order == 0 && a.EndIncluded && b.StartIncluded : null;
    }

    private static bool? OverlapsBefore(FeelRange a, FeelRange b) =>
        CompareStarts(a, b) is { } starts && CompareEnds(a, b) is { } ends && Before(a, b) is { } before
            ? !before && starts < 0 && ends <= 0
            : null;

    private static bool? Finishes(FeelRange a, FeelRange b) =>
        CompareStarts(a, b) is { } starts && CompareEnds(a, b) is { } ends ? ends == 0 && starts >= 0 : null;

    private static bool? Includes(FeelRange a, FeelRange b) =>
        CompareStarts(a, b) is { } starts && CompareEnds(a, b) is { } ends ? starts <= 0 && ends >= 0 : null;

    private static bool? Starts(FeelRange a, FeelRange b) =>
        CompareStarts(a, b) is { } starts && CompareEnds(a, b) is { } ends ? starts == 0 && ends <= 0 : null;

    /// <summary>Only a range of literals: a text is no place to compute in.</summary>
    private static object? FromText(BuiltInCall call, object?[] a)
    {
        var text = (string)a[0]!;
        var source = new Source(text);
        var node = Parser.ParseExpression(source, new NameTable(BuiltInCatalogue.Names), []) as RangeNode;
        if (node is null || Literal(node.Start) is not { } start || Literal(node.End) is not { } end || FeelComparison.Compare(start, end) is not <= 0)
        {
            return call.Warn("feel.range.text", text);
        }

        return new FeelRange(start, node.StartIncluded, end, node.EndIncluded);

        object? Literal(Node end) => end switch
        {
            NumberNode number => number.Value,
            StringNode value => value.Value,
            TemporalNode temporal => temporal.Value,
            NegationNode { Operand: NumberNode number } => -number.Value,
            CallNode { Target: NameNode { Name: "date" or "time" or "date and time" or "duration" } name, Arguments: [{ Value: StringNode value }] } =>
                BuiltInCatalogue.Find(name.Name)!.Invoke(call.Session, call.Source, call.At, [value.Value]),
            _ => null,
        };
    }
}
