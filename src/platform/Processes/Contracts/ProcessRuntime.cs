using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Contracts;

/// <summary>Starts processes and moves them on, inside the operation of the room that asks.</summary>
public sealed class ProcessRuntime
{
    readonly InstanceSteps steps;

    internal ProcessRuntime(InstanceSteps steps) => this.steps = steps;

    /// <summary>Starts an instance; its first work items are open when the operation has committed.</summary>
    /// <exception cref="InvalidOperationException">There is no such version.</exception>
    public Task<Outcome<ProcessAdvance>> Start(Work work, ProcessStart start, CancellationToken cancellationToken) =>
        steps.Start(work, start, cancellationToken);

    /// <summary>
    /// Completes a work item. The actor must hold its role in its agency today (<see cref="KernelErrors.Forbidden"/>); of two who complete the
    /// same one the second gets <see cref="ProcessErrors.AlreadyDone"/>.
    /// </summary>
    /// <param name="outcome">One of the item's outcomes; null where it has none.</param>
    /// <param name="variables">Values that the step adds.</param>
    public Task<Outcome<ProcessAdvance>> Complete(
        Work work, WorkItem item, string? outcome, IReadOnlyDictionary<string, object?> variables, CancellationToken cancellationToken) =>
        steps.Complete(work, item, outcome, variables, cancellationToken);

    /// <summary>Whether the actor holds the role of the item in its agency.</summary>
    public static bool MayDo(Actor actor, WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(item);
        if (item.Role == CandidateRoles.Submitter)
            return false;
        // A deputy signs for the head (KT.), Decree 30/2020 Art. 13.
        bool role = actor.Role == item.Role || (item.Role == CandidateRoles.Leader && actor.Role == "deputy-leader");
        return actor.Kind == ActorKind.Official && role && actor.AgencyId == item.AgencyId;
    }
}
