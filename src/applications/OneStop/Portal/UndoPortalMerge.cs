using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Portal;

/// <summary>Takes a joined message out of its dossier again, before the dossier was taken in.</summary>
sealed class UndoPortalMerge(PortalDecisions decisions)
{
    public const string EventType = "dossier.portal-join-undone";

    public Task<Outcome<Done>> Handle(MessageCommand command, Actor actor, CancellationToken cancellationToken) => decisions.Do(
        "portal.undo-merge", PortalMessageEvents.MergeUndone, command, actor, reason: null,
        async (work, message, token) =>
        {
            if (message is not { State: PortalMessageState.Merged, DossierId: { } dossierId })
                return PortalErrors.NotOffered;
            Dossier dossier = await work.Db.Set<Dossier>().SingleAsync(d => d.Id == dossierId, token);
            if (dossier.AcceptedAt is not null || dossier.FinishedAt is not null)
                return PortalErrors.AcceptedAlready;
            Facts before = dossier.Facts();
            Guid?[] files = await work.Db.Set<PortalMessageFile>().Where(f => f.MessageId == message.Id && f.FileId != null).Select(f => f.FileId).ToArrayAsync(token);
            work.Db.RemoveRange(await work.Db.Set<SubmittedDocument>().Where(d => d.DossierId == dossierId && files.Contains(d.FileId)).ToListAsync(token));
            work.Db.RemoveRange(await work.Db.Set<PortalDossier>().Where(d => d.MessageId == message.Id).ToListAsync(token));
            message.State = PortalMessageState.Held;
            message.HoldReason = HoldReason.PossibleMerge;
            message.HoldDetail = dossier.Code;
            message.DossierId = null;
            dossier.Revision++;
            work.Raise(dossier.Subject, EventType, new { code = message.DossierCode }, before, dossier.Facts());
            return null;
        },
        cancellationToken);
}
