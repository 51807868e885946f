using System.Xml.Linq;

namespace VanLang.Processes.Deployment;

/// <summary>XML namespaces of BPMN 2.0.2 and of what others write into such files.</summary>
internal static class BpmnNames
{
    public const string Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    /// <summary>Our own attributes, prefix <c>vl</c>.</summary>
    public const string VanLang = "urn:vanlang:bpmn:1";

    /// <summary>Our own attribute for the English name of a process, node or flow.</summary>
    public const string NameEn = "nameEn";

    public const string Camunda = "http://camunda.org/schema/1.0/bpmn";
    public const string Zeebe = "http://camunda.org/schema/zeebe/1.0";
    public const string Flowable = "http://flowable.org/bpmn";
    public const string Activiti = "http://activiti.org/bpmn";

    public const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Engines whose extensions would change what runs; what we do not read of them is reported one by one.</summary>
    public static readonly IReadOnlySet<string> Vendors = new HashSet<string>(StringComparer.Ordinal) { Camunda, Zeebe, Flowable, Activiti };

    public static XName Element(string name) => XName.Get(name, Bpmn);

    public static XName Own(string name) => XName.Get(name, VanLang);

    /// <summary>Whether a language attribute means FEEL; none means FEEL too.</summary>
    public static bool IsFeel(string? language) =>
        string.IsNullOrWhiteSpace(language) || language.Contains("FEEL", StringComparison.OrdinalIgnoreCase);
}
