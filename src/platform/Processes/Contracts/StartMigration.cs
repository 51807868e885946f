using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;
using VanLang.Processes.Migrations;

namespace VanLang.Processes.Contracts;

/// <summary>Lets the running instances of a version go to another, each in a transaction of its own, in the background. Those that cannot stay where they are, with the reason.</summary>
public sealed class StartMigration(UnitOfWork unitOfWork, DefinitionStore definitions)
{
    /// <returns>Id of the run; <see cref="ProcessErrors.MappingWrong"/> where the mapping fits no instance at all, <see cref="KernelErrors.Conflict"/> where there is no such version.</returns>
    public async Task<Outcome<MigrationStarted>> Execute(
        string process, string from, string to, MigrationMapping mapping, string reason, string key, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        if (from == to || !await Exist(process, [from, to], cancellationToken))
            return KernelErrors.Conflict;
        IReadOnlyList<MigrationProblem> wrong = InstanceMigration.Check(await definitions.Process(process, from), await definitions.Process(process, to), mapping.ToMap());
        if (wrong.Count > 0)
            return ProcessErrors.MappingWrong.With(MigrationProblem.TextOf(wrong, System.Globalization.CultureInfo.CurrentUICulture));
        return await unitOfWork.Execute<MigrationStarted>(
            new Operation("process.start-migration", actor) { Reason = reason, IdempotencyKey = key, Body = new { process, from, to, mapping, reason } },
            async (work, token) =>
            {
                if (string.IsNullOrWhiteSpace(reason))
                    return KernelErrors.ReasonMissing;
                MigrationRun run = new() { Id = work.NewId(), DefinitionKey = process, FromVersion = from, ToVersion = to, Mapping = mapping.ToJson(), StartedAt = work.Now };
                work.Db.Add(run);
                PlanMigrationJob.Schedule(work, run.Id, after: null, planned: false, work.Now);
                work.Raise(new Subject(MigrationRuns.SubjectKind, run.Id), "process-migration.started", new { process, from, to, mapping = JsonDocument.Parse(run.Mapping).RootElement });
                await Task.CompletedTask;
                return new MigrationStarted(run.Id);
            },
            cancellationToken);
    }

    Task<bool> Exist(string process, string[] versions, CancellationToken cancellationToken) => unitOfWork.Read(
        async (db, token) => await db.Set<Definition>().Where(published => published.Kind == ProcessDefinitions.Kind && published.Key == process && versions.Contains(published.Version))
            .Select(published => published.Version).Distinct().CountAsync(token) == versions.Distinct().Count(),
        cancellationToken);
}

/// <param name="RunId">The run.</param>
public sealed record MigrationStarted(Guid RunId);
