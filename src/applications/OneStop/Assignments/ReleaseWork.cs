using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Assignments;

/// <summary>An official gives a work item back to the desk; a head takes it back from somebody.</summary>
sealed class ReleaseWork(DossierActs acts)
{
    public const string EventType = "dossier.work-released";

    public Task<Outcome<StepDone>> Handle(ActCommand act, Guid workItemId, Actor actor, CancellationToken cancellationToken) => acts.Do(
        EventType, act, actor, reason: null, new { workItemId },
        async (work, dossier, token) =>
        {
            WorkItem? item = await work.Db.Set<WorkItem>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == workItemId && i.SubjectId == dossier.Id, token);
            if (item?.AssigneeId is null)
                return OneStopErrors.WorkGone;
            if (!WorkHolding.IsOf(actor, item) && !WorkHolding.MayAssign(actor, item))
                return KernelErrors.Forbidden;
            if (!await ProcessRuntime.Assign(work, item, null, null, token))
                return KernelErrors.Conflict;
            return new ActEnd(new { step = item.NodeId, item.Name, from = item.AssigneeName });
        },
        cancellationToken);
}
