using VanLang.Processes.Definitions;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Engine;

/// <summary>Scopes: what is seen where, when one is over, and how it is taken away.</summary>
internal sealed partial class StepRun
{
    private readonly SortedList<long, ProcessVariables> locals = LocalsOf(before);
    private ProcessVariables variables = before.Variables;
    private FeelScope? outside;
    private bool conditionsStale;

    private static SortedList<long, ProcessVariables> LocalsOf(InstanceState state)
    {
        var locals = new SortedList<long, ProcessVariables>();
        foreach (var local in state.Locals) locals.Add(local.TokenId, local.Variables);
        return locals;
    }

    /// <summary>What an expression of a token (or of a scope) sees: its own variables, then those around it.</summary>
    private FeelScope Seen(long tokenId, IReadOnlyDictionary<string, object?>? own = null) =>
        locals.Count == 0 && loops.Count == 0 && own is null ? outside ??= new(variables.Values, now) : new(SeenValues(tokenId, own), now);

    private Dictionary<string, object?> SeenValues(long tokenId, IReadOnlyDictionary<string, object?>? own = null)
    {
        var seen = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in own ?? new Dictionary<string, object?>()) seen.Add(name, value);
        for (var id = tokenId; id != Token.Outside;)
        {
            if (locals.TryGetValue(id, out var some))
            {
                foreach (var (name, value) in some.Values) seen.TryAdd(name, value);
            }

            var token = Find(id);
            if (token is null) break;
            if (token.Loop > 0) seen.TryAdd("loopCounter", (FeelNumber)token.Loop);
            id = token.Scope;
        }

        foreach (var (name, value) in variables.Values) seen.TryAdd(name, value);
        return seen;
    }

    /// <summary>Sets variables as seen from a scope: where one is declared it stays, any other belongs to the process.</summary>
    private void Assign(long scope, IReadOnlyDictionary<string, object?> changes)
    {
        if (changes.Count == 0) return;
        conditionsStale = true;
        outside = null;
        if (locals.Count == 0)
        {
            variables = variables.With(changes);
            return;
        }

        var rest = new Dictionary<string, object?>(changes);
        for (var id = scope; id != Token.Outside && rest.Count > 0; id = Find(id)?.Scope ?? Token.Outside)
        {
            if (!locals.TryGetValue(id, out var own)) continue;
            var mine = rest.Where(change => own.Values.ContainsKey(change.Key)).ToDictionary();
            if (mine.Count == 0) continue;
            locals[id] = own.With(mine);
            foreach (var name in mine.Keys) rest.Remove(name);
        }

        variables = variables.With(rest);
    }

    /// <summary>Makes a scope ready: its own variables, and the events that set its event sub-processes going.</summary>
    /// <param name="node">The sub-process, or -1 for the process.</param>
    private bool OpenScope(long scope, int node, out IncidentRaised? problem)
    {
        if (node >= 0 && !definition.Nodes[node].Declares.IsEmpty)
        {
            locals[scope] = (locals.GetValueOrDefault(scope) ?? ProcessVariables.Empty).With(definition.Nodes[node].Declares.ToDictionary(name => name, _ => (object?)null));
        }

        problem = null;
        var handlers = definition.HandlersOf(node);
        if (handlers.IsEmpty) return true;
        if (!TryPrepare(scope, handlers, out var arms, out var kind, out var message))
        {
            problem = new(kind, node >= 0 ? definition.Nodes[node].Id : handlers[0].Id, null, message);
            return false;
        }

        Arm(arms, scope);
        return true;
    }

    private bool IsEmpty(long scope)
    {
        foreach (var token in tokens)
        {
            if (token.Scope == scope) return false;
        }

        foreach (var move in moves)
        {
            if (move.Node is not null && move.Scope == scope) return false;
        }

        return true;
    }

    /// <summary>Ends a scope in which nothing is left. Derived from the tokens each time, never from a count.</summary>
    private void CheckScope(long scope)
    {
        if (scope == Token.Outside || Find(scope) is not { Incident: null } token || !IsEmpty(scope) || IsLoop(token)) return;
        var node = NodeOf(token);
        switch (node.Kind)
        {
            case NodeKind.SubProcess:
                Finish(token, node, new Dictionary<string, object?>());
                break;
            case NodeKind.EventSubProcess:
                Disarm(token.Id);
                done.RemoveAll(activity => activity.Scope == token.Id);
                Drop(token);
                effects.Add(new NodeLeft(token.Id, node.Id));
                moves.Add(Move.Check(token.Scope));
                break;
            case NodeKind.ThrowEvent or NodeKind.EndEvent:
                UndoNext(token, node);
                break;
        }
    }

    /// <summary>Takes a token away: first its events, then what is inside, then its work, then itself.</summary>
    private void Remove(Token token, CancelReason reason)
    {
        var loop = IsLoop(token);
        Disarm(token.Id);
        RemoveInside(token.Id, reason);
        var node = NodeOf(token);
        if (token.Incident is null && !loop)
        {
            if (node.Kind is NodeKind.UserTask) effects.Add(new TaskCancelled(token.Id, token.NodeId, reason));
            else if (node.Call is not null) effects.Add(new CallCancelled(token.Id, token.NodeId, reason));
        }

        effects.Add(new NodeLeft(token.Id, token.NodeId));
        Drop(token);
    }

    private void RemoveInside(long scope, CancelReason reason)
    {
        moves.RemoveAll(move => move.Scope == scope);
        done.RemoveAll(activity => activity.Scope == scope);
        foreach (var token in tokens.FindAll(token => token.Scope == scope)) Remove(token, reason);
    }

    private void EndAll(CancelReason reason)
    {
        moves.Clear();
        RemoveInside(Token.Outside, reason);
        Disarm(Token.Outside);
        done.Clear();
    }

    /// <summary>Forgets a token and what is its own.</summary>
    private void Drop(Token token)
    {
        tokens.RemoveAt(tokens.FindIndex(other => other.Id == token.Id));
        if (locals.Count > 0) locals.Remove(token.Id);
        if (loops.Count > 0) loops.RemoveAll(loop => loop.TokenId == token.Id);
        if (undoing.Count > 0) undoing.RemoveAll(queue => queue.TokenId == token.Id);
    }
}
