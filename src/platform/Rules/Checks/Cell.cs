using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Checks;

/// <summary>An input cell as the ranges of values that pass it.</summary>
/// <param name="ranges">The ranges; a single value is the range from it to itself.</param>
internal sealed class Cell(List<FeelRange> ranges)
{
    /// <summary>Whether something in it is computed, so that nothing is known of what passes.</summary>
    internal bool IsOpaque { get; private init; }

    /// <summary>Whether everything passes.</summary>
    internal bool IsAny { get; private init; }

    /// <summary>Whether what lies outside the ranges passes.</summary>
    internal bool IsNegated { get; private init; }

    internal List<FeelRange> Ranges => ranges;

    /// <summary>Whether it asks for an order, not only for equality.</summary>
    internal bool Orders => ranges.Exists(range => !range.IsPoint);

    /// <summary>Values at which it may begin or end to hold.</summary>
    internal IEnumerable<object> Bounds => ranges.SelectMany(range => new[] { range.Start, range.End }).OfType<object>();

    internal static Cell Of(PlacedNode placed)
    {
        var tests = (UnaryTestsNode)placed.Inner;
        if (tests.Tests.Count == 0) return new([]) { IsAny = true };
        var ranges = new List<FeelRange>();
        foreach (var test in tests.Tests)
        {
            // A missing value is no value of the column: it needs no answer of its own.
            if (test is NullNode) continue;
            if (RangeOf(test, placed.Source) is not { } range) return new([]) { IsOpaque = true };
            ranges.Add(range);
        }

        return new(ranges) { IsNegated = tests.Negated };
    }

    private static FeelRange? RangeOf(Node test, Source source)
    {
        switch (test)
        {
            case ComparisonTestNode { Operator: BinaryOperator.NotEqual }:
                return null;
            case ComparisonTestNode comparison:
                return Compiler.ConstantOf(comparison.Operand, source) is { } bound && FeelKinds.Of(bound) is not (FeelKind.List or FeelKind.Context or FeelKind.Range)
                    ? comparison.Operator switch
                    {
                        BinaryOperator.Less => new(null, false, bound, false),
                        BinaryOperator.LessOrEqual => new(null, false, bound, true),
                        BinaryOperator.Greater => new(bound, false, null, false),
                        BinaryOperator.GreaterOrEqual => new(bound, true, null, false),
                        _ => Point(bound),
                    }
                    : null;
            default:
                return Compiler.ConstantOf(test, source) switch
                {
                    FeelRange range => range,
                    null or FeelList or FeelContext => null,
                    var value => Point(value),
                };
        }
    }

    private static FeelRange Point(object value) => new(value, true, value, true) { IsPoint = true };
}
