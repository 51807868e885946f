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

    // A case page asks for all of them each time; mostly there is none, so what it costs is the asking.
    static readonly KeptQuery<Func<VanLangDbContext, Guid, IAsyncEnumerable<SubmittedDocument>>> Documents = new(() => EF.CompileAsyncQuery<VanLangDbContext, Guid, SubmittedDocument>(
        (db, dossier) => db.Set<SubmittedDocument>().AsNoTracking().Where(d => d.DossierId == dossier).OrderBy(d => d.Round).ThenBy(d => d.AddedAt)));

    static readonly KeptQuery<Func<VanLangDbContext, Guid, IAsyncEnumerable<SupplementRequest>>> Supplements = new(() => EF.CompileAsyncQuery<VanLangDbContext, Guid, SupplementRequest>(
        (db, dossier) => db.Set<SupplementRequest>().AsNoTracking().Where(r => r.DossierId == dossier).OrderBy(r => r.Round)));

    static readonly KeptQuery<Func<VanLangDbContext, Guid, IAsyncEnumerable<IssuedPaper>>> Papers = new(() => EF.CompileAsyncQuery<VanLangDbContext, Guid, IssuedPaper>(
        (db, dossier) => db.Set<IssuedPaper>().AsNoTracking().Where(p => p.DossierId == dossier).OrderBy(p => p.IssuedAt)));

    static readonly KeptQuery<Func<VanLangDbContext, Guid, IAsyncEnumerable<DossierResult>>> Results = new(() => EF.CompileAsyncQuery<VanLangDbContext, Guid, DossierResult>(
        (db, dossier) => db.Set<DossierResult>().AsNoTracking().Where(r => r.DossierId == dossier)));

    static readonly KeptQuery<Func<VanLangDbContext, Guid, IAsyncEnumerable<OpinionRequest>>> Opinions = new(() => EF.CompileAsyncQuery<VanLangDbContext, Guid, OpinionRequest>(
        (db, dossier) => db.Set<OpinionRequest>().AsNoTracking().Where(r => r.DossierId == dossier).OrderBy(r => r.LetterDate).ThenBy(r => r.Id)));

    static readonly KeptQuery<Func<VanLangDbContext, Guid, IAsyncEnumerable<SiteInspection>>> Inspections = new(() => EF.CompileAsyncQuery<VanLangDbContext, Guid, SiteInspection>(
        (db, dossier) => db.Set<SiteInspection>().AsNoTracking().Where(i => i.DossierId == dossier)));

    static readonly KeptQuery<Func<VanLangDbContext, Guid, IAsyncEnumerable<FeeReceipt>>> Receipts = new(() => EF.CompileAsyncQuery<VanLangDbContext, Guid, FeeReceipt>(
        (db, dossier) => db.Set<FeeReceipt>().AsNoTracking().Where(r => r.DossierId == dossier).OrderBy(r => r.CollectedAt)));

    static async Task<DossierFile> Load(VanLangDbContext db, Dossier dossier, CancellationToken cancellationToken)
    {
        SiteInspection? inspection = (await Read(Inspections)).SingleOrDefault();
        return new(
            dossier,
            await Read(Documents),
            await Read(Supplements),
            await Read(Papers),
            (await Read(Results)).SingleOrDefault(),
            await Read(Opinions),
            inspection,
            inspection is null ? [] : await db.Set<InspectionPhoto>().Where(p => p.InspectionId == inspection.Id).OrderBy(p => p.Id).ToListAsync(cancellationToken),
            await Read(Receipts));

        ValueTask<List<T>> Read<T>(KeptQuery<Func<VanLangDbContext, Guid, IAsyncEnumerable<T>>> of) => of.For(db)(db, dossier.Id).ToListAsync(cancellationToken);
    }
}
