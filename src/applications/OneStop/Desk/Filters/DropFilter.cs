using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Desk.Filters;

/// <summary>Throws a kept search of the own account away.</summary>
sealed class DropFilter(UnitOfWork unitOfWork)
{
    public Task<Outcome<Done>> Handle(Guid filterId, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("desk-filter.drop", actor),
        async (work, token) =>
        {
            await work.Db.Set<SavedFilter>().Where(filter => filter.Id == filterId && filter.AccountId == actor.AccountId).ExecuteDeleteAsync(token);
            return new Done();
        },
        cancellationToken);
}
