using System.Text.Json;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;
using VanLang.Processes.Suspensions;

namespace VanLang.Processes.Incidents;

/// <summary>Lets one token that stands try again.</summary>
sealed class RetryIncidentJob(InstanceSteps steps, AdvanceFollowers followers) : JobHandler
{
    public const string JobKind = "process.retry";

    static readonly Dictionary<string, object?> Nothing = [];

    public override string Kind => JobKind;

    public static string Payload(Guid instanceId, long tokenId) => JsonSerializer.Serialize(new Standing(instanceId, tokenId));

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        Standing standing = JsonSerializer.Deserialize<Standing>(payload)!;
        if (await InstanceSteps.Find(work.Db, standing.InstanceId) is not { } instance)
            return;
        Outcome<ProcessAdvance> advance = await steps.Tell(work, instance, "process.retried", new RetryIncident(VietnamTime.ToLocal(work.Now), standing.TokenId, Nothing), cancellationToken);
        if (advance.Failure?.Code == ProcessErrors.Suspended)
        {
            await Suspension.Hold(work, work.NewId(), standing.InstanceId, JobKind, payload, work.Now, cancellationToken);
            return;
        }

        // It may have moved on meanwhile.
        if (advance.Failure is { } failure && failure.Code != ProcessErrors.AlreadyDone)
            throw new InvalidOperationException(failure.ToString());
        if (advance.Succeeded)
            await followers.Follow(work, instance, advance.Value with { ByRetry = true }, cancellationToken);
    }

    sealed record Standing(Guid InstanceId, long TokenId);
}
