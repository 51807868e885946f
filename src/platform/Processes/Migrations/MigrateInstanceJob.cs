using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Processes.Contracts;
using VanLang.Processes.Engine;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Migrations;

/// <summary>One instance of a run, in a transaction of its own. Done twice it changes nothing: its row says that it has had its turn.</summary>
sealed class MigrateInstanceJob(InstanceSteps steps, AdvanceFollowers followers) : JobHandler
{
    public const string JobKind = "process.migrate";

    public override string Kind => JobKind;

    public override bool TakesWhatFailed => true;

    public static string Payload(Guid runId, Guid instanceId) => JsonSerializer.Serialize(new Turn(runId, instanceId));

    public override async Task Handle(Work work, string payload, CancellationToken cancellationToken)
    {
        Turn turn = JsonSerializer.Deserialize<Turn>(payload)!;
        MigrationItem item = await work.Db.Set<MigrationItem>().SingleAsync(item => item.RunId == turn.RunId && item.InstanceId == turn.InstanceId, cancellationToken);
        if (item.State != MigrationState.Waiting)
            return;
        MigrationRun run = await work.Db.Set<MigrationRun>().AsNoTracking().SingleAsync(run => run.Id == turn.RunId, cancellationToken);
        ProcessInstance? instance = await InstanceSteps.Find(work.Db, turn.InstanceId);
        if (instance is null || instance.Version != run.FromVersion || !await IsAsItCame(work, run, instance, cancellationToken))
        {
            item.State = MigrationState.Gone;
            return;
        }

        MigrationMap map = MigrationMapping.Read(run.Mapping).ToMap();
        (IReadOnlyList<MigrationProblem> problems, ProcessAdvance? advance) = await steps.Migrate(work, instance, run.ToVersion, run.UndoOf is null ? map : map.Reversed(), run.Id, cancellationToken);
        if (advance is null)
        {
            (item.State, item.Problems) = (MigrationState.Refused, MigrationItem.Written(problems));
            return;
        }

        item.State = MigrationState.Moved;
        followers.Tell(work, new(instance.SubjectKind, instance.SubjectId), OperatorAct.Migrated);
        item.RevisionAfter = (await InstanceSteps.Find(work.Db, instance.Id))?.Revision;
        if (advance.Opened.Count > 0 || advance.Ended)
            await followers.Follow(work, instance, advance, cancellationToken);
    }

    public override async Task GiveUp(Work work, string payload, string error, CancellationToken cancellationToken)
    {
        Turn turn = JsonSerializer.Deserialize<Turn>(payload)!;
        MigrationItem item = await work.Db.Set<MigrationItem>().SingleAsync(item => item.RunId == turn.RunId && item.InstanceId == turn.InstanceId, cancellationToken);
        (item.State, item.Problems) = (MigrationState.Refused, MigrationItem.Written([new(MigrationCodes.Failed, error.ReplaceLineEndings(" "))]));
    }

    // What has moved on since is not taken back.
    static async Task<bool> IsAsItCame(Work work, MigrationRun run, ProcessInstance instance, CancellationToken cancellationToken) => run.UndoOf is not { } undone
        || await work.Db.Set<MigrationItem>().AnyAsync(item => item.RunId == undone && item.InstanceId == instance.Id && item.RevisionAfter == instance.Revision, cancellationToken);

    sealed record Turn(Guid RunId, Guid InstanceId);
}
