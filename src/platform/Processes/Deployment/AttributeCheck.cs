using System.Xml.Linq;

namespace VanLang.Processes.Deployment;

/// <summary>Attributes and extensions of an element: those of BPMN that are not executed are refused, those of others reported.</summary>
internal sealed class AttributeCheck(FindingList findings)
{
    private readonly HashSet<string> reportedNamespaces = new(StringComparer.Ordinal);

    /// <summary>Checks all attributes of an element of BPMN.</summary>
    /// <param name="ownAttributes">Attributes and extension elements of our own namespace that it may have.</param>
    public void Check(XElement element, params ReadOnlySpan<string> ownAttributes)
    {
        foreach (var attribute in element.Attributes())
        {
            if (attribute.IsNamespaceDeclaration || attribute.Name.NamespaceName.Length > 0) continue;
            if (!ElementCatalogue.IsHarmlessAttribute(attribute.Name.LocalName, attribute.Value))
                findings.ErrorAt(FindingCodes.AttributeNotExecuted, element, attribute, attribute.Name.LocalName, attribute.Value);
        }

        CheckExtensions(element, ownAttributes);
    }

    /// <summary>Checks only what is not BPMN's.</summary>
    public void CheckExtensions(XElement element, params ReadOnlySpan<string> ownAttributes)
    {
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            var space = attribute.Name.NamespaceName;
            if (space is BpmnNames.VanLang)
            {
                if (!ownAttributes.Contains(attribute.Name.LocalName)) findings.ErrorAt(FindingCodes.OwnUnknown, element, attribute, attribute.Name.LocalName);
                else if (attribute.Name.LocalName is BpmnNames.NameEn && string.IsNullOrWhiteSpace(attribute.Value)) findings.ErrorAt(FindingCodes.EnglishNameEmpty, element, attribute);
            }
            else if (BpmnNames.Vendors.Contains(space))
            {
                if (!VendorTask.Reads(element, attribute.Name)) findings.Warning(FindingCodes.ExtensionIgnored, element, attribute.Name.LocalName);
            }
            else if (space.Length > 0 && space is not BpmnNames.SchemaInstance) Unknown(element, space);
        }

        foreach (var extension in element.BpmnChildren("extensionElements").Elements().Concat(element.Elements().Where(child => !child.IsBpmn())))
        {
            var space = extension.Name.NamespaceName;
            if (space is BpmnNames.VanLang && ownAttributes.Contains(extension.Name.LocalName)) continue;
            if (space is BpmnNames.VanLang) findings.Error(FindingCodes.OwnUnknown, extension, extension.Name.LocalName);
            else if (!BpmnNames.Vendors.Contains(space)) Unknown(element, space);
            else if (!VendorTask.Reads(element, extension.Name)) findings.Warning(FindingCodes.ExtensionIgnored, extension, extension.Name.LocalName);
        }
    }

    private void Unknown(XElement element, string space)
    {
        if (reportedNamespaces.Add(space)) findings.Warning(FindingCodes.NamespaceIgnored, element, space);
    }
}
