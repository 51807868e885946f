using VanLang.Rules.Contracts;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>Unary tests and <c>in</c>: a value against tests (DMN 1.5 §7.3.2 and §10.3.2.8).</summary>
internal sealed partial class Compiler
{
    private Compiled UnaryTests(UnaryTestsNode node)
    {
        var input = Input().Run;
        return CellTest(node, FeelKind.Any) is { } test ? new(frame => Truth.Of(test(frame, input(frame))), FeelKind.Boolean | FeelKind.Null) : Constant(Truth.Of(true), FeelKind.Boolean);
    }

    /// <summary>Content of an input cell; null for a dash, which every value passes.</summary>
    private Test? CellTest(UnaryTestsNode node, FeelKind tested)
    {
        if (node.Tests.Count == 0) return null;
        var any = AnyOf(node.Tests, tested);
        return node.Negated ? (frame, value) => !any(frame, value) : any;
    }

    private Compiled In(InNode node)
    {
        var value = Compile(node.Value);
        var slot = unit.NewSlot();
        unit.Scope = new InputScope(unit.Scope, slot);
        var any = AnyOf(node.Tests, value.Kind);
        unit.Scope = unit.Scope.Outer;
        unit.NextSlot--;
        var run = value.Run;
        return new(
            frame =>
            {
                var tested = run(frame);
                frame.Locals[slot] = tested;
                return Truth.Of(any(frame, tested));
            },
            FeelKind.Boolean | FeelKind.Null);
    }

    private Test AnyOf(IReadOnlyList<Node> nodes, FeelKind tested)
    {
        var tests = new Test[nodes.Count];
        for (var i = 0; i < tests.Length; i++) tests[i] = TestOf(nodes[i], tested);
        if (tests.Length == 1) return tests[0];
        return (frame, value) =>
        {
            bool? result = false;
            foreach (var test in tests)
            {
                var held = test(frame, value);
                if (held == true) return true;
                result = held is null ? null : result;
            }

            return result;
        };
    }

    private Test TestOf(Node node, FeelKind tested)
    {
        if (node is ComparisonTestNode comparison) return Comparison(comparison, tested);
        var code = Compile(node);
        var run = code.Run;
        if (ReadsInput(node)) return (frame, _) => run(frame) as bool?;
        // A test such as "count(errors) > 0" decides by itself, whatever is tested; a literal is always compared.
        var decides = node is BinaryNode or CallNode or InNode or BetweenNode or QuantifiedNode && (code.Kind & ~FeelKind.Null) == FeelKind.Boolean;
        CheckTested(node, tested, code.Kind);
        if (node is NullNode) return (_, value) => value is null;
        if (code.IsConstant && Known(node, code.Value) is { } known) return known;
        var range = node is RangeNode;
        return (frame, value) =>
        {
            var test = run(frame);
            if (decides && test is bool truth && value is not (null or bool)) return truth;
            return range && test is null ? null : Matches(frame, node.At, value, test);
        };
    }

    /// <summary>Tests against a value that is known already, the usual content of a table, without asking for its kind each time.</summary>
    private Test? Known(Node node, object? test) => test switch
    {
        FeelNumber number => (frame, value) => value is FeelNumber tested ? tested == number : Matches(frame, node.At, value, test),
        string text => (frame, value) => value is string tested ? tested == text : Matches(frame, node.At, value, test),
        FeelRange { Start: FeelNumber start, End: FeelNumber end } range => (frame, value) =>
        {
            if (value is not FeelNumber tested) return Matches(frame, node.At, value, range);
            var (low, high) = (tested.CompareTo(start), tested.CompareTo(end));
            return (range.StartIncluded ? low >= 0 : low > 0) && (range.EndIncluded ? high <= 0 : high < 0);
        },
        FeelRange { Start: DateOnly start, End: DateOnly end } range => (frame, value) =>
            value is DateOnly tested
                ? (range.StartIncluded ? tested >= start : tested > start) && (range.EndIncluded ? tested <= end : tested < end)
                : Matches(frame, node.At, value, range),
        _ => null,
    };

    private Test? Known(ComparisonTestNode node, object? bound)
    {
        var @operator = node.Operator;
        return bound switch
        {
            FeelNumber number => (frame, value) => value is FeelNumber tested ? Holds(@operator, tested.CompareTo(number)) : Ordered(frame, node, value, bound),
            DateOnly date => (frame, value) => value is DateOnly tested ? Holds(@operator, tested.CompareTo(date)) : Ordered(frame, node, value, bound),
            _ => null,
        };
    }

    private bool? Ordered(Frame frame, ComparisonTestNode node, object? value, object? bound)
    {
        if (FeelComparison.Compare(value, bound) is { } order) return Holds(node.Operator, order);
        Incomparable(frame, node.At, node.Operator, value, bound);
        return null;
    }

    private Test Comparison(ComparisonTestNode node, FeelKind tested)
    {
        var operand = Compile(node.Operand);
        CheckComparable(node.At, node.Operator, tested, operand.Kind);
        var (run, @operator) = (operand.Run, node.Operator);
        if (@operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            return (frame, value) =>
            {
                var other = run(frame);
                if (FeelComparison.Equal(value, other, frame.Session) is { } equal) return equal == (@operator == BinaryOperator.Equal);
                Incomparable(frame, node.At, @operator, value, other);
                return null;
            };
        }

        if (operand.IsConstant && Known(node, operand.Value) is { } known) return known;
        return (frame, value) => Ordered(frame, node, value, run(frame));
    }

    private bool? Matches(Frame frame, int at, object? value, object? test)
    {
        switch (test)
        {
            case FeelRange range:
                if (value is FeelRange other) return FeelComparison.Equal(value, other, frame.Session);
                if (FeelComparison.Contains(range, value) is { } inside) return inside;
                Incomparable(frame, at, BinaryOperator.LessOrEqual, value, range.Start ?? range.End);
                return null;
            case FeelList list:
                if (value is FeelList && FeelComparison.Equal(value, list, frame.Session) == true) return true;
                foreach (var item in list.Items)
                {
                    frame.Session.Spend();
                    if (item is FeelRange within && value is not FeelRange ? FeelComparison.Contains(within, value) == true
                        : item is FeelList inner && value is not FeelList ? Matches(frame, at, value, inner) == true
                        : FeelComparison.Equal(value, item, frame.Session) == true) return true;
                }

                return false;
            default:
                if (FeelComparison.Equal(value, test, frame.Session) is { } equal) return equal;
                Incomparable(frame, at, BinaryOperator.Equal, value, test);
                return null;
        }
    }

    private void CheckTested(Node node, FeelKind tested, FeelKind test)
    {
        const FeelKind direct = FeelKind.List | FeelKind.Range | FeelKind.Boolean;
        if ((test & direct) == 0) CheckComparable(node.At, BinaryOperator.Equal, tested, test);
    }

    /// <summary>Whether a tree holds the <c>?</c> that these tests bind, not one behind a further <c>in</c>.</summary>
    private static bool ReadsInput(Node node) => node switch
    {
        InputNode => true,
        NegationNode n => ReadsInput(n.Operand),
        BinaryNode n => ReadsInputInChain(n),
        BetweenNode n => ReadsInput(n.Value) || ReadsInput(n.Low) || ReadsInput(n.High),
        InNode n => ReadsInput(n.Value),
        ComparisonTestNode n => ReadsInput(n.Operand),
        InstanceOfNode n => ReadsInput(n.Value),
        PathNode n => ReadsInput(n.Target),
        FilterNode n => ReadsInput(n.Target) || ReadsInput(n.Condition),
        CallNode n => ReadsInput(n.Target) || n.Arguments.Any(argument => ReadsInput(argument.Value)),
        IfNode n => ReadsInput(n.Condition) || ReadsInput(n.Then) || ReadsInput(n.Else),
        ForNode n => n.Iterators.Any(ReadsInput) || ReadsInput(n.Body),
        QuantifiedNode n => n.Iterators.Any(ReadsInput) || ReadsInput(n.Condition),
        ListNode n => n.Items.Any(ReadsInput),
        ContextNode n => n.Entries.Any(entry => ReadsInput(entry.Value)),
        RangeNode n => ReadsInput(n.Start) || ReadsInput(n.End),
        FunctionNode n => ReadsInput(n.Body),
        PlacedNode n => ReadsInput(n.Inner),
        _ => false,
    };

    private static bool ReadsInput(Iterator iterator) => ReadsInput(iterator.Domain) || (iterator.End is { } end && ReadsInput(end));

    private static bool ReadsInputInChain(BinaryNode node)
    {
        var (first, rest) = Chain(node);
        return ReadsInput(first) || rest.Exists(step => ReadsInput(step.Right));
    }
}
