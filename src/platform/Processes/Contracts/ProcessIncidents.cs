using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Processes.Engine;
using VanLang.Processes.Incidents;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Contracts;

/// <summary>What stands in running processes and waits for an operator, by cause. Of a case it tells its instance and nothing of what is in it: who operates the house sees no one's dossiers.</summary>
public sealed class ProcessIncidents(UnitOfWork work)
{
    const int Shown = 50;

    /// <summary>The causes by which most stand, the most first.</summary>
    public Task<IReadOnlyList<IncidentCause>> ByCause(CancellationToken cancellationToken) => work.Read<IReadOnlyList<IncidentCause>>(
        async (db, token) => await Causes(db.Set<ProcessIncident>()).OrderByDescending(cause => cause.Count).ThenBy(cause => cause.Process).ThenBy(cause => cause.NodeId).Take(Shown).ToListAsync(token),
        cancellationToken);

    /// <summary>One cause; null where nothing stands by it any more.</summary>
    public Task<IncidentCause?> Find(string process, string nodeId, string kind, CancellationToken cancellationToken) => work.Read(
        (db, token) => Causes(Of(db, process, nodeId, kind)).FirstOrDefaultAsync(token), cancellationToken);

    /// <summary>The first that stand by a cause, the longest standing first.</summary>
    public Task<List<StandingInstance>> Standing(string process, string nodeId, string kind, CancellationToken cancellationToken) => work.Read(
        (db, token) => (
            from incident in Of(db, process, nodeId, kind)
            join instance in db.Set<ProcessInstance>() on incident.InstanceId equals instance.Id into instances
            from instance in instances.DefaultIfEmpty()
            orderby incident.Since, incident.InstanceId, incident.TokenId
            select new StandingInstance(incident.InstanceId, instance == null ? null : instance.Version, incident.Since, incident.Message)).Take(Shown).ToListAsync(token),
        cancellationToken);

    /// <summary>The last time that all that stood by a cause tried again, from the record; null for never.</summary>
    public Task<TimelineEvent?> LastRetry(string process, string nodeId, string kind, CancellationToken cancellationToken) => work.Read(
        async (db, token) => (await RecordTimeline.Latest(db, SubjectOf(process, nodeId, kind), 1, token)).SingleOrDefault(), cancellationToken);

    internal static Subject SubjectOf(string process, string nodeId, string kind) => new("incident-cause", DeterministicId.Of($"incident/{process}/{nodeId}/{kind}"));

    /// <summary>What the engine says beyond the reason, English and technical; null where its words are always the same and <see cref="TextOf"/> says them all.</summary>
    public static string? DetailOf(string kind, string message) => kind is nameof(IncidentKind.NoTrueFlow) or nameof(IncidentKind.Deadlock) ? null : message;

    /// <summary>A reason for people, in the language of the culture.</summary>
    /// <param name="kind">Its name in the engine.</param>
    public static string TextOf(string kind, CultureInfo culture) => ProcessTexts.Format($"incident.{kind}", culture, []);

    internal static IQueryable<ProcessIncident> Of(VanLangDbContext db, string process, string nodeId, string kind) =>
        db.Set<ProcessIncident>().Where(incident => incident.DefinitionKey == process && incident.NodeId == nodeId && incident.Kind == kind);

    static IQueryable<IncidentCause> Causes(IQueryable<ProcessIncident> incidents) => incidents
        .GroupBy(incident => new { incident.DefinitionKey, incident.NodeId, incident.Kind })
        .Select(group => new IncidentCause
        {
            Process = group.Key.DefinitionKey,
            NodeId = group.Key.NodeId,
            Kind = group.Key.Kind,
            NodeName = group.Max(incident => incident.NodeName)!,
            Message = group.Max(incident => incident.Message)!,
            Count = group.Count(),
            Since = group.Min(incident => incident.Since),
        });
}

/// <summary>Incidents of one process at one node for one reason.</summary>
public sealed class IncidentCause
{
    /// <summary>Key of the process.</summary>
    public required string Process { get; init; }

    public required string NodeId { get; init; }

    /// <summary>Name of the node as drawn, Vietnamese.</summary>
    public required string NodeName { get; init; }

    public required string Kind { get; init; }

    /// <summary>English technical message of one of them.</summary>
    public required string Message { get; init; }

    public required int Count { get; init; }

    /// <summary>Since when the first of them stands.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Technical detail of one of them, English; null where the reason says it all.</summary>
    public string? Detail => ProcessIncidents.DetailOf(Kind, Message);

    /// <summary>The reason for people, in the language of the culture.</summary>
    public string TextIn(CultureInfo culture) => ProcessIncidents.TextOf(Kind, culture);
}

/// <summary>An instance that stands.</summary>
/// <param name="Version">The version it runs on; null where it has just ended.</param>
/// <param name="Message">English technical message.</param>
public sealed record StandingInstance(Guid InstanceId, string? Version, DateTimeOffset Since, string Message);
