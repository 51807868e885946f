using System.Xml.Linq;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Deployment;

/// <summary>Checks the shape of the graph: every node can be reached, and every token can come to an end.</summary>
internal static class StructureCheck
{
    public static void Run(ProcessModel model, XElement process, FindingList findings)
    {
        if (!model.Nodes.Any(node => node.Kind is NodeKind.StartEvent && node.Scope < 0)) findings.Error(FindingCodes.NoStart, process);
        if (!model.Nodes.Any(node => node.IsEnd && node.Scope < 0)) findings.Error(FindingCodes.NoEnd, process);
        foreach (var node in model.Nodes) CheckEnds(model, node, findings);

        var reached = Reach(model, model.Nodes.Where(node => node.Kind is NodeKind.StartEvent or NodeKind.EventSubProcess || StartsByEvent(model, node)), Next);
        // Where a flow goes nowhere the process is not over, but that is said at the node itself.
        var ending = Reach(model, model.Nodes.Where(node => node.IsEnd || node.Outgoing.IsEmpty), Previous);
        foreach (var node in model.Nodes.Where(node => node.Kind is not NodeKind.Refused))
        {
            var element = model.NodeElements[node.Index];
            // A boundary event without a host is reported for that.
            if (!reached[node.Index] && (node.Kind is not NodeKind.BoundaryEvent || node.AttachedTo >= 0)) findings.Error(FindingCodes.Unreachable, element);
            else if (!ending[node.Index]) findings.Error(FindingCodes.NoWayToEnd, element);
        }
    }

    private static void CheckEnds(ProcessModel model, ProcessNode node, FindingList findings)
    {
        var element = model.NodeElements[node.Index];
        switch (node.Kind)
        {
            case NodeKind.Refused: return;
            case NodeKind.StartEvent when !node.Incoming.IsEmpty: findings.Error(FindingCodes.StartWithIncoming, element); break;
            case NodeKind.BoundaryEvent when !node.Incoming.IsEmpty: findings.Error(FindingCodes.BoundaryWithIncoming, element); break;
            case NodeKind.SubProcess or NodeKind.EventSubProcess: CheckStart(model, node, findings); break;
        }

        if (StandsAlone(node))
        {
            if (!node.Outgoing.IsEmpty || (!node.Incoming.IsEmpty && node.Kind is not NodeKind.BoundaryEvent)) findings.Error(FindingCodes.FlowMisplaced, element);
            return;
        }

        if (node.IsEnd && !node.Outgoing.IsEmpty) findings.Error(FindingCodes.EndWithOutgoing, element);
        if (!node.IsEnd && node.Outgoing.IsEmpty) findings.Error(FindingCodes.NoWayOut, element);
    }

    /// <summary>A sub-process begins at its one start without trigger, an event sub-process at its one start with one.</summary>
    private static void CheckStart(ProcessModel model, ProcessNode node, FindingList findings)
    {
        var starts = model.Nodes.Where(start => start.Scope == node.Index && (start.Kind is NodeKind.StartEvent || StartsByEvent(model, start))).ToList();
        if (starts is [{ Kind: NodeKind.Refused }]) return;
        if (starts is not [var start] || start.Event is null != node.Kind is NodeKind.SubProcess) findings.Error(FindingCodes.SubProcessStart, model.NodeElements[node.Index]);
    }

    /// <summary>Begun by an event or to undo something; no flow leads to it or away.</summary>
    private static bool StandsAlone(ProcessNode node) =>
        node.Kind is NodeKind.EventSubProcess || node.ForCompensation || node is { Kind: NodeKind.BoundaryEvent, Event: CompensationEvent };

    // A refused start (by message, say) is reported as such; what follows it is not unreachable on top of that.
    private static bool StartsByEvent(ProcessModel model, ProcessNode node) =>
        node.Kind is NodeKind.Refused && (model.NodeElements[node.Index].IsBpmn("startEvent") || model.NodeElements[node.Index].IsBpmn("boundaryEvent"));

    private static IEnumerable<int> Next(ProcessModel model, ProcessNode node) =>
        node.Outgoing.Select(flow => model.Flows[flow].Target).Concat(node.Boundaries).Concat(node.CompensatedBy >= 0 ? [node.CompensatedBy] : [])
            .Concat(node.IsActivity ? model.Nodes.Where(boundary => boundary.AttachedTo == node.Index && boundary.Event is CompensationEvent).Select(boundary => boundary.Index) : []);

    private static IEnumerable<int> Previous(ProcessModel model, ProcessNode node) =>
        node.Incoming.Select(flow => model.Flows[flow].Source).Concat(node.AttachedTo >= 0 ? [node.AttachedTo] : []);

    private static bool[] Reach(ProcessModel model, IEnumerable<ProcessNode> from, Func<ProcessModel, ProcessNode, IEnumerable<int>> step)
    {
        var reached = new bool[model.Nodes.Length];
        var open = new Queue<ProcessNode>(from);
        foreach (var node in open) reached[node.Index] = true;
        while (open.TryDequeue(out var node))
        {
            foreach (var index in step(model, node))
            {
                if (reached[index]) continue;
                reached[index] = true;
                open.Enqueue(model.Nodes[index]);
            }
        }

        return reached;
    }
}
