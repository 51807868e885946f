using VanLang.Kernel.Record;

namespace VanLang.Processes.Contracts;

/// <summary>One instance as an operator sees it: where it stands and which way it came.</summary>
/// <param name="ProcessName">As drawn, Vietnamese.</param>
/// <param name="Code">Code of what it is about; null where nobody knows one.</param>
/// <param name="EndedAt">Null while it runs.</param>
/// <param name="End">The end event it came to.</param>
/// <param name="ParentId">The instance that called it.</param>
/// <param name="HasDiagram">Whether its file says how it is drawn.</param>
public sealed record InstanceView(
    Guid Id, string Process, string ProcessName, string Version, string SubjectKind, Guid SubjectId, string? Code, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, PathNode? End,
    Guid? ParentId, Guid? AgencyId, bool HasDiagram)
{
    /// <summary>Grows with each step; a modification says which it has seen.</summary>
    public long Revision { get; init; }

    /// <summary>Since when an operator lets it stand.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>Since when it stands with all of its version.</summary>
    public DateTimeOffset? VersionSuspendedAt { get; init; }

    /// <summary>Where it waits, in the order in which it came there.</summary>
    public required IReadOnlyList<WaitingPoint> Waiting { get; init; }

    /// <summary>What happened, the oldest first; of a very long way the last part.</summary>
    public required IReadOnlyList<PathStep> Path { get; init; }

    /// <summary>Instances that it calls and that run.</summary>
    public required IReadOnlyList<CalledInstance> Called { get; init; }
}

/// <summary>A place at which an instance waits.</summary>
/// <param name="TokenId">Number of the token; 0 for an event of the process itself.</param>
/// <param name="Since">Since when; null where the record does not go back so far.</param>
public sealed record WaitingPoint(long TokenId, string NodeId, string Name, WaitingKind Kind, DateTimeOffset? Since)
{
    /// <summary>Of a timer or of work with a share of the time limit: when it is due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Of work: one of <see cref="CandidateRoles"/>.</summary>
    public string? Role { get; init; }

    /// <summary>Of work: the agency whose people may do it.</summary>
    public Guid? AgencyId { get; init; }

    /// <summary>Of work: who has taken it; null for nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>Of what stands: why, by the name of the engine; its text is <c>incident.</c> with this name.</summary>
    public string? Incident { get; init; }

    /// <summary>Of what stands: technical detail, English; null where the reason says it all.</summary>
    public string? Message { get; init; }
}

/// <summary>For what an instance waits at a place.</summary>
public enum WaitingKind
{
    /// <summary>A person.</summary>
    Work,

    /// <summary>A time.</summary>
    Timer,

    /// <summary>A message, a signal, a condition, or the first of several events.</summary>
    Event,

    /// <summary>The answer of a service or of a called process.</summary>
    Answer,

    /// <summary>Other tokens, at a gateway.</summary>
    Partners,

    /// <summary>What is inside: a sub-process, or an activity that is done several times.</summary>
    Inside,

    /// <summary>An operator: it cannot go on by itself.</summary>
    Operator,
}

/// <summary>A step on the way.</summary>
/// <param name="Type">Type of the event in the record, <c>process.task-completed</c>.</param>
/// <param name="Nodes">Nodes that were come to.</param>
public sealed record PathStep(DateTimeOffset At, string Type, IReadOnlyList<PathNode> Nodes)
{
    /// <summary>Of what an operator did by hand: the event, which tells who did it and why.</summary>
    public TimelineEvent? Act { get; init; }

    /// <summary>Of a change of version: which.</summary>
    public PathMigration? Migration { get; init; }
}

/// <param name="From">Version before.</param>
/// <param name="To">Version after.</param>
/// <param name="RunId">The run with which it went.</param>
public sealed record PathMigration(string From, string To, Guid RunId);

/// <param name="Name">As drawn, Vietnamese.</param>
public sealed record PathNode(string Id, string Name);

/// <summary>An instance that another calls.</summary>
public sealed record CalledInstance(Guid Id, string Process);
