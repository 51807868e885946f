using System.Xml.Linq;
using VanLang.Directory.Contracts;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Deployment;

/// <summary>Reads one flow node, without its connections.</summary>
internal sealed class NodeReader(UserTaskReader taskReader, EventReader eventReader, ActivityReader activityReader, AttributeCheck attributes, FindingList findings)
{
    private const string Agency = "agency";

    public ProcessNode Read(XElement element, NodeKind kind, int index, int scope)
    {
        var name = element.Name.LocalName;
        var insideHandler = element.Parent!.IsBpmn("subProcess") && IsEventSubProcess(element.Parent!);
        if (kind is NodeKind.SubProcess && IsEventSubProcess(element)) kind = NodeKind.EventSubProcess;
        var node = new ProcessNode(index, element.Id()!, element.DisplayName() ?? element.Id()!, kind, element.Line()) { EnglishName = element.EnglishName(), Documentation = element.Documentation(), Scope = scope };
        if (kind is NodeKind.Refused)
        {
            findings.Error(FindingCodes.ElementNotExecuted, element, name);
            return node;
        }

        string[] own = kind is NodeKind.UserTask ? [.. UserTaskReader.OwnAttributes] : node.IsActivity ? ActivityReader.OwnAttributes : kind is NodeKind.StartEvent && scope < 0 ? [Agency] : [];
        attributes.Check(element, [BpmnNames.NameEn, .. own]);
        List<XElement> definitions = [];
        foreach (var child in element.BpmnChildren())
        {
            switch (child.Name.LocalName)
            {
                case var inert when ElementCatalogue.IsInertInNode(inert):
                    break;
                case "potentialOwner" when kind is NodeKind.UserTask:
                    break;
                case "script" when kind is NodeKind.ScriptTask:
                    break;
                case "standardLoopCharacteristics" or "multiInstanceLoopCharacteristics" when node.IsActivity:
                    break;
                case var inside when kind is NodeKind.SubProcess or NodeKind.EventSubProcess && ElementCatalogue.BelongsInScope(inside):
                    break;
                case var definition when definition.EndsWith("EventDefinition", StringComparison.Ordinal) && definitions.Count == 0 && EventReader.MayStand(definition, kind, scope, insideHandler):
                    definitions.Add(child);
                    break;
                default:
                    findings.Error(FindingCodes.ElementNotExecuted, child, child.Name.LocalName);
                    // What is left is no such event, nor one without definition.
                    if (child.Name.LocalName.EndsWith("EventDefinition", StringComparison.Ordinal)) node = node with { Kind = NodeKind.Refused };
                    break;
            }
        }

        if (node.IsActivity) node = activityReader.Read(element, node);
        if (kind is NodeKind.StartEvent && element.Text(BpmnNames.Own(Agency)) is { } agency) node = node with { Agency = DirectoryIds.Agency(agency) };
        // Nobody else could tell whose work it is.
        if (node is { Kind: NodeKind.StartEvent, Scope: < 0, Agency: null } && definitions.Exists(definition => definition.IsBpmn("timerEventDefinition"))) findings.Error(FindingCodes.StartAgency, element);
        return node.Kind switch
        {
            NodeKind.UserTask => node with { Task = taskReader.Read(element) },
            NodeKind.SendTask or NodeKind.ReceiveTask => node with { Event = eventReader.Message(element, element) },
            NodeKind.CatchEvent or NodeKind.BoundaryEvent or NodeKind.StartEvent or NodeKind.ThrowEvent or NodeKind.EndEvent =>
                node with { Event = eventReader.Read(element, definitions.FirstOrDefault(), node.Kind), Interrupting = Interrupts(element, node.Kind, definitions.FirstOrDefault()) },
            _ => node,
        };
    }

    private bool Interrupts(XElement element, NodeKind kind, XElement? definition)
    {
        var attribute = element.Attribute(kind is NodeKind.BoundaryEvent ? "cancelActivity" : "isInterrupting");
        if (attribute is null || attribute.Value.Trim() is not ("false" or "0")) return true;
        // An error ends what it leaves; at the start of a process there is nothing that could be interrupted.
        if (definition?.Name.LocalName is "errorEventDefinition" || (kind is NodeKind.StartEvent && !IsEventSubProcess(element.Parent!)))
            findings.ErrorAt(FindingCodes.AttributeNotExecuted, element, attribute, attribute.Name.LocalName, attribute.Value);
        return false;
    }

    private static bool IsEventSubProcess(XElement element) => element.Text("triggeredByEvent") is "true" or "1";
}
