using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Jobs;

/// <summary>A duty that comes round by itself: its handler schedules the same job again (<see cref="Id"/>) in the operation that does it.</summary>
/// <param name="Kind">Kind of its <see cref="JobHandler"/>; there is one such job.</param>
/// <param name="Payload">With what it begins.</param>
public sealed record PeriodicJob(string Kind, string Payload)
{
    public Guid Id { get; } = DeterministicId.Of($"periodic job {Kind}");

    /// <summary>Puts the next round into the table.</summary>
    public void Schedule(Work work, string payload, DateTimeOffset dueAt) => work.Schedule(Id, Kind, Kind, payload, dueAt);
}

/// <summary>Puts the periodic jobs that are missing into the table, once, when the program starts.</summary>
sealed class PeriodicJobs(UnitOfWork work, IEnumerable<PeriodicJob> jobs, TimeProvider time) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (PeriodicJob periodic in jobs)
        {
            if (await work.Read((db, token) => db.Set<Job>().AnyAsync(job => job.Id == periodic.Id, token), cancellationToken))
                continue;
            try
            {
                await work.Maintain(
                    (db, _) => Task.FromResult(db.Add(new Job
                    {
                        Id = periodic.Id, Kind = periodic.Kind, Lane = periodic.Kind, Payload = periodic.Payload, DueAt = time.GetUtcNow(),
                    })),
                    cancellationToken);
            }
            catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
            {
                // Another node has just put it there; where it has not, the next statement to the database will say what is wrong.
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
