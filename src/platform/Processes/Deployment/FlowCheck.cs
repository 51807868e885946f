using VanLang.Processes.Definitions;

namespace VanLang.Processes.Deployment;

/// <summary>Checks conditions and default flows: each must be able to decide something.</summary>
internal static class FlowCheck
{
    public static void Run(ProcessModel model, FindingList findings)
    {
        foreach (var node in model.Nodes.Where(node => node.Kind is not NodeKind.Refused))
        {
            var element = model.NodeElements[node.Index];
            var decides = node.Kind is NodeKind.ExclusiveGateway || node.IsActivity;
            if (node.DefaultFlow >= 0 && (!decides || NeverTaken(model, node))) findings.Error(FindingCodes.DefaultNeverTaken, element, model.Flows[node.DefaultFlow].Id);
            foreach (var index in node.Outgoing)
            {
                var hasCondition = model.FlowElements[index].BpmnChildren("conditionExpression").Any();
                if (hasCondition && (!decides || index == node.DefaultFlow)) findings.Error(FindingCodes.ConditionMisplaced, model.FlowElements[index]);
                if (!hasCondition && node.Kind is NodeKind.ExclusiveGateway && node.Outgoing.Length > 1 && index != node.DefaultFlow)
                    findings.Error(FindingCodes.ConditionMissing, model.FlowElements[index], node.Name);
            }
        }
    }

    // Out of an activity a flow without condition is always taken, and the default only when no other is.
    private static bool NeverTaken(ProcessModel model, ProcessNode node) => node.IsActivity && node.Outgoing.Any(index =>
        index != node.DefaultFlow && !model.FlowElements[index].BpmnChildren("conditionExpression").Any());
}
