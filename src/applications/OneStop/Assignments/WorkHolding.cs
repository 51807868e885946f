using VanLang.Kernel.Access;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Assignments;

/// <summary>Whose a work item is.</summary>
static class WorkHolding
{
    /// <summary>The position whose work the actor does: the acting one, or that of who is substituted by delegation.</summary>
    public static Guid? PositionOf(Actor actor) => actor.OnBehalfOf ?? actor.PositionId;

    /// <summary>Whether the work is given to the position that the actor acts in or for.</summary>
    public static bool IsOf(Actor actor, WorkItem item) => item.AssigneeId is { } assignee && assignee == PositionOf(actor);

    /// <summary>Whether the actor may do it as far as assignment goes: it is nobody's, or the own.</summary>
    public static bool IsFreeFor(Actor actor, WorkItem item) => item.AssigneeId is null || IsOf(actor, item);

    /// <summary>Whether the actor assigns work of the item's agency.</summary>
    public static bool MayAssign(Actor actor, WorkItem item) =>
        actor.Kind == ActorKind.Official && actor.May(OneStopPermissions.Assign) && item.AgencyId is { } agency && agency == actor.AgencyId;
}
