using VanLang.Processes.Definitions;

namespace VanLang.Processes.Engine;

/// <summary>The first step of an instance on another version.</summary>
internal sealed partial class StepRun
{
    private IgnoredReason? Settle(SettleMigrated trigger)
    {
        foreach (var (tokenId, nodeId) in trigger.Arms)
        {
            var node = Node(nodeId);
            if (!TryPrepare(ScopeOf(node, tokenId), [node], out var arms, out var kind, out var problem))
            {
                Failure = new(kind, node.Id, null, problem);
                return null;
            }

            Arm(arms, tokenId);
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
}
