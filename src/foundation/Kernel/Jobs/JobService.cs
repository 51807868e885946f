using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Jobs;

/// <summary>
/// Claims due jobs in batches under a lease and runs each in its own operation, several at a time, so that one that waits for somebody outside does not hold up
/// the others. A node that died loses its lease; the attempt number fences a node that was only slow.
/// </summary>
sealed partial class JobService(UnitOfWork work, DatabaseStore store, IEnumerable<JobHandler> handlers, TimeProvider time, ILogger<JobService> log) : BackgroundService
{
    const int BatchSize = 20;
    const int MostAttempts = 10;
    static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    static readonly string TakeJob = SqlText.Of(typeof(JobService).Assembly, "TakeJob.sql");

    readonly string owner = Guid.NewGuid().ToString("N");
    readonly Dictionary<string, JobHandler> handlersByKind = handlers.ToDictionary(handler => handler.Kind);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // As many are claimed as run and wait for one of these to end, and a batch: what is claimed and waits is nobody else's.
        using SemaphoreSlim places = new(store.JobsAtOnce + BatchSize);
        Channel<Job> claimed = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleWriter = true });
        LaneQueues lanes = new();
        bool more = false;
        Task[] workers = [.. Enumerable.Range(0, store.JobsAtOnce).Select(_ => Task.Run(() => Labour(claimed.Reader, lanes, places, stoppingToken), CancellationToken.None))];
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                List<Job> due = await ClaimDue(more, stoppingToken);
                more = due.Count == BatchSize;
                foreach (Job job in due)
                {
                    await places.WaitAsync(stoppingToken);
                    claimed.Writer.TryWrite(job);
                }

                if (due.Count == 0)
                    await Task.Delay(Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // The claiming must go on after any single failure.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogFailed(exception);
                await Task.Delay(Poll, CancellationToken.None);
            }
        }

        claimed.Writer.Complete();
        await Task.WhenAll(workers);
    }

    async Task Labour(ChannelReader<Job> claimed, LaneQueues lanes, SemaphoreSlim places, CancellationToken stoppingToken)
    {
        await foreach (Job first in claimed.ReadAllAsync(CancellationToken.None))
        {
            if (!lanes.Begin(first))
                continue;
            for (Job? job = first; job is not null; job = lanes.Next(job.Lane))
            {
                await RunWhileHeld(job, stoppingToken);
                places.Release();
            }
        }
    }

    async Task RunWhileHeld(Job job, CancellationToken stoppingToken)
    {
        // A lease that ended while the job waited its turn is another node's by now; and who stops begins nothing new.
        if (stoppingToken.IsCancellationRequested || job.LeaseUntil <= time.GetUtcNow())
            return;
        try
        {
            await Run(job, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // The worker must go on after any single failure; the job is tried again when its lease is over.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogJobFailed(job.Kind, job.Id, job.Attempt, exception.Message);
        }
    }

    /// <summary>Runs one batch of what is due, one job after the other.</summary>
    /// <returns>How many jobs were run.</returns>
    internal async Task<int> RunDue(CancellationToken cancellationToken)
    {
        List<Job> claimed = await ClaimDue(areSome: false, cancellationToken);
        foreach (Job job in claimed)
            await Run(job, cancellationToken);
        return claimed.Count;
    }

    internal static IQueryable<Job> Due(VanLangDbContext db, DateTimeOffset now) => db.Set<Job>()
        .Where(job => job.FailedAt == null && job.DueAt <= now && (job.LeaseUntil == null || job.LeaseUntil < now))
        .OrderBy(job => job.DueAt);

    internal static string QueueOf(string lane) => $"lane/{lane}";

    async Task<List<Job>> ClaimDue(bool areSome, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        // Most of the time nothing is due, and looking takes no turn of a writer.
        return areSome || await work.Read((db, token) => Due(db, now).AnyAsync(token), cancellationToken) ? await work.Maintain((db, token) => store.ClaimJobs(db, new(owner, now, now + Lease), BatchSize, token), cancellationToken) : [];
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
                    if (await Take(work, job, token))
                        await act(work, token);
                    return new Done();
                },
                cancellationToken);
            if (outcome.Succeeded)
                return;
            error = outcome.Failure.ToString();
        }
#pragma warning disable CA1031 // Whatever a job throws is its own failure, kept with it.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
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

    /// <summary>Takes a job out of the table for the operation that does it, when its lane is free: of one lane one job at a time, also where two nodes have claimed two of them.</summary>
    /// <returns>Whether it is still this node's.</returns>
    async Task<bool> Take(Work work, Job job, CancellationToken cancellationToken)
    {
        // Together with the first thing that the job asks or with its end; where the job has gone, that fails, and the operation comes back to look.
        if (!work.IsAgain && work.Statements is { } statements)
        {
            statements.Queue(QueueOf(job.Lane));
            statements.Add(TakeJob, StatementBatch.Value(job.Id), StatementBatch.Value(job.Attempt), StatementBatch.Value(owner));
            return true;
        }

        await work.Queue(QueueOf(job.Lane), cancellationToken);
        return await work.Db.Set<Job>().Where(j => j.Id == job.Id && j.Attempt == job.Attempt && j.LeaseOwner == owner).ExecuteDeleteAsync(cancellationToken) == 1;
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
                    if (await Take(work, job, token))
                        await handler.GiveUp(work, job.Payload, error, token);
                    return new Done();
                },
                cancellationToken)).Succeeded;
        }
#pragma warning disable CA1031 // Then the job stays as it is, for an operator.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
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
