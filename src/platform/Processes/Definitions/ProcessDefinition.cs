using System.Collections.Frozen;
using System.Collections.Immutable;

namespace VanLang.Processes.Definitions;

/// <summary>A process that passed the deployment check. Immutable; safe to share between threads and to cache by version id.</summary>
internal sealed class ProcessDefinition
{
    private readonly FrozenDictionary<string, ProcessNode> nodesById;
    private readonly FrozenDictionary<string, SequenceFlow> flowsById;

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
        Starts = [.. nodes.Where(node => node.Kind is NodeKind.StartEvent)];
    }

    /// <summary>Id of the process element: the stable name over all versions.</summary>
    public string Key { get; }

    public string Name { get; }

    /// <summary>SHA-256 of the file, 64 lower-case hexadecimal digits: the name of this version.</summary>
    public string VersionId { get; }

    public string? Documentation { get; }

    /// <summary>Flow nodes in document order.</summary>
    public ImmutableArray<ProcessNode> Nodes { get; }

    /// <summary>Sequence flows in document order.</summary>
    public ImmutableArray<SequenceFlow> Flows { get; }

    /// <summary>Start events in document order.</summary>
    public ImmutableArray<ProcessNode> Starts { get; }

    /// <summary>The node, or null if there is none of this id.</summary>
    public ProcessNode? FindNode(string id) => nodesById.GetValueOrDefault(id);

    /// <summary>The flow, or null if there is none of this id.</summary>
    public SequenceFlow? FindFlow(string id) => flowsById.GetValueOrDefault(id);
}
