using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Deployment;

/// <summary>A process that begins by itself for an agency that nobody knows is refused at import: its cases would be nobody's.</summary>
internal static class AgencyCheck
{
    /// <summary>Agencies that a process names; none where it cannot be read.</summary>
    public static IEnumerable<Guid> Named(ProcessDefinition? definition) => definition is null ? [] : definition.Nodes.Select(node => node.Agency).OfType<Guid>();

    public static IEnumerable<ProcessFinding> Run(ProcessDefinition definition, Func<Guid, bool> isAgency) =>
        from node in definition.Nodes
        where node.Agency is { } agency && !isAgency(agency)
        select new ProcessFinding(FindingCodes.AgencyUnknown, FindingSeverity.Error, node.Id, node.Name, node.Line, 0);
}
