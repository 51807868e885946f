using System.Text.Json;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using Microsoft.EntityFrameworkCore;

namespace VanLang.Processes.Instances;

/// <summary>Fires the timer of an instance. The rule that made it stands beside its due time, so that a changed calendar can compute it anew.</summary>
sealed class TimerJob(InstanceSteps steps, IEnumerable<ProcessObserver> observers) : JobHandler
{
    public const string JobKind = "process.timer";

    public override string Kind => JobKind;

    public static string Payload(Guid instanceId, long timerId, TimerRule rule) => JsonSerializer.Serialize(new TimerPayload(instanceId, timerId, rule));

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        TimerPayload timer = JsonSerializer.Deserialize<TimerPayload>(payload)!;
        ProcessInstance? instance = await work.Db.Set<ProcessInstance>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == timer.InstanceId, cancellationToken);
        if (instance is null)
            return;
        Outcome<ProcessAdvance> advance = await steps.Fire(work, timer.InstanceId, timer.TimerId, cancellationToken);
        if (advance.Failure is { } failure)
        {
            // Late: the timer was disarmed by a step that won. Anything else is kept as the failure of the job.
            if (failure.Code == ProcessErrors.AlreadyDone)
                return;
            throw new InvalidOperationException(failure.ToString());
        }

        foreach (ProcessObserver observer in observers.Where(observer => observer.SubjectKind == instance.SubjectKind))
            await observer.Advanced(work, new Subject(instance.SubjectKind, instance.SubjectId), advance.Value!, cancellationToken);
    }

    sealed record TimerPayload(Guid InstanceId, long TimerId, TimerRule Rule);
}
