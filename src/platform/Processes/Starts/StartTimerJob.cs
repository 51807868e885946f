using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Instances;
using VanLang.Processes.Messages;

namespace VanLang.Processes.Starts;

/// <summary>Starts a process whose time has come, by the version in force on that day, and arms the next round.</summary>
sealed class StartTimerJob(InstanceSteps steps, EventStarts starts, AdvanceFollowers followers) : JobHandler
{
    public const string JobKind = "process.start-timer";

    static readonly Dictionary<string, object?> Nothing = [];

    public override string Kind => JobKind;

    public static string LaneOf(StartTimer timer) => $"start/{timer.DefinitionKey}/{timer.NodeId}";

    public static string Payload(StartTimer timer) => JsonSerializer.Serialize(new Round(timer.DefinitionKey, timer.NodeId, timer.DueAt));

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        Round round = JsonSerializer.Deserialize<Round>(payload)!;
        StartTimer? timer = await work.Db.Set<StartTimer>().SingleOrDefaultAsync(timer => timer.DefinitionKey == round.Key && timer.NodeId == round.NodeId, cancellationToken);
        // Armed anew meanwhile, or no longer wanted: then another job does it, or none.
        if (timer is null || timer.Spent || timer.DueAt != round.DueAt)
            return;
        EventStart? start = (await starts.Of<TimerEvent>(work.Now, _ => true, cancellationToken)).FirstOrDefault(start => start.Key == round.Key && start.Node.Id == round.NodeId);
        if (start?.Node.Agency is not { } agency)
            return;
        if (timer.Left != 0 && StartTimers.RuleOf(start.Node, work.Now) is TimerCycle cycle)
        {
            timer.DueAt = StartTimers.NextRound(timer.DueAt, cycle.Every, work.Now);
            timer.Left -= timer.Left > 0 ? 1 : 0;
            work.Schedule(timer.JobId, JobKind, LaneOf(timer), Payload(timer), timer.DueAt);
        }
        else
        {
            timer.Spent = true;
        }

        ProcessStart begun = StartedCase.OfAgency(agency).Start(DeterministicId.Of($"start timer {round.Key}/{round.NodeId}/{round.DueAt:O}"), start, Nothing);
        Outcome<ProcessAdvance> advance = await steps.Begin(work, new(begun) { StartEventId = start.Node.Id }, cancellationToken);
        // A round that comes while the version begins no case is over.
        if (advance.Failure?.Code == ProcessErrors.Held)
            return;
        if (!advance.Succeeded)
            throw new InvalidOperationException(advance.Failure.ToString());
        await followers.Follow(work, begun.Subject, advance.Value, cancellationToken);
    }

    sealed record Round(string Key, string NodeId, DateTimeOffset DueAt);
}
