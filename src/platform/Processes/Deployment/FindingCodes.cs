namespace VanLang.Processes.Deployment;

/// <summary>Every code of the deployment check; each is a key of the room's texts.</summary>
internal static class FindingCodes
{
    public const string XmlTooLarge = "bpmn.xml.too-large";
    public const string XmlTooDeep = "bpmn.xml.too-deep";
    public const string XmlDoctype = "bpmn.xml.doctype";
    public const string XmlMalformed = "bpmn.xml.malformed";
    public const string NotBpmn = "bpmn.xml.not-bpmn";
    public const string MustUnderstand = "bpmn.extension.must-understand";

    public const string NoExecutableProcess = "bpmn.process.none-executable";
    public const string SeveralExecutableProcesses = "bpmn.process.several-executable";

    public const string IdMissing = "bpmn.id.missing";
    public const string IdDuplicate = "bpmn.id.duplicate";
    public const string ReferenceUnknown = "bpmn.reference.unknown";

    public const string ElementNotExecuted = "bpmn.element.not-executed";
    public const string AttributeNotExecuted = "bpmn.attribute.not-executed";
    public const string MessageFlowNotExecuted = "bpmn.message-flow.not-executed";
    public const string OwnUnknown = "bpmn.vanlang.unknown";
    public const string EnglishNameEmpty = "bpmn.name-en.empty";
    public const string ExtensionIgnored = "bpmn.extension.ignored";
    public const string NamespaceIgnored = "bpmn.namespace.ignored";

    public const string NoStart = "bpmn.structure.no-start";
    public const string NoEnd = "bpmn.structure.no-end";
    public const string StartWithIncoming = "bpmn.structure.start-with-incoming";
    public const string EndWithOutgoing = "bpmn.structure.end-with-outgoing";
    public const string Unreachable = "bpmn.structure.unreachable";
    public const string NoWayOut = "bpmn.structure.no-way-out";
    public const string NoWayToEnd = "bpmn.structure.no-way-to-end";
    public const string BoundaryHost = "bpmn.boundary.host";
    public const string BoundaryWithIncoming = "bpmn.boundary.with-incoming";

    public const string FlowUnknownNode = "bpmn.flow.unknown-node";
    public const string ConditionInvalid = "bpmn.condition.invalid";
    public const string ConditionLanguage = "bpmn.condition.language";
    public const string ConditionMisplaced = "bpmn.condition.misplaced";
    public const string ConditionMissing = "bpmn.condition.missing";
    public const string DefaultNotOwn = "bpmn.default.not-own";
    public const string DefaultNeverTaken = "bpmn.default.never-taken";

    public const string EventMissing = "bpmn.event.missing";
    public const string EventReference = "bpmn.event.reference";
    public const string EventGatewayTarget = "bpmn.event.gateway-target";
    public const string StartAgency = "bpmn.start.agency";
    public const string AgencyUnknown = "bpmn.start.agency-unknown";
    public const string SubProcessStart = "bpmn.sub-process.start";
    public const string FlowMisplaced = "bpmn.flow.misplaced";
    public const string CompensationHandler = "bpmn.compensation.handler";
    public const string CallMissing = "bpmn.call.missing";
    public const string MappingInvalid = "bpmn.mapping.invalid";
    public const string LoopInvalid = "bpmn.loop.invalid";
    public const string ScenarioFailed = "bpmn.scenario.failed";
    public const string ScenarioInvalid = "bpmn.scenario.invalid";
    public const string ServiceUnknown = "bpmn.service.unknown";

    public const string TimerMissing = "bpmn.timer.missing";
    public const string TimerSeveral = "bpmn.timer.several";
    public const string TimerInvalid = "bpmn.timer.invalid";

    public const string TaskWithoutCandidate = "bpmn.task.without-candidate";
    public const string TaskRoleUnknown = "bpmn.task.role-unknown";
    public const string TaskRoleInvalid = "bpmn.task.role-invalid";
    public const string TaskWithoutUnit = "bpmn.task.without-unit";
    public const string TaskUnitUnknown = "bpmn.task.unit-unknown";
    public const string TaskShareInvalid = "bpmn.task.share-invalid";
    public const string TaskNameInvalid = "bpmn.task.name-invalid";
    public const string TaskAssignee = "bpmn.task.assignee";
    public const string TaskUnnamed = "bpmn.task.unnamed";
    public const string OutcomeWithoutWay = "bpmn.task.outcome-without-way";
}
