using System.Diagnostics.CodeAnalysis;
using VanLang.Processes.Definitions;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Engine;

/// <summary>Events that are waited for: how they are armed, come and are given up.</summary>
internal sealed partial class StepRun
{
    /// <summary>An event that can be armed: everything it needs is known.</summary>
    private readonly record struct Arming(ProcessNode Node, TimerRule? Rule, int Left, string? Key);

    /// <summary>A catch event or event-based gateway waits for the first of some events.</summary>
    private void WaitFor(Token token, IReadOnlyList<ProcessNode> events)
    {
        if (!TryPrepare(token.Scope, events, out var arms, out var kind, out var problem))
        {
            StandStill(token, kind, problem);
            return;
        }

        tokens.Add(token);
        Arm(arms, token.Id);
    }

    private bool TryPrepare(long scope, IEnumerable<ProcessNode> events, out List<Arming> arms, out IncidentKind kind, out string problem)
    {
        arms = [];
        (kind, problem) = (default, "");
        foreach (var node in events)
        {
            switch (node.Event)
            {
                case TimerEvent timer:
                    var rule = timer.Timer.Resolve(() => Seen(scope), out problem);
                    if (rule is null)
                    {
                        (kind, problem) = (IncidentKind.TimerFailed, $"Timer {node.Id}: {problem}");
                        return false;
                    }

                    arms.Add(rule is TimerCycle cycle
                        ? new(node, cycle.First, cycle.Times == TimerCycle.Unlimited ? TimerCycle.Unlimited : cycle.Times - 1, null)
                        : new(node, rule, 0, null));
                    break;
                case MessageEvent message:
                    if (!TryKey(scope, message, out var key, out problem))
                    {
                        kind = IncidentKind.MessageFailed;
                        return false;
                    }

                    arms.Add(new(node, null, 0, key));
                    break;
                case SignalEvent or ConditionalEvent:
                    arms.Add(new(node, null, 0, null));
                    break;
            }
        }

        return true;
    }

    private void Arm(List<Arming> arms, long tokenId)
    {
        foreach (var arm in arms)
        {
            if (arm.Rule is not null) Arm(arm, tokenId);
            else Subscribe(new(nextId++, arm.Node.Id, tokenId, arm.Key), arm.Node);
        }
    }

    /// <param name="since">When it began; null for now.</param>
    private void Arm(Arming arm, long tokenId, DateTimeOffset? since = null)
    {
        var timer = new ArmedTimer(nextId++, arm.Node.Id, tokenId, arm.Left);
        timers.Add(timer);
        effects.Add(new TimerArmed(timer.Id, arm.Node.Id, tokenId, arm.Rule!) { Since = since });
    }

    private void Subscribe(Subscription subscription, ProcessNode node)
    {
        subscriptions.Add(subscription);
        switch (node.Event)
        {
            case MessageEvent message:
                effects.Add(new MessageAwaited(subscription.Id, node.Id, subscription.TokenId, message.Name, subscription.Key!));
                break;
            case SignalEvent signal:
                effects.Add(new SignalAwaited(subscription.Id, node.Id, subscription.TokenId, signal.Name));
                break;
            case ConditionalEvent:
                conditionsStale = true;
                break;
        }
    }

    private bool IsArmed(Token token) =>
        timers.Exists(timer => timer.TokenId == token.Id) || subscriptions.Exists(subscription => subscription.TokenId == token.Id);

    /// <summary>Gives up the events of a token; of a scope only those whose node passes, if that is asked.</summary>
    private void Disarm(long tokenId, Predicate<ProcessNode>? only = null)
    {
        if (timers.Count > 0)
        {
            timers.RemoveAll(timer =>
            {
                if (timer.TokenId != tokenId || (only is not null && !only(Node(timer.NodeId)))) return false;
                effects.Add(new TimerDisarmed(timer.Id, timer.NodeId));
                return true;
            });
        }

        if (subscriptions.Count == 0) return;
        subscriptions.RemoveAll(subscription =>
        {
            if (subscription.TokenId != tokenId || (only is not null && !only(Node(subscription.NodeId)))) return false;
            effects.Add(new SubscriptionClosed(subscription.Id, subscription.NodeId));
            return true;
        });
    }

    private IgnoredReason? Fire(FireTimer trigger)
    {
        var timer = timers.Find(timer => timer.Id == trigger.TimerId);
        if (timer is null) return IgnoredReason.TimerNotArmed;
        var node = Node(timer.NodeId);
        timers.Remove(timer);
        effects.Add(new TimerElapsed(timer.Id, node.Id));
        if (timer.Left != 0 && MayComeAgain(node) && node.Timer!.Resolve(() => Seen(ScopeOf(node, timer.TokenId)), out _) is TimerCycle cycle)
            Arm(new Arming(node, new TimerAfter(cycle.Every, Working: false) { From = LastRound(trigger.DueAt ?? now, cycle.Every) }, timer.Left < 0 ? timer.Left : timer.Left - 1, null), timer.TokenId);
        Happen(node, timer.TokenId);
        return null;
    }

    /// <summary>The last round that is over: those that were missed are one.</summary>
    private DateTimeOffset LastRound(DateTimeOffset due, IsoDuration every)
    {
        for (var next = due; ; due = next)
        {
            next = new(every.After(due.DateTime), due.Offset);
            if (next > now) return due;
        }
    }

    private IgnoredReason? Receive(Deliver trigger)
    {
        var subscription = subscriptions.Find(subscription => subscription.Id == trigger.SubscriptionId);
        if (subscription is null || Node(subscription.NodeId) is not { Event: MessageEvent or SignalEvent } node) return IgnoredReason.SubscriptionNotOpen;
        Caught(subscription, node, trigger.Variables);
        return null;
    }

    private void Caught(Subscription subscription, ProcessNode node, IReadOnlyDictionary<string, object?> values)
    {
        var kept = MayComeAgain(node);
        if (!kept) subscriptions.Remove(subscription);
        effects.Add(new EventCaught(subscription.Id, node.Id, kept));
        if (node.Kind is not NodeKind.ReceiveTask || NodeOf(Find(subscription.TokenId)!).Kind is NodeKind.EventBasedGateway)
            Assign(ScopeOf(node, subscription.TokenId), values);
        Happen(node, subscription.TokenId, values);
    }

    /// <summary>Catches one condition that has become true since it was asked last; gives whether there was one.</summary>
    private bool CatchCondition()
    {
        if (!conditionsStale) return false;
        for (var i = 0; i < subscriptions.Count; i++)
        {
            var subscription = subscriptions[i];
            var node = Node(subscription.NodeId);
            if (node.Event is not ConditionalEvent conditional) continue;
            var isTrue = conditional.Condition.Evaluate(Seen(ScopeOf(node, subscription.TokenId))).Value is true;
            if (isTrue == subscription.WasTrue) continue;
            subscriptions[i] = subscription = subscription with { WasTrue = isTrue };
            if (!isTrue) continue;
            Caught(subscription, node, new Dictionary<string, object?>());
            return true;
        }

        conditionsStale = false;
        return false;
    }

    private static bool MayComeAgain(ProcessNode node) => node is { Interrupting: false, Kind: NodeKind.BoundaryEvent or NodeKind.StartEvent };

    /// <summary>Where an event stands: around its activity, or the scope that its event sub-process is for.</summary>
    private long ScopeOf(ProcessNode node, long tokenId) => node.Kind is NodeKind.StartEvent ? tokenId : Find(tokenId)?.Scope ?? Token.Outside;

    /// <summary>An event has come: what waited for it goes on, and what it interrupts ends before that.</summary>
    private void Happen(ProcessNode node, long tokenId, IReadOnlyDictionary<string, object?>? values = null)
    {
        if (node.Kind is NodeKind.StartEvent)
        {
            StartHandler(node, tokenId);
            return;
        }

        var token = Find(tokenId)!;
        if (node.Kind is NodeKind.BoundaryEvent)
        {
            if (node.Interrupting) Remove(token, CancelReason.Interrupted);
            moves.Add(new(node, null, token.Scope));
            return;
        }

        var gateway = NodeOf(token);
        if (gateway.Kind is NodeKind.EventBasedGateway)
        {
            // The first event wins: the others are given up.
            Disarm(token.Id);
            Drop(token);
            effects.Add(new NodeLeft(token.Id, gateway.Id));
            var flow = definition.Flows[gateway.Outgoing.First(index => definition.Flows[index].Target == node.Index)];
            token = new(nextId++, node.Id, flow.Id, null, token.Scope);
            effects.Add(new NodeEntered(token.Id, node.Id, flow.Id));
            Leave(token, node);
        }
        else if (node.Kind is NodeKind.ReceiveTask)
        {
            Finish(token, node, values!);
        }
        else
        {
            Disarm(token.Id);
            Drop(token);
            Leave(token, node);
        }
    }

    private void StartHandler(ProcessNode start, long scope)
    {
        var handler = definition.Nodes[start.Scope];
        if (start.Interrupting)
        {
            RemoveInside(scope, CancelReason.Interrupted);
            Disarm(scope, node => node.Kind is NodeKind.StartEvent);
        }

        var token = new Token(nextId++, handler.Id, null, null, scope);
        effects.Add(new NodeEntered(token.Id, handler.Id, null));
        tokens.Add(token);
        if (!OpenScope(token.Id, handler.Index, out var problem))
        {
            StandStill(token, problem!.Kind, problem.Message);
            return;
        }

        moves.Add(Move.Check(token.Id));
        moves.Add(new(start, null, token.Id));
    }

    private bool TryPublish(Token token, ProcessNode node, MessageEvent message, IReadOnlyDictionary<string, object?> payload)
    {
        if (!TryKey(token.Scope, message, out var key, out var problem))
        {
            StandStill(token, IncidentKind.MessageFailed, problem);
            return false;
        }

        effects.Add(new MessagePublished(node.Id, message.Name, key, ProcessVariables.Empty.With(payload)));
        return true;
    }

    private bool TryKey(long scope, MessageEvent message, [NotNullWhen(true)] out string? key, out string problem)
    {
        problem = "";
        if (message.Key is null)
        {
            key = "";
            return true;
        }

        key = message.Key.Evaluate(Seen(scope)).Value switch
        {
            string text => text,
            FeelNumber number => number.ToString(),
            _ => null,
        };
        if (key is null) problem = $"Message {message.Name}: '{message.Key.Text.Trim()}' gives no text or number.";
        return key is not null;
    }
}
