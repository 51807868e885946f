using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Jobs;

/// <summary>
/// Claims due jobs in batches under a lease and runs each in its own operation. A node that died loses its lease; the attempt number fences a
/// node that was only slow.
/// </summary>
sealed partial class JobService(UnitOfWork work, DatabaseStore store, IEnumerable<JobHandler> handlers, TimeProvider time, ILogger<JobService> log) : BackgroundService
{
    const int BatchSize = 20;
    const int MostAttempts = 10;
    static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    readonly string owner = Guid.NewGuid().ToString("N");
    readonly Dictionary<string, JobHandler> handlersByKind = handlers.ToDictionary(handler => handler.Kind);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RunDue(stoppingToken) == 0)
                    await Task.Delay(Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The worker must go on after any single failure.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogFailed(exception);
                await Task.Delay(Poll, CancellationToken.None);
            }
        }
    }

    /// <returns>How many jobs were run.</returns>
    internal async Task<int> RunDue(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!await work.Read((db, token) => Due(db, now).AnyAsync(token), cancellationToken))
            return 0;
        List<Job> claimed = await work.Maintain((db, token) => Claim(db, now, token), cancellationToken);
        foreach (Job job in claimed)
            await Run(job, cancellationToken);
        return claimed.Count;
    }

    internal static IQueryable<Job> Due(VanLangDbContext db, DateTimeOffset now) => db.Set<Job>()
        .Where(job => job.FailedAt == null && job.DueAt <= now && (job.LeaseUntil == null || job.LeaseUntil < now))
        .OrderBy(job => job.DueAt);

    internal static string QueueOf(string lane) => $"lane/{lane}";

    async Task<List<Job>> Claim(VanLangDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<Job> due = await store.ClaimableJobs(db, now, BatchSize).ToListAsync(cancellationToken);
        foreach (Job job in due)
        {
            job.LeaseOwner = owner;
            job.LeaseUntil = now + Lease;
            job.Attempt++;
        }

        return due;
    }

    async Task Run(Job job, CancellationToken cancellationToken)
    {
        string error;
        try
        {
            Func<Work, CancellationToken, Task> act = await handlersByKind[job.Kind].Prepare(job.Payload, cancellationToken);
            Outcome<Done> outcome = await work.Execute<Done>(
                new Operation($"job.{job.Kind}", Actor.System),
                async (work, token) =>
                {
                    // Of one lane one job at a time, also where two nodes have claimed two of them.
                    await work.Queue(QueueOf(job.Lane), token);
                    int mine = await work.Db.Set<Job>().Where(j => j.Id == job.Id && j.Attempt == job.Attempt && j.LeaseOwner == owner).ExecuteDeleteAsync(token);
                    if (mine == 1)
                        await act(work, token);
                    return new Done();
                },
                cancellationToken);
            if (outcome.Succeeded)
                return;
            error = outcome.Failure.ToString();
        }
#pragma warning disable CA1031 // Whatever a job throws is its own failure, kept with it.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            error = $"{exception.GetType().Name}: {exception.Message}";
        }

        if (job.Attempt >= MostAttempts && await GivenUp(job, error, cancellationToken))
            return;
        DateTimeOffset now = time.GetUtcNow();
        await work.Maintain(
            (db, token) => db.Set<Job>().Where(j => j.Id == job.Id && j.Attempt == job.Attempt).ExecuteUpdateAsync(
                set => set
                    .SetProperty(j => j.LeaseUntil, (DateTimeOffset?)null)
                    .SetProperty(j => j.Error, error)
                    .SetProperty(j => j.DueAt, now + TimeSpan.FromSeconds(Math.Pow(2, job.Attempt)))
                    .SetProperty(j => j.FailedAt, job.Attempt >= MostAttempts ? now : null),
                token),
            cancellationToken);
        LogJobFailed(job.Kind, job.Id, job.Attempt, error);
    }

    async Task<bool> GivenUp(Job job, string error, CancellationToken cancellationToken)
    {
        if (handlersByKind.GetValueOrDefault(job.Kind) is not { TakesWhatFailed: true } handler)
            return false;
        LogJobFailed(job.Kind, job.Id, job.Attempt, error);
        try
        {
            return (await work.Execute<Done>(
                new Operation($"job.{job.Kind}", Actor.System),
                async (work, token) =>
                {
                    await work.Queue(QueueOf(job.Lane), token);
                    if (await work.Db.Set<Job>().Where(j => j.Id == job.Id && j.Attempt == job.Attempt && j.LeaseOwner == owner).ExecuteDeleteAsync(token) == 1)
                        await handler.GiveUp(work, job.Payload, error, token);
                    return new Done();
                },
                cancellationToken)).Succeeded;
        }
#pragma warning disable CA1031 // Then the job stays as it is, for an operator.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogJobFailed(job.Kind, job.Id, job.Attempt, exception.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Due jobs could not be claimed; trying again")]
    partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Kind} {Id} failed at attempt {Attempt}: {Error}")]
    partial void LogJobFailed(string kind, Guid id, int attempt, string error);
}
