using System.Text.Json;
using VanLang.Kernel;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;
using VanLang.Processes.Suspensions;

namespace VanLang.Processes.Calls;

/// <summary>Asks a service for a process, before its operation, and gives the process the answer in it.</summary>
sealed class ServiceJob(InstanceSteps steps, AdvanceFollowers followers, IEnumerable<ProcessService> services) : JobHandler
{
    public const string JobKind = "process.service";

    readonly Dictionary<string, ProcessService> byName = services.ToDictionary(service => service.Name);

    public override string Kind => JobKind;

    public override bool TakesWhatFailed => true;

    /// <summary>Id of the job of a question.</summary>
    public static Guid IdOf(Guid instanceId, long callId) => DeterministicId.Of($"{instanceId}/service/{callId}");

    public static string Payload(ProcessInstance instance, ServiceRequested asked) => JsonSerializer.Serialize(
        new Asked(instance.Id, asked.CallId, asked.AttemptId, asked.Service, asked.Name, instance.SubjectKind, instance.SubjectId, asked.Variables));

    public override async Task<Func<Work, CancellationToken, Task>> Prepare(string payload, CancellationToken cancellationToken)
    {
        Asked asked = JsonSerializer.Deserialize<Asked>(payload)!;
        ProcessService service = byName.GetValueOrDefault(asked.Service) ?? throw new InvalidOperationException($"No room offers the service {asked.Service}.");
        ServiceAnswer answer = await service.Do(
            new($"{asked.InstanceId}/{asked.CallId}/{asked.AttemptId}", new Subject(asked.SubjectKind, asked.SubjectId), asked.Step, asked.Variables.Values), cancellationToken);
        return (work, token) => answer.Error is { } code
            ? Tell(work, asked, "process.service-failed", now => new FailCall(now, asked.CallId, code, code), token)
            : Tell(work, asked, "process.service-answered", now => new AnswerCall(now, asked.CallId, answer.Variables, answer.Value), token);
    }

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken) => await (await Prepare(payload, cancellationToken))(work, cancellationToken);

    public override Task GiveUp(Work work, string payload, string error, CancellationToken cancellationToken)
    {
        Asked asked = JsonSerializer.Deserialize<Asked>(payload)!;
        return Tell(work, asked, "process.service-failed", now => new FailCall(now, asked.CallId, null, error), cancellationToken);
    }

    async Task Tell(Work work, Asked asked, string eventType, Func<DateTimeOffset, ProcessTrigger> trigger, CancellationToken cancellationToken)
    {
        if (await InstanceSteps.Find(work.Db, asked.InstanceId) is not { } instance)
            return;
        Outcome<ProcessAdvance> advance = await steps.Tell(work, instance, eventType, trigger(VietnamTime.ToLocal(work.Now)), cancellationToken);
        if (advance.Failure?.Code == ProcessErrors.Suspended)
        {
            // Asked again under the same key when the case goes on.
            await Suspension.Hold(work, IdOf(asked.InstanceId, asked.CallId), asked.InstanceId, JobKind, JsonSerializer.Serialize(asked), work.Now, cancellationToken);
            return;
        }

        // Whose answer is no longer wanted has moved on meanwhile.
        if (advance.Failure is { } failure && failure.Code != ProcessErrors.AlreadyDone)
            throw new InvalidOperationException(failure.ToString());
        if (advance.Succeeded)
            await followers.Follow(work, instance, advance.Value, cancellationToken);
    }

    sealed record Asked(Guid InstanceId, long CallId, long AttemptId, string Service, string Step, string SubjectKind, Guid SubjectId, ProcessVariables Variables);
}
