using System.Collections.Immutable;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Engine;

/// <summary>One step while it runs: the only mutable thing of the engine, thrown away at its end.</summary>
internal sealed partial class StepRun(ProcessDefinition definition, InstanceState before, DateTimeOffset now)
{
    private readonly List<Token> tokens = [.. before.Tokens];
    private readonly List<ArmedTimer> timers = [.. before.Timers];
    private readonly List<Subscription> subscriptions = [.. before.Subscriptions];
    private readonly List<LoopBody> loops = [.. before.Loops];
    private readonly List<DoneActivity> done = [.. before.Done];
    private readonly List<Undoing> undoing = [.. before.Undoing];
    private readonly ImmutableArray<ProcessEffect>.Builder effects = ImmutableArray.CreateBuilder<ProcessEffect>(12);

    // Moves still to make, the last first, so that one branch runs until it waits before the next begins: document order.
    private readonly List<Move> moves = [];

    private InstancePhase phase = before.Phase;
    private bool called = before.Called;
    private long nextId = before.NextId;
    private string? lastEnd;

    /// <summary>Set if the step as a whole went wrong and is to be undone.</summary>
    public IncidentRaised? Failure { get; private set; }

    public ImmutableArray<ProcessEffect> Effects => effects.DrainToImmutable();

    /// <summary>Makes the trigger's own change and all moves that follow; gives the reason if the trigger does not fit.</summary>
    public IgnoredReason? Apply(ProcessTrigger trigger)
    {
        if (phase is InstancePhase.New && trigger is not StartInstance) return IgnoredReason.NotStarted;
        if (before.HasEnded) return IgnoredReason.InstanceEnded;
        var ignored = trigger switch
        {
            StartInstance start => Start(start),
            CompleteTask completion => Complete(completion),
            FireTimer firing => Fire(firing),
            Deliver delivery => Receive(delivery),
            AnswerCall answer => Answer(answer),
            FailCall failure => Fail(failure),
            EscalateCall escalation => Escalate(escalation),
            AddChild addition => Add(addition),
            RemoveChild removal => Remove(removal),
            RetryIncident retry => Retry(retry),
            ModifyInstance modification => Modify(modification),
            SettleMigrated migrated => Settle(migrated),
            CancelInstance cancellation => Cancel(cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(trigger)),
        };
        if (ignored is null) RunToQuiescence();
        return ignored;
    }

    public InstanceState Freeze() =>
        new(before.VersionId, before.Revision + 1, phase, nextId, [.. tokens], [.. timers], variables)
        {
            Subscriptions = [.. subscriptions],
            Locals = locals.Count == 0 ? [] : [.. locals.Select(local => new LocalVariables(local.Key, local.Value))],
            Loops = [.. loops],
            Done = [.. done],
            Undoing = [.. undoing],
            Called = called,
        };

    private IgnoredReason? Start(StartInstance trigger)
    {
        if (phase is not InstancePhase.New) return IgnoredReason.AlreadyStarted;
        var start = trigger.StartEventId is { } id
            ? definition.Starts.FirstOrDefault(start => string.Equals(start.Id, id, StringComparison.Ordinal))
            : definition.Starts.Count(start => start.Event is null) == 1 ? definition.Starts.First(start => start.Event is null) : null;
        if (start is null) return IgnoredReason.StartEventUnknown;
        variables = variables.With(trigger.Variables);
        phase = InstancePhase.Running;
        called = trigger.Called;
        if (!OpenScope(Token.Outside, -1, out var problem)) Failure = problem;
        moves.Add(new(start, null, Token.Outside));
        return null;
    }

    private IgnoredReason? Complete(CompleteTask trigger)
    {
        var token = Find(trigger.TaskId);
        if (token is not { Incident: null } || NodeOf(token) is not { Kind: NodeKind.UserTask } node || IsLoop(token)) return IgnoredReason.TaskNotOpen;
        var outcomes = node.Task!.Outcomes;
        if (outcomes.Length == 0 ? trigger.Outcome is not null : trigger.Outcome is null || !outcomes.Contains(trigger.Outcome, StringComparer.Ordinal))
            return IgnoredReason.OutcomeNotOffered;

        effects.Add(new TaskCompleted(token.Id, node.Id, trigger.Outcome));
        // Null where the task offers no choice: the choice of an earlier task must not decide here.
        Finish(token, node, new Dictionary<string, object?>(trigger.Variables) { [ProcessNames.Outcome] = trigger.Outcome });
        return null;
    }

    private IgnoredReason? Retry(RetryIncident trigger)
    {
        var token = Find(trigger.TokenId);
        if (token?.Incident is not { } incident) return IgnoredReason.IncidentNotOpen;
        var node = NodeOf(token);
        Assign(token.Scope, trigger.Variables);
        effects.Add(new IncidentResolved(token.Id, node.Id));
        switch (incident)
        {
            // The token could not leave: what it came for is done.
            case IncidentKind.NoTrueFlow or IncidentKind.ConditionFailed:
                Drop(token);
                Leave(token, node);
                break;
            case IncidentKind.Deadlock:
                Replace(token with { Incident = null });
                break;
            // What was armed for it is still armed: only the call is made again.
            case IncidentKind.CallFailed or IncidentKind.UnhandledError when node.Call is not null && !IsLoop(token) && (token.Loop > 0 || IsArmed(token)):
                Replace(token = token with { Incident = null });
                Begin(token, node);
                break;
            // A child of several begins anew under another number: its work may have been done before what it leaves behind failed.
            case var _ when token.Loop > 0:
                var own = locals.GetValueOrDefault(token.Id);
                Disarm(token.Id);
                Drop(token);
                effects.Add(new NodeLeft(token.Id, node.Id));
                token = token with { Id = nextId++, Incident = null };
                effects.Add(new NodeEntered(token.Id, node.Id, null));
                if (own is not null) locals[token.Id] = own;
                tokens.Add(token);
                Begin(token, node);
                break;
            default:
                Disarm(token.Id);
                Drop(token);
                effects.Add(new NodeLeft(token.Id, node.Id));
                moves.Add(new(node, token.FlowId, token.Scope));
                break;
        }

        return null;
    }

    private IgnoredReason? Modify(ModifyInstance trigger)
    {
        var gone = trigger.Remove.Select(Find).ToArray();
        var put = trigger.StartBefore.Select(id => (Node: definition.FindNode(id), Scope: ScopeFor(definition.FindNode(id)))).ToArray();
        var behind = trigger.StartAfter.Select(id => (Node: definition.FindNode(id), Scope: ScopeFor(definition.FindNode(id)))).ToArray();
        if (Array.Exists(gone, token => token is null or { Loop: > 0 }) || Array.Exists(put, place => place.Scope is null)
            || Array.Exists(behind, place => place.Scope is null || place.Node!.Outgoing.IsEmpty)) return IgnoredReason.ModificationDoesNotFit;
        variables = variables.With(trigger.Variables);
        conditionsStale = true;
        foreach (var (node, scope) in put.Reverse()) moves.Add(new(node, null, scope!.Value));
        foreach (var token in gone)
        {
            if (Find(token!.Id) is null) continue;
            Remove(token, CancelReason.Modified);
            moves.Insert(0, Move.Check(token.Scope));
        }

        foreach (var (node, scope) in behind)
        {
            // What was inside of something that is taken away cannot go on there.
            if (scope!.Value != Token.Outside && Find(scope.Value) is null) return IgnoredReason.ModificationDoesNotFit;
            var token = new Token(nextId++, node!.Id, null, null, scope.Value);
            effects.Add(new NodeEntered(token.Id, node.Id, null));
            Leave(token, node);
        }

        return null;
    }

    /// <summary>The one open scope that a node can be begun in; null if there is none, or several.</summary>
    private long? ScopeFor(ProcessNode? node)
    {
        if (node is null or { Kind: NodeKind.BoundaryEvent or NodeKind.EventSubProcess or NodeKind.StartEvent } or { ForCompensation: true }) return null;
        if (node.Scope < 0) return Token.Outside;
        var around = definition.Nodes[node.Scope];
        var open = tokens.FindAll(token => string.Equals(token.NodeId, around.Id, StringComparison.Ordinal) && !IsLoop(token));
        return open.Count == 1 ? open[0].Id : null;
    }

    private IgnoredReason? Cancel(CancelInstance trigger)
    {
        EndAll(CancelReason.InstanceCancelled);
        phase = InstancePhase.Terminated;
        effects.Add(new InstanceTerminated(trigger.Reason));
        return null;
    }

    private void RunToQuiescence()
    {
        var budget = ProcessEngine.StepBudget;
        var children = 2 * LoopRule.MaxChildren;
        do
        {
            while (moves.Count > 0 && Failure is null)
            {
                var move = moves[^1];
                moves.RemoveAt(moves.Count - 1);
                // Children come in crowds that are no loop, so that they are counted apart.
                if ((move.Child > 0 ? children-- : budget--) == 0)
                {
                    Failure = new(IncidentKind.EndlessLoop, move.Node?.Id ?? definition.Starts[0].Id, null, $"More than {ProcessEngine.StepBudget} moves in one step.");
                    return;
                }

                if (move.Node is null) CheckScope(move.Scope);
                else Enter(move);
            }
        }
        while (Failure is null && phase is InstancePhase.Running && (CatchCondition() || FireInclusiveJoin()));

        if (Failure is not null || phase is not InstancePhase.Running) return;
        if (tokens.Count == 0)
        {
            EndAll(CancelReason.InstanceEnded);
            phase = InstancePhase.Completed;
            effects.Add(new InstanceCompleted(lastEnd ?? "", false));
        }
        else if (timers.Count == 0 && subscriptions.Count == 0 && tokens.TrueForAll(NeverMoves))
        {
            var waiting = tokens.Find(token => NodeOf(token).Kind is NodeKind.ParallelGateway or NodeKind.InclusiveGateway);
            if (waiting is null) return;
            Replace(waiting with { Incident = IncidentKind.Deadlock });
            effects.Add(new IncidentRaised(IncidentKind.Deadlock, waiting.NodeId, waiting.Id, "Every token waits for a partner that cannot come."));
        }
    }

    // A scope moves only when something in it does.
    private bool NeverMoves(Token token) =>
        token.Incident is null && (NodeOf(token).Kind is NodeKind.ParallelGateway or NodeKind.InclusiveGateway or NodeKind.SubProcess or NodeKind.EventSubProcess || IsLoop(token));

    private Token? Find(long id)
    {
        foreach (var token in tokens)
        {
            if (token.Id == id) return token;
        }

        return null;
    }

    private void Replace(Token token) => tokens[tokens.FindIndex(other => other.Id == token.Id)] = token;

    private ProcessNode NodeOf(Token token) => Node(token.NodeId);

    private ProcessNode Node(string id) =>
        definition.FindNode(id) ?? throw new InvalidOperationException($"The process has no node {id}: the state is not of this version.");

    /// <summary>A token on its way to a node, or a look whether a scope is over.</summary>
    /// <param name="Child">Of a child of an activity that is done several times: its number.</param>
    /// <param name="Item">Of such a child: its item.</param>
    /// <param name="Variables">What an activity that undoes another is to see.</param>
    private readonly record struct Move(ProcessNode? Node, string? FlowId, long Scope, int Child = 0, object? Item = null, ProcessVariables? Variables = null)
    {
        public static Move Check(long scope) => new(null, null, scope);
    }
}
