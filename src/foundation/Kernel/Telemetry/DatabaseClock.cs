using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Telemetry;

/// <summary>
/// How far the clock of this machine stands from that of the database server, which all nodes share. Leases of jobs and duties, ends of sessions and the order of what
/// is due are read off the clocks of the nodes: one that is wrong takes work that another is still doing.
/// </summary>
/// <param name="machine">The clock of the machine, also where a demonstration shows another day.</param>
public sealed class DatabaseClock(UnitOfWork work, TimeProvider machine)
{
    /// <summary>Further apart a node takes no part. A lease lasts six times as long; clocks that are set over the network differ by milliseconds.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    /// <returns>By how much the machine is ahead, to within half of the question's own time; null where the database has no clock of its own.</returns>
    public async Task<TimeSpan?> Ahead(CancellationToken cancellationToken)
    {
        long asked = machine.GetTimestamp();
        if (await work.Read((db, token) => db.Store.Now(db, token), cancellationToken) is not { } there)
            return null;
        return machine.GetUtcNow() - machine.GetElapsedTime(asked) / 2 - there;
    }

    public static bool IsOff(TimeSpan? ahead) => ahead is { } apart && apart.Duration() > Most;
}
