using VanLang.Processes.Definitions;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Deployment;

/// <summary>
/// Where the exclusive gateway behind a user task decides by <c>outcome</c> alone, every outcome the task offers must find its flow:
/// a misspelt outcome is found at deployment and not when an official has pressed the button.
/// </summary>
internal static class OutcomeCheck
{
    public static void Run(ProcessModel model, FindingList findings)
    {
        foreach (var task in model.Nodes.Where(node => node.Kind is NodeKind.UserTask && !node.Task!.Outcomes.IsEmpty))
        {
            var gateway = Behind(model, task);
            if (gateway is null || gateway.DefaultFlow >= 0) continue;
            var conditions = gateway.Outgoing.Select(flow => model.Flows[flow].Condition).ToList();
            if (conditions.Any(condition => condition is null || !condition.Names.SetEquals([ProcessNames.Outcome]))) continue;
            foreach (var outcome in task.Task!.Outcomes)
            {
                var scope = new FeelScope(new Dictionary<string, object?> { [ProcessNames.Outcome] = outcome }, DateTimeOffset.UnixEpoch);
                if (!conditions.Any(condition => condition!.Evaluate(scope).IsTrue))
                    findings.Error(FindingCodes.OutcomeWithoutWay, model.NodeElements[task.Index], outcome, gateway.Name);
            }
        }
    }

    private static ProcessNode? Behind(ProcessModel model, ProcessNode task)
    {
        if (task.Outgoing.Length != 1) return null;
        var next = model.Nodes[model.Flows[task.Outgoing[0]].Target];
        return next.Kind is NodeKind.ExclusiveGateway ? next : null;
    }
}
