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
[JsonDerivedType(typeof(TaskMigrated), "task-migrated")]
[JsonDerivedType(typeof(TaskCompleted), "task-completed")]
[JsonDerivedType(typeof(TaskCancelled), "task-cancelled")]
[JsonDerivedType(typeof(TimerArmed), "timer-armed")]
[JsonDerivedType(typeof(TimerElapsed), "timer-elapsed")]
[JsonDerivedType(typeof(TimerDisarmed), "timer-disarmed")]
[JsonDerivedType(typeof(ServiceRequested), "service-requested")]
[JsonDerivedType(typeof(DecisionRequested), "decision-requested")]
[JsonDerivedType(typeof(ProcessCalled), "process-called")]
[JsonDerivedType(typeof(CallEnded), "call-ended")]
[JsonDerivedType(typeof(CallCancelled), "call-cancelled")]
[JsonDerivedType(typeof(MessagePublished), "message-published")]
[JsonDerivedType(typeof(MessageAwaited), "message-awaited")]
[JsonDerivedType(typeof(SignalThrown), "signal-thrown")]
[JsonDerivedType(typeof(SignalAwaited), "signal-awaited")]
[JsonDerivedType(typeof(EventCaught), "event-caught")]
[JsonDerivedType(typeof(SubscriptionClosed), "subscription-closed")]
[JsonDerivedType(typeof(ErrorThrown), "error-thrown")]
[JsonDerivedType(typeof(EscalationRaised), "escalation-raised")]
[JsonDerivedType(typeof(ConditionWarned), "condition-warned")]
[JsonDerivedType(typeof(IncidentRaised), "incident-raised")]
[JsonDerivedType(typeof(IncidentResolved), "incident-resolved")]
[JsonDerivedType(typeof(TriggerIgnored), "trigger-ignored")]
[JsonDerivedType(typeof(InstanceCompleted), "completed")]
[JsonDerivedType(typeof(InstanceTerminated), "terminated")]
[JsonDerivedType(typeof(InstanceFailed), "failed")]
internal abstract record ProcessEffect;

/// <summary>Trace: a token came to a node over a flow (null at a start and at a boundary event).</summary>
internal sealed record NodeEntered(long TokenId, string NodeId, string? FlowId) : ProcessEffect;

/// <summary>Trace: a token left a node, or ended there.</summary>
internal sealed record NodeLeft(long TokenId, string NodeId) : ProcessEffect;

/// <summary>Work for a person.</summary>
internal sealed record TaskCreated(
    long TaskId, string NodeId, string Name, string Role, CandidateUnit? Unit, string? Action,
    ImmutableArray<string> Outcomes, decimal? ShareHours, string? FormKey) : ProcessEffect;

/// <summary>Open work that is now what another version says.</summary>
internal sealed record TaskMigrated(
    long TaskId, string NodeId, string Name, string Role, CandidateUnit? Unit, string? Action, ImmutableArray<string> Outcomes) : ProcessEffect;

/// <summary>The person is done.</summary>
internal sealed record TaskCompleted(long TaskId, string NodeId, string? Outcome) : ProcessEffect;

/// <summary>The work is no longer wanted.</summary>
internal sealed record TaskCancelled(long TaskId, string NodeId, CancelReason Reason) : ProcessEffect;

/// <summary>Fire this timer when its rule says so. <paramref name="TokenId"/> is the task or token it belongs to.</summary>
internal sealed record TimerArmed(long TimerId, string NodeId, long TokenId, TimerRule Rule) : ProcessEffect
{
    /// <summary>From when it is counted, where that is not now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Since { get; init; }
}

/// <summary>The timer was fired and is gone.</summary>
internal sealed record TimerElapsed(long TimerId, string NodeId) : ProcessEffect;

/// <summary>The timer is no longer wanted.</summary>
internal sealed record TimerDisarmed(long TimerId, string NodeId) : ProcessEffect;

/// <summary>Ask a service, once the step is committed. Answer by <see cref="AnswerCall"/> or <see cref="FailCall"/>.</summary>
/// <param name="CallId">The task it is for.</param>
/// <param name="AttemptId">New with each retry by an operator: with the instance it is the idempotency key.</param>
internal sealed record ServiceRequested(long CallId, long AttemptId, string NodeId, string Name, string Service, ProcessVariables Variables) : ProcessEffect;

/// <summary>Ask a decision.</summary>
internal sealed record DecisionRequested(long CallId, long AttemptId, string NodeId, string Decision, CallBinding Binding, ProcessVariables Variables) : ProcessEffect;

/// <summary>Start another process and answer when it has ended.</summary>
internal sealed record ProcessCalled(long CallId, long AttemptId, string NodeId, string Process, CallBinding Binding, ProcessVariables Variables) : ProcessEffect;

/// <summary>The call was answered, or failed with an error of the business.</summary>
internal sealed record CallEnded(long CallId, string NodeId) : ProcessEffect;

/// <summary>The answer is no longer wanted; a called process ends.</summary>
internal sealed record CallCancelled(long CallId, string NodeId, CancelReason Reason) : ProcessEffect;

internal sealed record MessagePublished(string NodeId, string Name, string Key, ProcessVariables Variables) : ProcessEffect;

/// <summary>Deliver such a message. <paramref name="TokenId"/> is what it belongs to, 0 the process itself.</summary>
internal sealed record MessageAwaited(long SubscriptionId, string NodeId, long TokenId, string Name, string Key) : ProcessEffect;

/// <summary>Tell everybody who waits for it, this instance too.</summary>
internal sealed record SignalThrown(string NodeId, string Name) : ProcessEffect;

internal sealed record SignalAwaited(long SubscriptionId, string NodeId, long TokenId, string Name) : ProcessEffect;

/// <summary>A message, signal or condition has come. <paramref name="Kept"/>: further ones may.</summary>
internal sealed record EventCaught(long SubscriptionId, string NodeId, bool Kept) : ProcessEffect;

/// <summary>It is no longer waited for.</summary>
internal sealed record SubscriptionClosed(long SubscriptionId, string NodeId) : ProcessEffect;

/// <summary>Trace: an error was thrown; <paramref name="CaughtBy"/> is the event that takes it, or null.</summary>
internal sealed record ErrorThrown(string NodeId, string Code, string? CaughtBy) : ProcessEffect;

/// <summary>An escalation; one that nobody catches goes on to the calling instance, if there is one.</summary>
internal sealed record EscalationRaised(string NodeId, string Code, string? CaughtBy) : ProcessEffect;

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

/// <summary>A called instance ended by an error that it does not catch itself.</summary>
internal sealed record InstanceFailed(string Code) : ProcessEffect;
