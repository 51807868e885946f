using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Definitions;
using VanLang.Processes.Engine;
using VanLang.Processes.Incidents;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Contracts;

/// <summary>
/// Instances for who operates the house, in the order of an index, page by page. It tells process, place and code of a case and nothing of what is in it.
/// </summary>
public sealed class ProcessInstances(UnitOfWork work, DefinitionStore definitions, IEnumerable<SubjectNames> names, TimeProvider time)
{
    public const int PageSize = 50;

    /// <summary>Where an instance waits for a time, an answer or others stands in its state alone: so many are looked through for one page, however many there are.</summary>
    internal const int ReadAtOnce = 10_000;

    const int WaitersAtOnce = 200;

    readonly SubjectNames[] names = [.. names];

    public Task<InstanceList> List(InstanceFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return work.Read((db, token) => List(db, filter, token), cancellationToken);
    }

    /// <summary>How many instances of a version run.</summary>
    public Task<int> Count(string process, string version, CancellationToken cancellationToken) => work.Read(
        (db, token) => db.Set<ProcessInstance>().CountAsync(instance => instance.DefinitionKey == process && instance.Version == version, token), cancellationToken);

    async Task<InstanceList> List(VanLangDbContext db, InstanceFilter filter, CancellationToken cancellationToken)
    {
        Subject? subject = null;
        if (!string.IsNullOrWhiteSpace(filter.Code))
        {
            subject = await SubjectOf(db, filter.Code.Trim(), cancellationToken);
            if (subject is null)
                return new([], null, false);
        }

        Found found = filter.Status == InstanceStatus.Ended ? await Ended(db, filter, subject, cancellationToken) : await Running(db, filter, subject, cancellationToken);
        bool more = found.Rows.Count > PageSize;
        List<Line> lines = [.. found.Rows.Take(PageSize)];
        KeysetCursor? next = more ? lines[^1].Cursor : found.LookedThroughTo;
        Dictionary<Guid, string> codes = await CodesOf(db, lines, cancellationToken);
        List<InstanceRow> rows = [];
        foreach (Line line in lines)
        {
            rows.Add(new(
                line.Id, line.Process, line.Version, line.SubjectKind, codes.GetValueOrDefault(line.SubjectId), line.StartedAt, line.EndedAt,
                line.State is null ? [] : await WaitsAt(line), line.Stands) { IsSuspended = line.IsSuspended });
        }

        return new(rows, next, !more && next is not null);
    }

    async Task<Subject?> SubjectOf(VanLangDbContext db, string code, CancellationToken cancellationToken)
    {
        foreach (SubjectNames room in names)
        {
            if (await room.Find(db, code, cancellationToken) is { } id)
                return new(room.SubjectKind, id);
        }

        return null;
    }

    async Task<Found> Running(VanLangDbContext db, InstanceFilter filter, Subject? subject, CancellationToken cancellationToken)
    {
        IQueryable<ProcessInstance> instances = db.Set<ProcessInstance>().AsNoTracking();
        if (filter.Process is { Length: > 0 } process)
            instances = instances.Where(instance => instance.DefinitionKey == process);
        if (filter.Version is { Length: > 0 } version)
            instances = instances.Where(instance => instance.Version == version);
        if (subject is not null)
            instances = instances.Where(instance => instance.SubjectKind == subject.Kind && instance.SubjectId == subject.Id);
        if (filter.OlderThanDays is { } days)
        {
            DateTimeOffset until = time.GetUtcNow().AddDays(-days);
            instances = instances.Where(instance => instance.StartedAt <= until);
        }

        if (filter.Status == InstanceStatus.Standing)
            instances = instances.Where(instance => db.Set<ProcessIncident>().Any(incident => incident.InstanceId == instance.Id));
        if (filter.Status == InstanceStatus.Suspended)
            instances = instances.Where(instance => instance.SuspendedAt != null || instance.VersionSuspendedAt != null);
        if (filter is { NodeId.Length: > 0, Process.Length: > 0 } && await HasRows(db, filter, cancellationToken))
            return await Waiting(db, instances, filter, cancellationToken);
        if (filter.After is { } after)
            instances = instances.Where(instance => instance.StartedAt >= after.At && (instance.StartedAt > after.At || instance.Id > after.Id));
        IQueryable<ProcessInstance> inOrder = instances.OrderBy(instance => instance.StartedAt).ThenBy(instance => instance.Id);
        if (filter.NodeId is not { Length: > 0 } node)
            return new(await Lines(db, inOrder.Take(PageSize + 1)).ToListAsync(cancellationToken), null);

        // As a state names the node of a token, timer or subscription.
        string mark = $",\"{node}\",";
        string atEnd = $",\"{node}\"]";
        List<Line> lines = await Lines(db, inOrder.Take(ReadAtOnce).Where(instance => instance.State.Contains(mark) || instance.State.Contains(atEnd))
            .OrderBy(instance => instance.StartedAt).ThenBy(instance => instance.Id).Take(PageSize + 1)).ToListAsync(cancellationToken);
        KeysetCursor? last = lines.Count > PageSize ? null : await inOrder.Skip(ReadAtOnce - 1).Take(1).Select(instance => new KeysetCursor(instance.StartedAt, instance.Id)).FirstOrDefaultAsync(cancellationToken);
        return new(lines, last);
    }

    // Of an older version the same node may be something else.
    async Task<bool> HasRows(VanLangDbContext db, InstanceFilter filter, CancellationToken cancellationToken)
    {
        IQueryable<Definition> published = db.Set<Definition>().Where(definition => definition.Kind == ProcessDefinitions.Kind && definition.Key == filter.Process);
        if (filter.Version is { Length: > 0 } version)
            published = published.Where(definition => definition.Version == version);
        foreach (string one in await published.Select(definition => definition.Version).ToListAsync(cancellationToken))
        {
            if ((await definitions.Process(filter.Process!, one)).FindNode(filter.NodeId!) is { } node && !WaitingAtNode.HasRows(node))
                return false;
        }

        return true;
    }

    // The longest waiting first, along the indexes by node; other processes call their nodes alike, and these are passed over.
    static async Task<Found> Waiting(VanLangDbContext db, IQueryable<ProcessInstance> instances, InstanceFilter filter, CancellationToken cancellationToken)
    {
        List<Line> lines = [];
        HashSet<Guid> seen = [];
        KeysetCursor? after = filter.After;
        for (int looked = 0; looked < ReadAtOnce;)
        {
            List<Waiter> waiters = await WaitingAtNode.After(db, filter.NodeId!, after, WaitersAtOnce, cancellationToken);
            Guid[] ids = [.. waiters.Select(waiter => waiter.InstanceId).Distinct()];
            Dictionary<Guid, Line> found = ids.Length == 0 ? [] : await Lines(db, instances.Where(instance => ids.Contains(instance.Id))).ToDictionaryAsync(line => line.Id, cancellationToken);
            foreach (Waiter waiter in waiters.Where(waiter => found.ContainsKey(waiter.InstanceId)))
            {
                if (seen.Add(waiter.InstanceId))
                    lines.Add(found[waiter.InstanceId].WaitingSince(waiter.At));
            }

            if (lines.Count > PageSize || waiters.Count < WaitersAtOnce)
                return new(lines, null);
            looked += waiters.Count;
            after = new(waiters[^1].At, waiters[^1].InstanceId);
        }

        return new(lines, after);
    }

    static IQueryable<Line> Lines(VanLangDbContext db, IQueryable<ProcessInstance> instances) => instances.Select(instance => new Line
    {
        Id = instance.Id,
        Process = instance.DefinitionKey,
        Version = instance.Version,
        SubjectKind = instance.SubjectKind,
        SubjectId = instance.SubjectId,
        StartedAt = instance.StartedAt,
        EndedAt = null,
        State = instance.State,
        Stands = db.Set<ProcessIncident>().Any(incident => incident.InstanceId == instance.Id),
        IsSuspended = instance.SuspendedAt != null || instance.VersionSuspendedAt != null,
    });

    async Task<Found> Ended(VanLangDbContext db, InstanceFilter filter, Subject? subject, CancellationToken cancellationToken)
    {
        IQueryable<EndedProcess> instances = db.Set<EndedProcess>().AsNoTracking();
        if (filter.Process is { Length: > 0 } process)
            instances = instances.Where(instance => instance.DefinitionKey == process);
        if (filter.Version is { Length: > 0 } version)
            instances = instances.Where(instance => instance.Version == version);
        if (subject is not null)
            instances = instances.Where(instance => instance.SubjectKind == subject.Kind && instance.SubjectId == subject.Id);
        if (filter.OlderThanDays is { } days)
        {
            DateTimeOffset until = time.GetUtcNow().AddDays(-days);
            instances = instances.Where(instance => instance.EndedAt <= until);
        }

        if (filter.After is { } after)
            instances = instances.Where(instance => instance.EndedAt <= after.At && (instance.EndedAt < after.At || instance.Id < after.Id));
        List<Line> lines = await instances.OrderByDescending(instance => instance.EndedAt).ThenByDescending(instance => instance.Id).Take(PageSize + 1).Select(instance => new Line
        {
            Id = instance.Id,
            Process = instance.DefinitionKey,
            Version = instance.Version,
            SubjectKind = instance.SubjectKind,
            SubjectId = instance.SubjectId,
            StartedAt = instance.StartedAt,
            EndedAt = instance.EndedAt,
            State = null,
            Stands = false,
        }).ToListAsync(cancellationToken);
        return new(lines, null);
    }

    async Task<Dictionary<Guid, string>> CodesOf(VanLangDbContext db, List<Line> lines, CancellationToken cancellationToken)
    {
        Dictionary<Guid, string> codes = [];
        foreach (SubjectNames room in names)
        {
            Guid[] subjects = [.. lines.Where(line => line.SubjectKind == room.SubjectKind).Select(line => line.SubjectId).Distinct()];
            foreach ((Guid id, string code) in subjects.Length == 0 ? new Dictionary<Guid, string>() : await room.CodesOf(db, subjects, cancellationToken))
                codes[id] = code;
        }

        return codes;
    }

    async Task<IReadOnlyList<PathNode>> WaitsAt(Line line)
    {
        ProcessDefinition definition = await definitions.Process(line.Process, line.Version);
        return [.. InstanceState.FromJson(Encoding.UTF8.GetBytes(line.State!)).Tokens.Select(token => token.NodeId).Distinct().Select(node => new PathNode(node, definition.FindNode(node)!.Name))];
    }

    /// <param name="LookedThroughTo">The last that was looked at, where not all were.</param>
    sealed record Found(IReadOnlyList<Line> Rows, KeysetCursor? LookedThroughTo);

    sealed class Line
    {
        public required Guid Id { get; init; }

        public required string Process { get; init; }

        public required string Version { get; init; }

        public required string SubjectKind { get; init; }

        public required Guid SubjectId { get; init; }

        public required DateTimeOffset StartedAt { get; init; }

        public required DateTimeOffset? EndedAt { get; init; }

        public required string? State { get; init; }

        public required bool Stands { get; init; }

        public bool IsSuspended { get; init; }

        DateTimeOffset? at;

        public Line WaitingSince(DateTimeOffset since)
        {
            at = since;
            return this;
        }

        public KeysetCursor Cursor => new(at ?? EndedAt ?? StartedAt, Id);
    }
}
