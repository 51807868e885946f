namespace VanLang.Processes.Contracts;

/// <summary>What of a running process went from one agency to another, so that it can go back.</summary>
/// <param name="Receiving">The part of the place of receipt.</param>
/// <param name="Competent">The part of the agency that decides.</param>
/// <param name="Returning">The part of the place of return.</param>
/// <param name="Consulted">The part of the agency that is asked.</param>
/// <param name="Work">Open work items.</param>
public sealed record MovedParts(bool Receiving, bool Competent, bool Returning, bool Consulted, IReadOnlyList<MovedWork> Work)
{
    /// <summary>Whether nothing was the agency's any more.</summary>
    public bool IsNothing => !(Receiving || Competent || Returning || Consulted) && Work.Count == 0;
}

/// <summary>An open work item that changed agencies.</summary>
/// <param name="AssigneeId">Whose it was before; null for nobody's.</param>
/// <param name="AssigneeName">The same as officials say it.</param>
public sealed record MovedWork(Guid WorkItemId, Guid? AssigneeId, string? AssigneeName);

/// <summary>A position that takes over assigned work.</summary>
/// <param name="Name">As officials say it: name and position.</param>
public sealed record Assignee(Guid PositionId, string Name);

/// <summary>A running process with the agencies that have a part in it, for queries of the room whose subject it is.</summary>
public sealed class RunningCase
{
    public required Guid SubjectId { get; init; }

    public required Guid ReceivingAgencyId { get; init; }

    public required Guid CompetentAgencyId { get; init; }

    /// <summary>Null where it is the place of receipt.</summary>
    public required Guid? ReturnAgencyId { get; init; }

    public required Guid? ConsultedAgencyId { get; init; }
}
