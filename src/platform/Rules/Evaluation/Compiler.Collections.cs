using VanLang.Rules.Contracts;
using VanLang.Rules.Decisions;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>Lists, contexts, ranges, paths and filters.</summary>
internal sealed partial class Compiler
{
    private Compiled List(ListNode node)
    {
        var items = node.Items.Select(item => Compile(item).Run).ToArray();
        if (items.Length == 0) return Constant(FeelList.Empty, FeelKind.List);
        return new(
            frame =>
            {
                frame.Session.Spend(items.Length);
                var values = new object?[items.Length];
                for (var i = 0; i < items.Length; i++) values[i] = items[i](frame);
                return new FeelList(values);
            },
            FeelKind.List);
    }

    private Compiled Context(ContextNode node)
    {
        var names = new NamedScope(unit.Scope);
        unit.Scope = names;
        var firstSlot = unit.NextSlot;
        var entries = new (string Key, int Slot, Code Run)[node.Entries.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = node.Entries[i];
            var slot = unit.NewSlot();
            // A function may call itself; any other entry sees only those before it.
            if (DefinesFunction(entry.Value) && !node.Apart) names.Slots[entry.Key] = slot;
            entries[i] = (entry.Key, slot, Compile(entry.Value).Run);
            if (!node.Apart) names.Slots[entry.Key] = slot;
        }

        var result = node.Result is null ? (Compiled?)null : Compile(node.Result);
        unit.NextSlot = firstSlot;
        unit.Scope = names.Outer;
        if (result is { Run: var last, Kind: var kind })
        {
            return new(
                frame =>
                {
                    frame.Session.Spend(entries.Length);
                    foreach (var (_, slot, run) in entries) Enter(frame, slot, run);
                    return last(frame);
                },
                kind);
        }

        return new(
            frame =>
            {
                frame.Session.Spend(entries.Length);
                var builder = new FeelContext.Builder(entries.Length);
                foreach (var (key, slot, run) in entries) builder[key] = Enter(frame, slot, run);
                return builder.Build();
            },
            FeelKind.Context);
    }

    private static object? Enter(Frame frame, int slot, Code run)
    {
        var value = run(frame);
        if (value is DefinedFunction function) function.Know(slot);
        return frame.Locals[slot] = value;
    }

    private static bool DefinesFunction(Node node) => node switch
    {
        FunctionNode => true,
        PlacedNode placed => DefinesFunction(placed.Inner),
        FittedNode fitted => DefinesFunction(fitted.Inner),
        _ => false,
    };

    private Compiled Range(RangeNode node)
    {
        var (start, end) = (Compile(node.Start), Compile(node.End));
        CheckComparable(node.At, BinaryOperator.LessOrEqual, start.Kind, end.Kind);
        var (from, to) = (start.Run, end.Run);
        if (start.IsConstant && end.IsConstant && FeelComparison.Compare(start.Value, end.Value) is not null)
        {
            return Constant(new FeelRange(start.Value, node.StartIncluded, end.Value, node.EndIncluded), FeelKind.Range);
        }

        return new(
            frame =>
            {
                var (low, high) = (from(frame), to(frame));
                return FeelComparison.Compare(low, high) is null
                    ? Incomparable(frame, node.At, BinaryOperator.LessOrEqual, low, high)
                    : new FeelRange(low, node.StartIncluded, high, node.EndIncluded);
            },
            FeelKind.Range | FeelKind.Null);
    }

    /// <summary><c>(&lt; 10)</c> as a value.</summary>
    private Compiled ComparisonValue(ComparisonTestNode node)
    {
        var operand = Compile(node.Operand).Run;
        return new(
            frame =>
            {
                var end = operand(frame);
                if (end is null) return frame.Session.Warn(source, node.At, "feel.type.comparison", Arithmetic.Symbol(node.Operator), "", "null");
                return node.Operator switch
                {
                    BinaryOperator.Less => new FeelRange(null, false, end, false),
                    BinaryOperator.LessOrEqual => new FeelRange(null, false, end, true),
                    BinaryOperator.Greater => new FeelRange(end, false, null, false),
                    BinaryOperator.GreaterOrEqual => new FeelRange(end, true, null, false),
                    BinaryOperator.Equal => new FeelRange(end, true, end, true) { IsPoint = true },
                    _ => frame.Session.Warn(source, node.At, "feel.test.value"),
                };
            },
            FeelKind.Range | FeelKind.Null);
    }

    private Compiled Path(PathNode node)
    {
        var target = Compile(node.Target);
        var run = target.Run;
        return new(frame => Member(frame, node, run(frame)), FeelKind.Any);
    }

    private object? Member(Frame frame, PathNode node, object? target)
    {
        switch (target)
        {
            case null:
                return null;
            case FeelContext context:
                return context.TryGetValue(node.Name, out var value) ? value : frame.Session.Warn(source, node.At, "feel.path.unknown", node.Name);
            case FeelList list:
                frame.Session.Descend();
                var values = new object?[list.Count];
                for (var i = 0; i < values.Length; i++) values[i] = Member(frame, node, list[i]);
                return new FeelList(values);
            default:
                return Properties.TryGet(target, node.Name, out var property)
                    ? property
                    : frame.Session.Warn(source, node.At, "feel.path.kind", node.Name, FeelKinds.Name(FeelKinds.Of(target)));
        }
    }

    private Compiled Filter(FilterNode node)
    {
        var target = Compile(node.Target).Run;
        var slot = unit.NewSlot();
        unit.Scope = new ItemScope(unit.Scope, slot);
        var condition = Compile(node.Condition);
        unit.Scope = unit.Scope.Outer;
        unit.NextSlot--;
        if ((condition.Kind & (FeelKind.Boolean | FeelKind.Number | FeelKind.Null)) == 0) Problem(node.Condition.At, "feel.filter", FeelKinds.Name(condition.Kind));
        var run = condition.Run;
        var mayBeIndex = (condition.Kind & FeelKind.Number) != 0;
        var mustBeIndex = (condition.Kind & ~FeelKind.Null) == FeelKind.Number;
        return new(
            frame =>
            {
                var value = target(frame);
                if (value is null) return null;
                var list = value as FeelList ?? new FeelList([value]);
                if (mayBeIndex)
                {
                    frame.Locals[slot] = mustBeIndex || list.Count == 0 ? null : list[0];
                    var index = mustBeIndex || list.Count > 0 ? run(frame) : null;
                    if (mustBeIndex || index is FeelNumber) return ItemAt(frame, node.Condition.At, list, index);
                }

                var kept = new List<object?>();
                for (var i = 0; i < list.Count; i++)
                {
                    frame.Session.Spend();
                    frame.Locals[slot] = list[i];
                    var held = run(frame);
                    if (held is true) kept.Add(list[i]);
                    else if (held is not (null or bool)) frame.Session.Warn(source, node.Condition.At, "feel.filter", FeelKinds.Name(FeelKinds.Of(held)));
                }

                return new FeelList([.. kept]);
            },
            FeelKind.Any);
    }

    private object? ItemAt(Frame frame, int at, FeelList list, object? index)
    {
        if (index is not FeelNumber number) return null;
        if (!number.TryToInt64(out var place)) return frame.Session.Warn(source, at, "feel.index.whole", number.ToString());
        if (place > 0 && place <= list.Count) return list[(int)place - 1];
        if (place < 0 && place >= -list.Count) return list[(int)(list.Count + place)];
        return frame.Session.Warn(source, at, "feel.index.outside", number.ToString(), $"{list.Count}");
    }
}
