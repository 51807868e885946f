using System.Security.Cryptography;
using System.Xml.Linq;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Deployment;

/// <summary>
/// Reads BPMN 2.0 XML and checks it for deployment. A file holds one executable process; pools that are not executable are drawings.
/// What the engine does not execute is refused with element, line and reason, so that nothing is deployed and then does nothing.
/// </summary>
internal static class BpmnReader
{
    /// <summary>Reads a file as it was stored; the caller keeps the bytes, which are the process.</summary>
    /// <param name="content">The file, at most 2 MB.</param>
    /// <param name="knownRoles">Roles that somebody can hold; <see cref="CandidateRoles.All"/> if null.</param>
    public static BpmnReading Read(byte[] content, IReadOnlySet<string>? knownRoles = null)
    {
        var findings = new FindingList();
        var definition = BpmnXml.Load(content, findings) is { } document
            ? Read(document, Convert.ToHexStringLower(SHA256.HashData(content)), knownRoles ?? CandidateRoles.All, findings)
            : null;
        return new(findings.HasErrors ? null : definition, findings.InOrder);
    }

    private static ProcessDefinition? Read(XDocument document, string versionId, IReadOnlySet<string> knownRoles, FindingList findings)
    {
        var root = document.Root!;
        if (!root.IsBpmn("definitions"))
        {
            findings.Error(FindingCodes.NotBpmn, root, root.Name.ToString());
            return null;
        }

        foreach (var extension in root.BpmnChildren("extension").Where(extension => extension.Text("mustUnderstand") is "true" or "1"))
            findings.Error(FindingCodes.MustUnderstand, extension, extension.Text("definition") ?? "");

        var executable = root.BpmnChildren("process").Where(process => process.Text("isExecutable") is "true" or "1").ToList();
        if (executable.Count == 0)
        {
            findings.Error(FindingCodes.NoExecutableProcess, root.BpmnChildren("process").FirstOrDefault() ?? root);
            return null;
        }

        foreach (var further in executable.Skip(1)) findings.Error(FindingCodes.SeveralExecutableProcesses, further, executable[0].Id() ?? "");
        CheckIds(root, findings);
        CheckCollaboration(root, executable[0], findings);
        var attributes = new AttributeCheck(findings);
        var nodes = new NodeReader(
            new UserTaskReader(executable[0], knownRoles, findings), new EventReader(root, attributes, findings), new ActivityReader(attributes, findings), attributes, findings);
        return new ProcessReader(executable[0], findings, attributes, nodes).Read(versionId);
    }

    private static void CheckIds(XElement root, FindingList findings)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var element in root.DescendantsAndSelf().Where(BpmnElements.IsBpmn))
        {
            if (element.Id() is not { } id || lines.TryAdd(id, element.Line())) continue;
            findings.Error(FindingCodes.IdDuplicate, element, id, lines[id].ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static void CheckCollaboration(XElement root, XElement process, FindingList findings)
    {
        // A message flow says no more than the message that its end sends or waits for.
        var inside = process.DescendantsAndSelf().Where(element => !Exchanges(element)).Select(BpmnElements.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var participant in root.BpmnChildren("collaboration").SelectMany(collaboration => collaboration.BpmnChildren("participant")))
        {
            if (participant.Text("processRef") is not { } reference || !string.Equals(BpmnElements.LocalPart(reference), process.Id(), StringComparison.Ordinal)) continue;
            if (participant.Id() is { } id) inside.Add(id);
            foreach (var multiplicity in participant.BpmnChildren("participantMultiplicity"))
                findings.Error(FindingCodes.ElementNotExecuted, multiplicity, multiplicity.Name.LocalName);
        }

        foreach (var flow in root.BpmnChildren("collaboration").SelectMany(collaboration => collaboration.BpmnChildren("messageFlow")))
        {
            string?[] ends = [flow.Text("sourceRef"), flow.Text("targetRef")];
            if (ends.Any(end => end is not null && inside.Contains(BpmnElements.LocalPart(end)))) findings.Error(FindingCodes.MessageFlowNotExecuted, flow);
        }
    }

    private static bool Exchanges(XElement element) =>
        element.IsBpmn("sendTask") || element.IsBpmn("receiveTask") || element.BpmnChildren("messageEventDefinition").Any();
}
