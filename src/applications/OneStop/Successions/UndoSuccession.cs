using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Successions;

/// <summary>Brings back to the ended agency what a run has moved and nobody has worked on since, so that it can go elsewhere.</summary>
sealed class UndoSuccession(UnitOfWork unitOfWork)
{
    public const string EventType = "succession.undo-started";

    public Task<Outcome<Done>> Handle(Guid runId, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("succession.undo", actor) { IdempotencyKey = key, Body = new { runId } },
        async (work, token) =>
        {
            if (!actor.May(OneStopPermissions.Succession))
                return KernelErrors.Forbidden;
            SuccessionRun? run = await work.Db.Set<SuccessionRun>().SingleOrDefaultAsync(r => r.Id == runId && r.Direction == SuccessionDirection.ToSuccessor, token);
            if (run is null || !await work.Db.Set<SuccessionMove>().AnyAsync(move => move.RunId == runId && move.State == SuccessionState.Moved, token))
                return SuccessionErrors.NothingToUndo;
            return await StartSuccession.Begin(work, run.AgencyId, SuccessionDirection.Back, runId, VietnamTime.DateOf(work.Now), EventType, token);
        },
        cancellationToken);
}
