using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Deployment;
using VanLang.Processes.Engine;

namespace VanLang.Processes.Instances;

/// <summary>
/// The thin shell around the pure engine: loads one state row, calls, writes it back under a revision check together with work items, timers
/// and the record.
/// </summary>
sealed class InstanceSteps(DefinitionStore definitions, TimerClock timers)
{
    public async Task<Outcome<ProcessAdvance>> Start(Work work, ProcessStart start, CancellationToken cancellationToken)
    {
        ProcessDefinition definition = await Definition(start.Key, start.Version);
        ProcessInstance instance = new()
        {
            Id = start.InstanceId,
            DefinitionKey = start.Key,
            Version = start.Version,
            SubjectKind = start.Subject.Kind,
            SubjectId = start.Subject.Id,
            ReceivingAgencyId = start.Parties.ReceivingAgencyId,
            CompetentAgencyId = start.Parties.CompetentAgencyId,
            ReturnAgencyId = start.Parties.ReturnAgencyId,
            ConsultedAgencyId = start.Parties.ConsultedAgencyId,
            State = "",
            Revision = 0,
            StartedAt = work.Now,
        };
        ProcessStep step = ProcessEngine.Advance(definition, InstanceState.New(definition), new StartInstance(TimerClock.Local(work.Now), start.Variables));
        return await Store(work, instance, before: null, "process.started", step, cancellationToken);
    }

    public async Task<Outcome<ProcessAdvance>> Complete(
        Work work, WorkItem item, string? outcome, IReadOnlyDictionary<string, object?> variables, CancellationToken cancellationToken)
    {
        if (outcome is null ? item.Outcomes.Length > 0 : !item.Offers(outcome))
            return ProcessErrors.OutcomeNotOffered;
        // Who the submitter is, only the room knows whose subject it is.
        if (item.Role != CandidateRoles.Submitter && work.Actor.Kind == ActorKind.Official && !ProcessRuntime.MayDo(work.Actor, item))
            return KernelErrors.Forbidden;
        return await Advance(
            work, item.InstanceId, "process.task-completed", state => new CompleteTask(TimerClock.Local(work.Now), item.TaskId, outcome, variables), cancellationToken);
    }

    public Task<Outcome<ProcessAdvance>> Fire(Work work, Guid instanceId, long timerId, CancellationToken cancellationToken) =>
        Advance(work, instanceId, "process.timer-fired", _ => new FireTimer(TimerClock.Local(work.Now), timerId), cancellationToken);

    public Task<Outcome<ProcessAdvance>> Cancel(Work work, Guid instanceId, string reason, CancellationToken cancellationToken) =>
        Advance(work, instanceId, "process.cancelled", _ => new CancelInstance(TimerClock.Local(work.Now), reason), cancellationToken);

    async Task<Outcome<ProcessAdvance>> Advance(
        Work work, Guid instanceId, string eventType, Func<InstanceState, ProcessTrigger> trigger, CancellationToken cancellationToken)
    {
        ProcessInstance? instance = await work.Db.Set<ProcessInstance>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == instanceId, cancellationToken);
        if (instance is null)
            return ProcessErrors.AlreadyDone;
        ProcessDefinition definition = await Definition(instance.DefinitionKey, instance.Version);
        InstanceState state = InstanceState.FromJson(Encoding.UTF8.GetBytes(instance.State));
        return await Store(work, instance, instance, eventType, ProcessEngine.Advance(definition, state, trigger(state)), cancellationToken);
    }

    Task<ProcessDefinition> Definition(string key, string version) => definitions.Compiled(
        ProcessDefinitions.Kind,
        key,
        version,
        xml => BpmnReader.Read(Encoding.UTF8.GetBytes(xml)).Definition ?? throw new InvalidOperationException($"The deployed process {key} {version} cannot be read."));

    async Task<Outcome<ProcessAdvance>> Store(
        Work work, ProcessInstance instance, ProcessInstance? before, string eventType, ProcessStep step, CancellationToken cancellationToken)
    {
        if (step.Outcome == StepOutcome.Ignored)
            return ProcessErrors.AlreadyDone;
        if (step.Outcome == StepOutcome.RolledBack)
            return ProcessErrors.Incident.With(step.Effects.OfType<IncidentRaised>().First().Kind.ToString());

        string state = Encoding.UTF8.GetString(step.State.ToJson());
        DbSet<ProcessInstance> instances = work.Db.Set<ProcessInstance>();
        string? endNode = step.Effects.OfType<InstanceCompleted>().LastOrDefault()?.EndNodeId;
        if (before is not null)
        {
            int moved = step.State.HasEnded
                ? await instances.Where(i => i.Id == instance.Id && i.Revision == before.Revision).ExecuteDeleteAsync(cancellationToken)
                : await instances.Where(i => i.Id == instance.Id && i.Revision == before.Revision)
                    .ExecuteUpdateAsync(set => set.SetProperty(i => i.State, state).SetProperty(i => i.Revision, step.State.Revision), cancellationToken);
            if (moved != 1)
                throw new DbUpdateConcurrencyException();
        }
        else if (!step.State.HasEnded)
        {
            work.Db.Add(new ProcessInstance
            {
                Id = instance.Id,
                DefinitionKey = instance.DefinitionKey,
                Version = instance.Version,
                SubjectKind = instance.SubjectKind,
                SubjectId = instance.SubjectId,
                ReceivingAgencyId = instance.ReceivingAgencyId,
                CompetentAgencyId = instance.CompetentAgencyId,
                ReturnAgencyId = instance.ReturnAgencyId,
                ConsultedAgencyId = instance.ConsultedAgencyId,
                State = state,
                Revision = step.State.Revision,
                StartedAt = instance.StartedAt,
            });
        }

        if (step.State.HasEnded)
            work.Db.Add(new EndedProcess
            {
                Id = instance.Id,
                DefinitionKey = instance.DefinitionKey,
                Version = instance.Version,
                SubjectKind = instance.SubjectKind,
                SubjectId = instance.SubjectId,
                State = state,
                Revision = step.State.Revision,
                EndNodeId = endNode,
                StartedAt = instance.StartedAt,
                EndedAt = work.Now,
            });

        List<WorkItem> opened = [];
        foreach (ProcessEffect effect in step.Effects)
            await Carry(work, instance, effect, opened, cancellationToken);

        work.Raise(
            new Subject(ProcessInstance.Kind, instance.Id),
            eventType,
            new
            {
                instance.DefinitionKey,
                Subject = new { Kind = instance.SubjectKind, Id = instance.SubjectId },
                Effects = step.Effects.Where(effect => effect is not (NodeEntered or NodeLeft)).ToArray(),
                Nodes = step.Effects.OfType<NodeEntered>().Select(entered => entered.NodeId).ToArray(),
            },
            before is null ? null : ProcessInstance.Facts(before.Version, before.Revision, before.State),
            ProcessInstance.Facts(instance.Version, step.State.Revision, state));
        await work.Db.SaveChangesAsync(cancellationToken);
        return new ProcessAdvance(opened, step.State.HasEnded, endNode);
    }

    async Task Carry(Work work, ProcessInstance instance, ProcessEffect effect, List<WorkItem> opened, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case TaskCreated task:
                WorkItem item = new()
                {
                    Id = IdOf(instance.Id, "task", task.TaskId),
                    InstanceId = instance.Id,
                    TaskId = task.TaskId,
                    SubjectKind = instance.SubjectKind,
                    SubjectId = instance.SubjectId,
                    NodeId = task.NodeId,
                    Name = task.Name,
                    Role = task.Role,
                    AgencyId = task.Unit switch
                    {
                        CandidateUnit.Receiving => instance.ReceivingAgencyId,
                        CandidateUnit.Competent => instance.CompetentAgencyId,
                        CandidateUnit.Returning => instance.ReturnAgencyId ?? instance.ReceivingAgencyId,
                        CandidateUnit.Consulted => instance.ConsultedAgencyId ?? throw new InvalidOperationException($"The case names no agency for step {task.NodeId}."),
                        CandidateUnit.Acting => work.Actor.AgencyId,
                        _ => null,
                    },
                    Action = task.Action,
                    Outcomes = string.Join(' ', task.Outcomes),
                    CreatedAt = work.Now,
                    DueAt = task.ShareHours is { } hours ? await timers.AfterWorkingHours(work.Now, hours, cancellationToken) : null,
                };
                opened.Add(item);
                work.Db.Add(item);
                break;
            case TaskCompleted task:
                await Close(work, instance.Id, task.TaskId, task.Outcome, cancellationToken);
                break;
            case TaskCancelled task:
                await Close(work, instance.Id, task.TaskId, outcome: null, cancellationToken);
                break;
            case TimerArmed timer:
                work.Schedule(
                    IdOf(instance.Id, "timer", timer.TimerId),
                    TimerJob.JobKind,
                    instance.Id.ToString(),
                    TimerJob.Payload(instance.Id, timer.TimerId, timer.Rule),
                    await timers.Due(work.Now, timer.Rule, cancellationToken));
                break;
            case TimerDisarmed timer:
                await work.Unschedule(IdOf(instance.Id, "timer", timer.TimerId), cancellationToken);
                break;
        }
    }

    static async Task Close(Work work, Guid instanceId, long taskId, string? outcome, CancellationToken cancellationToken)
    {
        WorkItem item = await work.Db.Set<WorkItem>().AsNoTracking().SingleAsync(i => i.InstanceId == instanceId && i.TaskId == taskId, cancellationToken);
        await work.Db.Set<WorkItem>().Where(i => i.Id == item.Id).ExecuteDeleteAsync(cancellationToken);
        work.Db.Add(DoneWorkItem.Of(item, work, outcome));
    }

    static Guid IdOf(Guid instanceId, string what, long number) => DeterministicId.Of($"{instanceId}/{what}/{number}");
}
