namespace VanLang.Processes.Contracts;

/// <summary>How a version of a process is held.</summary>
public enum HoldKind
{
    /// <summary>It is not: cases begin and go on.</summary>
    None,

    /// <summary>No case begins; those that run go on to their end.</summary>
    Drain,

    /// <summary>No case begins, and those that run stand.</summary>
    Suspend,
}
