using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Jobs;

/// <summary>Lets a job that has used up its tries begin anew, with a reason that stays on record.</summary>
public sealed class RetryJob(UnitOfWork work)
{
    public Task<Outcome<Done>> Execute(Guid id, string reason, string key, Actor actor, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("job.retry", actor) { Reason = reason, IdempotencyKey = key, Body = new { id, reason } },
        async (work, token) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return KernelErrors.ReasonMissing;
            if (await work.Db.Set<Job>().AsNoTracking().FirstOrDefaultAsync(job => job.Id == id && job.FailedAt != null, token) is not { } job)
                return KernelErrors.Conflict;
            await work.Db.Set<Job>().Where(row => row.Id == id && row.FailedAt != null).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.FailedAt, (DateTimeOffset?)null).SetProperty(row => row.Attempt, 0).SetProperty(row => row.DueAt, work.Now), token);
            work.Raise(new Subject("job", id), "job.retried", new { job.Kind, job.Lane, job.Error });
            return new Done();
        },
        cancellationToken);
}
