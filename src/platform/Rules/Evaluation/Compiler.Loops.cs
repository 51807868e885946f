using VanLang.Rules.Contracts;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary><c>for</c>, <c>some</c> and <c>every</c>.</summary>
internal sealed partial class Compiler
{
    private sealed record Loop(int At, int Slot, Code Domain, Code? End);

    private Compiled For(ForNode node)
    {
        var (loops, names) = Loops(node.Iterators);
        var partial = unit.NewSlot();
        names.Slots.TryAdd("partial", partial);
        var body = Compile(node.Body).Run;
        unit.Scope = names.Outer;
        unit.NextSlot = partial - loops.Length;
        var readsPartial = unit.ReadSlots.Contains(partial);
        return new(
            frame =>
            {
                var results = new List<object?>();
                var sound = Iterate(frame, loops, 0, () =>
                {
                    if (readsPartial)
                    {
                        frame.Session.Spend(results.Count);
                        frame.Locals[partial] = new FeelList([.. results]);
                    }

                    results.Add(body(frame));
                    return true;
                });
                return sound ? new FeelList([.. results]) : null;
            },
            FeelKind.List | FeelKind.Null);
    }

    private Compiled Quantified(QuantifiedNode node)
    {
        var (loops, names) = Loops(node.Iterators);
        var condition = Compile(node.Condition);
        CheckTruth(node.Condition, condition);
        unit.Scope = names.Outer;
        unit.NextSlot -= loops.Length;
        var (run, deciding) = (condition.Run, !node.Every);
        return new(
            frame =>
            {
                object? result = Truth.Of(!deciding);
                var sound = Iterate(frame, loops, 0, () =>
                {
                    var held = run(frame);
                    if (held is bool truth)
                    {
                        if (truth != deciding) return true;
                        result = Truth.Of(deciding);
                        return false;
                    }

                    if (held is not null) frame.Session.Warn(source, node.Condition.At, "feel.type.condition", FeelKinds.Name(FeelKinds.Of(held)));
                    result = null;
                    return true;
                });
                return sound ? result : null;
            },
            FeelKind.Boolean | FeelKind.Null);
    }

    private (Loop[] Loops, NamedScope Names) Loops(IReadOnlyList<Iterator> iterators)
    {
        var names = new NamedScope(unit.Scope);
        unit.Scope = names;
        var loops = new Loop[iterators.Count];
        for (var i = 0; i < loops.Length; i++)
        {
            var iterator = iterators[i];
            var domain = Compile(iterator.Domain);
            var end = iterator.End is null ? (Compiled?)null : Compile(iterator.End);
            var slot = unit.NewSlot();
            loops[i] = new(iterator.At, slot, domain.Run, end?.Run);
            names.Slots[iterator.Name] = slot;
        }

        return (loops, names);
    }

    /// <summary>Runs the body for each combination until it says false; false if a domain was no domain.</summary>
    private bool Iterate(Frame frame, Loop[] loops, int depth, Func<bool> body)
    {
        var goOn = true;
        return Walk(depth);

        bool Walk(int level)
        {
            if (level == loops.Length)
            {
                goOn = body();
                return true;
            }

            var loop = loops[level];
            var domain = loop.Domain(frame);
            var values = loop.End is null ? Values(frame, loop.At, domain) : Steps(frame, loop.At, domain, loop.End(frame));
            if (values is null) return false;
            foreach (var value in values)
            {
                frame.Session.Spend();
                frame.Locals[loop.Slot] = value;
                if (!Walk(level + 1)) return false;
                if (!goOn) break;
            }

            return true;
        }
    }

    private IEnumerable<object?>? Values(Frame frame, int at, object? domain)
    {
        switch (domain)
        {
            case FeelList list:
                return list;
            case FeelRange { Start: { } start, End: { } end } range:
                var steps = Steps(frame, at, start, end);
                return steps?.Where(value => FeelComparison.Contains(range, value) == true);
            case null or FeelRange:
                frame.Session.Warn(source, at, "feel.loop.domain", FeelKinds.Name(FeelKinds.Of(domain)));
                return null;
            default:
                return [domain];
        }
    }

    /// <summary>Whole numbers or days from a start to an end, up or down.</summary>
    private IEnumerable<object?>? Steps(Frame frame, int at, object? start, object? end)
    {
        switch (start, end)
        {
            case (FeelNumber from, FeelNumber to) when from.TryToInt64(out var first) && to.TryToInt64(out var last):
                return Numbers(first, last);
            case (DateOnly or FarDate, DateOnly or FarDate):
                return Numbers(Dates.DayNumber(start), Dates.DayNumber(end)).Select(day => Dates.FromDayNumber(((FeelNumber)day!).ToInt64()));
            default:
                frame.Session.Warn(source, at, "feel.loop.steps", FeelKinds.Name(FeelKinds.Of(start)), FeelKinds.Name(FeelKinds.Of(end)));
                return null;
        }
    }

    private static IEnumerable<object?> Numbers(long first, long last)
    {
        var step = first <= last ? 1 : -1;
        for (var number = first; ; number += step)
        {
            yield return (FeelNumber)number;
            if (number == last) yield break;
        }
    }
}
