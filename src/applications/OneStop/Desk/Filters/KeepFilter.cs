using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Desk.Filters;

/// <summary>Keeps a search under a name of the account's own; the same name again stands for the new search.</summary>
sealed class KeepFilter(UnitOfWork unitOfWork)
{
    public const int LongestName = 60;

    public Task<Outcome<Done>> Handle(string? name, DossierSearch search, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("desk-filter.keep", actor),
        async (work, token) =>
        {
            if (actor.AccountId is not { } account)
                return KernelErrors.Forbidden;
            string called = name?.Trim() ?? "";
            if (called.Length is 0 or > LongestName || search.Query.Length == 0)
                return DeskErrors.FilterNameMissing;
            await work.Db.Set<SavedFilter>().Where(filter => filter.AccountId == account && filter.Name == called).ExecuteDeleteAsync(token);
            work.Db.Add(new SavedFilter { Id = work.NewId(), AccountId = account, Name = called, Query = search.Query, CreatedAt = work.Now });
            return new Done();
        },
        cancellationToken);
}
