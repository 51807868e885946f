using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Results;

/// <summary>The signer opens a result that waits for the signature, as it stands now. That is a recorded fact: unopened files are not signed together with others.</summary>
sealed class OpenResult(UnitOfWork unitOfWork, DossierQueries dossiers)
{
    public const string EventType = "result.opened";

    /// <param name="seenHash">Hash that the list showed: another file is not opened in its place.</param>
    public async Task<Outcome<Done>> Handle(string dossierCode, string seenHash, Actor actor, CancellationToken cancellationToken)
    {
        if (await dossiers.Find(dossierCode, AccessScope.Of(actor), cancellationToken) is not { } file)
            return OneStopErrors.NotFound;
        if (actor.PersonId is not { } person || !actor.May(OneStopPermissions.Sign))
            return KernelErrors.Forbidden;
        return await unitOfWork.Execute<Done>(
            new Operation(EventType, actor),
            async (work, token) =>
            {
                DossierResult? result = await work.Db.Set<DossierResult>().AsNoTracking().SingleOrDefaultAsync(r => r.DossierId == file.Dossier.Id, token);
                if (result is not { State: ResultState.Prepared })
                    return OneStopErrors.NoResult;
                if (result.SignerPositionId != actor.PositionId)
                    return OneStopErrors.OtherSigner.With(result.SignerName);
                if (result.ContentHash != seenHash)
                    return SigningErrors.Changed;
                ResultOpening? opening = await work.Db.Set<ResultOpening>().SingleOrDefaultAsync(o => o.DossierId == result.DossierId && o.PersonId == person, token);
                if (opening?.ContentHash == result.ContentHash)
                    return new Done();
                Facts? before = opening?.Facts();
                if (opening is null)
                    work.Db.Add(opening = new() { Id = work.NewId(), DossierId = result.DossierId, PersonId = person, ContentHash = result.ContentHash, OpenedAt = work.Now });
                (opening.ContentHash, opening.OpenedAt) = (result.ContentHash, work.Now);
                work.Raise(opening.Subject, EventType, new { dossier = file.Dossier.Code }, before, opening.Facts());
                return new Done();
            },
            cancellationToken);
    }
}
