using System.Collections.Immutable;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Engine;

/// <summary>
/// Puts the state of an instance onto another version: every place at which it waits goes to its image, where that can take it over. Pure; what is to be armed anew
/// follows as <see cref="SettleMigrated"/>.
/// </summary>
internal sealed class InstanceMigration(ProcessDefinition from, ProcessDefinition to, MigrationMap map)
{
    private readonly List<MigrationProblem> problems = [];
    private readonly List<EventPlace> arms = [];
    private readonly List<ArmedTimer> droppedTimers = [];
    private readonly List<Subscription> droppedSubscriptions = [];

    /// <summary>What is wrong with the mapping itself, whatever waits where.</summary>
    public static IReadOnlyList<MigrationProblem> Check(ProcessDefinition from, ProcessDefinition to, MigrationMap map)
    {
        var check = new InstanceMigration(from, to, map);
        foreach (var (source, target) in map.Nodes)
        {
            if (from.FindNode(source) is not { } node) check.Problem(MigrationCodes.UnknownSource, source);
            else if (target.Length > 0 && to.FindNode(target) is null) check.Problem(MigrationCodes.Unknown, target);
            else if (target.Length > 0) check.Image(node);
        }

        foreach (var (source, target) in map.Flows)
        {
            if (from.FindFlow(source) is null) check.Problem(MigrationCodes.UnknownSource, source);
            if (target.Length > 0 && to.FindFlow(target) is null) check.Problem(MigrationCodes.Unknown, target);
        }

        foreach (var twice in from.Nodes.Select(node => map.Node(node.Id)).Where(image => to.FindNode(image) is not null).GroupBy(image => image).Where(images => images.Count() > 1)) check.Problem(MigrationCodes.Twice, twice.Key);
        return [.. check.problems.Distinct()];
    }

    /// <summary>The state on the other version with the revision it has; a problem where it cannot be put there.</summary>
    /// <param name="begun">When timers began, by their ids; one that is not there begins anew where timers are counted again.</param>
    public MigratedState Run(InstanceState state, IReadOnlyDictionary<long, TimerBegun>? begun = null)
    {
        if (!state.Undoing.IsEmpty) Problem(MigrationCodes.Undoing, NodeOf(state, state.Undoing[0].TokenId));
        var tokens = state.Tokens.Select(token => Move(token, state)).ToImmutableArray();
        var timers = state.Timers.Where(timer => Stays(timer.NodeId, () => droppedTimers.Add(timer))).ToImmutableArray();
        var subscriptions = state.Subscriptions.Where(subscription => Stays(subscription.NodeId, () => droppedSubscriptions.Add(subscription))).ToImmutableArray();
        foreach (var token in state.Tokens.Where(token => token is { Incident: null, Loop: 0 })) Beside(token.Id, Node(token.NodeId));
        Handlers(Token.Outside, -1, -1);
        foreach (var activity in state.Done) Image(activity.NodeId);
        if (problems.Count > 0) return new(state, [.. problems.Distinct()], [], [], []);
        if (map.Timers is not MigratedTimers.Keep)
        {
            foreach (var timer in timers)
            {
                var since = map.Timers is MigratedTimers.Restart ? begun?.GetValueOrDefault(timer.Id) : null;
                arms.Add(new(timer.TokenId, map.Node(timer.NodeId)) { Begun = since, Left = since is { IsLaterRound: true } ? timer.Left : null });
            }

            droppedTimers.AddRange(timers);
            timers = [];
        }

        return new(
            state with
            {
                VersionId = to.VersionId,
                Tokens = tokens,
                Timers = [.. timers.Select(timer => timer with { NodeId = map.Node(timer.NodeId) })],
                Subscriptions = [.. subscriptions.Select(subscription => subscription with { NodeId = map.Node(subscription.NodeId) })],
                Done = [.. state.Done.Select(activity => activity with { NodeId = map.Node(activity.NodeId) })],
            },
            [], arms, droppedTimers, droppedSubscriptions);
    }

    private Token Move(Token token, InstanceState state)
    {
        var source = Node(token.NodeId);
        if (Image(source) is not { } image) return token;
        if (token.FlowId is null) return token with { NodeId = image.Id };
        var flow = to.FindFlow(map.Flow(token.FlowId));
        var leadsHere = flow is not null && flow.Target == image.Index;
        if (image.Incoming.Length > 1 && image.Kind is NodeKind.ParallelGateway or NodeKind.InclusiveGateway)
        {
            if (!leadsHere || image.Incoming.Length < source.Incoming.Length) Problem(MigrationCodes.Flow, token.NodeId);
            // Two that come by different flows would be one and the other for the next round.
            if (state.Tokens.Any(other => other.NodeId == token.NodeId && other.Scope == token.Scope && other.FlowId != token.FlowId && other.FlowId is not null && map.Flow(other.FlowId) == map.Flow(token.FlowId)))
                Problem(MigrationCodes.Flow, token.NodeId);
        }

        return token with { NodeId = image.Id, FlowId = leadsHere ? flow!.Id : null };
    }

    /// <summary>Whether what is armed goes over; what only stands beside an activity or a scope may be left behind.</summary>
    private bool Stays(string nodeId, Action drop)
    {
        var node = Node(nodeId);
        if (to.FindNode(map.Node(nodeId)) is null && node.Kind is NodeKind.BoundaryEvent or NodeKind.StartEvent)
        {
            drop();
            return false;
        }

        Image(node);
        return true;
    }

    // Events on the image of an activity that the activity itself did not have.
    private void Beside(long tokenId, ProcessNode source)
    {
        if (to.FindNode(map.Node(source.Id)) is not { } image) return;
        var known = source.Boundaries.Select(index => map.Node(from.Nodes[index].Id)).ToHashSet(StringComparer.Ordinal);
        if (source.CanWait) arms.AddRange(image.Boundaries.Select(index => to.Nodes[index]).Where(node => IsAwaited(node) && !known.Contains(node.Id)).Select(node => new EventPlace(tokenId, node.Id)));
        if (source.Kind is NodeKind.SubProcess or NodeKind.EventSubProcess) Handlers(tokenId, source.Index, image.Index);
    }

    private void Handlers(long scope, int source, int image)
    {
        var known = from.HandlersOf(source).Select(start => map.Node(start.Id)).ToHashSet(StringComparer.Ordinal);
        arms.AddRange(to.HandlersOf(image).Where(start => IsAwaited(start) && !known.Contains(start.Id)).Select(start => new EventPlace(scope, start.Id)));
    }

    private static bool IsAwaited(ProcessNode node) => node.Event is TimerEvent or MessageEvent or SignalEvent or ConditionalEvent;

    private void Image(string id) => Image(Node(id));

    /// <summary>The node that takes over; null with the reason noted where none can.</summary>
    private ProcessNode? Image(ProcessNode source)
    {
        if (to.FindNode(map.Node(source.Id)) is not { } image)
        {
            Problem(MigrationCodes.NoImage, source.Id);
            return null;
        }

        if (image.Kind != source.Kind || image.Interrupting != source.Interrupting) Problem(MigrationCodes.Kind, source.Id, image.Id);
        if (!Happens(source.Event, image.Event)) Problem(MigrationCodes.Event, source.Id, image.Id);
        if (!Repeats(source.Loop, image.Loop)) Problem(MigrationCodes.Loop, source.Id, image.Id);
        if (Around(from, source.Scope, map.Node) != Around(to, image.Scope, id => id) || Around(from, source.AttachedTo, map.Node) != Around(to, image.AttachedTo, id => id)) Problem(MigrationCodes.Scope, source.Id, image.Id);
        return image;
    }

    private static string? Around(ProcessDefinition definition, int index, Func<string, string> name) => index < 0 ? null : name(definition.Nodes[index].Id);

    private static bool Happens(EventRule? source, EventRule? image) => (source, image) switch
    {
        (MessageEvent one, MessageEvent other) => one.Name == other.Name,
        (SignalEvent one, SignalEvent other) => one.Name == other.Name,
        _ => source?.GetType() == image?.GetType(),
    };

    private static bool Repeats(LoopRule? source, LoopRule? image) => (source, image) switch
    {
        (MultiInstance one, MultiInstance other) => one.Sequential == other.Sequential,
        _ => source?.GetType() == image?.GetType(),
    };

    private ProcessNode Node(string id) => from.FindNode(id) ?? throw new InvalidOperationException($"The process has no node {id}: the state is not of this version.");

    private static string NodeOf(InstanceState state, long tokenId) => state.Tokens.First(token => token.Id == tokenId).NodeId;

    private void Problem(string code, string nodeId, string? image = null) => problems.Add(new(code, nodeId, image));
}

/// <summary>A state on another version.</summary>
/// <param name="Arms">Events that are to be armed there.</param>
internal sealed record MigratedState(
    InstanceState State, IReadOnlyList<MigrationProblem> Problems, IReadOnlyList<EventPlace> Arms, IReadOnlyList<ArmedTimer> DroppedTimers, IReadOnlyList<Subscription> DroppedSubscriptions);

/// <summary>An event that belongs to a token, or with 0 to the process.</summary>
internal sealed record EventPlace(long TokenId, string NodeId)
{
    /// <summary>Of a timer that keeps the time that is over.</summary>
    public TimerBegun? Begun { get; init; }

    /// <summary>Of a cycle that is in a later round: the rounds after this one.</summary>
    public int? Left { get; init; }
}

/// <summary>When a timer began.</summary>
/// <param name="Since">When it was armed; of a later round of a cycle the moment from which it is counted.</param>
/// <param name="IsLaterRound">Whether an earlier round of the same cycle has fired.</param>
internal sealed record TimerBegun(DateTimeOffset Since, bool IsLaterRound);
