using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Successions;

/// <summary>A person confirms that the open work of an ended agency goes to its successors; jobs do it.</summary>
sealed class StartSuccession(UnitOfWork unitOfWork, DirectoryQueries directory, SuccessorRules rules, TimeProvider time)
{
    public const string EventType = "succession.started";

    public async Task<Outcome<Done>> Handle(Guid agencyId, string key, Actor actor, CancellationToken cancellationToken)
    {
        DateOnly day = VietnamTime.DateOf(time.GetUtcNow());
        if (!actor.May(OneStopPermissions.Succession))
            return KernelErrors.Forbidden;
        if (await directory.AgencyOfAnyDay(agencyId, cancellationToken) is not { ValidTo: { } end } agency || end > day)
            return SuccessionErrors.NotEnded;
        if ((await rules.For(agencyId, day, cancellationToken)).Candidates.Count == 0)
            return SuccessionErrors.NoSuccessor;
        return await unitOfWork.Execute<Done>(
            new Operation("succession.start", actor) { IdempotencyKey = key, Body = new { agencyId } },
            (work, token) => Begin(work, agencyId, SuccessionDirection.ToSuccessor, undone: null, day, EventType, token),
            cancellationToken);
    }

    /// <summary>Begins a run, where none of the agency is under way.</summary>
    public static async Task<Outcome<Done>> Begin(
        Work work, Guid agencyId, SuccessionDirection direction, Guid? undone, DateOnly day, string eventType, CancellationToken cancellationToken)
    {
        // The unique key decides; who comes second finds the first here, at the latest when the operation is run again.
        if (await work.Db.Set<SuccessionRun>().AnyAsync(run => run.AgencyId == agencyId && run.FinishedAt == null, cancellationToken))
            return SuccessionErrors.Running;
        SuccessionRun run = new()
        {
            Id = work.NewId(),
            AgencyId = agencyId,
            Direction = direction,
            UndoneRunId = undone,
            Day = day,
            StartedAt = work.Now,
            StartedBy = work.Actor.Said(),
        };
        work.Db.Add(run);
        PlanSuccessionJob.Schedule(work, run, new PlanCursor(run.Id, PlanStage.Dossiers, Guid.Empty, 0), work.Now);
        work.Raise(run.Subject, eventType, new { agency = agencyId, undone });
        return new Done();
    }
}
