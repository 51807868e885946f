namespace VanLang.Processes.Contracts;

/// <summary>An open piece of work for a person: one user task of a running process. It disappears when it is done; the record keeps it.</summary>
public sealed class WorkItem
{
    public required Guid Id { get; init; }

    public required Guid InstanceId { get; init; }

    /// <summary>Number of the task within its instance.</summary>
    public required long TaskId { get; init; }

    /// <summary>What the process is about: <c>dossier</c> and its id.</summary>
    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    public required string NodeId { get; init; }

    /// <summary>Name of the step as drawn, Vietnamese.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="CandidateRoles"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Agency whose people may do it; null for the submitter.</summary>
    public required Guid? AgencyId { get; init; }

    /// <summary>One of <see cref="StepActions"/>, or a name of the process's own.</summary>
    public required string? Action { get; init; }

    /// <summary>Outcomes that may be chosen, separated by spaces; empty where the step simply ends.</summary>
    public required string Outcomes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when the step should be done by its share of the time limit; null where it has none.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>The position it was given to or that took it; null while anybody who may do it can.</summary>
    public Guid? AssigneeId { get; init; }

    /// <summary>The assignee as officials say it: name and position.</summary>
    public string? AssigneeName { get; init; }

    public bool Offers(string outcome) => Outcomes.Split(' ').Contains(outcome, StringComparer.Ordinal);
}
