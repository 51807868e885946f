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
/// Joins a dossier of the portal, which is here already but which no clerk has accepted, to the one that the same person has at the counter: the one of
/// the counter goes on under both codes with the files of both, the other ends. <see cref="UndoPortalMerge"/> lets it begin again.
/// </summary>
sealed class JoinPortalDossier(PortalDecisions decisions, ProcessRuntime processes)
{
    /// <summary>Event of the dossier that ends.</summary>
    public const string EventType = "dossier.joined-to-other";

    /// <param name="counterCode">The dossier of the counter, which goes on.</param>
    /// <param name="counterRevision">Its revision that the actor saw.</param>
    public Task<Outcome<Done>> Handle(MessageCommand command, string counterCode, int counterRevision, Actor actor, CancellationToken cancellationToken) => decisions.Do(
        "portal.join-afterwards", PortalMessageEvents.Merged, command, actor, reason: counterCode,
        async (work, message, token) =>
        {
            if (message is not { State: PortalMessageState.Taken, Act: null, DossierId: { } dossierId })
                return PortalErrors.NotOffered;
            Dossier filed = await work.Db.Set<Dossier>().SingleAsync(d => d.Id == dossierId, token);
            if (!Offers(filed))
                return PortalErrors.AcceptedAlready;
            if (await Partners(work.Db, filed, actor).SingleOrDefaultAsync(d => d.Code == counterCode, token) is not { } counter)
                return PortalErrors.NoSuchMerge;
            if (counter.Revision != counterRevision)
                return KernelErrors.Conflict;
            return await Join(work, message, filed, counter, token);
        },
        cancellationToken);

    /// <summary>Whether it can be joined: nothing was done with it yet.</summary>
    public static bool Offers(Dossier filed) => filed is { Status: DossierStatus.Submitted, AcceptedAt: null, FinishedAt: null, SupplementRounds: 0 };

    /// <summary>Dossiers of the counter to which one of the portal may be joined, in the actor's sight.</summary>
    public static IQueryable<Dossier> Partners(Kernel.Data.VanLangDbContext db, Dossier filed, Actor actor)
    {
        string procedure = filed.ProcedureCode;
        string? owner = filed.OwnerPersonNumber;
        Guid id = filed.Id;
        return DossierQueries.Visible(db, AccessScope.Of(actor)).Where(d =>
            d.Id != id && d.ProcedureCode == procedure && owner != null && d.OwnerPersonNumber == owner && d.FinishedAt == null && d.Channel != Channel.Online);
    }

    async Task<Failure?> Join(Work work, PortalMessage message, Dossier filed, Dossier counter, CancellationToken cancellationToken)
    {
        ProcessParties parties = await ProcessRuntime.Running(work.Db, Dossier.SubjectKind).Where(running => running.SubjectId == filed.Id)
            .Select(running => new ProcessParties(running.ReceivingAgencyId, running.CompetentAgencyId, running.ReturnAgencyId ?? running.ReceivingAgencyId, running.ConsultedAgencyId))
            .SingleAsync(cancellationToken);
        Facts filedBefore = filed.Facts();
        Facts counterBefore = counter.Facts();
        Outcome<ProcessAdvance> ended = await processes.Cancel(work, filed.ProcessInstanceId, EventType, cancellationToken);
        if (!ended.Succeeded)
            return ended.Failure;

        List<SubmittedDocument> papers = await work.Db.Set<SubmittedDocument>().AsNoTracking().Where(d => d.DossierId == filed.Id && d.FileId != null).ToListAsync(cancellationToken);
        foreach (SubmittedDocument paper in papers)
            work.Db.Add(SubmittedDocument.Of(work, counter.Id, paper.ComponentId, paper.Name, paper.FileId, paper.ContentHash, round: 0));
        PortalDossier known = await work.Db.Set<PortalDossier>().SingleAsync(d => d.Code == filed.Code, cancellationToken);
        (known.DossierId, known.IsJoined, known.Before) = (counter.Id, true, JsonSerializer.Serialize(new JoinedDossier(filed.Id, parties)));
        (message.State, message.DossierId) = (PortalMessageState.Merged, counter.Id);

        (filed.Status, filed.FinishedAt, filed.HolderRole) = (DossierStatus.Stopped, work.Now, "");
        await DossierHolder.End(work, filed, cancellationToken);
        filed.Revision++;
        counter.Revision++;
        work.Raise(filed.Subject, EventType, new { to = counter.Code }, filedBefore, filed.Facts());
        work.Raise(
            counter.Subject, MergePortalMessage.EventType, new { code = filed.Code, files = papers.Select(paper => paper.ContentHash).ToArray() }, counterBefore, counter.Facts());
        return null;
    }
}
