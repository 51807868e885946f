using VanLang.Processes.Definitions;

namespace VanLang.Processes.Engine;

/// <summary>The first step of an instance on another version.</summary>
internal sealed partial class StepRun
{
    private IgnoredReason? Settle(SettleMigrated trigger)
    {
        foreach (var place in trigger.Arms)
        {
            var (tokenId, nodeId) = place;
            var node = Node(nodeId);
            if (!TryPrepare(ScopeOf(node, tokenId), [node], out var arms, out var kind, out var problem))
            {
                Failure = new(kind, node.Id, null, problem);
                return null;
            }

            if (place.Begun is { } begun && arms is [{ Rule: not null } arm]) Arm(Later(arm, place, begun), tokenId, begun.Since);
            else Arm(arms, tokenId);
        }

        foreach (var token in tokens)
        {
            if (token.Incident is not null || NodeOf(token) is not { Kind: NodeKind.UserTask } node || IsLoop(token)) continue;
            if (node.Task!.Resolve(() => Seen(token.Id), out var problem) is not { } task)
            {
                Failure = new(IncidentKind.TaskFailed, node.Id, null, problem);
                return null;
            }

            effects.Add(new TaskMigrated(token.Id, node.Id, node.Name, task.Role, task.Unit, task.Action, task.Outcomes));
        }

        conditionsStale = true;
        return null;
    }

    // A cycle that has come round goes on where it is; of a shorter one as many rounds are left as that has.
    private Arming Later(Arming arm, EventPlace place, TimerBegun begun) =>
        begun.IsLaterRound && place.Left is { } left && arm.Node.Timer!.Resolve(() => Seen(ScopeOf(arm.Node, place.TokenId)), out _) is TimerCycle cycle
            ? arm with { Rule = new TimerAfter(cycle.Every, Working: false) { From = begun.Since }, Left = left < 0 || arm.Left < 0 ? arm.Left : Math.Min(left, arm.Left) }
            : arm;
}
