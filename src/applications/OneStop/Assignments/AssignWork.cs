using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;

namespace VanLang.OneStop.Assignments;

/// <summary>A head gives a work item to somebody who holds its role in the agency today.</summary>
sealed class AssignWork(DossierActs acts, WorkCandidates candidates, TimeProvider time)
{
    public const string EventType = "dossier.work-assigned";

    /// <param name="positionId">Position of the official who is to do it.</param>
    public async Task<Outcome<StepDone>> Handle(ActCommand act, WorkItem seen, Guid positionId, Actor actor, CancellationToken cancellationToken)
    {
        IReadOnlyList<PositionRecord> people = await candidates.Of(seen, VietnamTime.DateOf(time.GetUtcNow()), cancellationToken);
        if (people.FirstOrDefault(position => position.Id == positionId) is not { } chosen)
            return OneStopErrors.AssigneeMissing;
        return await acts.Do(
            EventType, act, actor, reason: null, new { seen.Id, positionId },
            async (work, dossier, token) =>
            {
                WorkItem? item = await work.Db.Set<WorkItem>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == seen.Id && i.SubjectId == dossier.Id, token);
                if (item is null)
                    return OneStopErrors.WorkGone;
                if (!WorkHolding.MayAssign(actor, item))
                    return KernelErrors.Forbidden;
                if (!await ProcessRuntime.Assign(work, item, chosen.Id, $"{chosen.PersonName} ({chosen.Title})", token))
                    return KernelErrors.Conflict;
                return new ActEnd(new { step = item.NodeId, item.Name, to = chosen.PersonName, from = item.AssigneeName });
            },
            cancellationToken);
    }
}
