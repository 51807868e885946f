namespace VanLang.Processes.Engine;

/// <summary>What makes an instance move. All that a step may know of the world is in it.</summary>
/// <param name="Now">The moment of the trigger in the offset of the province: FEEL's <c>now()</c> and <c>today()</c>.</param>
internal abstract record ProcessTrigger(DateTimeOffset Now);

/// <summary>Begins an instance.</summary>
/// <param name="Variables">First values, of the types <see cref="ProcessVariables"/> takes.</param>
/// <param name="StartEventId">Which start event; needed unless one alone has no trigger.</param>
/// <param name="Called">Whether another instance called it.</param>
internal sealed record StartInstance(DateTimeOffset Now, IReadOnlyDictionary<string, object?> Variables, string? StartEventId = null, bool Called = false) : ProcessTrigger(Now);

/// <summary>A user task is done.</summary>
/// <param name="TaskId">As given by <see cref="TaskCreated"/>.</param>
/// <param name="Outcome">One of the task's outcomes, or null if it has none; becomes the variable <c>outcome</c>.</param>
/// <param name="Variables">Values that the step adds or changes.</param>
internal sealed record CompleteTask(DateTimeOffset Now, long TaskId, string? Outcome, IReadOnlyDictionary<string, object?> Variables) : ProcessTrigger(Now);

/// <summary>A timer is due.</summary>
/// <param name="DueAt">When it was due, from which a cycle counts on; null for now.</param>
internal sealed record FireTimer(DateTimeOffset Now, long TimerId, DateTimeOffset? DueAt = null) : ProcessTrigger(Now);

/// <summary>A message or signal has come for a subscription.</summary>
internal sealed record Deliver(DateTimeOffset Now, long SubscriptionId, IReadOnlyDictionary<string, object?> Variables) : ProcessTrigger(Now);

/// <summary>A service, decision or called process has answered.</summary>
/// <param name="Variables">Values by name.</param>
/// <param name="Value">The one value of a decision or service, for the result variable.</param>
internal sealed record AnswerCall(DateTimeOffset Now, long CallId, IReadOnlyDictionary<string, object?> Variables, object? Value = null) : ProcessTrigger(Now);

/// <summary>A service, decision or called process has failed.</summary>
/// <param name="ErrorCode">An error of the business, which the process may catch; null for a broken machine, which is an incident.</param>
/// <param name="Message">English technical message.</param>
internal sealed record FailCall(DateTimeOffset Now, long CallId, string? ErrorCode, string Message) : ProcessTrigger(Now);

/// <summary>A called process has raised an escalation that it does not catch itself; it goes on.</summary>
internal sealed record EscalateCall(DateTimeOffset Now, long CallId, string Code) : ProcessTrigger(Now);

/// <summary>One more child of an activity that is done for several; the loop's token names it.</summary>
internal sealed record AddChild(DateTimeOffset Now, long LoopId, object? Item) : ProcessTrigger(Now);

/// <summary>A child is no longer wanted; it counts as neither done nor to be done.</summary>
internal sealed record RemoveChild(DateTimeOffset Now, long TokenId) : ProcessTrigger(Now);

/// <summary>An operator moves an instance: tokens are taken away first, then others put before nodes.</summary>
internal sealed record ModifyInstance(
    DateTimeOffset Now, IReadOnlyList<long> Remove, IReadOnlyList<string> StartBefore, IReadOnlyDictionary<string, object?> Variables) : ProcessTrigger(Now)
{
    /// <summary>Nodes behind which it goes on, as if they had ended.</summary>
    public IReadOnlyList<string> StartAfter { get; init; } = [];
}

/// <summary>The instance has come to this version from another: events that it did not wait for there are armed, and its open work is what this version says.</summary>
internal sealed record SettleMigrated(DateTimeOffset Now, IReadOnlyList<EventPlace> Arms) : ProcessTrigger(Now);

/// <summary>A token that stands at an incident tries again, with corrected values.</summary>
internal sealed record RetryIncident(DateTimeOffset Now, long TokenId, IReadOnlyDictionary<string, object?> Variables) : ProcessTrigger(Now);

/// <summary>The case is taken back or stopped from outside; every open task and timer ends.</summary>
internal sealed record CancelInstance(DateTimeOffset Now, string Reason) : ProcessTrigger(Now);
