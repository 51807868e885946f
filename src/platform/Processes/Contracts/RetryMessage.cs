using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Messages;

namespace VanLang.Processes.Contracts;

/// <summary>
/// Lets a message that nobody has got be brought again, also after its time or after it was taken back: it is kept for as long as a new one, with a reason that stays on
/// record. Nobody gets it twice.
/// </summary>
public sealed class RetryMessage(UnitOfWork unitOfWork)
{
    /// <returns><see cref="KernelErrors.Conflict"/> where somebody has got it, or it is known no longer.</returns>
    public Task<Outcome<Done>> Execute(Guid id, string reason, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("process.retry-message", actor) { Reason = reason, IdempotencyKey = key, Body = new { id, reason } },
        async (work, token) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return KernelErrors.ReasonMissing;
            if (await UnheardMessages.Unheard(work.Db).SingleOrDefaultAsync(kept => kept.Id == id, token) is not { } message)
                return KernelErrors.Conflict;
            DateTimeOffset until = work.Now + ProcessMessages.TimeToLive;
            if (await work.Db.Set<KeptMessage>().Where(kept => kept.Id == id && kept.HeardAt == null).ExecuteUpdateAsync(
                    set => set.SetProperty(kept => kept.ExpiresAt, kept => kept.ExpiresAt > until ? kept.ExpiresAt : until).SetProperty(kept => kept.UnheardAt, (DateTimeOffset?)null).SetProperty(kept => kept.WithdrawnAt, (DateTimeOffset?)null),
                    token) != 1)
                return KernelErrors.Conflict;
            MessageWriting.Bring(work, new(message.Name, message.Key));
            work.Raise(new Subject(ProcessMessages.SubjectKind, id), "message.retried", new { message.Name });
            return new Done();
        },
        cancellationToken);
}
