using System.Collections.Immutable;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Engine;

/// <summary>Compensation: what is done is undone, the last first, by activities that see what it saw when it ended.</summary>
internal sealed partial class StepRun
{
    /// <summary>Keeps an activity that has ended, if anything in it can be undone.</summary>
    private void Remember(Token token, ProcessNode node, long scope)
    {
        // Of several children each is kept for itself.
        if (node.Loop is not null && token.Loop == 0) return;
        if (node.CompensatedBy >= 0)
        {
            Forget(token.Id);
            done.Add(new(node.Id, scope, 0, ProcessVariables.Empty.With(SeenValues(token.Id))));
        }
        else if (node.Kind is NodeKind.SubProcess && done.Exists(activity => activity.Scope == token.Id))
        {
            done.Add(new(node.Id, scope, token.Id, ProcessVariables.Empty));
        }
    }

    private void Forget(long scope)
    {
        foreach (var activity in done.FindAll(activity => activity.Scope == scope))
        {
            done.Remove(activity);
            if (activity.Inside != 0) Forget(activity.Inside);
        }
    }

    /// <summary>Undoes what was done in the scope of an event; its token waits until all of it is undone.</summary>
    private void Undo(Token token, ProcessNode node, CompensationEvent compensation)
    {
        var rest = ImmutableArray.CreateBuilder<DoneActivity>();
        Collect(token.Scope, compensation.ActivityId, rest);
        // An event sub-process undoes what was done around it.
        if (token.Scope != Token.Outside && Find(token.Scope) is { } around && NodeOf(around).Kind is NodeKind.EventSubProcess) Collect(around.Scope, compensation.ActivityId, rest);
        tokens.Add(token);
        undoing.Add(new(token.Id, rest.ToImmutable()));
        UndoNext(token, node);
    }

    private void Collect(long scope, string? only, ImmutableArray<DoneActivity>.Builder rest)
    {
        for (var i = done.Count - 1; i >= 0; i--)
        {
            var activity = done[i];
            if (activity.Scope != scope || (only is not null && !string.Equals(activity.NodeId, only, StringComparison.Ordinal))) continue;
            done.RemoveAt(i);
            if (activity.Inside == 0)
            {
                rest.Add(activity);
                continue;
            }

            Collect(activity.Inside, null, rest);
            i = Math.Min(i, done.Count);
        }
    }

    private void UndoNext(Token token, ProcessNode node)
    {
        var at = undoing.FindIndex(queue => queue.TokenId == token.Id);
        if (at < 0) return;
        var rest = undoing[at].Rest;
        if (rest.IsEmpty)
        {
            Drop(token);
            Leave(token, node);
            return;
        }

        undoing[at] = undoing[at] with { Rest = rest.RemoveAt(0) };
        var activity = rest[0];
        moves.Add(new(definition.Nodes[Node(activity.NodeId).CompensatedBy], null, token.Id, Variables: activity.Variables));
    }
}
