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
            var decides = node.Kind is NodeKind.ExclusiveGateway or NodeKind.InclusiveGateway || node.IsActivity;
            if (node.DefaultFlow >= 0 && (!decides || NeverTaken(model, node))) findings.Error(FindingCodes.DefaultNeverTaken, element, model.Flows[node.DefaultFlow].Id);
            if (node.Kind is NodeKind.EventBasedGateway) CheckEventGateway(model, node, findings);
            foreach (var index in node.Outgoing)
            {
                var hasCondition = model.FlowElements[index].BpmnChildren("conditionExpression").Any();
                if (hasCondition && (!decides || index == node.DefaultFlow)) findings.Error(FindingCodes.ConditionMisplaced, model.FlowElements[index]);
                if (!hasCondition && node.Kind is NodeKind.ExclusiveGateway && node.Outgoing.Length > 1 && index != node.DefaultFlow)
                    findings.Error(FindingCodes.ConditionMissing, model.FlowElements[index], node.Name);
            }
        }
    }

    private static void CheckEventGateway(ProcessModel model, ProcessNode gateway, FindingList findings)
    {
        foreach (var flow in gateway.Outgoing)
        {
            var target = model.Nodes[model.Flows[flow].Target];
            if (target is { Kind: NodeKind.Refused } or { Kind: NodeKind.CatchEvent } or { Kind: NodeKind.ReceiveTask, Loop: null, Boundaries.IsEmpty: true } && target.Incoming.Length == 1) continue;
            findings.Error(FindingCodes.EventGatewayTarget, model.FlowElements[flow], target.Name);
        }
    }

    // Out of an activity or inclusive gateway a flow without condition is always taken, and the default only when no other is.
    private static bool NeverTaken(ProcessModel model, ProcessNode node) => node.Kind is not NodeKind.ExclusiveGateway && node.Outgoing.Any(index =>
        index != node.DefaultFlow && !model.FlowElements[index].BpmnChildren("conditionExpression").Any());
}
