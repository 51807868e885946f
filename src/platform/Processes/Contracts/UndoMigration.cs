using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Migrations;

namespace VanLang.Processes.Contracts;

/// <summary>Takes a migration back by the reverse of its mapping, for every instance that has not moved on since; in a run of its own.</summary>
public sealed class UndoMigration(UnitOfWork unitOfWork)
{
    /// <returns>Id of the new run; <see cref="KernelErrors.Conflict"/> where the run is not finished, was taken back already or is itself one that takes back.</returns>
    public Task<Outcome<MigrationStarted>> Execute(Guid runId, string reason, string key, Actor actor, CancellationToken cancellationToken) => unitOfWork.Execute<MigrationStarted>(
        new Operation("process.undo-migration", actor) { Reason = reason, IdempotencyKey = key, Body = new { runId, reason } },
        async (work, token) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return KernelErrors.ReasonMissing;
            MigrationRun? run = await work.Db.Set<MigrationRun>().AsNoTracking().SingleOrDefaultAsync(run => run.Id == runId, token);
            if (run is not { FinishedAt: not null, UndoOf: null } || await work.Db.Set<MigrationRun>().AnyAsync(other => other.UndoOf == runId, token))
                return KernelErrors.Conflict;
            // Of two at once the second fails on the unique key, runs again and finds the first.
            MigrationRun back = new()
            {
                Id = work.NewId(), DefinitionKey = run.DefinitionKey, FromVersion = run.ToVersion, ToVersion = run.FromVersion, Mapping = run.Mapping, UndoOf = run.Id, StartedAt = work.Now,
            };
            work.Db.Add(back);
            PlanMigrationJob.Schedule(work, back.Id, after: null, planned: false, work.Now);
            work.Raise(new Subject(MigrationRuns.SubjectKind, back.Id), "process-migration.undoing", new { undoOf = run.Id });
            return new MigrationStarted(back.Id);
        },
        cancellationToken);
}
