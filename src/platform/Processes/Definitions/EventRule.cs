using VanLang.Rules.Contracts;

namespace VanLang.Processes.Definitions;

/// <summary>What an event waits for, or what it throws. An event without a rule is a none event.</summary>
internal abstract record EventRule;

internal sealed record TimerEvent(TimerExpression Timer) : EventRule;

/// <param name="Name">Name of the message.</param>
/// <param name="Key">Gives what tells the receivers apart (a code, say); null where the name is enough.</param>
/// <param name="Several">Of a start event: whether a message may start an instance while another that the same name and key have started still runs.</param>
internal sealed record MessageEvent(string Name, FeelExpression? Key, bool Several = false) : EventRule;

internal sealed record SignalEvent(string Name) : EventRule;

/// <param name="Code">The code; null catches every error.</param>
internal sealed record ErrorEvent(string? Code) : EventRule;

/// <param name="Code">The code; null catches every escalation.</param>
internal sealed record EscalationEvent(string? Code) : EventRule;

internal sealed record ConditionalEvent(FeelExpression Condition) : EventRule;

/// <param name="ActivityId">The one activity that is compensated; null for all of the scope.</param>
internal sealed record CompensationEvent(string? ActivityId) : EventRule;

internal sealed record TerminateEvent : EventRule;
