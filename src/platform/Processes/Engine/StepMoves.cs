using VanLang.Processes.Definitions;

namespace VanLang.Processes.Engine;

/// <summary>How tokens come to nodes and leave them.</summary>
internal sealed partial class StepRun
{
    private void Enter(Move move)
    {
        var node = move.Node!;
        var token = new Token(nextId++, node.Id, move.FlowId, null, move.Scope, move.Child);
        effects.Add(new NodeEntered(token.Id, node.Id, move.FlowId));
        if (move.Variables is not null) locals[token.Id] = move.Variables;
        switch (node.Kind)
        {
            case NodeKind.StartEvent or NodeKind.BoundaryEvent or NodeKind.ExclusiveGateway:
                Leave(token, node);
                break;
            case NodeKind.ThrowEvent:
                Throw(token, node);
                break;
            case NodeKind.EndEvent:
                End(token, node);
                break;
            case NodeKind.CatchEvent:
                WaitFor(token, [node]);
                break;
            case NodeKind.EventBasedGateway:
                WaitFor(token, [.. node.Outgoing.Select(flow => definition.Nodes[definition.Flows[flow].Target])]);
                break;
            case NodeKind.ParallelGateway:
                Join(token, node);
                break;
            case NodeKind.InclusiveGateway:
                // A join is looked at when everything else has come to rest.
                if (node.Incoming.Length > 1) tokens.Add(token);
                else Leave(token, node);
                break;
            default:
                if (move.Child > 0) BeginChild(token, node, move.Item);
                else EnterActivity(token, node);
                break;
        }
    }

    /// <summary>
    /// A parallel gateway fires when each incoming flow has brought a token, and takes one of each. A second token over the same flow waits
    /// for the next round: counting tokens instead of flows would fire too early.
    /// </summary>
    private void Join(Token token, ProcessNode node)
    {
        if (node.Incoming.Length <= 1)
        {
            Leave(token, node);
            return;
        }

        tokens.Add(token);
        var partners = new Token[node.Incoming.Length];
        for (var i = 0; i < partners.Length; i++)
        {
            if (FirstAt(node, node.Incoming[i], token.Scope) is not { } partner) return;
            partners[i] = partner;
        }

        Merge(partners, token, node);
    }

    /// <summary>
    /// An inclusive gateway fires when a token waits and none elsewhere in the scope can still come over a flow that has not brought one,
    /// unless it can as well come over one that has (13.4.3). Gives whether one fired.
    /// </summary>
    private bool FireInclusiveJoin()
    {
        foreach (var join in definition.InclusiveJoins)
        {
            var node = join.Gateway;
            foreach (var token in tokens)
            {
                if (token.Incident is not null || !string.Equals(token.NodeId, node.Id, StringComparison.Ordinal)) continue;
                var waiting = new Token?[node.Incoming.Length];
                for (var i = 0; i < waiting.Length; i++) waiting[i] = FirstAt(node, node.Incoming[i], token.Scope);
                if (tokens.Exists(other => other.Scope == token.Scope && MustBeWaitedFor(join, other, waiting))) continue;
                var partners = Array.FindAll(waiting, partner => partner is not null);
                Merge(partners!, partners[^1]!, node);
                return true;
            }
        }

        return false;
    }

    private bool MustBeWaitedFor(InclusiveJoin join, Token other, Token?[] waiting)
    {
        if (string.Equals(other.NodeId, join.Gateway.Id, StringComparison.Ordinal)) return false;
        var place = NodeOf(other).Index;
        var missing = false;
        for (var i = 0; i < waiting.Length; i++)
        {
            if (!join.CanCome(place, i)) continue;
            if (waiting[i] is not null) return false;
            missing = true;
        }

        return missing;
    }

    private Token? FirstAt(ProcessNode node, int flow, long scope)
    {
        var id = definition.Flows[flow].Id;
        foreach (var token in tokens)
        {
            if (token.Scope == scope && string.Equals(token.NodeId, node.Id, StringComparison.Ordinal) && string.Equals(token.FlowId, id, StringComparison.Ordinal)) return token;
        }

        return null;
    }

    private void Merge(Token[] partners, Token last, ProcessNode node)
    {
        foreach (var partner in partners)
        {
            Drop(partner);
            if (partner.Id != last.Id) effects.Add(new NodeLeft(partner.Id, node.Id));
        }

        Leave(last, node);
    }

    /// <summary>Sends a token on over the flows that are to be taken; one that has none ends here. The token is in no list any more.</summary>
    private void Leave(Token token, ProcessNode node)
    {
        if (node.Outgoing.IsEmpty)
        {
            effects.Add(new NodeLeft(token.Id, node.Id));
            moves.Add(Move.Check(token.Scope));
            return;
        }

        Span<int> taken = stackalloc int[Math.Min(node.Outgoing.Length, 64)];
        if (taken.Length < node.Outgoing.Length) taken = new int[node.Outgoing.Length];
        var count = 0;
        IncidentKind? incident = null;
        var problem = "";
        foreach (var index in node.Outgoing)
        {
            var flow = definition.Flows[index];
            if (index == node.DefaultFlow) continue;
            if (flow.Condition is not null && !IsTrue(token, node, flow, ref incident, ref problem)) continue;
            taken[count++] = index;
            if (node.Kind is NodeKind.ExclusiveGateway) break;
        }

        if (incident is null && count == 0)
        {
            if (node.DefaultFlow >= 0) taken[count++] = node.DefaultFlow;
            else (incident, problem) = (IncidentKind.NoTrueFlow, "No condition is true and there is no default flow.");
        }

        if (incident is { } kind)
        {
            StandStill(token, kind, problem);
            return;
        }

        effects.Add(new NodeLeft(token.Id, node.Id));
        for (var i = count - 1; i >= 0; i--)
        {
            var flow = definition.Flows[taken[i]];
            moves.Add(new(definition.Nodes[flow.Target], flow.Id, token.Scope));
        }
    }

    private bool IsTrue(Token token, ProcessNode node, SequenceFlow flow, ref IncidentKind? incident, ref string problem)
    {
        if (incident is not null) return false;
        var result = flow.Condition!.Evaluate(Seen(token.Scope));
        switch (result.Value)
        {
            case bool answer:
                return answer;
            case null when !result.Warnings.Any(warning => warning.Code.StartsWith("feel.limit", StringComparison.Ordinal)):
                var why = result.Warnings.Count > 0 ? string.Join("; ", result.Warnings.Select(warning => warning.Message)) : "The condition is null.";
                effects.Add(new ConditionWarned(node.Id, flow.Id, why));
                return false;
            case null:
                (incident, problem) = (IncidentKind.ConditionFailed, $"Flow {flow.Id}: {string.Join("; ", result.Warnings.Select(warning => warning.Message))}");
                return false;
            default:
                (incident, problem) = (IncidentKind.ConditionFailed, $"Flow {flow.Id}: the condition is a {result.Value.GetType().Name}, neither true nor false.");
                return false;
        }
    }

    private void End(Token token, ProcessNode node)
    {
        lastEnd = node.Id;
        switch (node.Event)
        {
            case TerminateEvent:
                effects.Add(new NodeLeft(token.Id, node.Id));
                if (token.Scope == Token.Outside)
                {
                    EndAll(CancelReason.InstanceEnded);
                    phase = InstancePhase.Completed;
                    effects.Add(new InstanceCompleted(node.Id, true));
                    return;
                }

                RemoveInside(token.Scope, CancelReason.InstanceEnded);
                moves.Add(Move.Check(token.Scope));
                break;
            case ErrorEvent error:
                ThrowError(token, node, error.Code!);
                break;
            default:
                Throw(token, node);
                break;
        }
    }

    /// <summary>Throws what an event throws and sends its token on.</summary>
    private void Throw(Token token, ProcessNode node)
    {
        switch (node.Event)
        {
            case MessageEvent message:
                if (!TryPublish(token, node, message, new Dictionary<string, object?>())) return;
                break;
            case SignalEvent signal:
                effects.Add(new SignalThrown(node.Id, signal.Name));
                break;
            case EscalationEvent escalation:
                Escalate(token, node, escalation.Code!);
                return;
            case CompensationEvent compensation:
                Undo(token, node, compensation);
                return;
        }

        Leave(token, node);
    }

    private void StandStill(Token token, IncidentKind kind, string message)
    {
        var stopped = token with { Incident = kind };
        if (Find(token.Id) is null) tokens.Add(stopped);
        else Replace(stopped);
        effects.Add(new IncidentRaised(kind, token.NodeId, token.Id, message));
    }
}
