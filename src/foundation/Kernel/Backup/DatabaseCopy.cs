using VanLang.Kernel.Data;

namespace VanLang.Kernel.Backup;

/// <summary>How one kind of database is copied while it serves, and brought back.</summary>
abstract class DatabaseCopy
{
    /// <summary>Name in the manifest.</summary>
    public abstract string Store { get; }

    /// <summary>Copies the database as it stands at one moment.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="read">Reads from the same moment, without holding up the copy's writers.</param>
    public abstract Task Take(string path, Func<VanLangDbContext, CancellationToken, Task> read, CancellationToken cancellationToken);

    /// <summary>Refuses a target that holds anything.</summary>
    /// <exception cref="BackupFailedException">It does.</exception>
    public abstract Task RequireEmpty(CancellationToken cancellationToken);

    /// <summary>Brings a copy into the empty target.</summary>
    /// <param name="path">The open copy.</param>
    public abstract Task Bring(string path, CancellationToken cancellationToken);
}
