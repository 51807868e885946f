using System.Xml.Linq;

namespace VanLang.Processes.Deployment;

/// <summary>What other engines' attributes say of a user task and has a meaning here: candidate group, assignee, form.</summary>
internal static class VendorTask
{
    private static readonly string[] AttributeSpaces = [BpmnNames.Camunda, BpmnNames.Flowable, BpmnNames.Activiti];

    public static string? CandidateGroups(XElement task) =>
        Attribute(task, "candidateGroups") ?? Extension(task, "assignmentDefinition")?.Text("candidateGroups");

    public static string? Assignee(XElement task) => Attribute(task, "assignee") ?? Extension(task, "assignmentDefinition")?.Text("assignee");

    public static string? FormKey(XElement task)
    {
        var form = Extension(task, "formDefinition");
        return Attribute(task, "formKey") ?? form?.Text("formKey") ?? form?.Text("externalReference") ?? form?.Text("formId");
    }

    /// <summary>Whether an attribute or extension element of a vendor is read, or only marks what is so anyway.</summary>
    public static bool Reads(XElement element, XName name)
    {
        if (name.LocalName is "modelerTemplate" or "versionTag") return true;
        return element.IsBpmn("userTask") && (name.NamespaceName is BpmnNames.Zeebe
            ? name.LocalName is "assignmentDefinition" or "formDefinition" or "userTask"
            : name.LocalName is "candidateGroups" or "assignee" or "formKey");
    }

    private static string? Attribute(XElement task, string name) =>
        AttributeSpaces.Select(space => task.Text(XName.Get(name, space))).FirstOrDefault(value => value is not null);

    private static XElement? Extension(XElement task, string name) =>
        task.BpmnChildren("extensionElements").Elements(XName.Get(name, BpmnNames.Zeebe)).FirstOrDefault();
}
