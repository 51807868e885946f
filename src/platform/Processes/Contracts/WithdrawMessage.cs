using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Messages;

namespace VanLang.Processes.Contracts;

/// <summary>Takes back a message that nobody has got, with a reason that stays on record: from then on nobody gets it. Its id stays known, so that it is not sent again by mistake.</summary>
public sealed class WithdrawMessage(UnitOfWork unitOfWork)
{
    /// <returns><see cref="KernelErrors.Conflict"/> where somebody has got it, it was taken back already, or it is known no longer.</returns>
    public Task<Outcome<Done>> Execute(Guid id, string reason, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("process.withdraw-message", actor) { Reason = reason, IdempotencyKey = key, Body = new { id, reason } },
        async (work, token) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return KernelErrors.ReasonMissing;
            if (await UnheardMessages.Unheard(work.Db).SingleOrDefaultAsync(kept => kept.Id == id, token) is not { } message
                // Who brings it at this moment writes the same row.
                || await work.Db.Set<KeptMessage>().Where(kept => kept.Id == id && kept.HeardAt == null && kept.WithdrawnAt == null).ExecuteUpdateAsync(
                    set => set.SetProperty(kept => kept.WithdrawnAt, work.Now).SetProperty(kept => kept.ExpiresAt, kept => kept.ExpiresAt < work.Now ? kept.ExpiresAt : work.Now), token) != 1)
                return KernelErrors.Conflict;
            work.Raise(new Subject(ProcessMessages.SubjectKind, id), "message.withdrawn", new { message.Name });
            return new Done();
        },
        cancellationToken);
}
