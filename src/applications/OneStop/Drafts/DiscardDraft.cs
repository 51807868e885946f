using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Drafts;

/// <summary>Throws a draft away at its owner's wish; a submitted one stays.</summary>
sealed class DiscardDraft(UnitOfWork unitOfWork)
{
    public Task<Outcome<Done>> Handle(Guid draftId, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("draft.discard", actor),
        async (work, token) =>
        {
            int removed = await work.Db.Set<Draft>()
                .Where(d => d.Id == draftId && d.AccountId == actor.AccountId && d.DossierId == null)
                .ExecuteDeleteAsync(token);
            return removed == 1 ? new Done() : OneStopErrors.NotFound;
        },
        cancellationToken);
}
