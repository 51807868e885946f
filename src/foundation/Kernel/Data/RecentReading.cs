using System.Diagnostics;

namespace VanLang.Kernel.Data;

/// <summary>
/// What was read from the database less than a second ago, of something that is asked for with every request and changes a few times a year. What
/// another node changed is seen a second later, what this program changed at once.
/// </summary>
public sealed class RecentReading<T>
    where T : class
{
    static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    volatile Reading? latest;

    /// <param name="changesHere">How often this program has changed it since it started; taken before the call.</param>
    /// <param name="read">Reads it; given what was read before, which it may return where nothing has changed.</param>
    public async Task<T> Get(long changesHere, Func<T?, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        Reading? before = latest;
        if (before is not null && before.ChangesHere == changesHere && Stopwatch.GetElapsedTime(before.At) < KeptFor)
            return before.Value;
        long now = Stopwatch.GetTimestamp();
        T value = await read(before?.Value, cancellationToken);
        latest = new(value, changesHere, now);
        return value;
    }

    sealed record Reading(T Value, long ChangesHere, long At);
}
