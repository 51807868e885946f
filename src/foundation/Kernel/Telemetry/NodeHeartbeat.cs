using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Telemetry;

/// <summary>Writes every half minute that this program lives, and takes away the rows of programs that have not for a day.</summary>
sealed partial class NodeHeartbeat(UnitOfWork work, TimeProvider time, ILogger<NodeHeartbeat> log) : BackgroundService
{
    /// <summary>A node not seen for so long is gone.</summary>
    public static readonly TimeSpan Gone = TimeSpan.FromMinutes(2);

    static readonly TimeSpan Beat = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    readonly Guid id = Guid.CreateVersion7();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Said goodbye: it is not missed. Where the database is gone too, the row ages by itself.
        await Try(() => work.Maintain((db, token) => db.Set<Node>().Where(node => node.Id == id).ExecuteDeleteAsync(token), cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset startedAt = time.GetUtcNow();
        using PeriodicTimer timer = new(Beat);
        do
            await Try(() => Say(startedAt, stoppingToken));
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    Task<int> Say(DateTimeOffset startedAt, CancellationToken cancellationToken) => work.Maintain(
        async (db, token) =>
        {
            DateTimeOffset now = time.GetUtcNow();
            if (await db.Set<Node>().Where(node => node.Id == id).ExecuteUpdateAsync(set => set.SetProperty(node => node.SeenAt, now), token) == 0)
                db.Add(new Node
                {
                    Id = id, Machine = Environment.MachineName, ProcessId = Environment.ProcessId, Version = MakeBackup.ProgramVersion, StartedAt = startedAt, SeenAt = now,
                });
            return await db.Set<Node>().Where(node => node.SeenAt < now - Kept).ExecuteDeleteAsync(token);
        },
        cancellationToken);

    async Task Try(Func<Task> act)
    {
        try
        {
            await act();
        }
#pragma warning disable CA1031 // A sign of life that cannot be written must not end the program.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogSilent(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sign of life of this node could not be written")]
    partial void LogSilent(Exception exception);
}
