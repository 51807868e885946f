using System.Collections.Frozen;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Deployment;

/// <summary>Which elements and attributes of BPMN 2.0.2 are executed, which have no behaviour; all others are refused.</summary>
internal static class ElementCatalogue
{
    /// <summary>Flow nodes that are executed, with the kind they have without any event definition.</summary>
    private static readonly FrozenDictionary<string, NodeKind> Nodes = new Dictionary<string, NodeKind>
    {
        ["startEvent"] = NodeKind.StartEvent,
        ["endEvent"] = NodeKind.EndEvent,
        ["task"] = NodeKind.PassTask,
        ["manualTask"] = NodeKind.PassTask,
        ["userTask"] = NodeKind.UserTask,
        ["exclusiveGateway"] = NodeKind.ExclusiveGateway,
        ["parallelGateway"] = NodeKind.ParallelGateway,
        ["inclusiveGateway"] = NodeKind.InclusiveGateway,
        ["eventBasedGateway"] = NodeKind.EventBasedGateway,
        ["intermediateThrowEvent"] = NodeKind.ThrowEvent,
        ["intermediateCatchEvent"] = NodeKind.CatchEvent,
        ["boundaryEvent"] = NodeKind.BoundaryEvent,
        ["sendTask"] = NodeKind.SendTask,
        ["receiveTask"] = NodeKind.ReceiveTask,
        ["serviceTask"] = NodeKind.ServiceTask,
        ["businessRuleTask"] = NodeKind.BusinessRuleTask,
        ["scriptTask"] = NodeKind.ScriptTask,
        ["callActivity"] = NodeKind.CallActivity,
        ["subProcess"] = NodeKind.SubProcess,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Flow nodes that are not executed; known by name so that flows to them resolve and only they themselves are reported.</summary>
    private static readonly FrozenSet<string> RefusedNodes = new[]
    {
        "transaction", "adHocSubProcess", "complexGateway", "implicitThrowEvent", "event",
        "callChoreography", "choreographyTask", "subChoreography",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> InertInProcess =
        new[] { "documentation", "extensionElements", "textAnnotation", "association", "group", "dataObject", "dataObjectReference", "property" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> InertInNode =
        new[] { "documentation", "extensionElements", "incoming", "outgoing" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Attributes without namespace that are read or only describe; every other is refused unless <see cref="WithoutEffect"/>.</summary>
    private static readonly FrozenSet<string> Attributes = new[]
    {
        "id", "name", "default", "gatewayDirection", "isClosed", "processType", "isExecutable", "sourceRef", "targetRef", "attachedToRef", "cancelActivity",
        "definitionalCollaborationRef", "triggeredByEvent", "isInterrupting", "isForCompensation", "calledElement", "scriptFormat",
        "messageRef", "signalRef", "errorRef", "escalationRef", "activityRef", "isSequential", "testBefore", "loopMaximum",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Values that ask for nothing beyond what every element does anyway.</summary>
    private static readonly FrozenDictionary<string, string[]> WithoutEffect = new Dictionary<string, string[]>
    {
        ["startQuantity"] = ["1"],
        ["completionQuantity"] = ["1"],
        ["parallelMultiple"] = ["false"],
        ["instantiate"] = ["false"],
        ["eventGatewayType"] = ["Exclusive"],
        ["waitForCompletion"] = ["true"],
        ["behavior"] = ["All"],
        ["isImmediate"] = ["true"],
        ["implementation"] = ["##unspecified", "##WebService", "##unspecifiedTask"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The kind of a flow node; null if the element is none.</summary>
    public static NodeKind? NodeKindOf(string element) =>
        Nodes.TryGetValue(element, out var kind) ? kind : RefusedNodes.Contains(element) ? NodeKind.Refused : null;

    public static bool IsInertInProcess(string element) => InertInProcess.Contains(element);

    /// <summary>Whether an element may stand inside a sub-process, where it is read for itself.</summary>
    public static bool BelongsInScope(string element) => element is "sequenceFlow" or "laneSet" || IsInertInProcess(element) || NodeKindOf(element) is not null;

    public static bool IsInertInNode(string element) => InertInNode.Contains(element);

    public static bool IsHarmlessAttribute(string name, string value) =>
        Attributes.Contains(name) || (WithoutEffect.TryGetValue(name, out var values) && values.Contains(value.Trim(), StringComparer.Ordinal));
}
