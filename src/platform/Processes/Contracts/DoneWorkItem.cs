using VanLang.Kernel.Access;
using VanLang.Kernel.Operations;

namespace VanLang.Processes.Contracts;

/// <summary>A work item that has been done or is no longer wanted: who comes second learns from it who was first.</summary>
public sealed class DoneWorkItem
{
    /// <summary>Id of the work item.</summary>
    public required Guid Id { get; init; }

    public required Guid InstanceId { get; init; }

    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    public required string NodeId { get; init; }

    public required string Name { get; init; }

    public required string Role { get; init; }

    public required Guid? AgencyId { get; init; }

    /// <summary>Chosen outcome; null where the step has none or was cancelled.</summary>
    public required string? Outcome { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? DueAt { get; init; }

    public required DateTimeOffset DoneAt { get; init; }

    /// <summary>The person who completed it; null for the program, and where it was cancelled, whoever did that: it is nobody's work then.</summary>
    public required Guid? DoneByPersonId { get; init; }

    /// <summary>Who did or cancelled it as officials say it: name and position.</summary>
    public required string DoneBy { get; init; }

    internal static DoneWorkItem Of(WorkItem item, Work work, string? outcome, Guid? completedBy) => new()
    {
        Id = item.Id,
        InstanceId = item.InstanceId,
        SubjectKind = item.SubjectKind,
        SubjectId = item.SubjectId,
        NodeId = item.NodeId,
        Name = item.Name,
        Role = item.Role,
        AgencyId = item.AgencyId,
        Outcome = outcome,
        CreatedAt = item.CreatedAt,
        DueAt = item.DueAt,
        DoneAt = work.Now,
        DoneByPersonId = completedBy,
        DoneBy = work.Actor.Said(),
    };
}
