using System.Xml.Linq;
using VanLang.Processes.Definitions;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Deployment;

/// <summary>Reads what an event waits for or throws. Messages, signals, errors and escalations are elements of the file, named by reference.</summary>
internal sealed class EventReader(XElement root, AttributeCheck attributes, FindingList findings)
{
    private const string Key = "key";
    private const string Several = "several";

    private readonly ILookup<string, XElement> rootElements = root.BpmnChildren().Where(element => element.Id() is not null).ToLookup(element => element.Id()!, StringComparer.Ordinal);

    /// <summary>Whether an event definition is executed at such an event.</summary>
    public static bool MayStand(string definition, NodeKind kind, int scope, bool insideHandler) => (kind, definition) switch
    {
        (NodeKind.StartEvent, "timerEventDefinition" or "messageEventDefinition" or "signalEventDefinition") => scope < 0 || insideHandler,
        (NodeKind.StartEvent, "conditionalEventDefinition" or "errorEventDefinition" or "escalationEventDefinition") => insideHandler,
        (NodeKind.CatchEvent, "timerEventDefinition" or "messageEventDefinition" or "signalEventDefinition" or "conditionalEventDefinition") => true,
        (NodeKind.ThrowEvent, "messageEventDefinition" or "signalEventDefinition" or "escalationEventDefinition" or "compensateEventDefinition") => true,
        (NodeKind.EndEvent, "terminateEventDefinition" or "messageEventDefinition" or "signalEventDefinition" or "errorEventDefinition" or "escalationEventDefinition" or "compensateEventDefinition") => true,
        (NodeKind.BoundaryEvent, "timerEventDefinition" or "messageEventDefinition" or "signalEventDefinition" or "conditionalEventDefinition" or "errorEventDefinition"
            or "escalationEventDefinition" or "compensateEventDefinition") => true,
        _ => false,
    };

    public EventRule? Read(XElement element, XElement? definition, NodeKind kind)
    {
        if (definition is null)
        {
            if (kind is NodeKind.CatchEvent or NodeKind.BoundaryEvent) findings.Error(FindingCodes.EventMissing, element);
            return null;
        }

        var throws = kind is NodeKind.ThrowEvent or NodeKind.EndEvent;
        switch (definition.Name.LocalName)
        {
            case "timerEventDefinition":
                return TimerReader.Read(element, definition, attributes, findings) is { } timer ? new TimerEvent(timer) : null;
            case "messageEventDefinition":
                if (kind is NodeKind.StartEvent) attributes.Check(definition, Key, Several);
                else attributes.Check(definition, Key);
                return Message(element, definition);
            case "signalEventDefinition":
                attributes.Check(definition);
                return Referenced(definition, "signalRef", "signal")?.Text("name") is { } signal ? new SignalEvent(signal) : Missing(definition, "signalRef");
            case "errorEventDefinition":
                attributes.Check(definition);
                return Coded(definition, "errorRef", "error", "errorCode", throws, code => new ErrorEvent(code));
            case "escalationEventDefinition":
                attributes.Check(definition);
                return Coded(definition, "escalationRef", "escalation", "escalationCode", throws, code => new EscalationEvent(code));
            case "conditionalEventDefinition":
                attributes.Check(definition);
                var condition = definition.BpmnChildren("condition").FirstOrDefault();
                if (condition is null) return Missing(definition, "condition");
                return ConditionReader.Compile(condition, FindingCodes.ConditionInvalid, findings) is { } compiled ? new ConditionalEvent(compiled) : null;
            case "compensateEventDefinition":
                attributes.Check(definition);
                return new CompensationEvent(throws && definition.Text("activityRef") is { } activity ? BpmnElements.LocalPart(activity) : null);
            default:
                attributes.Check(definition);
                return new TerminateEvent();
        }
    }

    /// <summary>The message that an event definition, a send task or a receive task names.</summary>
    public EventRule? Message(XElement element, XElement holder)
    {
        if (Referenced(holder, "messageRef", "message") is not { } message || message.Text("name") is not { } name) return Missing(holder, "messageRef");
        var key = holder.Text(BpmnNames.Own(Key)) ?? message.Text(BpmnNames.Own(Key)) ?? VendorTask.CorrelationKey(message);
        return new MessageEvent(name, key is null ? null : Compile(element, key), holder.Text(BpmnNames.Own(Several)) is "true" or "1");
    }

    private FeelExpression? Compile(XElement element, string text) => ConditionReader.CompileText(element, text, FindingCodes.ConditionInvalid, findings);

    private EventRule? Coded(XElement definition, string attribute, string kind, string codeAttribute, bool throws, Func<string?, EventRule> rule)
    {
        // Without a reference every code is caught; a code must be named to be thrown.
        if (definition.Text(attribute) is null) return throws ? Missing(definition, attribute) : rule(null);
        if (Referenced(definition, attribute, kind) is not { } referenced) return Missing(definition, attribute);
        var code = referenced.Text(codeAttribute);
        return code is null && throws ? Missing(definition, codeAttribute) : rule(code);
    }

    private XElement? Referenced(XElement holder, string attribute, string kind) =>
        holder.Text(attribute) is { } reference ? rootElements[BpmnElements.LocalPart(reference)].FirstOrDefault(element => element.IsBpmn(kind)) : null;

    private EventRule? Missing(XElement definition, string what)
    {
        findings.Error(FindingCodes.EventReference, definition, what);
        return null;
    }
}
