using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Deployment;

/// <summary>A process that asks for a service which no room of the house offers is refused at import: nothing is deployed and then does nothing.</summary>
internal static class ServiceCheck
{
    public static IEnumerable<ProcessFinding> Run(ProcessDefinition definition, IReadOnlySet<string> offered) =>
        from node in definition.Nodes
        where node is { Kind: NodeKind.ServiceTask, Call.TargetExpression: null } && !offered.Contains(node.Call.Target)
        select new ProcessFinding(FindingCodes.ServiceUnknown, FindingSeverity.Error, node.Id, node.Name, node.Line, 0) { Arguments = [node.Call!.Target] };
}
