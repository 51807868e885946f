using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Opinions;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Successions;

/// <summary>What an agency still has to do, now or later, in dossiers whose process runs, and what was begun at it and not submitted.</summary>
static class OpenWorkOf
{
    /// <summary>Dossiers in which the agencies have a part, with the agency; a dossier in which one has several parts comes once for each.</summary>
    public static IQueryable<AgencyPart> Parts(VanLangDbContext db, IReadOnlyCollection<Guid> agencies)
    {
        IQueryable<RunningCase> running = ProcessRuntime.Running(db, Dossier.SubjectKind);
        return running.Where(c => agencies.Contains(c.ReceivingAgencyId)).Select(c => new AgencyPart { AgencyId = c.ReceivingAgencyId, DossierId = c.SubjectId })
            .Union(running.Where(c => agencies.Contains(c.CompetentAgencyId)).Select(c => new AgencyPart { AgencyId = c.CompetentAgencyId, DossierId = c.SubjectId }))
            .Union(running.Where(c => c.ReturnAgencyId != null && agencies.Contains(c.ReturnAgencyId.Value)).Select(c => new AgencyPart { AgencyId = c.ReturnAgencyId!.Value, DossierId = c.SubjectId }))
            // Who has given its opinion has nothing left to do.
            .Union(running
                .Where(c => c.ConsultedAgencyId != null && agencies.Contains(c.ConsultedAgencyId.Value)
                    && !db.Set<OpinionRequest>().Any(request => request.DossierId == c.SubjectId && request.AskedAgencyId == c.ConsultedAgencyId && request.State != OpinionState.Asked && request.State != OpinionState.Overdue))
                .Select(c => new AgencyPart { AgencyId = c.ConsultedAgencyId!.Value, DossierId = c.SubjectId }))
            .Union(db.Set<WorkItem>()
                .Where(item => item.SubjectKind == Dossier.SubjectKind && item.AgencyId != null && agencies.Contains(item.AgencyId.Value))
                .Select(item => new AgencyPart { AgencyId = item.AgencyId!.Value, DossierId = item.SubjectId }));
    }

    /// <summary>Open dossiers of one agency.</summary>
    public static IQueryable<Dossier> Dossiers(VanLangDbContext db, Guid agency)
    {
        IQueryable<Guid> ids = Parts(db, [agency]).Select(part => part.DossierId);
        return db.Set<Dossier>().Where(dossier => ids.Contains(dossier.Id));
    }

    /// <summary>Work items that its people had to do, with their dossiers.</summary>
    public static IQueryable<WorkItem> Work(VanLangDbContext db, IReadOnlyCollection<Guid> agencies) =>
        db.Set<WorkItem>().Where(item => item.SubjectKind == Dossier.SubjectKind && item.AgencyId != null && agencies.Contains(item.AgencyId.Value));

    /// <summary>Drafts begun at the agency, at its counter or online, and not submitted.</summary>
    public static IQueryable<Draft> Drafts(VanLangDbContext db, IReadOnlyCollection<Guid> agencies) =>
        db.Set<Draft>().Where(draft => draft.DossierId == null && agencies.Contains(draft.ReceivingAgencyId));
}

/// <summary>An agency's part in a dossier.</summary>
sealed class AgencyPart
{
    public required Guid AgencyId { get; init; }

    public required Guid DossierId { get; init; }
}
