using VanLang.Kernel.Data;

namespace VanLang.OneStop.Desk;

/// <summary>Which rows of the inbox are asked for.</summary>
/// <param name="Procedure">Code of a procedure.</param>
/// <param name="Step">Id of a step (node of the process).</param>
/// <param name="Clock">State of the clock.</param>
/// <param name="Text">Words of code, owner or procedure, with or without marks.</param>
/// <param name="After">Rows after this one.</param>
/// <param name="Before">Rows before this one; wins.</param>
sealed record InboxFilter(string? Procedure, string? Step, ClockState? Clock, string? Text, KeysetCursor? After, KeysetCursor? Before)
{
    /// <summary>What was typed has neither letter nor digit: there is nothing to look for.</summary>
    public bool HasNoWords => SearchWords.AreNone(Text);

    /// <summary>Whose work.</summary>
    public WorkShare Share { get; init; } = WorkShare.Desk;
}

/// <summary>Whose work of an agency is shown.</summary>
enum WorkShare
{
    /// <summary>What the acting position may do: unassigned, the own, and what others of the desk have.</summary>
    Desk,

    /// <summary>What was given to or taken by the person.</summary>
    Mine,

    /// <summary>What is nobody's yet.</summary>
    Unassigned,

    /// <summary>All open work of the agency, for who assigns it.</summary>
    Agency,
}
