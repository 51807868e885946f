using VanLang.Processes.Definitions;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Engine;

/// <summary>Activities: how each begins, and how all of them end.</summary>
internal sealed partial class StepRun
{
    private void EnterActivity(Token token, ProcessNode node)
    {
        if (node is { Kind: NodeKind.PassTask, Loop: null, CompensatedBy: < 0, Inputs.IsEmpty: true, Outputs.IsEmpty: true } && token.Loop == 0)
        {
            Leave(token, node);
            return;
        }

        // All events first: a task whose deadline cannot be told is not handed to anybody.
        List<Arming> arms = [];
        if (!node.Boundaries.IsEmpty && !TryPrepare(token.Scope, [.. node.Boundaries.Select(index => definition.Nodes[index])], out arms, out var kind, out var problem))
        {
            StandStill(token, kind, problem);
            return;
        }

        tokens.Add(token);
        var waits = node.Loop is null ? Begin(token, node) : BeginLoop(token, node);
        if (waits) Arm(arms, token.Id);
    }

    /// <summary>Begins an activity whose token stands at it; gives whether it takes time.</summary>
    private bool Begin(Token token, ProcessNode node)
    {
        if (!node.Inputs.IsEmpty)
        {
            var seen = Seen(token.Id);
            if (!TryMap(token, node.Inputs.Select(input => (input.Target, (Func<object?>)(() => input.Source.Evaluate(seen).Value))), out var inputs)) return false;
            locals[token.Id] = (locals.GetValueOrDefault(token.Id) ?? ProcessVariables.Empty).With(inputs);
        }

        switch (node.Kind)
        {
            case NodeKind.UserTask:
                if (node.Task!.Resolve(() => Seen(token.Id), out var problem) is not { } task)
                {
                    StandStill(token, IncidentKind.TaskFailed, $"Task {node.Id}: {problem}");
                    return false;
                }

                effects.Add(new TaskCreated(token.Id, node.Id, node.Name, task.Role, task.Unit, task.Action, task.Outcomes, task.ShareHours, task.FormKey));
                return true;
            case NodeKind.ReceiveTask:
                if (!TryPrepare(token.Id, [node], out var arms, out var kind, out var message))
                {
                    StandStill(token, kind, message);
                    return false;
                }

                Arm(arms, token.Id);
                return true;
            case NodeKind.ServiceTask or NodeKind.BusinessRuleTask or NodeKind.CallActivity:
                return Call(token, node);
            case NodeKind.SubProcess:
                if (!OpenScope(token.Id, node.Index, out var closed))
                {
                    StandStill(token, closed!.Kind, closed.Message);
                    return false;
                }

                moves.Add(Move.Check(token.Id));
                moves.Add(new(definition.StartOf(node), null, token.Id));
                return true;
            case NodeKind.SendTask:
                if (TryPublish(token, node, (MessageEvent)node.Event!, PayloadOf(token, node))) Finish(token, node, new Dictionary<string, object?>());
                return false;
            case NodeKind.ScriptTask:
                Compute(token, node);
                return false;
            default:
                Finish(token, node, new Dictionary<string, object?>());
                return false;
        }
    }

    private void Compute(Token token, ProcessNode node)
    {
        var result = node.Script!.Script.Evaluate(Seen(token.Id));
        if (result.Warnings.FirstOrDefault(warning => warning.Code.StartsWith("feel.limit", StringComparison.Ordinal)) is { } limit)
        {
            StandStill(token, IncidentKind.ScriptFailed, $"Script {node.Id}: {limit.Message}");
            return;
        }

        if (!ProcessVariables.TryKeep(result.Value, out var value))
        {
            StandStill(token, IncidentKind.ScriptFailed, $"Script {node.Id}: a {result.Value!.GetType().Name} cannot be kept.");
            return;
        }

        Finish(token, node, node.Script.ResultVariable is { } name ? new Dictionary<string, object?> { [name] = value } : []);
    }

    private bool Call(Token token, ProcessNode node)
    {
        var call = node.Call!;
        var target = call.TargetExpression is null ? call.Target : call.TargetExpression.Evaluate(Seen(token.Id)).Value as string;
        if (string.IsNullOrEmpty(target))
        {
            StandStill(token, IncidentKind.CallFailed, $"Activity {node.Id}: '{call.TargetExpression!.Text.Trim()}' gives no name.");
            return false;
        }

        var payload = ProcessVariables.Empty.With(PayloadOf(token, node));
        var attempt = nextId++;
        effects.Add(node.Kind switch
        {
            NodeKind.ServiceTask => new ServiceRequested(token.Id, attempt, node.Id, node.Name, target, payload),
            NodeKind.BusinessRuleTask => new DecisionRequested(token.Id, attempt, node.Id, target, call.Binding, payload),
            _ => new ProcessCalled(token.Id, attempt, node.Id, target, call.Binding, payload),
        });
        return true;
    }

    /// <summary>What an activity hands to others: its inputs where it names any, else all it sees.</summary>
    private Dictionary<string, object?> PayloadOf(Token token, ProcessNode node) =>
        node.Inputs.IsEmpty ? SeenValues(token.Id) : node.Inputs.ToDictionary(input => input.Target, input => locals[token.Id].Values[input.Target]);

    private IgnoredReason? Answer(AnswerCall trigger)
    {
        if (Caller(trigger.CallId) is not { } token) return IgnoredReason.CallNotOpen;
        var node = NodeOf(token);
        effects.Add(new CallEnded(token.Id, node.Id));
        if (token.Incident is not null) Replace(token = token with { Incident = null });
        var results = new Dictionary<string, object?>(trigger.Variables);
        if (node.Call!.ResultVariable is { } name) results[name] = trigger.Value;
        Finish(token, node, results);
        return null;
    }

    private IgnoredReason? Fail(FailCall trigger)
    {
        if (Caller(trigger.CallId) is not { } token) return IgnoredReason.CallNotOpen;
        var node = NodeOf(token);
        if (trigger.ErrorCode is not { } code)
        {
            StandStill(token, IncidentKind.CallFailed, trigger.Message);
            return null;
        }

        effects.Add(new CallEnded(token.Id, node.Id));
        // What has ended is not cancelled when the error takes it away.
        Replace(token = token with { Incident = IncidentKind.UnhandledError });
        ThrowError(token, node, code);
        return null;
    }

    private IgnoredReason? Escalate(EscalateCall trigger)
    {
        if (Caller(trigger.CallId) is not { } token) return IgnoredReason.CallNotOpen;
        Escalate(token, NodeOf(token), trigger.Code);
        return null;
    }

    private Token? Caller(long callId) =>
        Find(callId) is { Incident: null or IncidentKind.CallFailed } token && NodeOf(token).Call is not null && !IsLoop(token) ? token : null;

    /// <summary>An activity has done what it is for: it leaves its results behind and ends.</summary>
    private void Finish(Token token, ProcessNode node, IReadOnlyDictionary<string, object?> results)
    {
        if (node.Outputs.IsEmpty) Assign(token.Scope, results);
        else
        {
            var seen = Seen(token.Id, results);
            if (!TryMap(token, node.Outputs.Select(output => (output.Target, (Func<object?>)(() => output.Source.Evaluate(seen).Value))), out var outputs)) return;
            Assign(token.Scope, outputs);
        }

        if (token.Loop > 0) EndChild(token, node);
        else EndActivity(token, node);
    }

    private void EndActivity(Token token, ProcessNode node)
    {
        Disarm(token.Id);
        Remember(token, node, token.Scope);
        Drop(token);
        Leave(token, node);
    }

    private bool TryMap(Token token, IEnumerable<(string Target, Func<object?> Value)> mappings, out Dictionary<string, object?> values)
    {
        values = [];
        foreach (var (target, value) in mappings)
        {
            if (!ProcessVariables.TryKeep(value(), out var kept))
            {
                StandStill(token, IncidentKind.ScriptFailed, $"Activity {token.NodeId}: what {target} is to be cannot be kept.");
                return false;
            }

            values[target] = kept;
        }

        return true;
    }
}
