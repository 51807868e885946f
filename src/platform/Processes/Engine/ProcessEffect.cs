using System.Collections.Immutable;
using System.Text.Json.Serialization;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Engine;

/// <summary>
/// What a step has done, for the shell to carry out and record, in the order it happened. Ids count up within the instance;
/// the id of a task is the id of its token. JSON of an effect is stable: it may go into the record.
/// </summary>
[JsonDerivedType(typeof(NodeEntered), "entered")]
[JsonDerivedType(typeof(NodeLeft), "left")]
[JsonDerivedType(typeof(TaskCreated), "task-created")]
[JsonDerivedType(typeof(TaskCompleted), "task-completed")]
[JsonDerivedType(typeof(TaskCancelled), "task-cancelled")]
[JsonDerivedType(typeof(TimerArmed), "timer-armed")]
[JsonDerivedType(typeof(TimerElapsed), "timer-elapsed")]
[JsonDerivedType(typeof(TimerDisarmed), "timer-disarmed")]
[JsonDerivedType(typeof(ConditionWarned), "condition-warned")]
[JsonDerivedType(typeof(IncidentRaised), "incident-raised")]
[JsonDerivedType(typeof(IncidentResolved), "incident-resolved")]
[JsonDerivedType(typeof(TriggerIgnored), "trigger-ignored")]
[JsonDerivedType(typeof(InstanceCompleted), "completed")]
[JsonDerivedType(typeof(InstanceTerminated), "terminated")]
internal abstract record ProcessEffect;

/// <summary>Trace: a token came to a node over a flow (null at a start and at a boundary event).</summary>
internal sealed record NodeEntered(long TokenId, string NodeId, string? FlowId) : ProcessEffect;

/// <summary>Trace: a token left a node, or ended there.</summary>
internal sealed record NodeLeft(long TokenId, string NodeId) : ProcessEffect;

/// <summary>Work for a person.</summary>
internal sealed record TaskCreated(
    long TaskId, string NodeId, string Name, string Role, CandidateUnit? Unit, string? Action,
    ImmutableArray<string> Outcomes, decimal? ShareHours, string? FormKey) : ProcessEffect;

/// <summary>The person is done.</summary>
internal sealed record TaskCompleted(long TaskId, string NodeId, string? Outcome) : ProcessEffect;

/// <summary>The work is no longer wanted.</summary>
internal sealed record TaskCancelled(long TaskId, string NodeId, CancelReason Reason) : ProcessEffect;

/// <summary>Fire this timer when its rule says so. <paramref name="TokenId"/> is the task or token it belongs to.</summary>
internal sealed record TimerArmed(long TimerId, string NodeId, long TokenId, TimerRule Rule) : ProcessEffect;

/// <summary>The timer was fired and is gone.</summary>
internal sealed record TimerElapsed(long TimerId, string NodeId) : ProcessEffect;

/// <summary>The timer is no longer wanted.</summary>
internal sealed record TimerDisarmed(long TimerId, string NodeId) : ProcessEffect;

/// <summary>A condition gave null, which is not true: mostly a variable that is missing or misspelt. The step went on.</summary>
/// <param name="Message">English technical message.</param>
internal sealed record ConditionWarned(string NodeId, string FlowId, string Message) : ProcessEffect;

/// <summary>The instance cannot go on by itself.</summary>
/// <param name="TokenId">The token that stands there, for <see cref="RetryIncident"/>; null if the whole step was undone.</param>
/// <param name="Message">English technical message; the text for people is found by the kind.</param>
internal sealed record IncidentRaised(IncidentKind Kind, string NodeId, long? TokenId, string Message) : ProcessEffect;

/// <summary>An operator lets the token try again.</summary>
internal sealed record IncidentResolved(long TokenId, string NodeId) : ProcessEffect;

/// <summary>The trigger came too late or does not fit; nothing was changed.</summary>
internal sealed record TriggerIgnored(IgnoredReason Reason) : ProcessEffect;

/// <summary>The process came to its end.</summary>
/// <param name="EndNodeId">The end event reached last.</param>
/// <param name="CutShort">True if it was a terminate end event, which ends whatever is still open.</param>
internal sealed record InstanceCompleted(string EndNodeId, bool CutShort) : ProcessEffect;

/// <summary>The instance was ended from outside.</summary>
internal sealed record InstanceTerminated(string Reason) : ProcessEffect;

/// <summary>Why a task is no longer wanted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CancelReason>))]
internal enum CancelReason
{
    /// <summary>An interrupting boundary event ended it.</summary>
    Interrupted,

    /// <summary>A terminate end event ended the instance.</summary>
    InstanceEnded,

    /// <summary>The instance was ended from outside.</summary>
    InstanceCancelled,
}

/// <summary>Why an instance stands still. The text is <c>incident.</c> with the name in the room's resources.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IncidentKind>))]
internal enum IncidentKind
{
    /// <summary>No flow out of the node is true and there is no default.</summary>
    NoTrueFlow,

    /// <summary>A condition gave something that is neither true, false nor null, or broke a limit.</summary>
    ConditionFailed,

    /// <summary>A timer's expression gives no date or duration.</summary>
    TimerFailed,

    /// <summary>The case does not tell who does a task, or its share of the time limit is no number of hours.</summary>
    TaskFailed,

    /// <summary>Every token waits at a parallel gateway for a partner that cannot come.</summary>
    Deadlock,

    /// <summary>The step made more than <see cref="ProcessEngine.StepBudget"/> moves; it was undone.</summary>
    EndlessLoop,

    /// <summary>The state would have exceeded <see cref="ProcessEngine.StateLimit"/>; the step was undone.</summary>
    StateTooLarge,
}

/// <summary>Why a trigger was ignored. The text is <c>ignored.</c> with the name in the room's resources.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IgnoredReason>))]
internal enum IgnoredReason
{
    NotStarted,
    AlreadyStarted,
    InstanceEnded,
    StartEventUnknown,
    TaskNotOpen,
    OutcomeNotOffered,
    TimerNotArmed,
    IncidentNotOpen,
}
