using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Portal;

/// <summary>
/// Joins a message to the dossier that the same person has at the counter: one dossier and one piece of work under both codes, the files of both.
/// Undone as long as the dossier was not taken in.
/// </summary>
sealed class MergePortalMessage(PortalDecisions decisions)
{
    public const string EventType = "dossier.portal-joined";

    /// <param name="dossierCode">The dossier of the counter.</param>
    /// <param name="dossierRevision">Its revision that the actor saw.</param>
    public Task<Outcome<Done>> Handle(MessageCommand command, string dossierCode, int dossierRevision, Actor actor, CancellationToken cancellationToken) => decisions.Do(
        "portal.merge", PortalMessageEvents.Merged, command, actor, reason: dossierCode,
        async (work, message, token) =>
        {
            if (message is not { State: PortalMessageState.Held, HoldReason: HoldReason.PossibleMerge })
                return PortalErrors.NotOffered;
            Dossier? dossier = await DossierQueries.Visible(work.Db, AccessScope.Of(actor)).SingleOrDefaultAsync(d => d.Code == dossierCode, token);
            if (dossier is null || dossier.ProcedureCode != message.ProcedureCode || dossier.OwnerPersonNumber != message.OwnerPersonNumber || dossier.FinishedAt is not null
                || await work.Db.Set<PortalDossier>().AnyAsync(d => d.Code == message.DossierCode, token))
                return PortalErrors.NoSuchMerge;
            if (dossier.Revision != dossierRevision)
                return KernelErrors.Conflict;
            Facts before = dossier.Facts();
            List<PortalMessageFile> files = await work.Db.Set<PortalMessageFile>().Where(f => f.MessageId == message.Id && f.FileId != null).ToListAsync(token);
            foreach (PortalMessageFile file in files)
                work.Db.Add(SubmittedDocument.Of(work, dossier.Id, file.ComponentId, file.Name, file.FileId, file.ContentHash, round: 0));
            work.Db.Add(new PortalDossier { Code = message.DossierCode, DossierId = dossier.Id, MessageId = message.Id, IsJoined = true, Findings = JsonSerializer.Serialize(Array.Empty<PortalFinding>()) });
            message.State = PortalMessageState.Merged;
            message.DossierId = dossier.Id;
            dossier.Revision++;
            work.Raise(dossier.Subject, EventType, new { code = message.DossierCode, files = files.Select(file => file.ContentHash).ToArray() }, before, dossier.Facts());
            await ApplyPortalAct.Wake(work, message.DossierCode, token);
            return null;
        },
        cancellationToken);
}
