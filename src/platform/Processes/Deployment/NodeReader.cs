using System.Xml.Linq;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Deployment;

/// <summary>Reads one flow node, without its connections.</summary>
internal sealed class NodeReader(UserTaskReader taskReader, AttributeCheck attributes, FindingList findings)
{
    public ProcessNode Read(XElement element, NodeKind kind, int index)
    {
        var name = element.Name.LocalName;
        var node = new ProcessNode(index, element.Id()!, element.DisplayName() ?? element.Id()!, kind, element.Line()) { Documentation = element.Documentation() };
        if (kind is NodeKind.Refused)
        {
            findings.Error(FindingCodes.ElementNotExecuted, element, name);
            return node;
        }

        if (kind is NodeKind.UserTask) attributes.Check(element, UserTaskReader.OwnAttributes);
        else attributes.Check(element);

        XElement? timer = null;
        foreach (var child in element.BpmnChildren())
        {
            switch (child.Name.LocalName)
            {
                case var inert when ElementCatalogue.IsInertInNode(inert):
                    break;
                case "potentialOwner" when kind is NodeKind.UserTask:
                    break;
                case "terminateEventDefinition" when node.Kind is NodeKind.EndEvent:
                    node = node with { Kind = NodeKind.TerminateEndEvent };
                    break;
                case "timerEventDefinition" when timer is null && kind is NodeKind.TimerCatchEvent or NodeKind.TimerBoundaryEvent:
                    timer = child;
                    break;
                default:
                    findings.Error(FindingCodes.ElementNotExecuted, child, child.Name.LocalName);
                    // What is left is no timer event, nor an event without definition.
                    if (child.Name.LocalName.EndsWith("EventDefinition", StringComparison.Ordinal)) node = node with { Kind = NodeKind.Refused };
                    break;
            }
        }

        return node.Kind switch
        {
            NodeKind.UserTask => node with { Task = taskReader.Read(element) },
            NodeKind.TimerCatchEvent => node with { Timer = TimerReader.Read(element, timer, attributes, findings) },
            NodeKind.TimerBoundaryEvent => node with { Timer = TimerReader.Read(element, timer, attributes, findings), Interrupting = element.Text("cancelActivity") is not ("false" or "0") },
            _ => node,
        };
    }
}
