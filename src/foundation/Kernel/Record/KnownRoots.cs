using VanLang.Kernel.Data;

namespace VanLang.Kernel.Record;

/// <summary>Roots of the log that somebody holds who cannot be changed with the log's own tables: what was signed and shown to others. <c>verify</c> holds the log against them.</summary>
public abstract class KnownRoots
{
    /// <summary>Where they stand, for the message.</summary>
    public abstract string Place { get; }

    public abstract Task<IReadOnlyList<LogHead>> Read(VanLangDbContext db, CancellationToken cancellationToken);
}
