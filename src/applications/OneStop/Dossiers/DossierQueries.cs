using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Fees;
using VanLang.OneStop.Inspections;
using VanLang.OneStop.Opinions;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Results;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>Finds dossiers for who may see them.</summary>
sealed class DossierQueries(UnitOfWork unitOfWork)
{
    /// <summary>A dossier with what belongs to it, for the program itself.</summary>
    public Task<DossierFile> Whole(Guid dossierId, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) => await Load(db, await db.Set<Dossier>().SingleAsync(d => d.Id == dossierId, token), token), cancellationToken);

    /// <summary>A dossier by its code, where the scope may see it; null otherwise, so that nobody learns which codes exist.</summary>
    public Task<DossierFile?> Find(string code, AccessScope scope, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) => await Visible(db, scope).SingleOrDefaultAsync(d => d.Code == code, token) is { } dossier ? await Load(db, dossier, token) : null,
        cancellationToken);

    /// <summary>Open work items of a dossier.</summary>
    public Task<List<WorkItem>> OpenWork(Guid dossierId, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<WorkItem>().Where(item => item.SubjectKind == Dossier.SubjectKind && item.SubjectId == dossierId).OrderBy(item => item.CreatedAt).ToListAsync(token),
        cancellationToken);

    /// <summary>Dossiers of a citizen's account, latest first.</summary>
    public Task<List<Dossier>> OfAccount(Guid accountId, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<Dossier>().Where(d => d.OwnerAccountId == accountId).OrderByDescending(d => d.SubmittedAt).Take(100).ToListAsync(token),
        cancellationToken);

    /// <summary>The rows that a scope may see.</summary>
    public static IQueryable<Dossier> Visible(VanLangDbContext db, AccessScope scope) => db.Set<Dossier>().Where(dossier =>
        (scope.AccountId != null && dossier.OwnerAccountId == scope.AccountId)
        || db.Set<DossierHolder>().Any(holder => holder.DossierId == dossier.Id && scope.Units.Contains(holder.AgencyId)));

    static async Task<DossierFile> Load(VanLangDbContext db, Dossier dossier, CancellationToken cancellationToken)
    {
        SiteInspection? inspection = await db.Set<SiteInspection>().SingleOrDefaultAsync(i => i.DossierId == dossier.Id, cancellationToken);
        return new(
            dossier,
            await db.Set<SubmittedDocument>().Where(d => d.DossierId == dossier.Id).OrderBy(d => d.Round).ThenBy(d => d.AddedAt).ToListAsync(cancellationToken),
            await db.Set<SupplementRequest>().Where(r => r.DossierId == dossier.Id).OrderBy(r => r.Round).ToListAsync(cancellationToken),
            await db.Set<IssuedPaper>().Where(p => p.DossierId == dossier.Id).OrderBy(p => p.IssuedAt).ToListAsync(cancellationToken),
            await db.Set<DossierResult>().SingleOrDefaultAsync(r => r.DossierId == dossier.Id, cancellationToken),
            await db.Set<OpinionRequest>().Where(r => r.DossierId == dossier.Id).OrderBy(r => r.LetterDate).ThenBy(r => r.Id).ToListAsync(cancellationToken),
            inspection,
            inspection is null ? [] : await db.Set<InspectionPhoto>().Where(p => p.InspectionId == inspection.Id).OrderBy(p => p.Id).ToListAsync(cancellationToken),
            await db.Set<FeeReceipt>().Where(r => r.DossierId == dossier.Id).OrderBy(r => r.CollectedAt).ToListAsync(cancellationToken));
    }
}
