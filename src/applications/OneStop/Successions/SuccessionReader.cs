using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Successions;

/// <summary>What is left open at agencies that have ended, and how far its way to the successors is. For who has the permission, over the whole province.</summary>
sealed class SuccessionReader(UnitOfWork unitOfWork, DirectoryQueries directory, SuccessorRules rules, TimeProvider time)
{
    public const int PageSize = 50;

    const int RunsShown = 10;

    DateOnly Today => VietnamTime.DateOf(time.GetUtcNow());

    /// <summary>Ended agencies with open work, most dossiers first.</summary>
    public async Task<IReadOnlyList<EndedAgency>> Ended(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(OneStopPermissions.Succession))
            return [];
        Dictionary<Guid, AgencyRecord> ended = (await directory.Ended(Today, cancellationToken)).ToDictionary(agency => agency.Id);
        Guid[] ids = [.. ended.Keys];
        return await unitOfWork.Read<IReadOnlyList<EndedAgency>>(
            async (db, token) =>
            {
                Dictionary<Guid, int> dossiers = await Count(OpenWorkOf.Parts(db, ids).Select(part => part.AgencyId), token);
                Dictionary<Guid, int> work = await Count(OpenWorkOf.Work(db, ids).Select(item => item.AgencyId!.Value), token);
                Dictionary<Guid, int> assigned = await Count(OpenWorkOf.Work(db, ids).Where(item => item.AssigneeId != null).Select(item => item.AgencyId!.Value), token);
                Dictionary<Guid, int> drafts = await Count(OpenWorkOf.Drafts(db, ids).Select(draft => draft.ReceivingAgencyId), token);
                List<Guid> running = await db.Set<SuccessionRun>().Where(run => run.FinishedAt == null).Select(run => run.AgencyId).ToListAsync(token);
                return
                [
                    .. dossiers.Keys.Union(drafts.Keys).Union(running).Where(ended.ContainsKey)
                        .Select(id => new EndedAgency(ended[id], dossiers.GetValueOrDefault(id), work.GetValueOrDefault(id), assigned.GetValueOrDefault(id), drafts.GetValueOrDefault(id), running.Contains(id)))
                        .OrderByDescending(agency => agency.Dossiers).ThenBy(agency => agency.Agency.Name, StringComparer.Ordinal),
                ];
            },
            cancellationToken);
    }

    /// <summary>One ended agency: who took over and where each dossier goes; null where there is none of this key, or it may not be seen.</summary>
    /// <param name="key">Key in the province's data.</param>
    /// <param name="shown">Which rows.</param>
    /// <param name="after">Id of the last row of the page before.</param>
    public async Task<SuccessionView?> Read(string key, SuccessionRows shown, Guid after, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(OneStopPermissions.Succession)
            || (await directory.Ended(Today, cancellationToken)).FirstOrDefault(ended => ended.Key == key) is not { } agency)
            return null;
        SuccessorRule rule = await rules.For(agency.Id, Today, cancellationToken);
        SuccessionCounts counts = await unitOfWork.Read(
            async (db, token) => new SuccessionCounts(
                await OpenWorkOf.Dossiers(db, agency.Id).CountAsync(token), await OpenWorkOf.Work(db, [agency.Id]).CountAsync(token), await OpenWorkOf.Drafts(db, [agency.Id]).CountAsync(token)),
            cancellationToken);
        List<SuccessionLine> lines = shown switch
        {
            SuccessionRows.Work => await Work(agency.Id, after, cancellationToken),
            SuccessionRows.Drafts => await Drafts(agency.Id, rule, after, cancellationToken),
            _ => await Dossiers(agency.Id, rule, after, cancellationToken),
        };
        bool more = lines.Count > PageSize;
        if (more)
            lines.RemoveAt(PageSize);
        return new(agency, await directory.Details(agency.Id, cancellationToken), rule.Candidates, counts, lines, more ? lines[^1].RowId : null, await Runs(agency.Id, cancellationToken));
    }

    async Task<List<SuccessionLine>> Dossiers(Guid agency, SuccessorRule rule, Guid after, CancellationToken cancellationToken)
    {
        List<Dossier> found = await unitOfWork.Read(
            (db, token) => OpenWorkOf.Dossiers(db, agency).Where(dossier => dossier.Id > after).OrderBy(dossier => dossier.Id).Take(PageSize + 1).ToListAsync(token), cancellationToken);
        Dictionary<Guid, SuccessionMove> chosen = await Chosen(agency, SuccessionSubject.Dossier, [.. found.Select(dossier => dossier.Id)], cancellationToken);
        List<SuccessionLine> lines = [];
        foreach (Dossier dossier in found)
            lines.Add(Line(dossier.Id, dossier.Code, dossier.ProcedureCode, dossier.ProcedureName, dossier.SubmittedAt, chosen.GetValueOrDefault(dossier.Id), await rule.Of(dossier, cancellationToken)) with
            {
                DueAt = dossier.DueAt,
            });
        return lines;
    }

    async Task<List<SuccessionLine>> Drafts(Guid agency, SuccessorRule rule, Guid after, CancellationToken cancellationToken)
    {
        List<Draft> found = await unitOfWork.Read(
            (db, token) => OpenWorkOf.Drafts(db, [agency]).Where(draft => draft.Id > after).OrderBy(draft => draft.Id).Take(PageSize + 1).ToListAsync(token), cancellationToken);
        Dictionary<Guid, SuccessionMove> chosen = await Chosen(agency, SuccessionSubject.Draft, [.. found.Select(draft => draft.Id)], cancellationToken);
        List<SuccessionLine> lines = [];
        foreach (Draft draft in found)
            lines.Add(Line(draft.Id, null, draft.ProcedureCode, null, draft.UpdatedAt, chosen.GetValueOrDefault(draft.Id), await rule.Of(draft, cancellationToken)) with { AtCounter = draft.AtCounter });
        return lines;
    }

    Task<List<SuccessionLine>> Work(Guid agency, Guid after, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => (
            from item in OpenWorkOf.Work(db, [agency])
            join dossier in db.Set<Dossier>() on item.SubjectId equals dossier.Id
            where item.Id > after
            orderby item.Id
            select new SuccessionLine(item.Id, dossier.Id, dossier.Code, dossier.ProcedureCode, dossier.ProcedureName, item.CreatedAt, null, null)
            {
                DueAt = dossier.DueAt, NodeId = item.NodeId, Step = item.Name, Role = item.Role, Assignee = item.AssigneeName,
            }).Take(PageSize + 1).ToListAsync(token),
        cancellationToken);

    static SuccessionLine Line(Guid id, string? code, string procedure, string? name, DateTimeOffset at, SuccessionMove? chosen, Guid? told) =>
        new(id, id, code, procedure, name, at, chosen?.ToAgencyId ?? told, chosen?.ChosenBy);

    Task<Dictionary<Guid, SuccessionMove>> Chosen(Guid agency, SuccessionSubject kind, Guid[] ids, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<SuccessionMove>()
            .Where(move => move.AgencyId == agency && move.SubjectKind == kind && ids.Contains(move.SubjectId) && (move.State == SuccessionState.Chosen || move.State == SuccessionState.Planned))
            .ToDictionaryAsync(move => move.SubjectId, token),
        cancellationToken);

    Task<List<RunView>> Runs(Guid agency, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) =>
        {
            List<SuccessionRun> runs = await db.Set<SuccessionRun>().Where(run => run.AgencyId == agency).OrderByDescending(run => run.StartedAt).Take(RunsShown).ToListAsync(token);
            List<RunView> views = [];
            foreach (SuccessionRun run in runs)
            {
                Guid moved = run.UndoneRunId ?? run.Id;
                Dictionary<SuccessionState, int> states = await db.Set<SuccessionMove>().Where(move => move.RunId == moved).GroupBy(move => move.State)
                    .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, token);
                views.Add(new(run, states));
            }

            return views;
        },
        cancellationToken);

    static Task<Dictionary<Guid, int>> Count(IQueryable<Guid> agencies, CancellationToken cancellationToken) =>
        agencies.GroupBy(id => id).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
}

/// <summary>An ended agency and what is open there.</summary>
/// <param name="Dossiers">Dossiers in which it has a part.</param>
/// <param name="Work">Steps that wait for its people.</param>
/// <param name="Assigned">Those of them that are somebody's.</param>
/// <param name="Drafts">Begun and not submitted.</param>
/// <param name="IsRunning">They are on their way now.</param>
sealed record EndedAgency(AgencyRecord Agency, int Dossiers, int Work, int Assigned, int Drafts, bool IsRunning);

/// <summary>How much is open.</summary>
sealed record SuccessionCounts(int Dossiers, int Work, int Drafts);

/// <summary>Which rows are shown.</summary>
enum SuccessionRows
{
    Dossiers,
    Work,
    Drafts,
}

/// <summary>An ended agency with those that took over, a page of what is open, and what was moved before.</summary>
/// <param name="Next">Id after which the next page begins; null for the last.</param>
sealed record SuccessionView(
    AgencyRecord Agency, AgencyDetails? Details, IReadOnlyList<AgencyRecord> Successors, SuccessionCounts Counts, IReadOnlyList<SuccessionLine> Lines, Guid? Next, IReadOnlyList<RunView> Runs)
{
    public RunView? Current => Runs.FirstOrDefault(run => run.Run.FinishedAt is null);
}

/// <summary>A dossier, step or draft of the ended agency.</summary>
/// <param name="RowId">By which the rows are ordered.</param>
/// <param name="Code">Mã hồ sơ; null for a draft.</param>
/// <param name="At">When it was submitted; when the step came up; when the draft was saved last.</param>
/// <param name="To">Where it goes; null while somebody has to choose.</param>
/// <param name="ChosenBy">Who chose; null where the data tell.</param>
sealed record SuccessionLine(Guid RowId, Guid SubjectId, string? Code, string ProcedureCode, string? ProcedureName, DateTimeOffset At, Guid? To, string? ChosenBy)
{
    public DateTimeOffset? DueAt { get; init; }

    public string? NodeId { get; init; }

    public string? Step { get; init; }

    public string? Role { get; init; }

    public string? Assignee { get; init; }

    public bool AtCounter { get; init; }
}

/// <summary>A run and how far it is.</summary>
sealed record RunView(SuccessionRun Run, IReadOnlyDictionary<SuccessionState, int> States)
{
    public int Of(SuccessionState state) => States.GetValueOrDefault(state);

    /// <summary>What can still be brought back, as far as nobody has worked on it.</summary>
    public bool CanBeUndone => Run is { Direction: SuccessionDirection.ToSuccessor, FinishedAt: not null } && Of(SuccessionState.Moved) > 0;
}
