namespace VanLang.Processes.Engine;

/// <summary>What makes an instance move. All that a step may know of the world is in it.</summary>
/// <param name="Now">The moment of the trigger in the offset of the province: FEEL's <c>now()</c> and <c>today()</c>.</param>
internal abstract record ProcessTrigger(DateTimeOffset Now);

/// <summary>Begins an instance.</summary>
/// <param name="Variables">First values, of the types <see cref="ProcessVariables"/> takes.</param>
/// <param name="StartEventId">Which start event; needed if the process has several.</param>
internal sealed record StartInstance(DateTimeOffset Now, IReadOnlyDictionary<string, object?> Variables, string? StartEventId = null) : ProcessTrigger(Now);

/// <summary>A user task is done.</summary>
/// <param name="TaskId">As given by <see cref="TaskCreated"/>.</param>
/// <param name="Outcome">One of the task's outcomes, or null if it has none; becomes the variable <c>outcome</c>.</param>
/// <param name="Variables">Values that the step adds or changes.</param>
internal sealed record CompleteTask(DateTimeOffset Now, long TaskId, string? Outcome, IReadOnlyDictionary<string, object?> Variables) : ProcessTrigger(Now);

/// <summary>A timer is due.</summary>
internal sealed record FireTimer(DateTimeOffset Now, long TimerId) : ProcessTrigger(Now);

/// <summary>A token that stands at an incident tries again, with corrected values.</summary>
internal sealed record RetryIncident(DateTimeOffset Now, long TokenId, IReadOnlyDictionary<string, object?> Variables) : ProcessTrigger(Now);

/// <summary>The case is taken back or stopped from outside; every open task and timer ends.</summary>
internal sealed record CancelInstance(DateTimeOffset Now, string Reason) : ProcessTrigger(Now);
