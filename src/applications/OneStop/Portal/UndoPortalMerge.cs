using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Portal;

/// <summary>
/// Takes a joined message out of its dossier again, before the dossier was accepted. Where it had been a dossier of its own, that one begins again.
/// </summary>
sealed class UndoPortalMerge(PortalDecisions decisions, ProcessRuntime processes)
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
            PortalDossier known = await work.Db.Set<PortalDossier>().SingleAsync(d => d.MessageId == message.Id, token);
            if (known.Before is { } ended)
            {
                await BeginAgain(work, message, known, JsonSerializer.Deserialize<JoinedDossier>(ended)!, token);
            }
            else
            {
                work.Db.Remove(known);
                message.State = PortalMessageState.Held;
                message.HoldReason = HoldReason.PossibleMerge;
                message.HoldDetail = dossier.Code;
                message.DossierId = null;
            }

            dossier.Revision++;
            work.Raise(dossier.Subject, EventType, new { code = message.DossierCode }, before, dossier.Facts());
            return null;
        },
        cancellationToken);

    // Nothing had been done with it: its process begins where it began.
    async Task BeginAgain(Work work, PortalMessage message, PortalDossier known, JoinedDossier joined, CancellationToken cancellationToken)
    {
        Dossier filed = await work.Db.Set<Dossier>().SingleAsync(d => d.Id == joined.DossierId, cancellationToken);
        Facts before = filed.Facts();
        Guid process = work.NewId();
        Outcome<ProcessAdvance> started = await processes.StartAgain(work, filed.ProcessInstanceId, process, joined.Parties, cancellationToken);
        if (!started.Succeeded)
            throw new InvalidOperationException(started.Failure.ToString());
        filed.ProcessInstanceId = process;
        (filed.Status, filed.FinishedAt) = (DossierStatus.Submitted, null);
        await DossierSteps.Follow(work, filed, started.Value, cancellationToken);
        filed.Revision++;
        (known.DossierId, known.IsJoined, known.Before) = (filed.Id, false, null);
        (message.State, message.DossierId) = (PortalMessageState.Taken, filed.Id);
        work.Raise(filed.Subject, EventType, new { code = filed.Code }, before, filed.Facts());
    }
}
