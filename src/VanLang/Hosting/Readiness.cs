using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Telemetry;

namespace VanLang.Hosting;

/// <summary>Whether this node can do its work: what is missing is named. Asked often, it looks at most once a second.</summary>
sealed class Readiness(UnitOfWork work, DataFolder data, DatabaseClock clock, TimeProvider time) : IDisposable
{
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim alone = new(1, 1);
    IReadOnlyList<string> missing = [];
    long lookedAt;

    /// <returns>What is not ready: <c>database</c>, <c>clock</c>, <c>files</c>, <c>keys</c>; empty where all is.</returns>
    public async Task<IReadOnlyList<string>> Missing(CancellationToken cancellationToken)
    {
        await alone.WaitAsync(cancellationToken);
        try
        {
            if (lookedAt == 0 || time.GetElapsedTime(lookedAt) > Fresh)
            {
                missing = await Look(cancellationToken);
                lookedAt = time.GetTimestamp();
            }

            return missing;
        }
        finally
        {
            alone.Release();
        }
    }

    public void Dispose() => alone.Dispose();

    async Task<IReadOnlyList<string>> Look(CancellationToken cancellationToken)
    {
        List<string> found = [];
        if (!await Holds(() => work.Read((db, token) => db.Database.CanConnectAsync(token), cancellationToken)))
            found.Add("database");
        else if (!await Holds(async () => !DatabaseClock.IsOff(await clock.Ahead(cancellationToken))))
            found.Add("clock");
        if (!await Holds(CanWriteFiles))
            found.Add("files");
        if (!await Holds(() => Task.FromResult(new FileInfo(Path.Combine(data.Keys, "files.key")).Length > 0)))
            found.Add("keys");
        return found;
    }

    async Task<bool> CanWriteFiles()
    {
        string probe = Path.Combine(data.Files, "incoming", $"{Guid.NewGuid():N}.probe");
        await File.WriteAllBytesAsync(probe, [1]);
        File.Delete(probe);
        return true;
    }

    static async Task<bool> Holds(Func<Task<bool>> check)
    {
        try
        {
            return await check();
        }
#pragma warning disable CA1031 // Whatever keeps the check from succeeding: not ready.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
