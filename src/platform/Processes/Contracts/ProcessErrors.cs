using VanLang.Kernel.Errors;

namespace VanLang.Processes.Contracts;

/// <summary>Expected failures of process steps.</summary>
public static class ProcessErrors
{
    /// <summary>The step was done by somebody else meanwhile. Arguments: who (position), when.</summary>
    public static readonly ErrorCode AlreadyDone = new("PROCESS-ALREADY-DONE", 409, typeof(ProcessesRoom));

    /// <summary>The chosen outcome is none of the step's.</summary>
    public static readonly ErrorCode OutcomeNotOffered = new("PROCESS-OUTCOME", 400, typeof(ProcessesRoom));

    /// <summary>An operator has suspended the process; nothing of it is done until it goes on.</summary>
    public static readonly ErrorCode Suspended = new("PROCESS-SUSPENDED", 409, typeof(ProcessesRoom));

    /// <summary>No case of this version of the process is begun at the moment.</summary>
    public static readonly ErrorCode Held = new("PROCESS-HELD", 409, typeof(ProcessesRoom));

    /// <summary>The mapping of a migration fits no instance at all. Argument: why.</summary>
    public static readonly ErrorCode MappingWrong = new("PROCESS-MAPPING", 422, typeof(ProcessesRoom));

    /// <summary>A modification changes nothing.</summary>
    public static readonly ErrorCode ModificationIsNothing = new("PROCESS-MODIFICATION-NOTHING", 422, typeof(ProcessesRoom));

    /// <summary>A modification would leave nothing in the case, and bring it to none of its ends.</summary>
    public static readonly ErrorCode ModificationLeavesNothing = new("PROCESS-MODIFICATION-LEAVES-NOTHING", 422, typeof(ProcessesRoom));

    /// <summary>A modification takes away a place at which the case does not wait, or names one that cannot be come to from where it stands.</summary>
    public static readonly ErrorCode ModificationDoesNotFit = new("PROCESS-MODIFICATION", 422, typeof(ProcessesRoom));

    /// <summary>The process stands at an incident and waits for the operator. Argument: kind.</summary>
    public static readonly ErrorCode Incident = new("PROCESS-INCIDENT", 409, typeof(ProcessesRoom));
}
