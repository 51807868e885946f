using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Search;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>
/// Dossiers that a unit holds or held, latest first. Each unit's rows are read along its index (agency, submission, dossier) and merged, so that a
/// page costs the same at the beginning and at the end of a long list; the index holds the search text too, so that words are looked for without a
/// look at the dossiers. What only running ones have is looked for along an index of these alone.
/// </summary>
sealed class DossierList(UnitOfWork unitOfWork, DirectoryQueries directory, WorkingCalendars calendars, TimeProvider time)
{
    public const int PageSize = 50;

    const int ExportedAtOnce = 500;

    public async Task<DossierListPage> Read(AccessScope scope, DossierFilter filter, CancellationToken cancellationToken)
    {
        DeskTime now = await Time(cancellationToken);
        List<DossierRow> rows = await Rows(scope, filter, now, PageSize + 1, cancellationToken);
        bool more = rows.Count > PageSize;
        if (more)
            rows.RemoveAt(PageSize);
        if (filter.Newer is not null)
            rows.Reverse();
        bool newer = filter.Newer is not null ? more : filter.Older is not null;
        bool older = filter.Newer is not null || more;
        return new(rows, now, await Names(rows, cancellationToken), newer && rows.Count > 0 ? rows[0].Cursor : null, older && rows.Count > 0 ? rows[^1].Cursor : null)
        {
            Suspended = await unitOfWork.Read((db, token) => ProcessRuntime.Suspended(db, Dossier.SubjectKind, [.. rows.Where(row => row.FinishedAt is null).Select(row => row.Id)], token), cancellationToken),
        };
    }

    /// <summary>All rows of a filter, page by page along the index: however many there are, few are held in memory and no reading is long.</summary>
    public async IAsyncEnumerable<DossierListPage> Export(AccessScope scope, DossierFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DeskTime now = await Time(cancellationToken);
        Dictionary<Guid, string> names = [];
        for (KeysetCursor? older = null; ;)
        {
            List<DossierRow> rows = await Rows(scope, filter with { Older = older, Newer = null }, now, ExportedAtOnce, cancellationToken);
            foreach ((Guid id, string name) in await directory.SaidNamesOf([.. rows.Select(row => row.HolderAgencyId).Distinct().Where(id => !names.ContainsKey(id))], cancellationToken))
                names[id] = name;
            if (rows.Count > 0)
                yield return new(rows, now, names, null, null);
            if (rows.Count < ExportedAtOnce)
                yield break;
            older = rows[^1].Cursor;
        }
    }

    /// <summary>Today, for the name of the file.</summary>
    public DateOnly Today => VietnamTime.DateOf(time.GetUtcNow());

    /// <summary>Whether the words are the code of a dossier that the scope may see: then the case is opened at once.</summary>
    public Task<bool> IsCode(AccessScope scope, string words, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => DossierQueries.Visible(db, scope).AnyAsync(dossier => dossier.Code == words, token), cancellationToken);

    /// <summary>The rows of one unit.</summary>
    public static IQueryable<DossierRow> OfUnit(VanLangDbContext db, Guid unit, DossierFilter filter, DeskTime time)
    {
        IQueryable<DossierEntry> entries =
            from holder in db.Set<DossierHolder>()
            where holder.AgencyId == unit
            join dossier in db.Set<Dossier>() on holder.DossierId equals dossier.Id
            select new DossierEntry { Holder = holder, Dossier = dossier };
        if (filter.Status is { } status)
            entries = (HasEnded(status) ? entries : Running(entries)).Where(e => e.Dossier.Status == status);
        if (filter.Procedure is { Length: > 0 } procedure)
            entries = entries.Where(e => e.Dossier.ProcedureCode == procedure);
        if (filter.IsHere is { } here)
            entries = entries.Where(e => (e.Dossier.HolderAgencyId == unit) == here);
        DateTimeOffset now = time.Now;
        DateTimeOffset soon = time.Soon;
        entries = filter.Clock switch
        {
            ClockState.Overdue => Running(entries).Where(e => e.Dossier.DueAt < now),
            ClockState.Soon => Running(entries).Where(e => e.Dossier.DueAt >= now && e.Dossier.DueAt <= soon),
            ClockState.InTime => Running(entries).Where(e => e.Dossier.DueAt > soon),
            ClockState.Paused => Running(entries).Where(e => e.Dossier.DueAt == null && e.Dossier.Status == DossierStatus.SupplementRequested && e.Dossier.Clock != null),
            _ => entries,
        };
        foreach (string word in VietnameseFolding.Tokens(filter.Text))
            entries = entries.Where(e => (e.Holder.SearchText == null || e.Holder.SearchText.Contains(word)) && e.Dossier.SearchText.Contains(word));
        if (filter.Newer is { } newer)
            entries = entries
                .Where(e => e.Holder.SubmittedAt >= newer.At && (e.Holder.SubmittedAt > newer.At || e.Holder.DossierId > newer.Id))
                .OrderBy(e => e.Holder.SubmittedAt).ThenBy(e => e.Holder.DossierId);
        else
        {
            if (filter.Older is { } older)
                entries = entries.Where(e => e.Holder.SubmittedAt <= older.At && (e.Holder.SubmittedAt < older.At || e.Holder.DossierId < older.Id));
            entries = entries.OrderByDescending(e => e.Holder.SubmittedAt).ThenByDescending(e => e.Holder.DossierId);
        }

        return entries.Select(e => new DossierRow(
            e.Dossier.Id, e.Dossier.Code, e.Dossier.OwnerName, e.Dossier.ProcedureCode, e.Dossier.ProcedureName, e.Dossier.Status, e.Dossier.Channel,
            e.Dossier.Clock != null, e.Dossier.SubmittedAt, e.Dossier.AcceptedAt, e.Dossier.DueAt, e.Dossier.FinishedAt, e.Dossier.ResultNumber, e.Dossier.HolderRole,
            e.Dossier.HolderAgencyId, e.Dossier.ReturnMethod, e.Dossier.Fee, e.Dossier.FeePaidAt));
    }

    // Along the index of what runs; what an earlier build has ended is there still.
    static IQueryable<DossierEntry> Running(IQueryable<DossierEntry> entries) => entries.Where(e => e.Holder.FinishedAt == null && e.Dossier.FinishedAt == null);

    static bool HasEnded(DossierStatus status) => status is DossierStatus.NotAccepted or DossierStatus.Stopped or DossierStatus.Processed or DossierStatus.ResultReturned;

    Task<IReadOnlyDictionary<Guid, string>> Names(List<DossierRow> rows, CancellationToken cancellationToken) =>
        directory.SaidNamesOf([.. rows.Select(row => row.HolderAgencyId).Distinct()], cancellationToken);

    async Task<List<DossierRow>> Rows(AccessScope scope, DossierFilter filter, DeskTime now, int most, CancellationToken cancellationToken)
    {
        List<DossierRow> rows = [];
        if (filter.HasNoWords)
            return rows;
        foreach (Guid unit in scope.Units)
            rows.AddRange(await unitOfWork.Read((db, token) => OfUnit(db, unit, filter, now).Take(most).ToListAsync(token), cancellationToken));
        // Ids are compared as the database compares them: as text.
        IEnumerable<DossierRow> distinct = rows.DistinctBy(row => row.Id);
        return
        [
            .. (filter.Newer is null
                ? distinct.OrderByDescending(row => row.SubmittedAt).ThenByDescending(row => row.Id.ToString(), StringComparer.Ordinal)
                : distinct.OrderBy(row => row.SubmittedAt).ThenBy(row => row.Id.ToString(), StringComparer.Ordinal)).Take(most),
        ];
    }

    async Task<DeskTime> Time(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        return DeskTime.Of(await calendars.InForce(now, cancellationToken), now);
    }

    sealed class DossierEntry
    {
        public required DossierHolder Holder { get; init; }

        public required Dossier Dossier { get; init; }
    }
}

/// <summary>Which dossiers are asked for.</summary>
/// <param name="Text">Words of code, owner, person number or procedure, with or without marks.</param>
/// <param name="Older">Rows after this one.</param>
/// <param name="Newer">Rows before this one; wins.</param>
sealed record DossierFilter(string? Text, DossierStatus? Status, KeysetCursor? Older, KeysetCursor? Newer)
{
    /// <summary>What was typed has neither letter nor digit: there is nothing to look for.</summary>
    public bool HasNoWords => SearchWords.AreNone(Text);

    /// <summary>Code of a procedure.</summary>
    public string? Procedure { get; init; }

    /// <summary>How it stands to its limit; only running ones are told apart.</summary>
    public ClockState? Clock { get; init; }

    /// <summary>True for dossiers that the reader's agency holds now, false for those that are elsewhere; null for both.</summary>
    public bool? IsHere { get; init; }
}

/// <summary>A row of the list.</summary>
sealed record DossierRow(
    Guid Id, string Code, string OwnerName, string ProcedureCode, string ProcedureName, DossierStatus Status, Channel Channel, bool HasClock,
    DateTimeOffset SubmittedAt, DateTimeOffset? AcceptedAt, DateTimeOffset? DueAt, DateTimeOffset? FinishedAt, string? ResultNumber, string HolderRole,
    Guid HolderAgencyId, ReturnMethod ReturnMethod, decimal Fee, DateTimeOffset? FeePaidAt)
{
    public KeysetCursor Cursor => new(SubmittedAt, Id);

    /// <summary>Who holds it now: role and agency; empty where nobody does.</summary>
    public string Holder(IReadOnlyDictionary<Guid, string> agencies, Microsoft.Extensions.Localization.IStringLocalizer text) => HolderRole switch
    {
        "" => "",
        CandidateRoles.Submitter => OwnerName,
        _ => $"{text[$"Role.{HolderRole}"]}, {agencies.GetValueOrDefault(HolderAgencyId, "")}",
    };

    public ClockState Clock(DeskTime desk) => FinishedAt is { } finished
        ? ClockStates.OfFinished(Status, finished, DueAt)
        : ClockStates.Of(Status, HasClock, DueAt, desk.Now, desk.Soon);

    /// <summary>The state of the clock as it is said; null for a dossier that has ended and stood to no limit.</summary>
    public ClockState? SaidClock(DeskTime desk) => Clock(desk) is ClockState.None && FinishedAt is not null ? null : Clock(desk);
}

/// <summary>A page of the list.</summary>
/// <param name="Agencies">Names of the agencies that hold the rows.</param>
/// <param name="Newer">Cursor of the first row, where newer ones exist.</param>
/// <param name="Older">Cursor of the last row, where older ones exist.</param>
sealed record DossierListPage(
    IReadOnlyList<DossierRow> Rows, DeskTime Time, IReadOnlyDictionary<Guid, string> Agencies, KeysetCursor? Newer, KeysetCursor? Older)
{
    /// <summary>Rows whose process operators have suspended; not read for a file.</summary>
    public IReadOnlySet<Guid> Suspended { get; init; } = new HashSet<Guid>();
}
