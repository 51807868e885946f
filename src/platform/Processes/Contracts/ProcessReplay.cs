using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Data;
using VanLang.Processes.Definitions;
using VanLang.Processes.Deployment;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;
using VanLang.Processes.Simulation;

namespace VanLang.Processes.Contracts;

/// <summary>
/// A process that is not published, played with what cases of the past did: each step takes the working time and has the outcome that the case's own step had. What the new
/// process asks and nobody did takes its share of the time limit and ends with its first outcome. Nothing is started or changed.
/// </summary>
public sealed class ProcessReplay
{
    readonly ProcessDefinition definition;

    ProcessReplay(ProcessDefinition definition) => this.definition = definition;

    /// <summary>Name as drawn, Vietnamese.</summary>
    public string Name => definition.Name;

    /// <summary>Reads a BPMN file; null where it is refused.</summary>
    public static ProcessReplay? Read(string bpmn)
    {
        ArgumentNullException.ThrowIfNull(bpmn);
        return BpmnReader.Read(Encoding.UTF8.GetBytes(bpmn)).Definition is { } read ? new(read) : null;
    }

    /// <summary>What some instances about subjects of a kind did, running ones and those that have ended, by their id; without those that are unknown.</summary>
    /// <param name="instances">Ids of the instances by the subject they are about.</param>
    public static async Task<IReadOnlyDictionary<Guid, RecordedCase>> Recorded(
        VanLangDbContext db, string subjectKind, IReadOnlyDictionary<Guid, Guid> instances, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(instances);
        Guid[] ids = [.. instances.Values], subjects = [.. instances.Keys];
        var states = await db.Set<EndedProcess>().Where(one => ids.Contains(one.Id)).Select(one => new { one.Id, one.StartedAt, one.State }).ToListAsync(cancellationToken);
        states.AddRange(await db.Set<ProcessInstance>().Where(one => ids.Contains(one.Id)).Select(one => new { one.Id, one.StartedAt, one.State }).ToListAsync(cancellationToken));
        ILookup<Guid, RecordedStep> steps = (await db.Set<DoneWorkItem>().Where(item => item.SubjectKind == subjectKind && subjects.Contains(item.SubjectId))
                .Select(item => new { item.InstanceId, item.NodeId, item.Name, item.Outcome, item.CreatedAt, item.DoneAt }).ToListAsync(cancellationToken))
            .OrderBy(item => item.CreatedAt).ThenBy(item => item.DoneAt)
            .ToLookup(item => item.InstanceId, item => new RecordedStep(item.NodeId, item.Name, item.Outcome, item.CreatedAt, item.DoneAt));
        return states.DistinctBy(one => one.Id).ToDictionary(
            one => one.Id, one => new RecordedCase(one.StartedAt, InstanceState.FromJson(Encoding.UTF8.GetBytes(one.State)).Variables.Values, [.. steps[one.Id]]));
    }

    /// <summary>Plays a case on a virtual clock.</summary>
    /// <param name="variables">Values it begins with.</param>
    public ReplayedCase Play(RecordedCase recorded, IReadOnlyDictionary<string, object?> variables, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(calendar);
        return new ReplayedRun(definition, recorded, calendar).Play(variables);
    }
}

/// <summary>What a case did.</summary>
/// <param name="Variables">Its values as they were last.</param>
/// <param name="Steps">Work that was done or no longer wanted, in the order in which it came up.</param>
public sealed record RecordedCase(DateTimeOffset StartedAt, IReadOnlyDictionary<string, object?> Variables, IReadOnlyList<RecordedStep> Steps);

/// <summary>A piece of work that is over.</summary>
/// <param name="Name">As it was drawn, Vietnamese.</param>
/// <param name="Outcome">What was chosen; null where the step has none or was no longer wanted.</param>
/// <param name="Came">When it came up.</param>
public sealed record RecordedStep(string NodeId, string Name, string? Outcome, DateTimeOffset Came, DateTimeOffset DoneAt);

/// <summary>How a case of the past would have gone.</summary>
/// <param name="HasEnded">It comes to an end.</param>
/// <param name="StuckAt">Where it stands otherwise.</param>
/// <param name="Steps">What was done, in order of time.</param>
/// <param name="At">When it ended or stood.</param>
/// <param name="Unused">Steps that were done and that the new process does not ask.</param>
public sealed record ReplayedCase(bool HasEnded, PathNode? StuckAt, IReadOnlyList<ReplayedStep> Steps, DateTimeOffset At, IReadOnlyList<RecordedStep> Unused)
{
    /// <summary>When the step that was really done at an instant would have been done; null where it does not come up.</summary>
    public DateTimeOffset? WhenDone(DateTimeOffset really) => Steps.FirstOrDefault(step => step.Recorded?.DoneAt == really)?.At;
}

/// <summary>A step of a replay.</summary>
/// <param name="Recorded">What was really done; null where nobody did it.</param>
public sealed record ReplayedStep(PathNode Node, RecordedStep? Recorded, DateTimeOffset At);
