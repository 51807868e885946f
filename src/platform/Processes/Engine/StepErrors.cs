using System.Collections.Immutable;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Engine;

/// <summary>Errors and escalations: the innermost scope that has an event for them takes them.</summary>
internal sealed partial class StepRun
{
    /// <summary>Throws an error from an end event, or from an activity whose call has failed. What nobody catches is an incident.</summary>
    private void ThrowError(Token token, ProcessNode node, string code)
    {
        var catcher = FindCatcher<ErrorEvent>(token, node, code);
        effects.Add(new ErrorThrown(node.Id, code, catcher?.Node.Id));
        if (catcher is { } found)
        {
            if (node.IsEnd) effects.Add(new NodeLeft(token.Id, node.Id));
            Happen(found.Node, found.TokenId);
        }
        else if (called)
        {
            if (node.IsEnd) effects.Add(new NodeLeft(token.Id, node.Id));
            EndAll(CancelReason.InstanceEnded);
            phase = InstancePhase.Terminated;
            effects.Add(new InstanceFailed(code));
        }
        else
        {
            StandStill(token, IncidentKind.UnhandledError, $"No event catches the error {code}.");
        }
    }

    /// <summary>Throws an escalation from an event, or passes on that of a called process; its token goes on unless what catches it takes it away.</summary>
    private void Escalate(Token token, ProcessNode node, string code)
    {
        var catcher = FindCatcher<EscalationEvent>(token, node, code);
        effects.Add(new EscalationRaised(node.Id, code, catcher?.Node.Id));
        if (!node.IsActivity) Leave(token, node);
        if (catcher is { } found) Happen(found.Node, found.TokenId);
    }

    /// <summary>The event that takes an error or escalation, and the token or scope it belongs to.</summary>
    private (ProcessNode Node, long TokenId)? FindCatcher<TEvent>(Token thrower, ProcessNode node, string code) where TEvent : EventRule
    {
        // Out of an activity it is first the activity's own; out of an event it is the scope's.
        if (node.IsActivity && OnActivity<TEvent>(thrower, code) is { } own) return own;
        var scope = thrower.Scope;
        var insideHandler = false;
        while (true)
        {
            if (!insideHandler && Match<TEvent>(HandlersIn(scope), code) is { } start) return (start, scope);
            if (scope == Token.Outside) return null;
            var container = Find(scope)!;
            // A handler does not handle what it throws itself: that leaves the scope it is for.
            insideHandler = NodeOf(container).Kind is NodeKind.EventSubProcess;
            if (!insideHandler && OnActivity<TEvent>(container, code) is { } boundary) return boundary;
            scope = container.Scope;
        }
    }

    private ImmutableArray<ProcessNode> HandlersIn(long scope)
    {
        if (scope == Token.Outside) return definition.HandlersOf(-1);
        var token = Find(scope)!;
        return NodeOf(token) is { Kind: NodeKind.SubProcess or NodeKind.EventSubProcess } node && !IsLoop(token) ? definition.HandlersOf(node.Index) : [];
    }

    private (ProcessNode Node, long TokenId)? OnActivity<TEvent>(Token token, string code) where TEvent : EventRule
    {
        // Events sit on the activity, not on each of its children.
        var host = token.Loop > 0 ? Find(token.Scope)! : token;
        return Match<TEvent>(NodeOf(host).Boundaries.Select(index => definition.Nodes[index]), code) is { } boundary ? (boundary, host.Id) : null;
    }

    private static ProcessNode? Match<TEvent>(IEnumerable<ProcessNode> events, string code) where TEvent : EventRule
    {
        ProcessNode? any = null;
        foreach (var node in events)
        {
            if (node.Event is not TEvent rule) continue;
            var caught = rule is ErrorEvent error ? error.Code : ((EscalationEvent)(EventRule)rule).Code;
            if (string.Equals(caught, code, StringComparison.Ordinal)) return node;
            if (caught is null) any ??= node;
        }

        return any;
    }
}
