using System.Text.Json.Serialization;

namespace VanLang.Processes.Engine;

/// <summary>Why a task is no longer wanted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CancelReason>))]
internal enum CancelReason
{
    /// <summary>An interrupting boundary event ended it.</summary>
    Interrupted,

    /// <summary>A terminate end event ended what is around it.</summary>
    InstanceEnded,

    /// <summary>The instance was ended from outside.</summary>
    InstanceCancelled,

    /// <summary>Enough others of several children are done, or it was taken out of them.</summary>
    NotNeeded,

    /// <summary>An operator took it away.</summary>
    Modified,
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

    /// <summary>A message's key is no text or number.</summary>
    MessageFailed,

    /// <summary>A script broke a limit or gave what no process can keep.</summary>
    ScriptFailed,

    /// <summary>What an activity is to be done for is no list or number, or too many.</summary>
    LoopFailed,

    /// <summary>A service, decision or called process failed, or its name cannot be told.</summary>
    CallFailed,

    /// <summary>An error that no event catches.</summary>
    UnhandledError,

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
    SubscriptionNotOpen,
    CallNotOpen,
    LoopNotOpen,
    ModificationDoesNotFit,
}
