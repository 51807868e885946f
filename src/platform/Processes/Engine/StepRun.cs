using System.Collections.Immutable;
using VanLang.Processes.Definitions;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Engine;

/// <summary>One step while it runs: the only mutable thing of the engine, thrown away at its end.</summary>
internal sealed partial class StepRun(ProcessDefinition definition, InstanceState before, DateTimeOffset now)
{
    private readonly List<Token> tokens = [.. before.Tokens];
    private readonly List<ArmedTimer> timers = [.. before.Timers];
    private readonly ImmutableArray<ProcessEffect>.Builder effects = ImmutableArray.CreateBuilder<ProcessEffect>(12);

    // Moves still to make. A stack, so that the first branch runs until it waits before the second begins: document order.
    private readonly Stack<Move> moves = new();

    private ProcessVariables variables = before.Variables;
    private InstancePhase phase = before.Phase;
    private long nextId = before.NextId;
    private string? lastEnd;
    private FeelScope? scope;

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
            RetryIncident retry => Retry(retry),
            CancelInstance cancellation => Cancel(cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(trigger)),
        };
        if (ignored is null) RunToQuiescence();
        return ignored;
    }

    public InstanceState Freeze() =>
        new(before.VersionId, before.Revision + 1, phase, nextId, [.. tokens], [.. timers], variables);

    private IgnoredReason? Start(StartInstance trigger)
    {
        if (phase is not InstancePhase.New) return IgnoredReason.AlreadyStarted;
        var start = trigger.StartEventId is { } id
            ? definition.FindNode(id)
            : definition.Starts.Length == 1 ? definition.Starts[0] : null;
        if (start is not { Kind: NodeKind.StartEvent }) return IgnoredReason.StartEventUnknown;
        variables = variables.With(trigger.Variables);
        phase = InstancePhase.Running;
        moves.Push(new(start, null));
        return null;
    }

    private IgnoredReason? Complete(CompleteTask trigger)
    {
        var token = tokens.Find(token => token.Id == trigger.TaskId);
        if (token is not { Incident: null } || NodeOf(token) is not { Kind: NodeKind.UserTask } node) return IgnoredReason.TaskNotOpen;
        var outcomes = node.Task!.Outcomes;
        if (outcomes.Length == 0 ? trigger.Outcome is not null : trigger.Outcome is null || !outcomes.Contains(trigger.Outcome, StringComparer.Ordinal))
            return IgnoredReason.OutcomeNotOffered;

        // Null where the task offers no choice: the choice of an earlier task must not decide here.
        variables = variables.With(trigger.Variables).With(ProcessNames.Outcome, trigger.Outcome);
        effects.Add(new TaskCompleted(token.Id, node.Id, trigger.Outcome));
        Disarm(token.Id);
        tokens.Remove(token);
        Leave(token, node);
        return null;
    }

    private IgnoredReason? Fire(FireTimer trigger)
    {
        var timer = timers.Find(timer => timer.Id == trigger.TimerId);
        if (timer is null) return IgnoredReason.TimerNotArmed;
        var node = Node(timer.NodeId);
        var token = tokens.Find(token => token.Id == timer.TokenId)!;
        timers.Remove(timer);
        effects.Add(new TimerElapsed(timer.Id, node.Id));
        if (node.Kind is NodeKind.TimerBoundaryEvent)
        {
            if (node.Interrupting) Remove(token, CancelReason.Interrupted);
            moves.Push(new(node, null));
        }
        else
        {
            tokens.Remove(token);
            Leave(token, node);
        }

        return null;
    }

    private IgnoredReason? Retry(RetryIncident trigger)
    {
        var token = tokens.Find(token => token.Id == trigger.TokenId);
        if (token?.Incident is not { } incident) return IgnoredReason.IncidentNotOpen;
        var node = NodeOf(token);
        variables = variables.With(trigger.Variables);
        effects.Add(new IncidentResolved(token.Id, node.Id));
        switch (incident)
        {
            // The token could not leave: what it came for is done.
            case IncidentKind.NoTrueFlow or IncidentKind.ConditionFailed:
                tokens.Remove(token);
                Leave(token, node);
                break;
            case IncidentKind.Deadlock:
                tokens[tokens.IndexOf(token)] = token with { Incident = null };
                break;
            default:
                tokens.Remove(token);
                effects.Add(new NodeLeft(token.Id, node.Id));
                moves.Push(new(node, token.FlowId));
                break;
        }

        return null;
    }

    private IgnoredReason? Cancel(CancelInstance trigger)
    {
        RemoveAll(CancelReason.InstanceCancelled);
        phase = InstancePhase.Terminated;
        effects.Add(new InstanceTerminated(trigger.Reason));
        return null;
    }

    private void RunToQuiescence()
    {
        var budget = ProcessEngine.StepBudget;
        while (moves.TryPop(out var move))
        {
            if (budget-- == 0)
            {
                Failure = new(IncidentKind.EndlessLoop, move.Node.Id, null, $"More than {ProcessEngine.StepBudget} moves in one step.");
                return;
            }

            Enter(move);
        }

        if (phase is not InstancePhase.Running) return;
        if (tokens.Count == 0)
        {
            phase = InstancePhase.Completed;
            effects.Add(new InstanceCompleted(lastEnd!, false));
        }
        else if (tokens.TrueForAll(token => token.Incident is null && NodeOf(token).Kind is NodeKind.ParallelGateway))
        {
            var waiting = tokens[0] with { Incident = IncidentKind.Deadlock };
            tokens[0] = waiting;
            effects.Add(new IncidentRaised(IncidentKind.Deadlock, waiting.NodeId, waiting.Id, "Every token waits for a partner that cannot come."));
        }
    }

    private FeelScope Scope() => scope ??= new(variables.Values, now);

    private ProcessNode NodeOf(Token token) => Node(token.NodeId);

    private ProcessNode Node(string id) =>
        definition.FindNode(id) ?? throw new InvalidOperationException($"The process has no node {id}: the state is not of this version.");

    /// <summary>A token on its way to a node.</summary>
    private readonly record struct Move(ProcessNode Node, string? FlowId);
}
