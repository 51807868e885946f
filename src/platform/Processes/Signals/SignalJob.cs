using System.Text.Json;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;
using VanLang.Processes.Instances;
using VanLang.Processes.Suspensions;

namespace VanLang.Processes.Signals;

/// <summary>Tells one listener of a signal.</summary>
sealed class SignalJob(InstanceSteps steps, AdvanceFollowers followers) : JobHandler
{
    public const string JobKind = "process.signal";

    static readonly Dictionary<string, object?> Nothing = [];

    public override string Kind => JobKind;

    public static string Payload(Guid instanceId, long subscriptionId) => JsonSerializer.Serialize(new Listener(instanceId, subscriptionId));

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        Listener listener = JsonSerializer.Deserialize<Listener>(payload)!;
        if (await InstanceSteps.Find(work.Db, listener.InstanceId) is not { } instance)
            return;
        Outcome<ProcessAdvance> advance = await steps.Deliver(work, instance, listener.SubscriptionId, Nothing, "process.signal-heard", cancellationToken);
        if (advance.Failure?.Code == ProcessErrors.Suspended)
        {
            await Suspension.Hold(work, work.NewId(), listener.InstanceId, JobKind, payload, work.Now, cancellationToken);
            return;
        }

        // Who listens no longer has been moved on by somebody else.
        if (advance.Failure is { } failure && failure.Code != ProcessErrors.AlreadyDone)
            throw new InvalidOperationException(failure.ToString());
        if (advance.Succeeded)
            await followers.Follow(work, instance, advance.Value, cancellationToken);
    }

    sealed record Listener(Guid InstanceId, long SubscriptionId);
}
