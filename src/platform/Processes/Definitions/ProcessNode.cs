using System.Collections.Immutable;

namespace VanLang.Processes.Definitions;

/// <summary>A flow node. Other nodes and flows are named by their place in <see cref="ProcessDefinition.Nodes"/> and <see cref="ProcessDefinition.Flows"/>.</summary>
internal sealed record ProcessNode(int Index, string Id, string Name, NodeKind Kind, int Line)
{
    /// <summary>Its English name; null where the author gave none.</summary>
    public string? EnglishName { get; init; }

    /// <summary>The sub-process around it; -1 for the process itself.</summary>
    public int Scope { get; init; } = -1;

    /// <summary>Flows into the node, in document order.</summary>
    public ImmutableArray<int> Incoming { get; init; } = [];

    /// <summary>Flows out of the node, in document order.</summary>
    public ImmutableArray<int> Outgoing { get; init; } = [];

    /// <summary>The default flow, or -1.</summary>
    public int DefaultFlow { get; init; } = -1;

    /// <summary>Of an event (and a send or receive task): what it throws or waits for; null for a none event.</summary>
    public EventRule? Event { get; init; }

    /// <summary>Of a start event: the agency whose case it is that begins without one (<c>vl:agency</c>, a key of the Directory); null where it names none.</summary>
    public Guid? Agency { get; init; }

    /// <summary>Of a user task.</summary>
    public UserTaskRule? Task { get; init; }

    /// <summary>Of a service task, business rule task or call activity.</summary>
    public CallRule? Call { get; init; }

    /// <summary>Of a script task.</summary>
    public ScriptRule? Script { get; init; }

    /// <summary>Of an activity that is done several times.</summary>
    public LoopRule? Loop { get; init; }

    /// <summary>Values an activity sees under names of its own.</summary>
    public ImmutableArray<Mapping> Inputs { get; init; } = [];

    /// <summary>Values an activity leaves behind; without any, all that it gives.</summary>
    public ImmutableArray<Mapping> Outputs { get; init; } = [];

    /// <summary>Of a sub-process: variables that are its own and end with it.</summary>
    public ImmutableArray<string> Declares { get; init; } = [];

    /// <summary>Of a boundary event: the activity it sits on, else -1.</summary>
    public int AttachedTo { get; init; } = -1;

    /// <summary>Of a boundary event (<c>cancelActivity</c>) or the start of an event sub-process: whether it ends what runs.</summary>
    public bool Interrupting { get; init; } = true;

    /// <summary>Boundary events on this activity, in document order; compensation is not among them.</summary>
    public ImmutableArray<int> Boundaries { get; init; } = [];

    /// <summary>The activity that undoes this one, or -1.</summary>
    public int CompensatedBy { get; init; } = -1;

    /// <summary>Whether it only undoes another activity; no flow leads to it.</summary>
    public bool ForCompensation { get; init; }

    /// <summary>What the author wrote about it.</summary>
    public string? Documentation { get; init; }

    /// <summary>Of a timer event.</summary>
    public TimerExpression? Timer => (Event as TimerEvent)?.Timer;

    public bool IsActivity => Kind is >= NodeKind.PassTask and <= NodeKind.SubProcess;

    public bool IsEnd => Kind is NodeKind.EndEvent;

    /// <summary>Whether an activity takes time, so that something can happen meanwhile.</summary>
    public bool CanWait => Kind is NodeKind.UserTask or NodeKind.ReceiveTask or NodeKind.ServiceTask or NodeKind.BusinessRuleTask or NodeKind.CallActivity or NodeKind.SubProcess;
}
