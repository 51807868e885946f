using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Designing.Changes;

/// <summary>Gives a change up. What was written stays to be read and copied.</summary>
sealed class DiscardChange(UnitOfWork unitOfWork)
{
    public Task<Outcome<Done>> Handle(Guid changeId, string? reason, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("design.discard", actor) { IdempotencyKey = key, Body = new { changeId, reason } },
        async (work, token) =>
        {
            Outcome<DesignChange> open = await ChangeWork.Open(work, changeId, token);
            if (!open.Succeeded)
                return open.Failure;
            DesignChange change = open.Value;
            if (reason?.Trim() is not { Length: > 0 } why)
                return KernelErrors.ReasonMissing;
            change.State = ChangeState.Discarded;
            change.Reason = why;
            change.DecidedByName = actor.Name;
            change.DecidedAt = work.Now;
            change.Touch(work);
            work.Raise(change.Subject, "design.discarded", new { reason = why });
            return new Done();
        },
        cancellationToken);
}
