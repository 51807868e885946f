using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Processes.Incidents;
using VanLang.Processes.Instances;
using VanLang.Processes.Suspensions;

namespace VanLang.Processes.Contracts;

/// <summary>Reads one instance for who operates the house: its state, what waits for whom, and its way from the record.</summary>
public sealed class InstanceReader(UnitOfWork work, DefinitionStore definitions, IEnumerable<SubjectNames> names)
{
    /// <summary>Events of the way that are shown: a process may go round ten thousand times.</summary>
    const int LongestPath = 500;

    // What others gave as a reason belongs to the case and is not the operator's to read.
    static readonly FrozenSet<string> OfOperators = FrozenSet.Create(StringComparer.Ordinal, "process.retried", "process.suspended", "process.resumed", "process.migrated", "process.modified");

    /// <returns>Null where there is no such instance.</returns>
    public Task<InstanceView?> Find(Guid id, CancellationToken cancellationToken) => work.Read((db, token) => Find(db, id, token), cancellationToken);

    /// <summary>The file of a version, as it was published; null where there is none.</summary>
    public Task<string?> FileOf(string process, string version, CancellationToken cancellationToken) => work.Read(
        (db, token) => db.Set<Definition>().Where(published => published.Kind == ProcessDefinitions.Kind && published.Key == process && published.Version == version)
            .Select(published => published.Content).FirstOrDefaultAsync(token),
        cancellationToken);

    async Task<InstanceView?> Find(VanLangDbContext db, Guid id, CancellationToken cancellationToken)
    {
        ProcessInstance? running = await InstanceSteps.Find(db, id);
        EndedProcess? ended = running is null ? await db.Set<EndedProcess>().AsNoTracking().SingleOrDefaultAsync(instance => instance.Id == id, cancellationToken) : null;
        if (running is null && ended is null)
            return null;
        (string key, string version, Subject subject) = running is not null
            ? (running.DefinitionKey, running.Version, new Subject(running.SubjectKind, running.SubjectId))
            : (ended!.DefinitionKey, ended.Version, new Subject(ended.SubjectKind, ended.SubjectId));
        ProcessDefinition definition = await definitions.Process(key, version);
        IReadOnlyList<PathStep> path = await PathOf(db, id, key, definition, cancellationToken);
        string? code = names.FirstOrDefault(room => room.SubjectKind == subject.Kind) is { } room ? (await room.CodesOf(db, [subject.Id], cancellationToken)).GetValueOrDefault(subject.Id) : null;
        string? file = await db.Set<Definition>().Where(published => published.Kind == ProcessDefinitions.Kind && published.Key == key && published.Version == version)
            .Select(published => published.Content).FirstOrDefaultAsync(cancellationToken);
        return new(
            id, key, definition.Name, version, subject.Kind, subject.Id, code, running?.StartedAt ?? ended!.StartedAt, ended?.EndedAt,
            ended?.EndNodeId is { Length: > 0 } end ? new PathNode(end, NameOf(definition, end)) : null, running?.ParentId, running?.CompetentAgencyId, file?.Contains("BPMNShape", StringComparison.Ordinal) is true)
        {
            Revision = running?.Revision ?? ended!.Revision,
            SuspendedAt = running?.SuspendedAt,
            VersionSuspendedAt = running?.VersionSuspendedAt,
            Waiting = running is null ? [] : await WaitingOf(db, running, definition, path, cancellationToken),
            Path = path,
            Called = await db.Set<ProcessInstance>().Where(instance => instance.ParentId == id).OrderBy(instance => instance.StartedAt)
                .Select(instance => new CalledInstance(instance.Id, instance.DefinitionKey)).ToListAsync(cancellationToken),
        };
    }

    static async Task<List<WaitingPoint>> WaitingOf(
        VanLangDbContext db, ProcessInstance instance, ProcessDefinition definition, IReadOnlyList<PathStep> path, CancellationToken cancellationToken)
    {
        InstanceState state = InstanceState.FromJson(Encoding.UTF8.GetBytes(instance.State));
        Dictionary<long, WorkItem> work = await db.Set<WorkItem>().AsNoTracking().Where(item => item.InstanceId == instance.Id).ToDictionaryAsync(item => item.TaskId, cancellationToken);
        Dictionary<long, ProcessIncident> incidents = await db.Set<ProcessIncident>().AsNoTracking().Where(incident => incident.InstanceId == instance.Id).ToDictionaryAsync(incident => incident.TokenId, cancellationToken);
        Dictionary<long, Guid> timers = state.Timers.ToDictionary(timer => timer.Id, timer => TimerJob.IdOf(instance.Id, timer.Id));
        IReadOnlyDictionary<Guid, DateTimeOffset> due = await JobTimes.Of(db, timers.Values, cancellationToken);
        Dictionary<Guid, DateTimeOffset> held = await db.Set<HeldJob>().Where(job => job.InstanceId == instance.Id).ToDictionaryAsync(job => job.Id, job => job.DueAt, cancellationToken);
        DateTimeOffset? DueOf(long timer) => due.TryGetValue(timers[timer], out DateTimeOffset at) || held.TryGetValue(timers[timer], out at) ? at : null;
        DateTimeOffset? Since(string node) => path.LastOrDefault(step => step.Nodes.Any(entered => entered.Id == node))?.At;

        List<WaitingPoint> points = [];
        foreach (Token token in state.Tokens)
        {
            ProcessNode node = definition.FindNode(token.NodeId)!;
            WorkItem? item = work.GetValueOrDefault(token.Id);
            ProcessIncident? incident = token.Incident is null ? null : incidents.GetValueOrDefault(token.Id);
            bool repeated = state.Loops.Any(loop => loop.TokenId == token.Id);
            points.Add(new(token.Id, node.Id, node.Name, token.Incident is not null ? WaitingKind.Operator : KindOf(node, repeated), incident?.Since ?? item?.CreatedAt ?? Since(node.Id))
            {
                DueAt = item?.DueAt ?? (state.Timers.FirstOrDefault(timer => timer.TokenId == token.Id && timer.NodeId == token.NodeId) is { } own ? DueOf(own.Id) : null),
                Role = item?.Role,
                AgencyId = item?.AgencyId,
                Assignee = item?.AssigneeName,
                Incident = token.Incident?.ToString(),
                Message = incident is null ? null : ProcessIncidents.DetailOf(incident.Kind, incident.Message),
            });
        }

        // Events on an activity and those that begin something beside it.
        points.AddRange(state.Timers.Where(timer => !IsAt(state, timer.TokenId, timer.NodeId))
            .Select(timer => new WaitingPoint(timer.TokenId, timer.NodeId, NameOf(definition, timer.NodeId), WaitingKind.Timer, null) { DueAt = DueOf(timer.Id) }));
        points.AddRange(state.Subscriptions.Where(subscription => !IsAt(state, subscription.TokenId, subscription.NodeId))
            .Select(subscription => new WaitingPoint(subscription.TokenId, subscription.NodeId, NameOf(definition, subscription.NodeId), WaitingKind.Event, null)));
        return points;
    }

    static bool IsAt(InstanceState state, long tokenId, string nodeId) => state.Tokens.Any(token => token.Id == tokenId && token.NodeId == nodeId);

    static WaitingKind KindOf(ProcessNode node, bool repeated) => node.Kind switch
    {
        _ when repeated => WaitingKind.Inside,
        NodeKind.UserTask => WaitingKind.Work,
        NodeKind.CatchEvent when node.Event is TimerEvent => WaitingKind.Timer,
        NodeKind.CatchEvent or NodeKind.EventBasedGateway or NodeKind.ReceiveTask => WaitingKind.Event,
        NodeKind.ServiceTask or NodeKind.BusinessRuleTask or NodeKind.CallActivity => WaitingKind.Answer,
        NodeKind.ParallelGateway or NodeKind.InclusiveGateway => WaitingKind.Partners,
        _ => WaitingKind.Inside,
    };

    async Task<IReadOnlyList<PathStep>> PathOf(VanLangDbContext db, Guid id, string key, ProcessDefinition definition, CancellationToken cancellationToken)
    {
        IReadOnlyList<TimelineEvent> events = await RecordTimeline.Latest(db, new Subject(ProcessInstance.Kind, id), LongestPath, cancellationToken);
        Dictionary<Guid, PathMigration> migrations = events.Where(happened => happened.Type == "process.migrated").Select(happened => (happened.Id, Of: MigrationOf(happened.Payload)))
            .Where(migrated => migrated.Of is not null).ToDictionary(migrated => migrated.Id, migrated => migrated.Of!);
        // The record names nodes of the versions that were before.
        List<ProcessDefinition> versions = [definition];
        foreach (string version in migrations.Values.Select(migration => migration.From).Distinct())
            versions.Add(await definitions.Process(key, version));
        return
        [
            .. events.Select(happened => new PathStep(
                happened.At, happened.Type, [.. NodesOf(happened.Payload).Select(node => new PathNode(node, versions.Select(version => version.FindNode(node)?.Name).FirstOrDefault(name => name is not null) ?? node))])
            {
                Act = OfOperators.Contains(happened.Type) && happened.ActorKind == nameof(ActorKind.Official) ? happened : null,
                Migration = migrations.GetValueOrDefault(happened.Id),
            }),
        ];
    }

    static PathMigration? MigrationOf(string? payload)
    {
        if (payload is null)
            return null;
        using JsonDocument document = JsonDocument.Parse(payload);
        JsonElement data = document.RootElement.GetProperty("data");
        return new(data.GetProperty("from").GetString()!, data.GetProperty("to").GetString()!, data.GetProperty("run").GetGuid());
    }

    // What was erased by law, and events without nodes, show none.
    static IEnumerable<string> NodesOf(string? payload)
    {
        if (payload is null)
            return [];
        using JsonDocument document = JsonDocument.Parse(payload);
        return document.RootElement.TryGetProperty("data", out JsonElement data) && data.TryGetProperty("nodes", out JsonElement nodes) && nodes.ValueKind is JsonValueKind.Array
            ? [.. nodes.EnumerateArray().Select(node => node.GetString()!)]
            : [];
    }

    static string NameOf(ProcessDefinition definition, string node) => definition.FindNode(node)?.Name ?? node;
}
