using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;

namespace VanLang.Directory.People;

/// <summary>What a step of an import of officials is compared with: those of its rows, tracked.</summary>
sealed record PeopleTables(Dictionary<Guid, Person> People, ILookup<Guid, Position> Positions)
{
    /// <param name="ids">The officials of the step.</param>
    public static async Task<PeopleTables> Load(VanLangDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => new(
        await db.Set<Person>().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, cancellationToken),
        (await db.Set<Position>().Where(position => ids.Contains(position.PersonId)).ToListAsync(cancellationToken)).ToLookup(position => position.PersonId));
}
