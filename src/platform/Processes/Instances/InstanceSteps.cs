using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
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
    static readonly KeptQuery<Func<VanLangDbContext, Guid, Task<ProcessInstance?>>> Running = new(() => EF.CompileAsyncQuery(
        (VanLangDbContext db, Guid id) => db.Set<ProcessInstance>().AsNoTracking().SingleOrDefault(i => i.Id == id)));

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
        ProcessStep step = ProcessEngine.Advance(definition, InstanceState.New(definition), new StartInstance(VietnamTime.ToLocal(work.Now), start.Variables));
        return await Store(work, instance, before: null, "process.started", step, cancellationToken);
    }

    public async Task<Outcome<ProcessAdvance>> Complete(
        Work work, OpenWork open, string? outcome, IReadOnlyDictionary<string, object?> variables, CancellationToken cancellationToken)
    {
        WorkItem item = open.Item;
        if (outcome is null ? item.Outcomes.Length > 0 : !item.Offers(outcome))
            return ProcessErrors.OutcomeNotOffered;
        // Who the submitter is, only the room knows whose subject it is.
        if (item.Role != CandidateRoles.Submitter && work.Actor.Kind == ActorKind.Official && !ProcessRuntime.MayDo(work.Actor, item))
            return KernelErrors.Forbidden;
        return await Advance(
            work, open.Instance, "process.task-completed", state => new CompleteTask(VietnamTime.ToLocal(work.Now), item.TaskId, outcome, variables), cancellationToken);
    }

    public async Task<Outcome<ProcessAdvance>> Fire(Work work, Guid instanceId, long timerId, CancellationToken cancellationToken) =>
        await Advance(work, await Running.For(work.Db)(work.Db, instanceId), "process.timer-fired", _ => new FireTimer(VietnamTime.ToLocal(work.Now), timerId), cancellationToken);

    public async Task<Outcome<ProcessAdvance>> Cancel(Work work, Guid instanceId, string reason, CancellationToken cancellationToken) =>
        await Advance(work, await Running.For(work.Db)(work.Db, instanceId), "process.cancelled", _ => new CancelInstance(VietnamTime.ToLocal(work.Now), reason), cancellationToken);

    async Task<Outcome<ProcessAdvance>> Advance(
        Work work, ProcessInstance? instance, string eventType, Func<InstanceState, ProcessTrigger> trigger, CancellationToken cancellationToken)
    {
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

        StepRows rows = await StepRows.Of(work, instance, before?.Revision, step, timers, cancellationToken);
        await rows.Write(work, cancellationToken);
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
            ProcessInstance.Facts(instance.Version, step.State.Revision, rows.State));
        return new ProcessAdvance(rows.Opened, step.State.HasEnded, rows.EndNodeId);
    }
}
