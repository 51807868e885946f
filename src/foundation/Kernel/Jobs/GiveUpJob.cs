using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Jobs;

/// <summary>Takes out a job that has used up its tries, with a reason; what it was stays on record.</summary>
public sealed class GiveUpJob(UnitOfWork work)
{
    public Task<Outcome<Done>> Execute(Guid id, string reason, string key, Actor actor, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("job.give-up", actor) { Reason = reason, IdempotencyKey = key, Body = new { id, reason } },
        async (work, token) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return KernelErrors.ReasonMissing;
            if (await work.Db.Set<Job>().AsNoTracking().FirstOrDefaultAsync(job => job.Id == id && job.FailedAt != null, token) is not { } job)
                return KernelErrors.Conflict;
            if (await work.Db.Set<Job>().Where(row => row.Id == id && row.FailedAt != null).ExecuteDeleteAsync(token) == 0)
                return KernelErrors.Conflict;
            work.Raise(new Subject("job", id), "job.given-up", new { job.Kind, job.Lane, job.Payload, job.Error });
            return new Done();
        },
        cancellationToken);
}
