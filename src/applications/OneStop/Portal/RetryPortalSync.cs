using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Portal;

/// <summary>What waits to be told to the portal is told now, without waiting for the next time.</summary>
sealed class RetryPortalSync(UnitOfWork unitOfWork)
{
    public Task<Outcome<Done>> Handle(string dossierCode, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("portal.retry-sync", actor) { IdempotencyKey = key, Body = new { dossierCode } },
        async (work, token) =>
        {
            if (!actor.May(OneStopPermissions.Exchange))
                return KernelErrors.Forbidden;
            Guid? dossier = await DossierQueries.Visible(work.Db, AccessScope.Of(actor)).Where(d => d.Code == dossierCode).Select(d => (Guid?)d.Id).SingleOrDefaultAsync(token);
            if (dossier is not { } id)
                return PortalErrors.NotFound;
            await ParkedEvents.RetryNow(work, PortalPush.SubscriberName, new Subject(Dossier.SubjectKind, id), token);
            return new Done();
        },
        cancellationToken);
}
