using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;

namespace VanLang.Directory.Agencies;

/// <summary>Agencies, units and successions as they are stored, tracked, for an import. A province has some hundreds of each.</summary>
sealed class AgencyTables
{
    readonly VanLangDbContext db;
    readonly HashSet<(Guid, Guid)> successions;

    AgencyTables(VanLangDbContext db, Dictionary<Guid, Agency> agencies, Dictionary<Guid, Unit> units, HashSet<(Guid, Guid)> successions)
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
        [.. (await db.Set<AgencySuccession>().AsNoTracking().ToListAsync(cancellationToken)).Select(succession => (succession.PredecessorId, succession.SuccessorId))]);

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

    /// <returns>Whether it was not stored yet.</returns>
    public bool Succeed(Guid predecessor, Guid successor)
    {
        if (!successions.Add((predecessor, successor)))
            return false;
        db.Add(new AgencySuccession { PredecessorId = predecessor, SuccessorId = successor });
        return true;
    }
}
