using System.Collections.Frozen;
using System.Collections.Immutable;

namespace VanLang.Processes.Definitions;

/// <summary>A process that passed the deployment check. Immutable; safe to share between threads and to cache by version id.</summary>
internal sealed class ProcessDefinition
{
    private readonly FrozenDictionary<string, ProcessNode> nodesById;
    private readonly FrozenDictionary<string, SequenceFlow> flowsById;
    private readonly ImmutableArray<ProcessNode>[] handlers;
    private readonly ProcessNode?[] starts;

    public ProcessDefinition(string key, string name, string versionId, string? documentation, ImmutableArray<ProcessNode> nodes, ImmutableArray<SequenceFlow> flows)
    {
        Key = key;
        Name = name;
        VersionId = versionId;
        Documentation = documentation;
        Nodes = nodes;
        Flows = flows;
        nodesById = nodes.ToFrozenDictionary(node => node.Id, StringComparer.Ordinal);
        flowsById = flows.ToFrozenDictionary(flow => flow.Id, StringComparer.Ordinal);
        Starts = [.. nodes.Where(node => node.Kind is NodeKind.StartEvent && node.Scope < 0)];
        handlers = new ImmutableArray<ProcessNode>[nodes.Length + 1];
        starts = new ProcessNode?[nodes.Length];
        for (var scope = -1; scope < nodes.Length; scope++)
        {
            if (scope >= 0) starts[scope] = nodes.FirstOrDefault(node => node.Kind is NodeKind.StartEvent && node.Scope == scope);
            handlers[scope + 1] = scope < 0 || nodes[scope].Kind is NodeKind.SubProcess or NodeKind.EventSubProcess
                ? [.. nodes.Where(node => node.Kind is NodeKind.EventSubProcess && node.Scope == scope).Select(handler => nodes.First(node => node.Kind is NodeKind.StartEvent && node.Scope == handler.Index))]
                : [];
        }

        InclusiveJoins = [.. nodes.Where(node => node is { Kind: NodeKind.InclusiveGateway, Incoming.Length: > 1 }).Select(node => new InclusiveJoin(node, nodes, flows))];
    }

    /// <summary>Id of the process element: the stable name over all versions.</summary>
    public string Key { get; }

    public string Name { get; }

    /// <summary>Its English name; null where the author gave none.</summary>
    public string? EnglishName { get; init; }

    /// <summary>SHA-256 of the file, 64 lower-case hexadecimal digits: the name of this version.</summary>
    public string VersionId { get; }

    public string? Documentation { get; }

    /// <summary>Flow nodes in document order, those of a sub-process behind it.</summary>
    public ImmutableArray<ProcessNode> Nodes { get; }

    /// <summary>Sequence flows in document order.</summary>
    public ImmutableArray<SequenceFlow> Flows { get; }

    /// <summary>Start events of the process itself, in document order.</summary>
    public ImmutableArray<ProcessNode> Starts { get; }

    /// <summary>Inclusive gateways that wait for several flows.</summary>
    public ImmutableArray<InclusiveJoin> InclusiveJoins { get; }

    /// <summary>The node, or null if there is none of this id.</summary>
    public ProcessNode? FindNode(string id) => nodesById.GetValueOrDefault(id);

    /// <summary>The flow, or null if there is none of this id.</summary>
    public SequenceFlow? FindFlow(string id) => flowsById.GetValueOrDefault(id);

    /// <summary>The start event of a sub-process.</summary>
    public ProcessNode StartOf(ProcessNode subProcess) => starts[subProcess.Index]!;

    /// <summary>Start events of the event sub-processes of a scope: a sub-process, or -1 for the process.</summary>
    public ImmutableArray<ProcessNode> HandlersOf(int scope) => handlers[scope + 1];
}
