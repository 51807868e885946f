using VanLang.Processes.Definitions;

namespace VanLang.Processes.Engine;

/// <summary>What tokens do at nodes.</summary>
internal sealed partial class StepRun
{
    private void Enter(Move move)
    {
        var node = move.Node;
        var token = new Token(nextId++, node.Id, move.FlowId);
        effects.Add(new NodeEntered(token.Id, node.Id, move.FlowId));
        switch (node.Kind)
        {
            case NodeKind.StartEvent or NodeKind.PassTask or NodeKind.PassEvent or NodeKind.TimerBoundaryEvent or NodeKind.ExclusiveGateway:
                Leave(token, node);
                break;
            case NodeKind.UserTask:
                WaitForPerson(token, node);
                break;
            case NodeKind.TimerCatchEvent:
                if (!TryResolve(token, node, out var rule)) break;
                tokens.Add(token);
                Arm(node, token, rule);
                break;
            case NodeKind.ParallelGateway:
                Join(token, node);
                break;
            case NodeKind.EndEvent:
                effects.Add(new NodeLeft(token.Id, node.Id));
                lastEnd = node.Id;
                break;
            case NodeKind.TerminateEndEvent:
                effects.Add(new NodeLeft(token.Id, node.Id));
                moves.Clear();
                RemoveAll(CancelReason.InstanceEnded);
                phase = InstancePhase.Completed;
                effects.Add(new InstanceCompleted(node.Id, true));
                break;
            default:
                throw new InvalidOperationException($"{node.Kind} is not executed.");
        }
    }

    private void WaitForPerson(Token token, ProcessNode node)
    {
        // All timers first: a task whose deadline cannot be told is not handed to anybody.
        var rules = new TimerRule[node.Boundaries.Length];
        for (var i = 0; i < rules.Length; i++)
        {
            if (!TryResolve(token, definition.Nodes[node.Boundaries[i]], out rules[i])) return;
        }

        if (node.Task!.Resolve(Scope, out var problem) is not { } task)
        {
            StandStill(token, IncidentKind.TaskFailed, $"Task {node.Id}: {problem}");
            return;
        }

        tokens.Add(token);
        effects.Add(new TaskCreated(token.Id, node.Id, node.Name, task.Role, task.Unit, task.Action, task.Outcomes, task.ShareHours, task.FormKey));
        for (var i = 0; i < rules.Length; i++) Arm(definition.Nodes[node.Boundaries[i]], token, rules[i]);
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
            var flow = definition.Flows[node.Incoming[i]].Id;
            var partner = tokens.Find(waiting =>
                string.Equals(waiting.NodeId, node.Id, StringComparison.Ordinal) && string.Equals(waiting.FlowId, flow, StringComparison.Ordinal));
            if (partner is null) return;
            partners[i] = partner;
        }

        foreach (var partner in partners)
        {
            tokens.Remove(partner);
            if (partner.Id != token.Id) effects.Add(new NodeLeft(partner.Id, node.Id));
        }

        Leave(token, node);
    }

    private void Leave(Token token, ProcessNode node)
    {
        Span<int> taken = stackalloc int[Math.Min(node.Outgoing.Length, 64)];
        if (taken.Length < node.Outgoing.Length) taken = new int[node.Outgoing.Length];
        var count = 0;
        IncidentKind? incident = null;
        var problem = "";
        foreach (var index in node.Outgoing)
        {
            var flow = definition.Flows[index];
            if (index == node.DefaultFlow) continue;
            if (flow.Condition is not null && !IsTrue(node, flow, ref incident, ref problem)) continue;
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
            moves.Push(new(definition.Nodes[flow.Target], flow.Id));
        }
    }

    private bool IsTrue(ProcessNode node, SequenceFlow flow, ref IncidentKind? incident, ref string problem)
    {
        if (incident is not null) return false;
        var result = flow.Condition!.Evaluate(Scope());
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

    private bool TryResolve(Token token, ProcessNode timer, out TimerRule rule)
    {
        rule = timer.Timer!.Resolve(Scope, out var problem)!;
        if (rule is not null) return true;
        StandStill(token, IncidentKind.TimerFailed, $"Timer {timer.Id}: {problem}");
        return false;
    }

    private void StandStill(Token token, IncidentKind kind, string message)
    {
        tokens.Add(token with { Incident = kind });
        effects.Add(new IncidentRaised(kind, token.NodeId, token.Id, message));
    }

    private void Arm(ProcessNode node, Token token, TimerRule rule)
    {
        var timer = new ArmedTimer(nextId++, node.Id, token.Id);
        timers.Add(timer);
        effects.Add(new TimerArmed(timer.Id, node.Id, token.Id, rule));
    }

    private void Disarm(long tokenId)
    {
        if (timers.Count == 0) return;
        foreach (var timer in timers)
        {
            if (timer.TokenId == tokenId) effects.Add(new TimerDisarmed(timer.Id, timer.NodeId));
        }

        timers.RemoveAll(timer => timer.TokenId == tokenId);
    }

    /// <summary>Takes a token away: first its timers, then its work, then itself.</summary>
    private void Remove(Token token, CancelReason reason)
    {
        Disarm(token.Id);
        if (token.Incident is null && NodeOf(token).Kind is NodeKind.UserTask) effects.Add(new TaskCancelled(token.Id, token.NodeId, reason));
        effects.Add(new NodeLeft(token.Id, token.NodeId));
        tokens.Remove(token);
    }

    private void RemoveAll(CancelReason reason)
    {
        foreach (var token in tokens.ToArray()) Remove(token, reason);
    }
}
