using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>Rehearsals and what came of them, for who may see them.</summary>
sealed class RehearsalReader(UnitOfWork unitOfWork)
{
    public const int PageSize = 100;

    const int Shown = 20;
    const int ExportedAtOnce = 500;

    /// <summary>Rehearsals of a change, the latest first.</summary>
    public Task<List<Rehearsal>> Of(Guid changeId, Actor actor, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => RehearsalScope.SeenBy(db, actor).Where(one => one.ChangeId == changeId).OrderByDescending(one => one.StartedAt).Take(Shown).ToListAsync(token), cancellationToken);

    /// <summary>Null where there is none that the actor may see.</summary>
    public Task<Rehearsal?> Find(Guid id, Actor actor, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => RehearsalScope.SeenBy(db, actor).SingleOrDefaultAsync(one => one.Id == id, token), cancellationToken);

    /// <summary>How many dossiers come out otherwise in which way and at which place.</summary>
    public Task<List<RehearsalTally>> Tallies(Guid id, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) => (await db.Set<RehearsalRow>().Where(row => row.RehearsalId == id).GroupBy(row => new { row.Kind, row.Place })
                .Select(group => new
                {
                    group.Key.Kind, group.Key.Place, Name = group.Max(row => row.PlaceName), Count = group.Count(),
                    More = group.Sum(row => row.Difference > 0 ? row.Difference.Value : 0), Less = group.Sum(row => row.Difference < 0 ? row.Difference.Value : 0),
                }).ToListAsync(token))
            .Select(tally => new RehearsalTally(tally.Kind, tally.Place, tally.Name, tally.Count, tally.More, tally.Less))
            .OrderBy(tally => tally.Kind).ThenByDescending(tally => tally.Dossiers).ThenBy(tally => tally.Place, StringComparer.Ordinal).ToList(),
        cancellationToken);

    /// <summary>Rows of one figure in their order, a page from behind a number.</summary>
    /// <param name="place">Empty for what has no place; null for all.</param>
    public Task<List<RehearsalRow>> Rows(Guid id, RehearsedKind? kind, string? place, int after, int most, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<RehearsalRow>().Where(row => row.RehearsalId == id && (kind == null || row.Kind == kind) && (place == null || row.Place == place) && row.Number > after)
            .OrderBy(row => row.Number).Take(most).ToListAsync(token),
        cancellationToken);

    /// <summary>All of them, some at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<RehearsalRow>> Export(Guid id, RehearsedKind? kind, string? place, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int after = 0; ;)
        {
            List<RehearsalRow> rows = await Rows(id, kind, place, after, ExportedAtOnce, cancellationToken);
            if (rows.Count > 0)
                yield return rows;
            if (rows.Count < ExportedAtOnce)
                yield break;
            after = rows[^1].Number;
        }
    }
}

/// <summary>A figure of a rehearsal.</summary>
/// <param name="PlaceName">See <see cref="RehearsedText"/>.</param>
/// <param name="More">Of fees: đồng that would be paid more.</param>
/// <param name="Less">Of fees: đồng that would be paid less, below zero.</param>
sealed record RehearsalTally(RehearsedKind Kind, string Place, string? PlaceName, int Dossiers, long More, long Less);
