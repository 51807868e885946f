using VanLang.Kernel.Data;

namespace VanLang.Processes.Contracts;

/// <summary>Says of which cases of a room a modification needs a second person.</summary>
public abstract class ModificationGuard
{
    /// <summary>Subject kind that it knows.</summary>
    public abstract string SubjectKind { get; }

    /// <summary>Whether something has gone out already that a modification could contradict.</summary>
    public abstract Task<bool> NeedsSecond(VanLangDbContext db, Guid subjectId, CancellationToken cancellationToken);
}
