using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Load;

/// <summary>
/// Finds the work that is counted: what is open, along the index by agency and role, and what was done in a period, along the index by agency and time. Seven columns
/// of each are read; working time no database knows, so it is worked out here.
/// </summary>
sealed class LoadReader(UnitOfWork unitOfWork, DirectoryQueries directory, WorkingCalendars calendars, TimeProvider time)
{
    static readonly string[] Roles = [.. CandidateRoles.All.Where(role => role != CandidateRoles.Submitter)];

    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<LoadItems> Read(LoadScope scope, LoadQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        WorkingCalendar calendar = await calendars.InForce(now, cancellationToken);
        DeskTime desk = DeskTime.Of(calendar, now);
        LoadPeriod period = LoadPeriod.Of(query.Period, desk.Day);
        List<LoadItem> open = await unitOfWork.Read((db, token) => OpenItems(db, scope, query).ToListAsync(token), cancellationToken);
        // An open item names the position that has it, a done one the person.
        IReadOnlyDictionary<Guid, PositionRecord> positions = await directory.Positions([.. open.Select(item => item.PersonId).OfType<Guid>().Distinct()], cancellationToken);
        open = [.. open.Select(item => item with { PersonId = item.PersonId is { } position ? positions.GetValueOrDefault(position)?.PersonId ?? position : null })];
        List<LoadItem> done = query.Person == LoadQuery.Nobody ? [] : await unitOfWork.Read((db, token) => DoneItems(db, scope, query, period).ToListAsync(token), cancellationToken);
        if (query.Person is not null)
            open = [.. open.Where(item => (item.PersonId is { } person ? person.ToString("N") : LoadQuery.Nobody) == query.Person)];

        return new(open, done, Taken(calendar, done), await Names(open, done, positions, cancellationToken), now, desk.Soon);
    }

    /// <summary>Open work of agencies; in the place of the person stands the position that has it.</summary>
    public static IQueryable<LoadItem> OpenItems(VanLangDbContext db, LoadScope scope, LoadQuery query)
    {
        Guid[] agencies = Agencies(scope, query);
        IQueryable<WorkItem> items = db.Set<WorkItem>().AsNoTracking()
            .Where(item => item.AgencyId != null && agencies.Contains(item.AgencyId.Value) && Roles.Contains(item.Role) && item.SubjectKind == Dossier.SubjectKind);
        if (query.Step is { } step)
            items = items.Where(item => item.Name == step);
        if (scope.OnlyProcedures is { } only)
            items = items.Where(item => db.Set<Dossier>().Any(dossier => dossier.Id == item.SubjectId && only.ToArray().Contains(dossier.ProcedureCode)));
        return items.Select(item => new LoadItem(item.Id, item.AgencyId!.Value, item.Name, item.AssigneeId, item.CreatedAt, item.DueAt, null));
    }

    /// <summary>What people of agencies completed in a period; what the program closed by itself, or what went with a case that was ended or moved, is nobody's work.</summary>
    public static IQueryable<LoadItem> DoneItems(VanLangDbContext db, LoadScope scope, LoadQuery query, LoadPeriod period)
    {
        Guid[] agencies = Agencies(scope, query);
        DateTimeOffset start = period.Start, end = period.End;
        IQueryable<DoneWorkItem> items = db.Set<DoneWorkItem>().AsNoTracking()
            .Where(item => item.AgencyId != null && agencies.Contains(item.AgencyId.Value) && item.DoneAt >= start && item.DoneAt < end
                && item.DoneByPersonId != null && item.SubjectKind == Dossier.SubjectKind);
        if (query.Step is { } step)
            items = items.Where(item => item.Name == step);
        if (query.Person is { } person)
            items = Guid.TryParseExact(person, "N", out Guid id) ? items.Where(item => item.DoneByPersonId == id) : items.Where(_ => false);
        if (scope.OnlyProcedures is { } only)
            items = items.Where(item => db.Set<Dossier>().Any(dossier => dossier.Id == item.SubjectId && only.ToArray().Contains(dossier.ProcedureCode)));
        return items.Select(item => new LoadItem(item.Id, item.AgencyId!.Value, item.Name, item.DoneByPersonId, item.CreatedAt, item.DueAt, item.DoneAt));
    }

    // An agency that is not the reader's to see is no agency.
    static Guid[] Agencies(LoadScope scope, LoadQuery query) => query.Agency is { } asked ? scope.Agencies.ContainsKey(asked) ? [asked] : [] : [.. scope.Agencies.Keys];

    static List<TimeSpan> Taken(WorkingCalendar calendar, List<LoadItem> done)
    {
        if (done.Count == 0)
            return [];
        WorkingTimeSums sums = new(calendar, done.Min(item => item.Since), done.Max(item => item.DoneAt!.Value));
        return [.. done.Select(item => sums.Between(item.Since, item.DoneAt!.Value))];
    }

    async Task<IReadOnlyDictionary<Guid, string>> Names(List<LoadItem> open, List<LoadItem> done, IReadOnlyDictionary<Guid, PositionRecord> positions, CancellationToken cancellationToken)
    {
        Dictionary<Guid, string> names = positions.Values.DistinctBy(position => position.PersonId).ToDictionary(position => position.PersonId, position => position.PersonName);
        Guid[] others = [.. open.Concat(done).Select(item => item.PersonId).OfType<Guid>().Distinct().Where(id => !names.ContainsKey(id))];
        foreach ((Guid id, string name) in await directory.NamesOfPeople(others, cancellationToken))
            names[id] = name;
        return names;
    }
}
