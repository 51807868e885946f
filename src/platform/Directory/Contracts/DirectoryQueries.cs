using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Agencies;
using VanLang.Directory.People;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;

namespace VanLang.Directory.Contracts;

/// <summary>Agencies, units, officials and their posts as of a day. Days are local (Asia/Ho_Chi_Minh); intervals are half-open.</summary>
public sealed class DirectoryQueries(UnitOfWork work)
{
    /// <summary>The agency, or null where it was not in force on that day.</summary>
    public Task<AgencyRecord?> Agency(Guid id, DateOnly day, CancellationToken cancellationToken) =>
        First(db => InForce(db, day).Where(agency => agency.Id == id), cancellationToken);

    /// <summary>The agency whatever the day: for papers and dossiers of their own time.</summary>
    public Task<AgencyRecord?> AgencyOfAnyDay(Guid id, CancellationToken cancellationToken) =>
        First(db => db.Set<Agency>().Where(agency => agency.Id == id), cancellationToken);

    /// <summary>By identifier code in either form (see <see cref="AgencyCode"/>).</summary>
    public async Task<AgencyRecord?> AgencyByCode(string code, DateOnly day, CancellationToken cancellationToken) =>
        AgencyCode.Normalise(code) is { } normal
            ? await First(db => InForce(db, day).Where(agency => agency.Code == normal), cancellationToken)
            : null;

    /// <summary>By key in the province's data.</summary>
    public Task<AgencyRecord?> AgencyByKey(string key, DateOnly day, CancellationToken cancellationToken) =>
        First(db => InForce(db, day).Where(agency => agency.Key == key), cancellationToken);

    /// <summary>The committee that governs the commune, district or province with this code of the General Statistics Office.</summary>
    public Task<AgencyRecord?> CompetentAgency(string gsoCode, DateOnly day, CancellationToken cancellationToken) =>
        First(db => InForce(db, day).Where(agency => agency.GsoCode == gsoCode), cancellationToken);

    /// <summary>Vietnamese name of the agency on that day; null where it was not in force.</summary>
    public Task<string?> NameOf(Guid agencyId, DateOnly day, CancellationToken cancellationToken) =>
        work.Read((db, token) => InForce(db, day).Where(agency => agency.Id == agencyId).Select(agency => agency.Name).FirstOrDefaultAsync(token), cancellationToken);

    /// <summary>Vietnamese names of agencies whatever the day, in one reading; an id that is none is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesOf(IReadOnlyCollection<Guid> agencyIds, CancellationToken cancellationToken) => agencyIds.Count == 0
        ? new Dictionary<Guid, string>()
        : await work.Read((db, token) => db.Set<Agency>().Where(agency => agencyIds.Contains(agency.Id)).Select(agency => new { agency.Id, agency.Name }).ToDictionaryAsync(agency => agency.Id, agency => agency.Name, token), cancellationToken);

    /// <summary>The same in the reader's language, the Vietnamese name where there is no English one.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> SaidNamesOf(IReadOnlyCollection<Guid> agencyIds, CancellationToken cancellationToken)
    {
        if (System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "en")
            return await NamesOf(agencyIds, cancellationToken);
        return agencyIds.Count == 0
            ? new Dictionary<Guid, string>()
            : await work.Read((db, token) => db.Set<Agency>().Where(agency => agencyIds.Contains(agency.Id)).Select(agency => new { agency.Id, Name = agency.NameEn ?? agency.Name }).ToDictionaryAsync(agency => agency.Id, agency => agency.Name, token), cancellationToken);
    }

    /// <summary>Agencies directly below, by code.</summary>
    public Task<List<AgencyRecord>> Children(Guid parentId, DateOnly day, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(InForce(db, day).Where(agency => agency.ParentId == parentId).OrderBy(agency => agency.LongCode).ThenBy(agency => agency.Name)).ToListAsync(token), cancellationToken);

    /// <summary>The agency and all that are in force below it on that day, however far; empty for none.</summary>
    public async Task<HashSet<Guid>> WithAllBelow(Guid? agencyId, DateOnly day, CancellationToken cancellationToken)
    {
        HashSet<Guid> agencies = [];
        Queue<Guid> next = new(new[] { agencyId }.OfType<Guid>());
        while (next.TryDequeue(out Guid agency))
        {
            if (!agencies.Add(agency))
                continue;
            foreach (AgencyRecord below in await Children(agency, day, cancellationToken))
                next.Enqueue(below.Id);
        }

        return agencies;
    }

    /// <summary>Every agency in force on that day, by tier and name.</summary>
    /// <param name="level">Only this tier; null for all.</param>
    public Task<List<AgencyRecord>> Agencies(DateOnly day, AgencyLevel? level, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(InForce(db, day).Where(agency => level == null || agency.Level == level).OrderBy(agency => agency.LongCode).ThenBy(agency => agency.Name)).ToListAsync(token), cancellationToken);

    /// <summary>Agencies of a tier in which somebody holds a post with this role on that day, by name.</summary>
    /// <param name="role">Role code, <c>one-stop-clerk</c>.</param>
    public Task<List<AgencyRecord>> AgenciesWith(string role, IReadOnlyCollection<AgencyLevel> levels, DateOnly day, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(InForce(db, day)
            .Where(agency => levels.Contains(agency.Level) && Held(db, day).Any(position => position.AgencyId == agency.Id && position.Role == role))
            .OrderBy(agency => agency.Name)).ToListAsync(token), cancellationToken);

    /// <summary>Agencies that have ended by that day, latest first.</summary>
    public Task<List<AgencyRecord>> Ended(DateOnly day, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(db.Set<Agency>().Where(agency => agency.ValidTo <= day).OrderByDescending(agency => agency.ValidTo).ThenBy(agency => agency.Name)).ToListAsync(token), cancellationToken);

    /// <summary>The agencies above, from the highest down to the agency itself; empty where it was not in force.</summary>
    public Task<List<AgencyRecord>> Path(Guid agencyId, DateOnly day, CancellationToken cancellationToken) =>
        work.Read(
            async (db, token) =>
            {
                List<AgencyRecord> path = [];
                for (Guid? next = agencyId; next is { } id && path.All(agency => agency.Id != id);)
                {
                    if (await Records(InForce(db, day).Where(agency => agency.Id == id)).FirstOrDefaultAsync(token) is not { } found)
                        break;
                    path.Insert(0, found);
                    next = found.ParentId;
                }

                return path;
            },
            cancellationToken);

    /// <summary>What the province's data say of the agency beside its record, whatever the day.</summary>
    public Task<AgencyDetails?> Details(Guid id, CancellationToken cancellationToken) =>
        work.Read((db, token) => db.Set<Agency>().Where(agency => agency.Id == id).Select(agency => new AgencyDetails(
            agency.Source, agency.LegalBasis, agency.EndBasis, agency.UpperBody, agency.FormedFrom, agency.SplitRule, agency.SplitRuleEn, agency.SplitLabel, agency.Note)).FirstOrDefaultAsync(token), cancellationToken);

    /// <summary>Those that took over from the agency, whatever the day; several after a split, none while it lives.</summary>
    public Task<List<AgencyRecord>> Successors(Guid agencyId, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(
            from succession in db.Set<AgencySuccession>()
            join agency in db.Set<Agency>() on succession.SuccessorId equals agency.Id
            where succession.PredecessorId == agencyId
            orderby agency.Name
            select agency).ToListAsync(token), cancellationToken);

    /// <summary>Those that the agency took over from, whatever the day.</summary>
    public Task<List<AgencyRecord>> Predecessors(Guid agencyId, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(
            from succession in db.Set<AgencySuccession>()
            join agency in db.Set<Agency>() on succession.PredecessorId equals agency.Id
            where succession.SuccessorId == agencyId
            orderby agency.Name
            select agency).ToListAsync(token), cancellationToken);

    /// <summary>The unit, whatever the day.</summary>
    public Task<UnitRecord?> Unit(Guid id, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(db.Set<Unit>().Where(unit => unit.Id == id)).FirstOrDefaultAsync(token), cancellationToken);

    /// <summary>Units of the agency in their order.</summary>
    public Task<List<UnitRecord>> Units(Guid agencyId, DateOnly day, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(db.Set<Unit>()
            .Where(unit => unit.AgencyId == agencyId && unit.ValidFrom <= day && (unit.ValidTo == null || day < unit.ValidTo))
            .OrderBy(unit => unit.Order)).ToListAsync(token), cancellationToken);

    public Task<PersonRecord?> Person(Guid id, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(db.Set<Person>().Where(person => person.Id == id)).FirstOrDefaultAsync(token), cancellationToken);

    /// <summary>Full names of people whatever the day, in one reading; an id that is none is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesOfPeople(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => ids.Count == 0
        ? new Dictionary<Guid, string>()
        : await work.Read((db, token) => db.Set<Person>().Where(person => ids.Contains(person.Id)).Select(person => new { person.Id, person.FullName }).ToDictionaryAsync(person => person.Id, person => person.FullName, token), cancellationToken);

    /// <summary>By key in the province's data.</summary>
    public Task<PersonRecord?> PersonByKey(string key, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(db.Set<Person>().Where(person => person.Key == key)).FirstOrDefaultAsync(token), cancellationToken);

    /// <summary>The post, whatever the day.</summary>
    public Task<PositionRecord?> Position(Guid id, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(db, db.Set<Position>().Where(position => position.Id == id)).FirstOrDefaultAsync(token), cancellationToken);

    /// <summary>Posts whatever the day, in one reading; an id that is none is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, PositionRecord>> Positions(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => ids.Count == 0
        ? new Dictionary<Guid, PositionRecord>()
        : await work.Read((db, token) => Records(db, db.Set<Position>().Where(position => ids.Contains(position.Id))).ToDictionaryAsync(position => position.Id, token), cancellationToken);

    /// <summary>Posts that the person holds on that day, oldest first.</summary>
    public Task<List<PositionRecord>> PositionsOf(Guid personId, DateOnly day, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(db, Held(db, day).Where(position => position.PersonId == personId)).ToListAsync(token), cancellationToken);

    /// <summary>Posts with this role in a unit, or anywhere in an agency.</summary>
    /// <param name="unitOrAgencyId">Id of the unit or of the agency.</param>
    /// <param name="role">Role code, <c>leader</c>.</param>
    public Task<List<PositionRecord>> Holders(Guid unitOrAgencyId, string role, DateOnly day, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(db, Held(db, day)
            .Where(position => position.Role == role && (position.UnitId == unitOrAgencyId || position.AgencyId == unitOrAgencyId))).ToListAsync(token), cancellationToken);

    /// <summary>Deputies of the head of the agency on that day.</summary>
    public Task<List<PositionRecord>> Deputies(Guid agencyId, DateOnly day, CancellationToken cancellationToken) => Holders(agencyId, "deputy-leader", day, cancellationToken);

    /// <summary>Every post held in the agency and its units on that day, those of the agency as such first, then by the order of the units.</summary>
    public Task<List<PositionRecord>> PositionsIn(Guid agencyId, DateOnly day, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(db, Held(db, day).Where(position => position.AgencyId == agencyId)).ToListAsync(token), cancellationToken);

    Task<AgencyRecord?> First(Func<VanLangDbContext, IQueryable<Agency>> query, CancellationToken cancellationToken) =>
        work.Read((db, token) => Records(query(db)).FirstOrDefaultAsync(token), cancellationToken);

    internal static IQueryable<Agency> InForce(VanLangDbContext db, DateOnly day) =>
        db.Set<Agency>().Where(agency => agency.ValidFrom <= day && (agency.ValidTo == null || day < agency.ValidTo));

    static IQueryable<Position> Held(VanLangDbContext db, DateOnly day) =>
        db.Set<Position>().Where(position => position.ValidFrom <= day && (position.ValidTo == null || day < position.ValidTo));

    internal static IQueryable<AgencyRecord> Records(IQueryable<Agency> agencies) => agencies.Select(agency => new AgencyRecord(
        agency.Id, agency.Key, agency.Code, agency.LongCode, agency.Name, agency.NameEn, agency.Abbreviation, agency.Kind, agency.Level,
        agency.ParentId, agency.GsoCode, agency.Place, agency.ValidFrom, agency.ValidTo, agency.Verified, agency.Label, agency.CodeLabel));

    static IQueryable<UnitRecord> Records(IQueryable<Unit> units) => units.Select(unit => new UnitRecord(
        unit.Id, unit.Key, unit.AgencyId, unit.Name, unit.NameEn, unit.Kind, unit.Order, unit.ValidFrom, unit.ValidTo, unit.Label));

    static IQueryable<PersonRecord> Records(IQueryable<Person> people) => people.Select(person => new PersonRecord(
        person.Id, person.Key, person.FullName, person.UserName, person.Fictitious, person.Label));

    static IQueryable<PositionRecord> Records(VanLangDbContext db, IQueryable<Position> positions) =>
        from position in positions
        join person in db.Set<Person>() on position.PersonId equals person.Id
        join agency in db.Set<Agency>() on position.AgencyId equals agency.Id
        join unit in db.Set<Unit>() on position.UnitId equals unit.Id into units
        from unit in units.DefaultIfEmpty()
        orderby position.ValidFrom, position.Key
        select new PositionRecord(
            position.Id, person.Id, person.FullName, agency.Id, agency.Name, position.UnitId, unit == null ? null : unit.Name,
            position.Role, position.Title, position.ValidFrom, position.ValidTo, position.Label)
        {
            AgencyNameEn = agency.NameEn,
            UnitNameEn = unit == null ? null : unit.NameEn,
        };
}
