using VanLang.Kernel.Record;

namespace VanLang.Kernel.Telemetry;

/// <summary>How the house stands, for its operator: counts, times and ids, never what the rows say of people.</summary>
public sealed record HouseState
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Version of the program that answers.</summary>
    public required string Version { get; init; }

    /// <summary>Programs that gave a sign of life lately, oldest first.</summary>
    public required IReadOnlyList<NodeState> Nodes { get; init; }

    /// <summary>Sealed events of the record.</summary>
    public required long Sealed { get; init; }

    /// <summary>Events that wait for the sequencer; above some hundreds, or old, it stands still.</summary>
    public required int Unsealed { get; init; }

    public required DateTimeOffset? OldestUnsealedAt { get; init; }

    /// <summary>Who has been writing for the longest and so holds up the order of the record; null where nobody writes, and on SQLite.</summary>
    public required OpenWriter? OldestWriter { get; init; }

    public required int ParkedEvents { get; init; }

    /// <summary>Subjects whose follow-ups could not be made, with the next try; the first fifty.</summary>
    public required IReadOnlyList<ParkedSubject> Parked { get; init; }

    /// <summary>Jobs past their time that nobody has done yet.</summary>
    public required int OverdueJobs { get; init; }

    public required DateTimeOffset? OldestDueAt { get; init; }

    public required int FailedJobs { get; init; }

    /// <summary>Jobs given up after the last try; the first fifty.</summary>
    public required IReadOnlyList<FailedJob> Failed { get; init; }

    public required int QuarantinedFiles { get; init; }

    public required long DatabaseBytes { get; init; }

    /// <summary>Free bytes where the files lie.</summary>
    public required long FreeBytes { get; init; }

    /// <summary>The last backup that was finished; null where there was none.</summary>
    public required BackupState? LastBackup { get; init; }
}

/// <summary>A running program.</summary>
public sealed record NodeState(string Machine, int ProcessId, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt);

/// <summary>A subject whose follow-ups wait: the first event that failed, and what the subscriber said.</summary>
public sealed record ParkedSubject(string Subscriber, string SubjectKind, Guid SubjectId, int Events, int Attempts, DateTimeOffset NextAt, string Error);

/// <summary>A job that has used up its tries.</summary>
public sealed record FailedJob(Guid Id, string Kind, string Lane, int Attempts, DateTimeOffset FailedAt, string Error);

/// <summary>A finished backup.</summary>
public sealed record BackupState(string Place, DateTimeOffset FinishedAt, long Bytes, long Files, long TreeSize, DateTimeOffset? DrilledAt);
