using VanLang.Rules.Contracts;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>Unary tests and <c>in</c>: a value against tests (DMN 1.5 §7.3.2 and §10.3.2.8).</summary>
internal sealed partial class Compiler
{
    /// <summary>True, false, or null where the test cannot tell.</summary>
    private delegate bool? Test(Frame frame, object? value);

    private Compiled UnaryTests(UnaryTestsNode node)
    {
        if (node.Tests.Count == 0) return Constant(true, FeelKind.Boolean);
        var input = Input().Run;
        var any = AnyOf(node.Tests, FeelKind.Any);
        if (!node.Negated) return new(frame => any(frame, input(frame)), FeelKind.Boolean | FeelKind.Null);
        return new(frame => any(frame, input(frame)) is { } held ? !held : null, FeelKind.Boolean | FeelKind.Null);
    }

    private Compiled In(InNode node)
    {
        var value = Compile(node.Value);
        var slot = NewSlot();
        scope = new InputScope(scope, slot);
        var any = AnyOf(node.Tests, value.Kind);
        scope = scope.Outer;
        nextSlot--;
        var run = value.Run;
        return new(
            frame =>
            {
                var tested = run(frame);
                frame.Locals[slot] = tested;
                return any(frame, tested);
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
        var range = node is RangeNode;
        return (frame, value) =>
        {
            var test = run(frame);
            if (decides && test is bool truth && value is not (null or bool)) return truth;
            return range && test is null ? null : Matches(frame, node.At, value, test);
        };
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

        return (frame, value) =>
        {
            var other = run(frame);
            if (FeelComparison.Compare(value, other) is { } order) return Holds(@operator, order);
            Incomparable(frame, node.At, @operator, value, other);
            return null;
        };
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
        _ => false,
    };

    private static bool ReadsInput(Iterator iterator) => ReadsInput(iterator.Domain) || (iterator.End is { } end && ReadsInput(end));

    private static bool ReadsInputInChain(BinaryNode node)
    {
        var (first, rest) = Chain(node);
        return ReadsInput(first) || rest.Exists(step => ReadsInput(step.Right));
    }
}
