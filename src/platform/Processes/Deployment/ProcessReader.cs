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
        attributes.Check(process, BpmnNames.NameEn);
        ReadScope(process, -1);
        Connect();

        var model = new ProcessModel([.. nodes.Select(node => node.Element)], [.. flows.Select(flow => flow.Element)], NodeArray(), FlowArray());
        FlowCheck.Run(model, findings);
        StructureCheck.Run(model, process, findings);
        if (!findings.HasErrors) OutcomeCheck.Run(model, findings);
        return findings.HasErrors ? null : new(process.Id()!, process.DisplayName() ?? process.Id()!, versionId, process.Documentation(), model.Nodes, model.Flows) { EnglishName = process.EnglishName() };
    }

    /// <summary>Reads what stands in the process or in a sub-process; its place is -1 or that of the sub-process.</summary>
    private void ReadScope(XElement container, int scope)
    {
        foreach (var element in container.BpmnChildren()) ReadChild(element, scope);
        foreach (var element in container.BpmnChildren("sequenceFlow")) ReadFlow(element, scope);
    }

    private void ReadChild(XElement element, int scope)
    {
        var name = element.Name.LocalName;
        if (ElementCatalogue.IsInertInProcess(name) || name is "sequenceFlow") return;
        if (name is "laneSet")
        {
            foreach (var lane in element.Descendants(BpmnNames.Element("lane"))) attributes.CheckExtensions(lane, "candidateRole", "candidateUnit");
        }
        else if (ElementCatalogue.NodeKindOf(name) is { } kind) ReadNode(element, kind, scope);
        // What a sub-process cannot hold was said when it was read itself.
        else if (scope < 0) findings.Error(FindingCodes.ElementNotExecuted, element, name);
    }

    private void ReadNode(XElement element, NodeKind kind, int scope)
    {
        if (element.Id() is not { } id)
        {
            findings.Error(FindingCodes.IdMissing, element, element.Name.LocalName);
            return;
        }

        var node = nodeReader.Read(element, kind, nodes.Count, scope);
        // A second node of the same id is reported with the ids; flows mean the first.
        if (!nodeIndex.TryAdd(id, nodes.Count)) return;
        nodes.Add((node, element));
        if (node.Kind is NodeKind.SubProcess or NodeKind.EventSubProcess) ReadScope(element, node.Index);
    }

    private void ReadFlow(XElement element, int scope)
    {
        attributes.Check(element, BpmnNames.NameEn);
        if (element.Id() is not { } id)
        {
            findings.Error(FindingCodes.IdMissing, element, "sequenceFlow");
            return;
        }

        var source = End(element, "sourceRef", scope);
        var target = End(element, "targetRef", scope);
        var condition = ConditionReader.Read(element, findings);
        if (source < 0 || target < 0 || !flowIndex.TryAdd(id, flows.Count)) return;
        flows.Add((new(flows.Count, id, element.DisplayName() ?? "", element.Line(), source, target, condition), element));
    }

    private int End(XElement flow, string attribute, int scope)
    {
        var reference = flow.Text(attribute);
        if (reference is not null && nodeIndex.TryGetValue(BpmnElements.LocalPart(reference), out var index) && nodes[index].Node.Scope == scope) return index;
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

        if (nodes[host].Node.Scope != boundary.Scope)
        {
            findings.Error(FindingCodes.ReferenceUnknown, element, reference);
            return;
        }

        nodes[boundary.Index] = (nodes[boundary.Index].Node with { AttachedTo = host }, element);
        if (boundary.Event is CompensationEvent)
        {
            AttachCompensation(element, host);
            return;
        }

        // On anything that does not wait the event would never come.
        if (nodes[host].Node is { CanWait: false, Kind: not NodeKind.Refused })
            findings.Error(FindingCodes.BoundaryHost, element, nodes[host].Node.Name);
        nodes[host] = (nodes[host].Node with { Boundaries = nodes[host].Node.Boundaries.Add(boundary.Index) }, nodes[host].Element);
    }

    /// <summary>An association leads from the boundary event to the activity that undoes its host.</summary>
    private void AttachCompensation(XElement element, int host)
    {
        var handlers = element.Parent!.BpmnChildren("association")
            .Where(association => association.Text("sourceRef") is { } source && string.Equals(BpmnElements.LocalPart(source), element.Id(), StringComparison.Ordinal))
            .Select(association => nodeIndex.GetValueOrDefault(BpmnElements.LocalPart(association.Text("targetRef") ?? ""), -1))
            .ToList();
        if (handlers is not [>= 0 and var handler] || !nodes[handler].Node.ForCompensation || nodes[handler].Node.Scope != nodes[host].Node.Scope || !nodes[host].Node.IsActivity || nodes[host].Node.CompensatedBy >= 0)
            findings.Error(FindingCodes.CompensationHandler, element);
        else nodes[host] = (nodes[host].Node with { CompensatedBy = handler }, nodes[host].Element);
    }

    private ImmutableArray<ProcessNode> NodeArray() => [.. nodes.Select(node => node.Node)];

    private ImmutableArray<SequenceFlow> FlowArray() => [.. flows.Select(flow => flow.Flow)];
}

/// <summary>A process as read, connected but not yet checked, with the element of each node and flow.</summary>
internal sealed record ProcessModel(
    ImmutableArray<XElement> NodeElements, ImmutableArray<XElement> FlowElements, ImmutableArray<ProcessNode> Nodes, ImmutableArray<SequenceFlow> Flows);
