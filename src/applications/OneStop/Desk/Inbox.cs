using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Search;
using VanLang.OneStop.Assignments;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>
/// "Việc cần làm": the open work items that an acting position may do, with their dossiers, soonest due first. It starts at the index of work
/// items by agency and role, so its cost follows the open work of one desk, not the number of dossiers.
/// </summary>
sealed class Inbox(UnitOfWork unitOfWork, WorkingCalendars calendars, TimeProvider time)
{
    public const int PageSize = 40;

    static readonly string[] AllRoles = [.. CandidateRoles.All.Where(role => role != CandidateRoles.Submitter)];

    public async Task<InboxPageOfRows> Read(Actor actor, InboxFilter filter, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DeskTime desk = DeskTime.Of(await calendars.InForce(now, cancellationToken), now);
        return await unitOfWork.Read((db, token) => Page(db, actor, filter, desk, token), cancellationToken);
    }

    /// <summary>How many dossiers of the clerk's agency wait for a withdrawal to be settled.</summary>
    public Task<int> Withdrawals(Actor actor, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => OfWithdrawals(db, actor.AgencyId).CountAsync(token), cancellationToken);

    public static IQueryable<Dossier> OfWithdrawals(VanLangDbContext db, Guid? agency) =>
        db.Set<Dossier>().Where(dossier => dossier.ReceivingAgencyId == agency && dossier.Status == DossierStatus.WithdrawalRequested);

    /// <summary>The rows of a position, filtered, in no order yet.</summary>
    public static IQueryable<InboxEntry> Entries(VanLangDbContext db, Actor actor, WorkShare share = WorkShare.Desk)
    {
        string[] roles = RolesOf(actor, share);
        Guid? agency = actor.AgencyId;
        IQueryable<InboxEntry> entries =
            from item in db.Set<WorkItem>()
            where item.AgencyId == agency && roles.Contains(item.Role) && item.SubjectKind == Dossier.SubjectKind
            join dossier in db.Set<Dossier>() on item.SubjectId equals dossier.Id
            select new InboxEntry { Item = item, Dossier = dossier, DueAt = dossier.DueAt ?? item.DueAt };
        Guid? position = WorkHolding.PositionOf(actor);
        // A delegation may be limited to some procedures.
        if (actor.OnlyProcedures is { } only)
            entries = entries.Where(e => only.ToArray().Contains(e.Dossier.ProcedureCode));
        return share switch
        {
            WorkShare.Mine => entries.Where(e => e.Item.AssigneeId != null && e.Item.AssigneeId == position),
            WorkShare.Unassigned => entries.Where(e => e.Item.AssigneeId == null),
            _ => entries,
        };
    }

    /// <summary>The filtered rows from a cursor on, soonest due first (latest first when going back).</summary>
    public static IQueryable<InboxEntry> Cut(IQueryable<InboxEntry> entries, InboxFilter filter, DeskTime desk)
    {
        if (filter.Procedure is { Length: > 0 } procedure)
            entries = entries.Where(e => e.Dossier.ProcedureCode == procedure);
        if (filter.Step is { Length: > 0 } step)
            entries = entries.Where(e => e.Item.NodeId == step);
        if (filter.HasNoWords)
            entries = entries.Where(_ => false);
        foreach (string word in VietnameseFolding.Tokens(filter.Text))
            entries = entries.Where(e => e.Dossier.SearchText.Contains(word));
        entries = filter.Clock switch
        {
            ClockState.Overdue => entries.Where(e => e.DueAt < desk.Now),
            ClockState.Soon => entries.Where(e => e.DueAt >= desk.Now && e.DueAt <= desk.Soon),
            ClockState.InTime => entries.Where(e => e.DueAt > desk.Soon),
            ClockState.Paused => entries.Where(e => e.DueAt == null && e.Dossier.Status == DossierStatus.SupplementRequested && e.Dossier.Clock != null),
            ClockState.None => entries.Where(e => e.DueAt == null && (e.Dossier.Status != DossierStatus.SupplementRequested || e.Dossier.Clock == null)),
            _ => entries,
        };
        DateTimeOffset never = DateTimeOffset.MaxValue;
        if (filter.Before is { } before)
            return entries
                .Where(e => (e.DueAt ?? never) < before.At || ((e.DueAt ?? never) == before.At && e.Item.Id < before.Id))
                .OrderByDescending(e => e.DueAt ?? never).ThenByDescending(e => e.Item.Id);
        if (filter.After is { } after)
            entries = entries.Where(e => (e.DueAt ?? never) > after.At || ((e.DueAt ?? never) == after.At && e.Item.Id > after.Id));
        return entries.OrderBy(e => e.DueAt ?? never).ThenBy(e => e.Item.Id);
    }

    static async Task<InboxPageOfRows> Page(VanLangDbContext db, Actor actor, InboxFilter filter, DeskTime desk, CancellationToken cancellationToken)
    {
        IQueryable<InboxEntry> all = Entries(db, actor, filter.Share);
        List<InboxRow> rows = await Rows(db, Cut(all, filter, desk).Take(PageSize + 1)).ToListAsync(cancellationToken);
        bool more = rows.Count > PageSize;
        if (more)
            rows.RemoveAt(PageSize);
        if (filter.Before is not null)
            rows.Reverse();
        bool earlier = filter.Before is not null ? more : filter.After is not null;
        bool later = filter.Before is not null || more;
        InboxTally tally = await InboxTally.Of(db, actor, desk, cancellationToken);
        return new(
            rows,
            desk,
            earlier && rows.Count > 0 ? rows[0].Cursor : null,
            later && rows.Count > 0 ? rows[^1].Cursor : null,
            tally.Of(filter.Share),
            new(tally.Of(WorkShare.Mine).All, tally.Of(WorkShare.Unassigned).All, tally.Of(WorkShare.Desk).All, MayAssign(actor) ? tally.Of(WorkShare.Agency).All : null))
        {
            Suspended = await ProcessRuntime.Suspended(db, Dossier.SubjectKind, [.. rows.Select(row => row.DossierId)], cancellationToken),
        };
    }

    static IQueryable<InboxRow> Rows(VanLangDbContext db, IQueryable<InboxEntry> entries) => entries.Select(e => new InboxRow(
        e.Item.Id,
        e.Dossier.Id,
        e.Dossier.Code,
        e.Dossier.OwnerName,
        e.Dossier.ProcedureCode,
        e.Dossier.ProcedureName,
        e.Item.NodeId,
        e.Item.Name,
        e.Dossier.Status,
        e.Dossier.Clock != null,
        e.Dossier.AcceptedAt ?? e.Dossier.SubmittedAt,
        e.Item.CreatedAt,
        e.DueAt,
        e.Dossier.DueAt == null,
        e.Item.Action == StepActions.Return ? e.Dossier.ReturnMethod : null,
        e.Item.AssigneeName,
        e.Dossier.Fee > 0 && e.Dossier.FeePaidAt == null,
        db.Set<DoneWorkItem>()
            .Where(done => done.SubjectKind == e.Item.SubjectKind && done.SubjectId == e.Item.SubjectId)
            .OrderByDescending(done => done.DoneAt)
            .Select(done => done.DoneBy)
            .FirstOrDefault()));

    // A deputy signs in the head's place and sees the same work, as ProcessRuntime.MayDo has it.
    // Who assigns work sees that of every role; named one by one, so that the index by agency and role is used.
    internal static string[] RolesOf(Actor actor, WorkShare share) =>
        share == WorkShare.Agency && MayAssign(actor) ? AllRoles
        : actor.Role == "deputy-leader" ? [actor.Role, CandidateRoles.Leader]
        : [actor.Role ?? ""];

    internal static bool MayAssign(Actor actor) => actor.May(OneStopPermissions.Assign);
}

/// <summary>A work item with its dossier.</summary>
sealed class InboxEntry
{
    public required WorkItem Item { get; init; }

    public required Dossier Dossier { get; init; }

    /// <summary>Due time of the dossier; of the step where the dossier has none yet.</summary>
    public required DateTimeOffset? DueAt { get; init; }
}

/// <summary>A row of the inbox.</summary>
/// <param name="ReceivedAt">When it was taken in; before that, when it was sent.</param>
/// <param name="OpenSince">When this step came up.</param>
/// <param name="IsDueOfStep">The due time is that of the step, since the dossier has none.</param>
/// <param name="Return">How the result is handed over, at the step that does it.</param>
/// <param name="Assignee">Whose it is; null for nobody's.</param>
/// <param name="FeeIsDue">The fee was not collected yet.</param>
/// <param name="AskedBy">Who did the step before; null for a new dossier.</param>
sealed record InboxRow(
    Guid WorkItemId, Guid DossierId, string Code, string OwnerName, string ProcedureCode, string ProcedureName, string NodeId, string Step, DossierStatus Status, bool HasClock,
    DateTimeOffset ReceivedAt, DateTimeOffset OpenSince, DateTimeOffset? DueAt, bool IsDueOfStep, ReturnMethod? Return, string? Assignee, bool FeeIsDue, string? AskedBy)
{
    public KeysetCursor Cursor => new(DueAt ?? DateTimeOffset.MaxValue, WorkItemId);

    public ClockState Clock(DeskTime desk) => ClockStates.Of(Status, HasClock, DueAt, desk.Now, desk.Soon);
}

/// <summary>How much work is whose.</summary>
/// <param name="Agency">Null for who does not assign.</param>
sealed record InboxShares(int Mine, int Unassigned, int Desk, int? Agency);

/// <summary>Rows of one page of the inbox and what stands around them.</summary>
/// <param name="Earlier">Cursor of the first row, where rows stand before it.</param>
/// <param name="Later">Cursor of the last row, where rows follow.</param>
/// <param name="Sum">Of all rows of the share, whatever is filtered.</param>
sealed record InboxPageOfRows(IReadOnlyList<InboxRow> Rows, DeskTime Desk, KeysetCursor? Earlier, KeysetCursor? Later, InboxSum Sum, InboxShares Shares)
{
    /// <summary>Dossiers of these rows whose process operators have suspended.</summary>
    public required IReadOnlySet<Guid> Suspended { get; init; }
}
