using System.Collections.Immutable;

namespace VanLang.Processes.Definitions;

/// <summary>A flow node. Other nodes and flows are named by their place in <see cref="ProcessDefinition.Nodes"/> and <see cref="ProcessDefinition.Flows"/>.</summary>
internal sealed record ProcessNode(int Index, string Id, string Name, NodeKind Kind, int Line)
{
    /// <summary>Flows into the node, in document order.</summary>
    public ImmutableArray<int> Incoming { get; init; } = [];

    /// <summary>Flows out of the node, in document order.</summary>
    public ImmutableArray<int> Outgoing { get; init; } = [];

    /// <summary>The default flow, or -1.</summary>
    public int DefaultFlow { get; init; } = -1;

    /// <summary>Of a user task.</summary>
    public UserTaskRule? Task { get; init; }

    /// <summary>Of a timer event.</summary>
    public TimerExpression? Timer { get; init; }

    /// <summary>Of a boundary event: the activity it sits on, else -1.</summary>
    public int AttachedTo { get; init; } = -1;

    /// <summary>Of a boundary event: whether it ends the activity (<c>cancelActivity</c>).</summary>
    public bool Interrupting { get; init; } = true;

    /// <summary>Boundary events on this activity, in document order.</summary>
    public ImmutableArray<int> Boundaries { get; init; } = [];

    /// <summary>What the author wrote about it.</summary>
    public string? Documentation { get; init; }

    public bool IsActivity => Kind is NodeKind.UserTask or NodeKind.PassTask;

    public bool IsEnd => Kind is NodeKind.EndEvent or NodeKind.TerminateEndEvent;
}
