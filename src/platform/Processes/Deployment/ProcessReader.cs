using System.Collections.Immutable;
using System.Xml.Linq;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Deployment;

/// <summary>Reads one executable process element.</summary>
internal sealed class ProcessReader(XElement process, FindingList findings, AttributeCheck attributes, NodeReader nodeReader)
{
    private readonly List<(ProcessNode Node, XElement Element)> nodes = [];
    private readonly Dictionary<string, int> nodeIndex = new(StringComparer.Ordinal);
    private readonly List<(SequenceFlow Flow, XElement Element)> flows = [];
    private readonly Dictionary<string, int> flowIndex = new(StringComparer.Ordinal);

    /// <summary>The definition, or null if there is an error among the findings.</summary>
    public ProcessDefinition? Read(string versionId)
    {
        if (process.Id() is null) findings.Error(FindingCodes.IdMissing, process, "process");
        attributes.Check(process);
        foreach (var element in process.BpmnChildren()) ReadChild(element);
        foreach (var element in process.BpmnChildren("sequenceFlow")) ReadFlow(element);
        Connect();

        var model = new ProcessModel([.. nodes.Select(node => node.Element)], [.. flows.Select(flow => flow.Element)], NodeArray(), FlowArray());
        FlowCheck.Run(model, findings);
        StructureCheck.Run(model, process, findings);
        if (!findings.HasErrors) OutcomeCheck.Run(model, findings);
        return findings.HasErrors ? null : new(process.Id()!, process.DisplayName() ?? process.Id()!, versionId, process.Documentation(), model.Nodes, model.Flows);
    }

    private void ReadChild(XElement element)
    {
        var name = element.Name.LocalName;
        if (ElementCatalogue.IsInertInProcess(name) || name is "sequenceFlow") return;
        if (name is "laneSet")
        {
            foreach (var lane in element.Descendants(BpmnNames.Element("lane"))) attributes.CheckExtensions(lane, "candidateRole", "candidateUnit");
        }
        else if (ElementCatalogue.NodeKindOf(name) is { } kind) ReadNode(element, kind);
        else findings.Error(FindingCodes.ElementNotExecuted, element, name);
    }

    private void ReadNode(XElement element, NodeKind kind)
    {
        if (element.Id() is not { } id)
        {
            findings.Error(FindingCodes.IdMissing, element, element.Name.LocalName);
            return;
        }

        var node = nodeReader.Read(element, kind, nodes.Count);
        // A second node of the same id is reported with the ids; flows mean the first.
        if (nodeIndex.TryAdd(id, nodes.Count)) nodes.Add((node, element));
    }

    private void ReadFlow(XElement element)
    {
        attributes.Check(element);
        if (element.Id() is not { } id)
        {
            findings.Error(FindingCodes.IdMissing, element, "sequenceFlow");
            return;
        }

        var source = End(element, "sourceRef");
        var target = End(element, "targetRef");
        var condition = ConditionReader.Read(element, findings);
        if (source < 0 || target < 0 || !flowIndex.TryAdd(id, flows.Count)) return;
        flows.Add((new(flows.Count, id, element.DisplayName() ?? "", element.Line(), source, target, condition), element));
    }

    private int End(XElement flow, string attribute)
    {
        var reference = flow.Text(attribute);
        if (reference is not null && nodeIndex.TryGetValue(BpmnElements.LocalPart(reference), out var index)) return index;
        findings.Error(FindingCodes.FlowUnknownNode, flow, attribute, reference ?? "");
        return -1;
    }

    private void Connect()
    {
        foreach (var (node, element) in nodes.ToArray())
        {
            foreach (var mention in element.BpmnChildren().Where(child => child.Name.LocalName is "incoming" or "outgoing"))
            {
                if (!flowIndex.ContainsKey(BpmnElements.LocalPart(mention.Value))) findings.Error(FindingCodes.ReferenceUnknown, mention, mention.Value.Trim());
            }

            var connected = node with
            {
                Incoming = [.. flows.Where(flow => flow.Flow.Target == node.Index).Select(flow => flow.Flow.Index)],
                Outgoing = [.. flows.Where(flow => flow.Flow.Source == node.Index).Select(flow => flow.Flow.Index)],
                DefaultFlow = DefaultFlow(node, element),
            };
            nodes[node.Index] = (connected, element);
        }

        foreach (var (node, element) in nodes.Where(node => node.Element.IsBpmn("boundaryEvent")).ToArray()) Attach(node, element);
    }

    private int DefaultFlow(ProcessNode node, XElement element)
    {
        if (element.Text("default") is not { } reference) return -1;
        if (flowIndex.TryGetValue(BpmnElements.LocalPart(reference), out var flow) && flows[flow].Flow.Source == node.Index) return flow;
        findings.Error(FindingCodes.DefaultNotOwn, element, reference);
        return -1;
    }

    private void Attach(ProcessNode boundary, XElement element)
    {
        var reference = element.Text("attachedToRef");
        if (reference is null || !nodeIndex.TryGetValue(BpmnElements.LocalPart(reference), out var host))
        {
            findings.Error(FindingCodes.ReferenceUnknown, element, reference ?? "attachedToRef");
            return;
        }

        // On anything that does not wait the event would never come.
        if (nodes[host].Node.Kind is not (NodeKind.UserTask or NodeKind.Refused))
            findings.Error(FindingCodes.BoundaryHost, element, nodes[host].Node.Name);
        nodes[boundary.Index] = (nodes[boundary.Index].Node with { AttachedTo = host }, element);
        nodes[host] = (nodes[host].Node with { Boundaries = nodes[host].Node.Boundaries.Add(boundary.Index) }, nodes[host].Element);
    }

    private ImmutableArray<ProcessNode> NodeArray() => [.. nodes.Select(node => node.Node)];

    private ImmutableArray<SequenceFlow> FlowArray() => [.. flows.Select(flow => flow.Flow)];
}

/// <summary>A process as read, connected but not yet checked, with the element of each node and flow.</summary>
internal sealed record ProcessModel(
    ImmutableArray<XElement> NodeElements, ImmutableArray<XElement> FlowElements, ImmutableArray<ProcessNode> Nodes, ImmutableArray<SequenceFlow> Flows);
