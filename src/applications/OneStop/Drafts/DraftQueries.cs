using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Drafts;

/// <summary>Finds drafts of an account; nobody sees another's.</summary>
sealed class DraftQueries(UnitOfWork unitOfWork)
{
    public Task<DraftWithFiles?> Find(Guid draftId, Actor actor, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) =>
        {
            Draft? draft = await db.Set<Draft>().SingleOrDefaultAsync(d => d.Id == draftId && d.AccountId == actor.AccountId, token);
            return draft is null
                ? null
                : new DraftWithFiles(draft, await db.Set<DraftFile>().Where(f => f.DraftId == draftId).OrderBy(f => f.AddedAt).ToListAsync(token));
        },
        cancellationToken);

    /// <summary>Drafts not yet submitted, latest first.</summary>
    public Task<List<Draft>> Open(Actor actor, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<Draft>()
            .Where(d => d.AccountId == actor.AccountId && d.DossierId == null)
            .OrderByDescending(d => d.UpdatedAt).Take(50).ToListAsync(token),
        cancellationToken);
}

/// <summary>A draft with the files kept for it.</summary>
sealed record DraftWithFiles(Draft Draft, IReadOnlyList<DraftFile> Files);
