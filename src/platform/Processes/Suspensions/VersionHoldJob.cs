using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;
using VanLang.Processes.Instances;
using VanLang.Processes.Messages;

namespace VanLang.Processes.Suspensions;

/// <summary>
/// Lets the running instances of a version stand or go on, as it is held now: a batch, then the next in a job of its own. What an earlier job left undone a later one does,
/// so that it may be killed anywhere.
/// </summary>
sealed class VersionHoldJob : JobHandler
{
    public const string JobKind = "process.hold-version";

    const int Batch = 500;

    public override string Kind => JobKind;

    public static void Begin(Work work, string process, string version) =>
        work.Schedule(work.NewId(), JobKind, $"version/{process}/{version}", JsonSerializer.Serialize(new Held(process, version)), work.Now);

    /// <summary>Has messages that waited for a process to begin again looked at.</summary>
    public static async Task BringStartMessages(Work work, CancellationToken cancellationToken)
    {
        foreach (var place in await work.Db.Set<KeptMessage>().Where(message => message.ExpiresAt > work.Now).Select(message => new { message.Name, message.Key }).Distinct().ToListAsync(cancellationToken))
            MessageWriting.Bring(work, new(place.Name, place.Key));
    }

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        Held held = JsonSerializer.Deserialize<Held>(payload)!;
        bool stands = await work.Db.Set<VersionHold>().AnyAsync(
            hold => hold.DefinitionKey == held.Process && hold.Version == held.Version && hold.Kind == HoldKind.Suspend, cancellationToken);
        List<Guid> batch = await work.Db.Set<ProcessInstance>()
            .Where(instance => instance.DefinitionKey == held.Process && instance.Version == held.Version && (instance.VersionSuspendedAt == null) == stands)
            .OrderBy(instance => instance.StartedAt).ThenBy(instance => instance.Id).Select(instance => instance.Id).Take(Batch).ToListAsync(cancellationToken);
        DateTimeOffset? at = stands ? work.Now : null;
        await work.Db.Set<ProcessInstance>().Where(instance => batch.Contains(instance.Id)).ExecuteUpdateAsync(set => set.SetProperty(instance => instance.VersionSuspendedAt, at), cancellationToken);
        if (!stands)
        {
            // What an instance calls stands with it.
            List<Guid> all = [.. batch];
            foreach (Guid instance in batch)
                all.AddRange((await MovingParts.Called(work, instance, cancellationToken)).Select(called => called.Id));
            await Suspension.Release(work, all, cancellationToken);
        }

        if (batch.Count == Batch)
            Begin(work, held.Process, held.Version);
    }

    sealed record Held(string Process, string Version);
}
