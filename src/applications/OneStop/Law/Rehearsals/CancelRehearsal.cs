using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>Ends a rehearsal before it has played everything; what was found so far stays.</summary>
sealed class CancelRehearsal(UnitOfWork unitOfWork)
{
    public Task<Outcome<Done>> Handle(Guid id, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("rehearsal.cancel", actor) { IdempotencyKey = key, Body = new { id } },
        async (work, token) =>
        {
            if (await RehearsalScope.SeenBy(work.Db, actor).SingleOrDefaultAsync(one => one.Id == id, token) is not { } rehearsal)
                return RehearsalErrors.NotFound;
            if (rehearsal.State != RehearsalState.Running)
                return RehearsalErrors.Ended;
            rehearsal.State = RehearsalState.Cancelled;
            rehearsal.FinishedAt = work.Now;
            rehearsal.Revision++;
            work.Raise(rehearsal.Subject, "rehearsal.cancelled", new { rehearsal.Looked, rehearsal.Dossiers });
            return new Done();
        },
        cancellationToken);
}
