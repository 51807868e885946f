using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>Dossiers by their codes, for who operates processes: the code alone, nothing of the owner or the matter.</summary>
sealed class DossierNames : SubjectNames
{
    public override string SubjectKind => Dossier.SubjectKind;

    public override async Task<Guid?> Find(VanLangDbContext db, string code, CancellationToken cancellationToken)
    {
        string upper = code.ToUpperInvariant();
        return await db.Set<Dossier>().Where(dossier => dossier.Code == upper).Select(dossier => (Guid?)dossier.Id).SingleOrDefaultAsync(cancellationToken);
    }

    public override async Task<IReadOnlyDictionary<Guid, string>> CodesOf(VanLangDbContext db, IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken) =>
        await db.Set<Dossier>().Where(dossier => subjects.Contains(dossier.Id)).ToDictionaryAsync(dossier => dossier.Id, dossier => dossier.Code, cancellationToken);
}
