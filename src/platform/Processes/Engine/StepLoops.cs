using VanLang.Processes.Definitions;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Engine;

/// <summary>Activities that are done several times. The activity keeps one token, which is the scope of its children.</summary>
internal sealed partial class StepRun
{
    private bool IsLoop(Token token) => loops.Count > 0 && loops.Exists(loop => loop.TokenId == token.Id);

    private bool BeginLoop(Token token, ProcessNode node)
    {
        if (node.Loop is StandardLoop standard)
        {
            if (standard is { TestBefore: true, While: not null } && !IsTrue(standard.While, token.Id))
            {
                EndActivity(token, node);
                return false;
            }

            loops.Add(new(token.Id, standard.Maximum, 1, 0, [], []));
            moves.Add(new(node, null, token.Id, Child: 1));
            return true;
        }

        var rule = (MultiInstance)node.Loop!;
        if (!TryItems(token, rule, out var items, out var problem))
        {
            StandStill(token, IncidentKind.LoopFailed, $"Activity {node.Id}: {problem}");
            return false;
        }

        if (items.Length == 0)
        {
            if (rule.OutputCollection is { } output) Assign(token.Scope, new Dictionary<string, object?> { [output] = Array.Empty<object?>() });
            EndActivity(token, node);
            return false;
        }

        var begun = rule.Sequential ? 1 : items.Length;
        loops.Add(new(token.Id, items.Length, begun, 0, rule.Collection is null ? [] : [.. items.Skip(begun)], []));
        for (var child = begun; child >= 1; child--) moves.Add(new(node, null, token.Id, child, items[child - 1]));
        return true;
    }

    private bool TryItems(Token token, MultiInstance rule, out object?[] items, out string problem)
    {
        (items, problem) = ([], "");
        if (rule.Collection is not null)
        {
            var given = rule.Collection.Evaluate(Seen(token.Id)).Value;
            if (given is not IReadOnlyList<object?> list || !ProcessVariables.TryKeep(list, out var kept))
            {
                problem = $"'{rule.Collection.Text.Trim()}' gives no list that can be kept.";
                return false;
            }

            items = [.. (IReadOnlyList<object?>)kept!];
        }
        else
        {
            if (rule.Count!.Evaluate(Seen(token.Id)).Value is not FeelNumber number || !number.TryToDecimal(out var count) || count < 0 || count != decimal.Truncate(count))
            {
                problem = $"'{rule.Count.Text.Trim()}' gives no number of children.";
                return false;
            }

            items = new object?[(int)Math.Min(count, LoopRule.MaxChildren + 1)];
        }

        if (items.Length <= LoopRule.MaxChildren) return true;
        problem = $"More than {LoopRule.MaxChildren} children.";
        return false;
    }

    private void BeginChild(Token token, ProcessNode node, object? item)
    {
        if (node.Loop is MultiInstance { Element: { } element, Collection: not null }) locals[token.Id] = ProcessVariables.Empty.With(element, item);
        tokens.Add(token);
        Begin(token, node);
    }

    private void EndChild(Token child, ProcessNode node)
    {
        var at = loops.FindIndex(loop => loop.TokenId == child.Scope);
        var loop = loops[at];
        var completed = loop.Completed + 1;
        var numbers = new Dictionary<string, object?>
        {
            ["numberOfInstances"] = (FeelNumber)loop.Total,
            ["numberOfCompletedInstances"] = (FeelNumber)completed,
            ["numberOfActiveInstances"] = (FeelNumber)(loop.Begun - completed),
        };
        var outputs = loop.Outputs;
        if (node.Loop is MultiInstance { OutputElement: { } element })
        {
            if (!ProcessVariables.TryKeep(element.Evaluate(Seen(child.Id, numbers)).Value, out var output))
            {
                StandStill(child, IncidentKind.ScriptFailed, $"Activity {node.Id}: what a child adds cannot be kept.");
                return;
            }

            outputs = outputs.Add(output);
        }

        var enough = node.Loop!.Completion is { } completion && IsTrue(completion, child.Id, numbers);
        var again = node.Loop is StandardLoop standard && completed < standard.Maximum && (standard.While is null || IsTrue(standard.While, child.Id, numbers));
        Disarm(child.Id);
        Remember(child, node, Find(child.Scope)!.Scope);
        Drop(child);
        effects.Add(new NodeLeft(child.Id, node.Id));
        loop = loops[at] = loop with { Completed = completed, Outputs = outputs };
        if (enough)
        {
            RemoveChildren(loop.TokenId);
            EndLoop(loop, node);
        }
        else if (again || (node.Loop is MultiInstance && loop.Begun < loop.Total))
        {
            BeginNext(at, node);
        }
        else if (node.Loop is StandardLoop || completed >= loop.Total)
        {
            EndLoop(loop, node);
        }
    }

    // What earlier children did can still be undone: only those that run are taken away.
    private void RemoveChildren(long loopId)
    {
        moves.RemoveAll(move => move.Scope == loopId);
        foreach (var token in tokens.FindAll(token => token.Scope == loopId)) Remove(token, CancelReason.NotNeeded);
    }

    private void BeginNext(int at, ProcessNode node)
    {
        var loop = loops[at];
        var item = loop.Items.IsEmpty ? null : loop.Items[0];
        loops[at] = loop with { Begun = loop.Begun + 1, Items = loop.Items.IsEmpty ? [] : loop.Items.RemoveAt(0) };
        moves.Add(new(node, null, loop.TokenId, loop.Begun + 1, item));
    }

    private void EndLoop(LoopBody loop, ProcessNode node)
    {
        var token = Find(loop.TokenId)!;
        loops.RemoveAll(other => other.TokenId == loop.TokenId);
        if (node.Loop is MultiInstance { OutputCollection: { } output }) Assign(token.Scope, new Dictionary<string, object?> { [output] = loop.Outputs.ToArray() });
        EndActivity(token, node);
    }

    private IgnoredReason? Add(AddChild trigger)
    {
        var at = loops.FindIndex(loop => loop.TokenId == trigger.LoopId);
        if (at < 0 || NodeOf(Find(trigger.LoopId)!) is not { Loop: MultiInstance rule } node || loops[at].Total >= LoopRule.MaxChildren || !ProcessVariables.TryKeep(trigger.Item, out var item))
            return IgnoredReason.LoopNotOpen;
        var loop = loops[at];
        loops[at] = loop with { Total = loop.Total + 1, Items = rule.Collection is null ? [] : loop.Items.Add(item) };
        if (!rule.Sequential) BeginNext(at, node);
        return null;
    }

    private IgnoredReason? Remove(RemoveChild trigger)
    {
        if (Find(trigger.TokenId) is not { Loop: > 0 } child || NodeOf(child) is not { Loop: MultiInstance rule } node) return IgnoredReason.LoopNotOpen;
        var at = loops.FindIndex(loop => loop.TokenId == child.Scope);
        Remove(child, CancelReason.NotNeeded);
        var loop = loops[at] = loops[at] with { Total = loops[at].Total - 1, Begun = loops[at].Begun - 1 };
        if (loop.Completed >= loop.Total) EndLoop(loop, node);
        else if (rule.Sequential) BeginNext(at, node);
        return null;
    }

    private bool IsTrue(FeelExpression condition, long tokenId, IReadOnlyDictionary<string, object?>? own = null) =>
        condition.Evaluate(Seen(tokenId, own)).Value is true;
}
