using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;

namespace VanLang.Directory.Agencies;

/// <summary>Agencies, units and successions as they are stored, tracked, for an import. A province has some hundreds of each.</summary>
sealed class AgencyTables
{
    readonly VanLangDbContext db;
    readonly List<AgencySuccession> successions;

    AgencyTables(VanLangDbContext db, Dictionary<Guid, Agency> agencies, Dictionary<Guid, Unit> units, List<AgencySuccession> successions)
    {
        this.db = db;
        Agencies = agencies;
        Units = units;
        this.successions = successions;
    }

    public Dictionary<Guid, Agency> Agencies { get; }

    public Dictionary<Guid, Unit> Units { get; }

    public static async Task<AgencyTables> Load(VanLangDbContext db, CancellationToken cancellationToken) => new(
        db,
        await db.Set<Agency>().ToDictionaryAsync(agency => agency.Id, cancellationToken),
        await db.Set<Unit>().ToDictionaryAsync(unit => unit.Id, cancellationToken),
        await db.Set<AgencySuccession>().ToListAsync(cancellationToken));

    /// <summary>Ids of those that took over from the agency, as stored.</summary>
    public IEnumerable<Guid> SuccessorsOf(Guid agency) =>
        successions.Where(succession => succession.PredecessorId == agency).Select(succession => succession.SuccessorId);

    public Agency Add(Agency agency)
    {
        db.Add(agency);
        Agencies.Add(agency.Id, agency);
        return agency;
    }

    public Unit Add(Unit unit)
    {
        db.Add(unit);
        Units.Add(unit.Id, unit);
        return unit;
    }

    /// <summary>Makes these the successors, and no others.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool Succeed(Guid predecessor, IReadOnlyCollection<Guid> successors)
    {
        List<AgencySuccession> gone = [.. successions.Where(stored => stored.PredecessorId == predecessor && !successors.Contains(stored.SuccessorId))];
        List<AgencySuccession> added = [.. successors.Except(SuccessorsOf(predecessor)).Select(successor => new AgencySuccession { PredecessorId = predecessor, SuccessorId = successor })];
        db.RemoveRange(gone);
        db.AddRange(added);
        successions.RemoveAll(gone.Contains);
        successions.AddRange(added);
        return gone.Count + added.Count > 0;
    }
}
