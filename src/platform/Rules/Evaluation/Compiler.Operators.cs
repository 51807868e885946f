using VanLang.Rules.Contracts;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>Operators with two operands; chains of one family become one loop.</summary>
internal sealed partial class Compiler
{
    private Compiled Negation(NegationNode node)
    {
        var operand = Compile(node.Operand);
        var kinds = operand.Kind & (FeelKind.Number | FeelKind.Duration | FeelKind.Months);
        if (kinds == 0 && operand.Kind != FeelKind.Null) Problem(node.At, "feel.type.operand", "-", "", FeelKinds.Name(operand.Kind));
        var run = operand.Run;
        if (operand is { IsConstant: true, Value: FeelNumber number }) return Constant(-number, FeelKind.Number);
        return new(frame => Arithmetic.Negate(frame, source, node.At, run(frame)), kinds | FeelKind.Null);
    }

    private Compiled Binary(BinaryNode node) => node.Operator switch
    {
        BinaryOperator.Or => Logic(node, true),
        BinaryOperator.And => Logic(node, false),
        BinaryOperator.Equal or BinaryOperator.NotEqual => Equality(node),
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => Order(node),
        _ => Calculation(node),
    };

    private static (Node First, List<BinaryNode> Steps) Chain(BinaryNode node)
    {
        var rest = new List<BinaryNode> { node };
        while (BinaryNode.Chains(node.Operator, node.Left))
        {
            node = (BinaryNode)node.Left;
            rest.Add(node);
        }

        rest.Reverse();
        return (node.Left, rest);
    }

    private Compiled Calculation(BinaryNode node)
    {
        var (first, rest) = Chain(node);
        var start = Compile(first);
        var kind = start.Kind;
        var steps = new (int At, BinaryOperator Operator, Code Run)[rest.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            var step = rest[i];
            var right = Compile(step.Right);
            steps[i] = (step.At, step.Operator, right.Run);
            var result = Arithmetic.Result(step.Operator, kind, right.Kind);
            if (result == 0 && kind != FeelKind.Null && right.Kind != FeelKind.Null)
            {
                Problem(step.At, "feel.type.operand", Arithmetic.Symbol(step.Operator), FeelKinds.Name(kind), FeelKinds.Name(right.Kind));
            }

            kind = result | FeelKind.Null;
        }

        var run = start.Run;
        if (steps.Length == 1)
        {
            var (at, @operator, operand) = steps[0];
            return new(frame => Arithmetic.Apply(frame, source, at, @operator, run(frame), operand(frame)), kind);
        }

        return new(
            frame =>
            {
                var value = run(frame);
                foreach (var (at, @operator, operand) in steps) value = Arithmetic.Apply(frame, source, at, @operator, value, operand(frame));
                return value;
            },
            kind);
    }

    /// <summary>Three-valued: the deciding value wins over null, else null wins.</summary>
    private Compiled Logic(BinaryNode node, bool deciding)
    {
        var (first, rest) = Chain(node);
        Node[] nodes = [first, .. rest.Select(step => step.Right)];
        var operands = new (int At, Code Run)[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            var operand = Compile(nodes[i]);
            CheckTruth(nodes[i], operand);
            operands[i] = (nodes[i].At, operand.Run);
        }

        return new(
            frame =>
            {
                var unknown = false;
                foreach (var (at, run) in operands)
                {
                    var value = run(frame);
                    if (value is not bool truth)
                    {
                        unknown = true;
                        if (value is not null) frame.Session.Warn(source, at, "feel.type.condition", FeelKinds.Name(FeelKinds.Of(value)));
                    }
                    else if (truth == deciding)
                    {
                        return Truth.Of(deciding);
                    }
                }

                return unknown ? null : Truth.Of(!deciding);
            },
            FeelKind.Boolean | FeelKind.Null);
    }

    private Compiled Equality(BinaryNode node)
    {
        var (left, right) = (Compile(node.Left), Compile(node.Right));
        CheckComparable(node.At, node.Operator, left.Kind, right.Kind);
        var (a, b, negate) = (left.Run, right.Run, node.Operator == BinaryOperator.NotEqual);
        return new(
            frame =>
            {
                var (x, y) = (a(frame), b(frame));
                return FeelComparison.Equal(x, y, frame.Session) is { } equal ? Truth.Of(equal != negate) : Incomparable(frame, node.At, node.Operator, x, y);
            },
            FeelKind.Boolean | FeelKind.Null);
    }

    private Compiled Order(BinaryNode node)
    {
        var (left, right) = (Compile(node.Left), Compile(node.Right));
        CheckComparable(node.At, node.Operator, left.Kind, right.Kind);
        var (a, b, @operator) = (left.Run, right.Run, node.Operator);
        return new(
            frame =>
            {
                var (x, y) = (a(frame), b(frame));
                return FeelComparison.Compare(x, y) is { } order ? Truth.Of(Holds(@operator, order)) : Incomparable(frame, node.At, @operator, x, y);
            },
            FeelKind.Boolean | FeelKind.Null);
    }

    private Compiled Between(BetweenNode node)
    {
        var (value, low, high) = (Compile(node.Value), Compile(node.Low), Compile(node.High));
        CheckComparable(node.At, BinaryOperator.GreaterOrEqual, value.Kind, low.Kind);
        CheckComparable(node.At, BinaryOperator.LessOrEqual, value.Kind, high.Kind);
        var (run, from, to) = (value.Run, low.Run, high.Run);
        return new(
            frame =>
            {
                var (x, a, b) = (run(frame), from(frame), to(frame));
                if (FeelComparison.Compare(x, a) is not { } start) return Incomparable(frame, node.At, BinaryOperator.GreaterOrEqual, x, a);
                if (FeelComparison.Compare(x, b) is not { } end) return Incomparable(frame, node.At, BinaryOperator.LessOrEqual, x, b);
                return Truth.Of(start >= 0 && end <= 0);
            },
            FeelKind.Boolean | FeelKind.Null);
    }

    private static bool Holds(BinaryOperator @operator, int order) => @operator switch
    {
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        _ => order >= 0,
    };

    private object? Incomparable(Frame frame, int at, BinaryOperator @operator, object? left, object? right) => frame.Session.Warn(
        source, at, "feel.type.comparison", Arithmetic.Symbol(@operator), FeelKinds.Name(FeelKinds.Of(left)), FeelKinds.Name(FeelKinds.Of(right)));

    /// <summary>Reports operands that have no kind in common; null is left to the run, it may be meant.</summary>
    private void CheckComparable(int at, BinaryOperator @operator, FeelKind left, FeelKind right)
    {
        var (a, b) = (left & ~FeelKind.Null, right & ~FeelKind.Null);
        if (@operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual))
        {
            const FeelKind ordered = FeelKind.Number | FeelKind.String | FeelKind.Date | FeelKind.DateTime | FeelKind.Time | FeelKind.Duration | FeelKind.Months;
            if ((a != 0 && (a & ordered) == 0) || (b != 0 && (b & ordered) == 0))
            {
                Problem(at, "feel.type.comparison", Arithmetic.Symbol(@operator), FeelKinds.Name(left), FeelKinds.Name(right));
                return;
            }
        }

        if (a != 0 && b != 0 && (a & b) == 0) Problem(at, "feel.type.comparison", Arithmetic.Symbol(@operator), FeelKinds.Name(left), FeelKinds.Name(right));
    }
}
