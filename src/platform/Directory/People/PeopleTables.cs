using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Agencies;
using VanLang.Kernel.Data;

namespace VanLang.Directory.People;

/// <summary>What an import of officials is compared with; people and positions are tracked.</summary>
sealed record PeopleTables(
    Dictionary<Guid, Person> People, Dictionary<Guid, Position> Positions, Dictionary<Guid, Agency> Agencies, HashSet<Guid> Units)
{
    public static async Task<PeopleTables> Load(VanLangDbContext db, CancellationToken cancellationToken) => new(
        await db.Set<Person>().ToDictionaryAsync(person => person.Id, cancellationToken),
        await db.Set<Position>().ToDictionaryAsync(position => position.Id, cancellationToken),
        await db.Set<Agency>().AsNoTracking().ToDictionaryAsync(agency => agency.Id, cancellationToken),
        await db.Set<Unit>().Select(unit => unit.Id).ToHashSetAsync(cancellationToken));
}
