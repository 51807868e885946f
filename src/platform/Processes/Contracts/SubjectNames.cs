using VanLang.Kernel.Data;

namespace VanLang.Processes.Contracts;

/// <summary>By which code people call what a process is about, so that an operator finds a case that somebody asks about. Nothing else of it is told here.</summary>
public abstract class SubjectNames
{
    /// <summary>Subject kind whose codes it knows.</summary>
    public abstract string SubjectKind { get; }

    /// <summary>The subject of this code, whoever may see it; null where there is none.</summary>
    public abstract Task<Guid?> Find(VanLangDbContext db, string code, CancellationToken cancellationToken);

    /// <summary>Codes of subjects.</summary>
    public abstract Task<IReadOnlyDictionary<Guid, string>> CodesOf(VanLangDbContext db, IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken);
}
