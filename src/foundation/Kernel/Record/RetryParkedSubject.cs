using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Record;

/// <summary>Has the events of a subject that wait at a subscriber tried at once, with a reason; they go on being tried by themselves in any case.</summary>
public sealed class RetryParkedSubject(UnitOfWork work)
{
    public Task<Outcome<Done>> Execute(string subscriber, Subject subject, string reason, string key, Actor actor, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("record.retry-parked", actor) { Reason = reason, IdempotencyKey = key, Body = new { subscriber, subject, reason } },
        async (work, token) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return KernelErrors.ReasonMissing;
            int parked = await work.Db.Set<ParkedEvent>()
                .Where(p => p.Subscriber == subscriber && p.SubjectKind == subject.Kind && p.SubjectId == subject.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.NextAt, work.Now), token);
            if (parked == 0)
                return KernelErrors.Conflict;
            work.Raise(subject, "record.parked-retried", new { subscriber, parked });
            return new Done();
        },
        cancellationToken);
}
