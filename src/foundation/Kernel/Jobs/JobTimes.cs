using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;

namespace VanLang.Kernel.Jobs;

/// <summary>When work that was scheduled is due.</summary>
public static class JobTimes
{
    /// <summary>What jobs are to work on, as it was scheduled; one that is no longer there is left out.</summary>
    public static async Task<IReadOnlyList<string>> Payloads(VanLangDbContext db, IEnumerable<Guid> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        Guid[] ids = [.. jobs];
        return await db.Set<Job>().Where(job => ids.Contains(job.Id)).Select(job => job.Payload).ToListAsync(cancellationToken);
    }

    /// <summary>By the ids of the jobs; what has been done or was given up is missing.</summary>
    public static async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> Of(VanLangDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        return ids.Count == 0
            ? new Dictionary<Guid, DateTimeOffset>()
            : await db.Set<Job>().AsNoTracking().Where(job => ids.Contains(job.Id)).ToDictionaryAsync(job => job.Id, job => job.DueAt, cancellationToken);
    }
}
