using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>Begins to play the dossiers of a period under a change; a job does it.</summary>
sealed class StartRehearsal(UnitOfWork unitOfWork, RehearsalTrials trials)
{
    /// <param name="from">First local day of submission.</param>
    /// <param name="last">Last local day of submission.</param>
    public async Task<Outcome<Guid>> Handle(Guid changeId, DateOnly? from, DateOnly? last, string key, Actor actor, CancellationToken cancellationToken)
    {
        if (!RehearsalScope.MayBegin(actor))
            return KernelErrors.Forbidden;
        if (from is not { } first || last is not { } until || until < first)
            return RehearsalErrors.PeriodWrong;
        Outcome<RehearsalTrial> read = await trials.Read(changeId, cancellationToken);
        if (!read.Succeeded)
            return read.Failure;
        RehearsalTrial trial = read.Value;
        return await unitOfWork.Execute<Guid>(
            new Operation("rehearsal.start", actor) { IdempotencyKey = key, Body = new { changeId, trial.Head.Revision, first, until } },
            async (work, token) =>
            {
                if (first > VietnamTime.DateOf(work.Now))
                    return RehearsalErrors.PeriodWrong;
                Rehearsal rehearsal = new()
                {
                    Id = work.NewId(),
                    ChangeId = changeId,
                    ChangeRevision = trial.Head.Revision,
                    FirstDay = trial.Head.FirstDay,
                    From = first,
                    Until = until.AddDays(1),
                    AgencyId = RehearsalScope.AgencyOf(actor),
                    State = RehearsalState.Running,
                    StartedAt = work.Now,
                    StartedBy = actor.Said(),
                };
                rehearsal.Dossiers = await trial.Dossiers(work.Db, rehearsal).CountAsync(token);
                work.Db.Add(rehearsal);
                RehearsalJob.Schedule(work, rehearsal.Id, Guid.Empty);
                work.Raise(rehearsal.Subject, "rehearsal.started", new { change = changeId, rehearsal.ChangeRevision, from = first, last = until, rehearsal.AgencyId, rehearsal.Dossiers });
                return rehearsal.Id;
            },
            cancellationToken);
    }
}
