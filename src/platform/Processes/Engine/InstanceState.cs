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
    /// <summary>Messages, signals and conditions that are waited for, in the order in which they came to be.</summary>
    public ImmutableArray<Subscription> Subscriptions { get; init; } = [];

    /// <summary>Variables that belong to one token (an activity, a sub-process), in the order of the tokens.</summary>
    public ImmutableArray<LocalVariables> Locals { get; init; } = [];

    /// <summary>Activities that are done several times.</summary>
    public ImmutableArray<LoopBody> Loops { get; init; } = [];

    /// <summary>Activities that are done and could be undone, in the order in which they ended.</summary>
    public ImmutableArray<DoneActivity> Done { get; init; } = [];

    /// <summary>What is being undone now.</summary>
    public ImmutableArray<Undoing> Undoing { get; init; } = [];

    /// <summary>Whether another instance waits for this one: an error that nobody catches here goes there.</summary>
    public bool Called { get; init; }

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

/// <summary>
/// A token that waits at a node. The token of a sub-process is its scope, the token of an activity that is done several times the scope of
/// its children; what is inside names it.
/// </summary>
/// <param name="FlowId">The flow it came by, which a joining gateway needs; null at a start or boundary event.</param>
/// <param name="Incident">Why it cannot go on, or null if it waits as the process wants.</param>
/// <param name="Scope">The token it is inside of; <see cref="Outside"/> in the process itself.</param>
/// <param name="Loop">Of one of several children: its number from 1; else 0.</param>
internal sealed record Token(long Id, string NodeId, string? FlowId, IncidentKind? Incident = null, long Scope = Token.Outside, int Loop = 0)
{
    /// <summary>The scope of the process itself.</summary>
    public const long Outside = 0;
}

/// <summary>A timer that may still fire.</summary>
/// <param name="NodeId">The timer event.</param>
/// <param name="TokenId">The token it belongs to: at the event itself, at the activity the event sits on, or the scope of an event sub-process.</param>
/// <param name="Left">Rounds after this one; below zero without end.</param>
internal sealed record ArmedTimer(long Id, string NodeId, long TokenId, int Left = 0);

/// <summary>A message, signal or condition that is waited for.</summary>
/// <param name="NodeId">The event.</param>
/// <param name="TokenId">As of an <see cref="ArmedTimer"/>.</param>
/// <param name="Key">Of a message: what tells receivers apart.</param>
/// <param name="WasTrue">Of a condition: what it was when it was asked last; only a change to true is an event.</param>
internal sealed record Subscription(long Id, string NodeId, long TokenId, string? Key = null, bool WasTrue = false);

/// <summary>Variables of one token.</summary>
internal sealed record LocalVariables(long TokenId, ProcessVariables Variables);

/// <summary>An activity that is done several times.</summary>
/// <param name="TokenId">Its own token; those of its children are inside.</param>
/// <param name="Total">How many children there are to be.</param>
/// <param name="Begun">How many were begun.</param>
/// <param name="Completed">How many have ended as they should.</param>
/// <param name="Items">Items of children not yet begun.</param>
/// <param name="Outputs">What the children gave.</param>
internal sealed record LoopBody(long TokenId, int Total, int Begun, int Completed, ImmutableArray<object?> Items, ImmutableArray<object?> Outputs);

/// <summary>An activity that is done and could be undone.</summary>
/// <param name="Scope">Where it was.</param>
/// <param name="Inside">Of a sub-process: its scope, whose own activities are undone in its place; else 0.</param>
/// <param name="Variables">What it saw when it ended.</param>
internal sealed record DoneActivity(string NodeId, long Scope, long Inside, ProcessVariables Variables);

/// <summary>Activities that a token undoes one after the other.</summary>
internal sealed record Undoing(long TokenId, ImmutableArray<DoneActivity> Rest);

/// <summary>Where an instance is in its life.</summary>
internal enum InstancePhase
{
    New,
    Running,
    Completed,
    Terminated,
}
