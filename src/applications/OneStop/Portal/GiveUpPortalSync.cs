using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Portal;

/// <summary>Gives up one message to the portal, with a reason; what follows it is told.</summary>
sealed class GiveUpPortalSync(UnitOfWork unitOfWork)
{
    public Task<Outcome<Done>> Handle(string dossierCode, long sequence, string reason, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("portal.give-up-sync", actor) { IdempotencyKey = key, Reason = reason, Body = new { dossierCode, sequence, reason } },
        async (work, token) =>
        {
            if (!actor.May(OneStopPermissions.Exchange))
                return KernelErrors.Forbidden;
            if (string.IsNullOrWhiteSpace(reason))
                return PortalErrors.ReasonMissing;
            Guid? dossier = await DossierQueries.Visible(work.Db, AccessScope.Of(actor)).Where(d => d.Code == dossierCode).Select(d => (Guid?)d.Id).SingleOrDefaultAsync(token);
            if (dossier is not { } id)
                return PortalErrors.NotFound;
            Subject subject = new(Dossier.SubjectKind, id);
            if (!await ParkedEvents.GiveUp(work, PortalPush.SubscriberName, subject, sequence, token))
                return PortalErrors.NotOffered;
            work.Raise(subject, "dossier.portal-sync-given-up", new { sequence });
            return new Done();
        },
        cancellationToken);
}
