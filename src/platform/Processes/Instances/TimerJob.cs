using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Processes.Suspensions;

namespace VanLang.Processes.Instances;

/// <summary>Fires the timer of an instance. The rule that made it stands beside its due time, so that a changed calendar can compute it anew.</summary>
sealed class TimerJob(InstanceSteps steps, AdvanceFollowers followers) : JobHandler
{
    public const string JobKind = "process.timer";

    public override string Kind => JobKind;

    /// <summary>Id of the job of a timer.</summary>
    public static Guid IdOf(Guid instanceId, long timerId) => DeterministicId.Of($"{instanceId}/timer/{timerId}");

    public static string Payload(Guid instanceId, TimerArmed timer, DateTimeOffset since, DateTimeOffset dueAt) =>
        JsonSerializer.Serialize(new TimerPayload(instanceId, timer.TimerId, timer.Rule, dueAt, since.ToUniversalTime()));

    /// <summary>When the timers of an instance began, also of those that are held while it stands suspended; by their ids. One of an earlier build is left out: it did not say.</summary>
    public static async Task<IReadOnlyDictionary<long, TimerBegun>> Begun(Work work, Guid instanceId, InstanceState state, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. state.Timers.Select(timer => IdOf(instanceId, timer.Id))];
        List<string> payloads = [.. await JobTimes.Payloads(work.Db, ids, cancellationToken)];
        payloads.AddRange(await work.Db.Set<HeldJob>().Where(held => ids.Contains(held.Id)).Select(held => held.Payload).ToListAsync(cancellationToken));
        Dictionary<long, TimerBegun> begun = [];
        foreach (TimerPayload timer in payloads.Select(payload => JsonSerializer.Deserialize<TimerPayload>(payload)!))
        {
            DateTimeOffset? round = (timer.Rule as TimerAfter)?.From;
            if ((round ?? timer.Since) is { } since)
                begun[timer.TimerId] = new(since, round is not null);
        }

        return begun;
    }

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        TimerPayload timer = JsonSerializer.Deserialize<TimerPayload>(payload)!;
        if (await InstanceSteps.Find(work.Db, timer.InstanceId) is not { } instance)
            return;
        Outcome<ProcessAdvance> advance = await steps.Fire(work, instance, timer.TimerId, timer.DueAt, cancellationToken);
        if (advance.Failure is { } failure)
        {
            // Late: the timer was disarmed by a step that won. Anything else is kept as the failure of the job.
            if (failure.Code == ProcessErrors.AlreadyDone)
                return;
            if (failure.Code == ProcessErrors.Suspended)
            {
                await Suspension.Hold(work, IdOf(timer.InstanceId, timer.TimerId), timer.InstanceId, JobKind, payload, timer.DueAt ?? work.Now, cancellationToken);
                return;
            }

            throw new InvalidOperationException(failure.ToString());
        }

        await followers.Follow(work, instance, advance.Value!, cancellationToken);
    }

    // An earlier build did not keep when the timer was due; its rounds count from when they fire.
    sealed record TimerPayload(Guid InstanceId, long TimerId, TimerRule Rule, DateTimeOffset? DueAt = null, DateTimeOffset? Since = null);
}
