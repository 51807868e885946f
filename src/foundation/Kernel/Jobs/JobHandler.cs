using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using Microsoft.EntityFrameworkCore;

namespace VanLang.Kernel.Jobs;

/// <summary>
/// Does the jobs of one kind. A job is done in one operation whose commit also removes the job. From the first thing that it asks the database its lane is its own until the end; where
/// the job was somebody else's by then, it is undone there, so nothing but the database is changed in it.
/// </summary>
public abstract class JobHandler
{
    /// <summary>Stable kind, <c>process.timer</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>
    /// Does what is slow before the operation (scanning, fetching) and gives what is to be done in it. It may be repeated; nothing of it counts until
    /// the operation has committed. A job without a slow part needs none.
    /// </summary>
    public virtual Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken) =>
        Task.FromResult<Func<Work, CancellationToken, Task>>((work, token) => Handle(work, payload, token));

    /// <summary>Whether it deals itself with a job whose last try has failed (<see cref="GiveUp"/>); else that waits for an operator as it is.</summary>
    public virtual bool TakesWhatFailed => false;

    /// <summary>Deals with a job whose last try has failed; the job goes with the operation.</summary>
    /// <param name="error">What went wrong, English.</param>
    public virtual Task GiveUp(Work work, string payload, string error, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Does the job; an exception rolls everything back and the job is tried again at growing intervals.</summary>
    public abstract Task Handle(Work work, string payload, CancellationToken cancellationToken);
}

/// <summary>Puts jobs into the table and takes them out again, inside the operation that needs them.</summary>
public static class JobScheduling
{
    static readonly string ScheduleJob = SqlText.Of(typeof(JobScheduling).Assembly, "ScheduleJob.sql"), UnscheduleJob = SqlText.Of(typeof(JobScheduling).Assembly, "UnscheduleJob.sql"),
        KeepLaneFree = SqlText.Of(typeof(JobScheduling).Assembly, "KeepLane.sql");

    /// <summary>Schedules a job with the other statements of a batch.</summary>
    public static void Schedule(this StatementBatch batch, Guid id, string kind, string lane, string payload, DateTimeOffset dueAt)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Add(ScheduleJob, StatementBatch.Value(id), StatementBatch.Value(kind), StatementBatch.Value(lane), StatementBatch.Value(payload), StatementBatch.Value(dueAt));
    }

    /// <summary>Takes a job out with the other statements of a batch, where it is still there and nobody does it in this very moment: then it comes, finds nothing to do and goes.</summary>
    public static void Unschedule(this StatementBatch batch, Guid id)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Add(UnscheduleJob, StatementBatch.Value(id));
    }

    /// <summary>From its place among the statements of a batch to the end of the operation no job of a lane begins; where one is being done, this one is scheduled to come after it.</summary>
    public static void KeepLane(this StatementBatch batch, Guid id, string kind, string lane, string payload, DateTimeOffset dueAt)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Add(
            KeepLaneFree, StatementBatch.Value((long?)PostgresStore.KeyOf(JobService.QueueOf(lane))), StatementBatch.Value(id), StatementBatch.Value(kind), StatementBatch.Value(lane),
            StatementBatch.Value(payload), StatementBatch.Value(dueAt));
    }

    /// <summary>Schedules a job with the operation: it is there when the operation has committed, and not otherwise.</summary>
    public static void Schedule(this Work work, Guid id, string kind, string lane, string payload, DateTimeOffset dueAt)
    {
        ArgumentNullException.ThrowIfNull(work);
        work.Db.Add(new Job { Id = id, Kind = kind, Lane = lane, Payload = payload, DueAt = dueAt });
    }

    /// <summary>Ids of all jobs that are still to be done, also of those that wait for an operator.</summary>
    public static IQueryable<Guid> Waiting(VanLangDbContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<Job>().Select(job => job.Id);
    }

    /// <summary>Takes a job out, where it is still there.</summary>
    public static Task Unschedule(this Work work, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (work.Db.Set<Job>().Local.FirstOrDefault(job => job.Id == id) is { } known)
            work.Db.Entry(known).State = EntityState.Detached;
        return work.Db.Set<Job>().Where(job => job.Id == id).ExecuteDeleteAsync(cancellationToken);
    }
}
