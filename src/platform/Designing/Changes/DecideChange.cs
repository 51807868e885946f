using Microsoft.EntityFrameworkCore;
using VanLang.Designing.Checking;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Designing.Changes;

/// <summary>A second person lets a change come into force, or gives it back with a reason.</summary>
sealed class DecideChange(UnitOfWork unitOfWork, ChangeCheck check, ChangeReader reader)
{
    public Task<Outcome<Done>> Return(Guid changeId, string? reason, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<Done>(
        new Operation("design.return", actor) { IdempotencyKey = key, Body = new { changeId, reason } },
        async (work, token) =>
        {
            Outcome<DesignChange> waiting = await HandedIn(work, changeId, token);
            if (!waiting.Succeeded)
                return waiting.Failure;
            DesignChange change = waiting.Value;
            if (reason?.Trim() is not { Length: > 0 } why)
                return KernelErrors.ReasonMissing;
            change.State = ChangeState.Open;
            change.Reason = why;
            change.DecidedByName = actor.Name;
            change.DecidedAt = work.Now;
            change.Touch(work);
            work.Raise(change.Subject, "design.returned", new { reason = why });
            return new Done();
        },
        cancellationToken);

    /// <summary>Publishes every file of it in one transaction, as what was checked a moment before.</summary>
    public async Task<Outcome<Done>> Approve(Guid changeId, string key, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(DesigningRoom.Approve))
            return KernelErrors.Forbidden;
        if (await reader.Find(changeId, cancellationToken) is not { } seen)
            return DesigningErrors.NotFound;
        int published = await unitOfWork.Read((db, token) => db.Set<Definition>().CountAsync(token), cancellationToken);
        CheckedChange sound = await check.Run(seen.Files, seen.Change.FirstDay ?? DateOnly.MinValue, cancellationToken);
        Guid who = ChangeWork.Who(actor);
        return await unitOfWork.Execute<Done>(
            new Operation("design.approve", actor) { IdempotencyKey = key, Body = new { changeId, seen.Change.Revision } },
            async (work, token) =>
            {
                // One change at a time: what it publishes anew with its files was read from what was in force.
                await work.Queue("design.approve", token);
                Outcome<DesignChange> waiting = await HandedIn(work, changeId, token);
                if (!waiting.Succeeded)
                    return waiting.Failure;
                DesignChange change = waiting.Value;
                if (change.Revision != seen.Change.Revision || published != await work.Db.Set<Definition>().CountAsync(token))
                    return KernelErrors.Conflict;
                Guid[] files = [.. seen.Files.Select(file => file.Id)];
                if (change.HandedInBy == who || await work.Db.Set<DesignFileSave>().AnyAsync(save => files.Contains(save.FileId) && save.SavedBy == who, token))
                    return DesigningErrors.OwnWork;
                if (change.FirstDay is not { } first || first <= VietnamTime.DateOf(work.Now))
                    return DesigningErrors.FirstDayPast;
                if (sound.Findings.Count > 0)
                    return DesigningErrors.Faulty.With(sound.Findings.Count);
                foreach ((string kind, DefinitionReading reading) in sound.Readings)
                    await DefinitionStore.Publish(work, kind, reading.Key, reading.Content, reading.ValidFrom, reading.ValidTo, token);
                change.State = ChangeState.Published;
                change.DecidedByName = actor.Name;
                change.DecidedAt = work.Now;
                change.Touch(work);
                work.Raise(change.Subject, "design.published", new { firstDay = first, files = sound.Readings.Select(file => new { file.Kind, file.Reading.Key, version = DefinitionStore.VersionOf(file.Reading.Content) }) });
                return new Done();
            },
            cancellationToken);
    }

    static async Task<Outcome<DesignChange>> HandedIn(Work work, Guid changeId, CancellationToken cancellationToken)
    {
        if (!work.Actor.May(DesigningRoom.Approve))
            return KernelErrors.Forbidden;
        if (await work.Db.Set<DesignChange>().SingleOrDefaultAsync(change => change.Id == changeId, cancellationToken) is not { } change)
            return DesigningErrors.NotFound;
        return change.State == ChangeState.HandedIn ? change : DesigningErrors.Closed;
    }
}
