using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Fees;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Portal;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Tracking;

/// <summary>What citizens see of dossiers, files and papers; each asks first whose they are.</summary>
sealed class CitizenQueries(UnitOfWork unitOfWork)
{
    // Compared with where there is no such dossier, so that the answer takes as long.
    const string NoCode = "........";

    /// <summary>The dossier of a code, where the look-up code of its receipt is given too; null alike for an unknown dossier and a wrong look-up code.</summary>
    public async Task<Dossier?> Public(string? code, string? lookupCode, CancellationToken cancellationToken)
    {
        string asked = (code ?? "").Trim().ToUpperInvariant();
        Dossier? dossier = await unitOfWork.Read((db, token) => Known(db, asked).SingleOrDefaultAsync(token), cancellationToken);
        string given = string.Concat((lookupCode ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        bool matches = CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(dossier?.LookupCode ?? NoCode)));
        return matches ? dossier : null;
    }

    // A dossier is known by its own code and by one of the national portal that was joined to it; a code that was joined stands for the dossier it was
    // joined to alone. The joined one is looked up by itself: asked of each dossier, every question would read all of them.
    static IQueryable<Dossier> Known(Kernel.Data.VanLangDbContext db, string code) => db.Set<Dossier>()
        .Where(d => d.Id == db.Set<PortalDossier>().Where(known => known.Code == code).Select(known => known.DossierId).FirstOrDefault()
            || (d.Code == code && !db.Set<PortalDossier>().Any(known => known.Code == code && known.IsJoined)));

    /// <summary>The events of a dossier that the caller may see, oldest first.</summary>
    public Task<IReadOnlyList<TimelineEvent>> Timeline(Dossier dossier, CancellationToken cancellationToken) =>
        unitOfWork.Read((db, token) => RecordTimeline.Of(db, dossier.Subject, token), cancellationToken);

    /// <summary>Whether the process of a dossier stands at an incident or because operators have suspended it.</summary>
    public Task<bool> Stands(Dossier dossier, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) => await ProcessRuntime.VersionOf(db, dossier.ProcessInstanceId, token) is { IsSuspended: true } or { HasIncident: true }, cancellationToken);

    /// <summary>A file of an own draft.</summary>
    public Task<StoredFile?> OfDraft(Guid draftId, Guid draftFileId, Actor actor, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => (
            from file in db.Set<DraftFile>()
            join draft in db.Set<Draft>() on file.DraftId equals draft.Id
            join stored in db.Set<StoredFile>() on file.FileId equals stored.Id
            where file.Id == draftFileId && draft.Id == draftId && draft.AccountId == actor.AccountId
            select stored).SingleOrDefaultAsync(token),
        cancellationToken);

    /// <summary>A paper of a dossier in the scope; its file is null until it is made.</summary>
    public Task<PaperWithFile?> Paper(string code, Guid paperId, AccessScope scope, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) =>
        {
            IssuedPaper? paper = await (
                from issued in db.Set<IssuedPaper>()
                join dossier in DossierQueries.Visible(db, scope) on issued.DossierId equals dossier.Id
                where issued.Id == paperId && dossier.Code == code
                select issued).SingleOrDefaultAsync(token);
            // An unpaid result stays in the house.
            if (paper?.Kind == PaperKind.Result && !FeeRules.IsSettled(await db.Set<Dossier>().SingleAsync(d => d.Id == paper.DossierId, token)))
                return null;
            return paper is null ? null : new PaperWithFile(paper, await db.Set<StoredFile>().SingleOrDefaultAsync(f => f.Id == paper.FileId, token));
        },
        cancellationToken);

    /// <summary>A file that came with a dossier in the scope.</summary>
    public Task<StoredFile?> OfDossier(string code, Guid documentId, AccessScope scope, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => (
            from document in db.Set<SubmittedDocument>()
            join dossier in DossierQueries.Visible(db, scope) on document.DossierId equals dossier.Id
            join stored in db.Set<StoredFile>() on document.FileId equals stored.Id
            where document.Id == documentId && dossier.Code == code
            select stored).SingleOrDefaultAsync(token),
        cancellationToken);

    /// <summary>Sizes of files in bytes, by id.</summary>
    public Task<Dictionary<Guid, long>> Lengths(IReadOnlyList<Guid> fileIds, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<StoredFile>().Where(file => fileIds.Contains(file.Id)).ToDictionaryAsync(file => file.Id, file => file.Length, token),
        cancellationToken);

    /// <summary>The paper that carries a check code, and its dossier.</summary>
    public Task<CheckedPaper?> ByCheckCode(string checkCode, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => (
            from paper in db.Set<IssuedPaper>()
            join dossier in db.Set<Dossier>() on paper.DossierId equals dossier.Id
            where paper.CheckCode == checkCode
            select new CheckedPaper(paper, dossier)).SingleOrDefaultAsync(token),
        cancellationToken);
}

/// <summary>A paper with its file.</summary>
sealed record PaperWithFile(IssuedPaper Paper, StoredFile? File);

/// <summary>A paper that somebody checks, with its dossier.</summary>
sealed record CheckedPaper(IssuedPaper Paper, Dossier Dossier);
