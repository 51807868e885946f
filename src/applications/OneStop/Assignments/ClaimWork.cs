using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Assignments;

/// <summary>An official takes a work item that is nobody's; the others see whose it is.</summary>
sealed class ClaimWork(DossierActs acts)
{
    public const string EventType = "dossier.work-claimed";

    public Task<Outcome<StepDone>> Handle(ActCommand act, Guid workItemId, Actor actor, CancellationToken cancellationToken) => acts.Do(
        EventType, act, actor, reason: null, new { workItemId },
        async (work, dossier, token) =>
        {
            WorkItem? item = await work.Db.Set<WorkItem>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == workItemId && i.SubjectId == dossier.Id, token);
            if (item is null)
                return OneStopErrors.WorkGone;
            if (!DossierSteps.MayDo(actor, item, dossier) || WorkHolding.PositionOf(actor) is not { } position)
                return KernelErrors.Forbidden;
            if (item.AssigneeId is not null)
                return OneStopErrors.AssignedToOther.With(item.AssigneeName!);
            if (!await ProcessRuntime.Assign(work, item, position, actor.Said(), token))
                return KernelErrors.Conflict;
            return new ActEnd(new { step = item.NodeId, item.Name });
        },
        cancellationToken);
}
