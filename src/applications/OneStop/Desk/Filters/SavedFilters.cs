using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Desk.Filters;

/// <summary>The kept searches of an account.</summary>
sealed class SavedFilters(UnitOfWork unitOfWork)
{
    public Task<List<SavedFilter>> Of(Actor actor, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<SavedFilter>().Where(filter => filter.AccountId == actor.AccountId).OrderBy(filter => filter.Name).Take(50).ToListAsync(token), cancellationToken);
}
