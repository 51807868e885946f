using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>Where a result has its number, a modification of the process needs a second person: it could contradict a paper that counts in law.</summary>
sealed class DossierModificationGuard : ModificationGuard
{
    public override string SubjectKind => Dossier.SubjectKind;

    public override Task<bool> NeedsSecond(VanLangDbContext db, Guid subjectId, CancellationToken cancellationToken) =>
        db.Set<Dossier>().AnyAsync(dossier => dossier.Id == subjectId && dossier.ResultNumber != null, cancellationToken);
}
