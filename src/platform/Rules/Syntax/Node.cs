using VanLang.Rules.Contracts;
using VanLang.Rules.Values;

namespace VanLang.Rules.Syntax;

/// <summary>A node of the syntax tree.</summary>
/// <param name="At">Offset of its first character, or of its operator.</param>
/// <param name="Depth">Levels below and including it that a walk must recurse into; chains of one operator family count once.</param>
internal abstract record Node(int At, int Depth)
{
    internal static int Over(params ReadOnlySpan<Node?> children)
    {
        var depth = 0;
        foreach (var child in children) depth = Math.Max(depth, child?.Depth ?? 0);
        return depth + 1;
    }

    internal static int Over<T>(IEnumerable<T> items, Func<T, Node?> child, Node? further = null) =>
        items.Aggregate(further?.Depth ?? 0, (depth, item) => Math.Max(depth, child(item)?.Depth ?? 0)) + 1;
}

internal sealed record NumberNode(int At, FeelNumber Value) : Node(At, 1);

internal sealed record StringNode(int At, string Value) : Node(At, 1);

internal sealed record BooleanNode(int At, bool Value) : Node(At, 1);

internal sealed record NullNode(int At) : Node(At, 1);

/// <summary><c>@"..."</c>: a date, time, date and time or duration.</summary>
internal sealed record TemporalNode(int At, string Text, object Value) : Node(At, 1);

internal sealed record NameNode(int At, string Name) : Node(At, 1);

/// <summary>The tested value <c>?</c>.</summary>
internal sealed record InputNode(int At) : Node(At, 1);

internal sealed record NegationNode(int At, Node Operand) : Node(At, Over(Operand));

internal enum BinaryOperator
{
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

internal sealed record BinaryNode(int At, BinaryOperator Operator, Node Left, Node Right) : Node(At, ChainDepth(Operator, Left, Right))
{
    /// <summary>Whether a left operand and its parent are walked in one loop: long sums and long disjunctions then need no deep stack.</summary>
    internal static bool Chains(BinaryOperator parent, Node left) => left is BinaryNode child && Family(child.Operator) == Family(parent) && Family(parent) > 0;

    private static int ChainDepth(BinaryOperator @operator, Node left, Node right) =>
        Chains(@operator, left) ? Math.Max(left.Depth, right.Depth + 1) : Over(left, right);

    private static int Family(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Or => 1,
        BinaryOperator.And => 2,
        BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Power => 3,
        _ => 0,
    };
}

internal sealed record BetweenNode(int At, Node Value, Node Low, Node High) : Node(At, Over(Value, Low, High));

/// <summary><c>value in tests</c>; true if one of the tests holds.</summary>
internal sealed record InNode(int At, Node Value, IReadOnlyList<Node> Tests) : Node(At, Over(Tests, t => t, Value));

/// <summary><c>&lt; 10</c>, <c>!= "a"</c>: a test, and as a value a range that is open on one side.</summary>
internal sealed record ComparisonTestNode(int At, BinaryOperator Operator, Node Operand) : Node(At, Over(Operand));

internal sealed record InstanceOfNode(int At, Node Value, TypeNode Type) : Node(At, Over(Value));

internal sealed record PathNode(int At, Node Target, string Name) : Node(At, Over(Target));

internal sealed record FilterNode(int At, Node Target, Node Condition) : Node(At, Over(Target, Condition));

/// <param name="Name">Name of the parameter, or null for a positional argument.</param>
internal sealed record Argument(int At, string? Name, Node Value);

internal sealed record CallNode(int At, Node Target, IReadOnlyList<Argument> Arguments) : Node(At, Over(Arguments, a => a.Value, Target));

/// <param name="Boxed">Whether it is a boxed conditional: there a condition of another kind gives null, not the other branch.</param>
internal sealed record IfNode(int At, Node Condition, Node Then, Node Else, bool Boxed = false) : Node(At, Over(Condition, Then, Else));

/// <param name="End">End of <c>start..end</c>, or null where the domain is a list or range.</param>
internal sealed record Iterator(int At, string Name, Node Domain, Node? End);

internal sealed record ForNode(int At, IReadOnlyList<Iterator> Iterators, Node Body) : Node(At, IteratorDepth.Of(Iterators, Body));

internal sealed record QuantifiedNode(int At, bool Every, IReadOnlyList<Iterator> Iterators, Node Condition) : Node(At, IteratorDepth.Of(Iterators, Condition));

internal sealed record ListNode(int At, IReadOnlyList<Node> Items) : Node(At, Over(Items, i => i));

internal sealed record ContextEntry(int At, string Key, Node Value);

/// <param name="Result">Value of a boxed context that ends with a result; null where the context itself is the value.</param>
/// <param name="Apart">Whether entries do not see each other, as in a row of a relation.</param>
internal sealed record ContextNode(int At, IReadOnlyList<ContextEntry> Entries, Node? Result = null, bool Apart = false) : Node(At, Over(Entries, e => e.Value, Result));

internal sealed record RangeNode(int At, bool StartIncluded, Node Start, Node End, bool EndIncluded) : Node(At, Over(Start, End));

/// <param name="Type">Type as written in a text, or null.</param>
/// <param name="Known">Type that a file gives, or null.</param>
internal sealed record Parameter(int At, string Name, TypeNode? Type, FeelType? Known = null);

/// <param name="Result">Type the result must fit, or null.</param>
internal sealed record FunctionNode(int At, IReadOnlyList<Parameter> Parameters, Node Body, FeelType? Result = null) : Node(At, Over(Body));

/// <summary>A part that stands in another text, or elsewhere in the file, than what surrounds it: its problems are located there.</summary>
internal sealed record PlacedNode(Source Source, Node Inner) : Node(0, Over(Inner));

/// <summary>Content of an input cell.</summary>
/// <param name="Tests">Empty for <c>-</c>.</param>
internal sealed record UnaryTestsNode(int At, bool Negated, IReadOnlyList<Node> Tests) : Node(At, Over(Tests, t => t));

/// <summary>A type as written: <c>list&lt;number&gt;</c>, <c>context&lt;a: string&gt;</c>, <c>function&lt;number&gt; -&gt; string</c>.</summary>
/// <param name="Arguments">Type arguments; of a function the parameters; of a context the entries, with <paramref name="Names"/>.</param>
internal sealed record TypeNode(int At, string Name, IReadOnlyList<TypeNode> Arguments, IReadOnlyList<string> Names, TypeNode? Result);

file static class IteratorDepth
{
    internal static int Of(IReadOnlyList<Iterator> iterators, Node body) =>
        iterators.Aggregate(body.Depth, (depth, iterator) => Math.Max(depth, Math.Max(iterator.Domain.Depth, iterator.End?.Depth ?? 0))) + iterators.Count;
}
