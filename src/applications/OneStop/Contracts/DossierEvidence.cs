using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Evidence;

namespace VanLang.OneStop.Contracts;

/// <summary>What dossiers leave behind, for the operator at the command line, so of any dossier and whole.</summary>
public sealed class DossierEvidence
{
    readonly EvidenceBundle bundle;
    readonly DossierQueries dossiers;
    readonly UnitOfWork unitOfWork;

    internal DossierEvidence(EvidenceBundle bundle, DossierQueries dossiers, UnitOfWork unitOfWork) => (this.bundle, this.dossiers, this.unitOfWork) = (bundle, dossiers, unitOfWork);

    /// <summary>Proofs of all events of a dossier, JSON; null for an unknown code, or before the log's first signed head.</summary>
    public async Task<byte[]?> Proofs(string code, CancellationToken cancellationToken) =>
        await Find(code, cancellationToken) is { } file ? await bundle.Proofs(file, cancellationToken) : null;

    /// <summary>The evidence bundle of a dossier; null as above.</summary>
    public async Task<BundleFile?> Bundle(string code, CancellationToken cancellationToken) =>
        await Find(code, cancellationToken) is { } file ? await bundle.Make(file, forCitizen: false, cancellationToken) : null;

    async Task<DossierFile?> Find(string code, CancellationToken cancellationToken)
    {
        Guid? id = await unitOfWork.Read((db, token) => db.Set<Dossier>().Where(d => d.Code == code).Select(d => (Guid?)d.Id).SingleOrDefaultAsync(token), cancellationToken);
        return id is { } known ? await dossiers.Whole(known, cancellationToken) : null;
    }
}
