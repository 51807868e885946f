using Microsoft.EntityFrameworkCore;
using VanLang.Designing.Checking;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Designing.Changes;

/// <summary>Hands a change in, to come into force from a day, once a second person approves.</summary>
sealed class HandIn(UnitOfWork unitOfWork, ChangeCheck check, ChangeReader reader)
{
    public async Task<Outcome<Done>> Handle(Guid changeId, DateOnly? firstDay, string key, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(DesigningRoom.Draw))
            return KernelErrors.Forbidden;
        if (await reader.Find(changeId, cancellationToken) is not { } seen)
            return DesigningErrors.NotFound;
        if (seen.Files.Count == 0)
            return DesigningErrors.NoFiles;
        IReadOnlyList<Finding> findings = firstDay is { } day ? (await check.Run(seen.Files, day, cancellationToken)).Findings : [];
        return await unitOfWork.Execute<Done>(
            new Operation("design.hand-in", actor) { IdempotencyKey = key, Body = new { changeId, firstDay } },
            async (work, token) =>
            {
                Outcome<DesignChange> open = await ChangeWork.Open(work, changeId, token);
                if (!open.Succeeded)
                    return open.Failure;
                DesignChange change = open.Value;
                // The law of a day that has begun is settled.
                if (firstDay is not { } first || first <= VietnamTime.DateOf(work.Now))
                    return DesigningErrors.FirstDayPast;
                if (change.Revision != seen.Change.Revision)
                    return KernelErrors.Conflict;
                if (findings.Count > 0)
                    return DesigningErrors.Faulty.With(findings.Count);
                change.State = ChangeState.HandedIn;
                change.FirstDay = first;
                change.HandedInBy = ChangeWork.Who(actor);
                change.HandedInByName = actor.Name;
                change.Reason = null;
                change.Touch(work);
                work.Raise(change.Subject, "design.handed-in", new { firstDay = first, files = seen.Files.Count });
                return new Done();
            },
            cancellationToken);
    }
}
