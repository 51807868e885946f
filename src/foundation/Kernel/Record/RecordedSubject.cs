using VanLang.Kernel.Data;

namespace VanLang.Kernel.Record;

/// <summary>
/// A kind of subject whose rows <c>verify</c> rebuilds from the record: a tamper-evident log beside alterable tables proves nothing otherwise.
/// </summary>
public abstract class RecordedSubject
{
    /// <summary>Subject kind as in <see cref="Subject.Kind"/>.</summary>
    public abstract string Kind { get; }

    /// <summary>The table in which the rows stand, for the message.</summary>
    public abstract string Table { get; }

    /// <summary>Every row: its subject id, a name people know it by, and its facts as they stand.</summary>
    public abstract IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, CancellationToken cancellationToken);
}

/// <summary>A row as it stands.</summary>
/// <param name="Name">What people call it: the dossier code.</param>
public sealed record RecordedRow(Guid Id, string Name, Facts Facts)
{
    /// <summary>What is wrong with the row beyond its facts: a file it names that is not whole, a text that is not the one of its hash.</summary>
    public IReadOnlyList<VerificationFinding> Findings { get; init; } = [];
}
