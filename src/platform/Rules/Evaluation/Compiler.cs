using VanLang.Rules.Contracts;
using VanLang.Rules.Decisions;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>
/// Turns a tree into closures, once. Reports what can be known to fail before it runs: functions that do not exist,
/// arguments and operands of kinds that never fit. Code is made in any case; run, such a place warns and gives null.
/// </summary>
internal sealed partial class Compiler
{
    private readonly Source source;
    private readonly CompileUnit unit;

    private Compiler(Source source, CompileUnit unit)
    {
        this.source = source;
        this.unit = unit;
    }

    /// <param name="node">Tree of the whole text.</param>
    /// <param name="source">The text.</param>
    /// <param name="unit">Names, types and problems.</param>
    internal static CompiledText Compile(Node node, Source source, CompileUnit unit)
    {
        var code = new Compiler(source, unit).Compile(node);
        return new(source, code.Run, code.Kind, [.. unit.GlobalSlots.Keys], unit.SlotCount);
    }

    /// <summary>The value of a node that reads nothing; null where it is null or not known before it runs.</summary>
    internal static object? ConstantOf(Node node, Source source) =>
        new Compiler(source, new(new HashSet<string>(), TypeTable.BuiltIn, [], closed: true)).Compile(node) is { IsConstant: true } known ? known.Value : null;

    private Compiled Compile(Node node) => node switch
    {
        NumberNode number => Constant(number.Value, FeelKind.Number),
        StringNode text => Constant(text.Value, FeelKind.String),
        BooleanNode truth => Constant(truth.Value, FeelKind.Boolean),
        NullNode => Constant(null, FeelKind.Null),
        TemporalNode temporal => Constant(temporal.Value, FeelKinds.Of(temporal.Value)),
        NameNode name => Name(name),
        InputNode => Input(),
        NegationNode negation => Negation(negation),
        BinaryNode binary => Binary(binary),
        BetweenNode between => Between(between),
        InNode @in => In(@in),
        ComparisonTestNode test => ComparisonValue(test),
        InstanceOfNode instance => InstanceOf(instance),
        PathNode path => Path(path),
        FilterNode filter => Filter(filter),
        CallNode call => Call(call),
        IfNode @if => If(@if),
        ForNode @for => For(@for),
        QuantifiedNode quantified => Quantified(quantified),
        ListNode list => List(list),
        ContextNode context => Context(context),
        RangeNode range => Range(range),
        FunctionNode function => Function(function),
        UnaryTestsNode tests => UnaryTests(tests),
        PlacedNode placed => new Compiler(placed.Source, unit).Compile(placed.Inner),
        FittedNode fitted => Fitted(fitted),
        FailedNode => Constant(null, FeelKind.Null),
        TableNode table => Table(table),
        _ => throw new InvalidOperationException($"No code for {node.GetType().Name}."),
    };

    private static Compiled Constant(object? value, FeelKind kind) => new(_ => value, kind) { IsConstant = true, Value = value };

    private void Problem(int at, string code, params ReadOnlySpan<string> arguments) => unit.Problems.Add(source.Problem(code, at, arguments));

    private Compiled Fitted(FittedNode node)
    {
        var inner = Compile(node.Inner);
        var (run, variable) = (inner.Run, node.Variable);
        return variable.Type is null ? inner : new(frame => variable.Fit(run(frame), false, frame.Session), inner.Kind | FeelKind.Null);
    }

    private Compiled If(IfNode node)
    {
        var (condition, then, @else) = (Compile(node.Condition), Compile(node.Then), Compile(node.Else));
        CheckTruth(node.Condition, condition);
        var (test, yes, no) = (condition.Run, then.Run, @else.Run);
        return new(
            frame =>
            {
                var value = test(frame);
                if (value is not (null or bool))
                {
                    frame.Session.Warn(source, node.Condition.At, "feel.type.condition", FeelKinds.Name(FeelKinds.Of(value)));
                    if (node.Boxed) return null;
                }

                return value is true ? yes(frame) : no(frame);
            },
            then.Kind | @else.Kind);
    }

    /// <summary>Reports an operand that can never be true or false.</summary>
    private void CheckTruth(Node node, Compiled code)
    {
        if ((code.Kind & (FeelKind.Boolean | FeelKind.Null)) == 0) Problem(node.At, "feel.type.condition", FeelKinds.Name(code.Kind));
    }

    private Compiled InstanceOf(InstanceOfNode node)
    {
        var value = Compile(node.Value).Run;
        if (unit.Types.Resolve(node.Type) is not { } type)
        {
            Problem(node.Type.At, "feel.type.unknown", node.Type.Name);
            return Constant(null, FeelKind.Null);
        }

        return new(frame => type.Holds(value(frame), frame.Session), FeelKind.Boolean);
    }
}
