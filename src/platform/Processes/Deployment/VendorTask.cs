using System.Xml.Linq;

namespace VanLang.Processes.Deployment;

/// <summary>What other engines' attributes say of an activity and has a meaning here.</summary>
internal static class VendorTask
{
    private static readonly string[] AttributeSpaces = [BpmnNames.Camunda, BpmnNames.Flowable, BpmnNames.Activiti];

    private static readonly string[] Activities =
        ["task", "manualTask", "userTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask", "scriptTask", "callActivity", "subProcess"];

    public static string? CandidateGroups(XElement task) =>
        Attribute(task, "candidateGroups") ?? Extension(task, "assignmentDefinition")?.Text("candidateGroups");

    public static string? Assignee(XElement task) => Attribute(task, "assignee") ?? Extension(task, "assignmentDefinition")?.Text("assignee");

    public static string? FormKey(XElement task)
    {
        var form = Extension(task, "formDefinition");
        return Attribute(task, "formKey") ?? form?.Text("formKey") ?? form?.Text("externalReference") ?? form?.Text("formId");
    }

    public static string? Service(XElement task) => Extension(task, "taskDefinition")?.Text("type") ?? Attribute(task, "topic");

    public static string? Decision(XElement task) => Extension(task, "calledDecision")?.Text("decisionId") ?? Attribute(task, "decisionRef");

    public static string? CalledProcess(XElement activity) => Extension(activity, "calledElement")?.Text("processId");

    public static string? Binding(XElement activity) =>
        Extension(activity, "calledDecision")?.Text("bindingType") ?? Extension(activity, "calledElement")?.Text("bindingType")
            ?? Attribute(activity, "decisionRefBinding") ?? Attribute(activity, "calledElementBinding");

    public static string? ResultVariable(XElement task) =>
        Attribute(task, "resultVariable") ?? Extension(task, "calledDecision")?.Text("resultVariable") ?? Extension(task, "script")?.Text("resultVariable");

    public static string? Script(XElement task) => Extension(task, "script")?.Text("expression");

    public static string? CorrelationKey(XElement message) => Extension(message, "subscription")?.Text("correlationKey");

    /// <summary>Values in and out: <c>zeebe:ioMapping</c>, and <c>camunda:in</c>/<c>camunda:out</c> of a call activity.</summary>
    public static IEnumerable<XElement> Mappings(XElement element, string name, string shortName)
    {
        var extensions = element.BpmnChildren("extensionElements");
        return extensions.Elements(XName.Get("ioMapping", BpmnNames.Zeebe)).Elements(XName.Get(name, BpmnNames.Zeebe))
            .Concat(element.IsBpmn("callActivity")
                ? extensions.Elements().Where(child => AttributeSpaces.Contains(child.Name.NamespaceName) && child.Name.LocalName == shortName && child.Text("variables") is null)
                : []);
    }

    /// <summary>What a loop goes through and collects.</summary>
    public static (string? Collection, string? Element, string? OutputCollection, string? OutputElement) Loop(XElement loop)
    {
        var zeebe = Extension(loop, "loopCharacteristics");
        return (
            zeebe?.Text("inputCollection") ?? Attribute(loop, "collection"), zeebe?.Text("inputElement") ?? Attribute(loop, "elementVariable"),
            zeebe?.Text("outputCollection"), zeebe?.Text("outputElement"));
    }

    /// <summary>Whether an attribute or extension element of a vendor is read, or only marks what is so anyway.</summary>
    public static bool Reads(XElement element, XName name)
    {
        if (name.LocalName is "modelerTemplate" or "versionTag") return true;
        var zeebe = name.NamespaceName is BpmnNames.Zeebe;
        if (zeebe && name.LocalName is "ioMapping") return element.IsBpmn() && Activities.Contains(element.Name.LocalName);
        return element.IsBpmn() && element.Name.LocalName switch
        {
            "userTask" => zeebe ? name.LocalName is "assignmentDefinition" or "formDefinition" or "userTask" : name.LocalName is "candidateGroups" or "assignee" or "formKey",
            "serviceTask" => zeebe ? name.LocalName is "taskDefinition" : name.LocalName is "topic" or "type" or "resultVariable",
            "businessRuleTask" => zeebe ? name.LocalName is "calledDecision" : name.LocalName is "decisionRef" or "decisionRefBinding" or "resultVariable",
            "scriptTask" => zeebe ? name.LocalName is "script" : name.LocalName is "resultVariable",
            "callActivity" => zeebe ? name.LocalName is "calledElement" : name.LocalName is "in" or "out" or "calledElementBinding",
            "multiInstanceLoopCharacteristics" => zeebe ? name.LocalName is "loopCharacteristics" : name.LocalName is "collection" or "elementVariable",
            "message" => zeebe && name.LocalName is "subscription",
            _ => false,
        };
    }

    private static string? Attribute(XElement task, string name) =>
        AttributeSpaces.Select(space => task.Text(XName.Get(name, space))).FirstOrDefault(value => value is not null);

    private static XElement? Extension(XElement task, string name) =>
        task.BpmnChildren("extensionElements").Elements(XName.Get(name, BpmnNames.Zeebe)).FirstOrDefault();
}
