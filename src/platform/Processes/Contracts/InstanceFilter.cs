using VanLang.Kernel.Data;

namespace VanLang.Processes.Contracts;

/// <summary>Which instances an operator asks for.</summary>
/// <param name="Process">Key of a process; null for all.</param>
/// <param name="Version">A version of it.</param>
/// <param name="NodeId">A node at which they wait; only of those that run.</param>
/// <param name="Code">Code of what they are about, as a <see cref="SubjectNames"/> knows it.</param>
/// <param name="OlderThanDays">Begun, or of those that have ended: ended, at least so many days ago.</param>
/// <param name="After">Those after this one.</param>
public sealed record InstanceFilter(string? Process, string? Version, string? NodeId, InstanceStatus Status, string? Code, int? OlderThanDays, KeysetCursor? After);

/// <summary>In which state instances are.</summary>
public enum InstanceStatus
{
    /// <summary>Not yet at its end; the oldest first.</summary>
    Running,

    /// <summary>Of those that run: something in it cannot go on by itself.</summary>
    Standing,

    /// <summary>Of those that run: an operator lets it stand, alone or with its version.</summary>
    Suspended,

    /// <summary>At its end; the latest first.</summary>
    Ended,
}

/// <summary>A row of the list.</summary>
/// <param name="Code">Code of what it is about; null where nobody knows one.</param>
/// <param name="WaitsAt">The nodes at which it waits.</param>
/// <param name="EndedAt">Null while it runs.</param>
public sealed record InstanceRow(
    Guid Id, string Process, string Version, string SubjectKind, string? Code, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<PathNode> WaitsAt, bool Stands)
{
    /// <summary>Whether an operator lets it stand.</summary>
    public bool IsSuspended { get; init; }

    public InstanceStatus Status => EndedAt is not null ? InstanceStatus.Ended : IsSuspended ? InstanceStatus.Suspended : Stands ? InstanceStatus.Standing : InstanceStatus.Running;
}

/// <summary>A page of the list.</summary>
/// <param name="Next">Where the next page begins; null at the end.</param>
/// <param name="IsCutShort">Whether so many were looked through that the page ends before it is full.</param>
public sealed record InstanceList(IReadOnlyList<InstanceRow> Rows, KeysetCursor? Next, bool IsCutShort);
