using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Processes.Incidents;

namespace VanLang.Processes.Contracts;

/// <summary>What stands in running processes and waits for an operator, grouped by cause. It names no case: who operates the house sees no one's dossiers.</summary>
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

    /// <summary>The reason for people, in the language of the culture.</summary>
    public string TextIn(CultureInfo culture) => ProcessIncidents.TextOf(Kind, culture);
}
