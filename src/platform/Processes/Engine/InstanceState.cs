using System.Collections.Immutable;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Engine;

/// <summary>All that an instance is between two steps. Immutable and small; it holds no document and no form data.</summary>
/// <param name="VersionId">The definition it runs on; another one is never applied to it.</param>
/// <param name="Revision">Grows by one with each step that changes something.</param>
/// <param name="NextId">Next id for a token or timer of this instance.</param>
/// <param name="Tokens">Tokens that wait, in the order in which they came to.</param>
/// <param name="Timers">Timers that may still fire, in the order in which they were armed.</param>
internal sealed record InstanceState(
    string VersionId, long Revision, InstancePhase Phase, long NextId,
    ImmutableArray<Token> Tokens, ImmutableArray<ArmedTimer> Timers, ProcessVariables Variables)
{
    /// <summary>The state of an instance that has not started.</summary>
    public static InstanceState New(ProcessDefinition definition) =>
        new(definition.VersionId, 0, InstancePhase.New, 1, [], [], ProcessVariables.Empty);

    /// <summary>Whether nothing can move it any more.</summary>
    public bool HasEnded => Phase is InstancePhase.Completed or InstancePhase.Terminated;

    /// <inheritdoc cref="InstanceStateJson.Write"/>
    public byte[] ToJson() => InstanceStateJson.Write(this);

    /// <inheritdoc cref="InstanceStateJson.Read"/>
    public static InstanceState FromJson(ReadOnlySpan<byte> json) => InstanceStateJson.Read(json);
}

/// <summary>A token that waits at a node.</summary>
/// <param name="FlowId">The flow it came by, which a joining gateway needs; null at a start or boundary event.</param>
/// <param name="Incident">Why it cannot go on, or null if it waits as the process wants.</param>
internal sealed record Token(long Id, string NodeId, string? FlowId, IncidentKind? Incident = null);

/// <summary>A timer that may still fire.</summary>
/// <param name="NodeId">The timer event.</param>
/// <param name="TokenId">The token it belongs to: at the event itself, or at the activity the event sits on.</param>
internal sealed record ArmedTimer(long Id, string NodeId, long TokenId);

/// <summary>Where an instance is in its life.</summary>
internal enum InstancePhase
{
    New,
    Running,
    Completed,
    Terminated,
}
