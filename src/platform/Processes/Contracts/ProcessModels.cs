using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Operations;
using VanLang.Processes.Definitions;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Contracts;

/// <summary>Which processes and versions there are, for who chooses among them.</summary>
public sealed class ProcessModels(UnitOfWork work, DefinitionStore definitions)
{
    /// <summary>Keys of all processes that were ever published.</summary>
    public Task<List<string>> Keys(CancellationToken cancellationToken) => work.Read(
        (db, token) => db.Set<Definition>().Where(published => published.Kind == ProcessDefinitions.Kind).Select(published => published.Key).Distinct().OrderBy(key => key).ToListAsync(token),
        cancellationToken);

    /// <summary>Versions of a process, the latest first.</summary>
    public Task<List<ProcessPublication>> Versions(string process, CancellationToken cancellationToken) => work.Read(
        async (db, token) => (await db.Set<Definition>().Where(published => published.Kind == ProcessDefinitions.Kind && published.Key == process)
                .Select(published => new ProcessPublication(published.Version, published.ValidFrom, published.PublishedAt)).ToListAsync(token))
            .OrderByDescending(published => published.ValidFrom).ThenByDescending(published => published.PublishedAt).DistinctBy(published => published.Version).ToList(),
        cancellationToken);

    /// <summary>Vietnamese name of a process in a version.</summary>
    public async Task<string> Name(string process, string version) => (await definitions.Process(process, version)).Name;

    /// <summary>Vietnamese names of processes in their latest versions; a key that is none is left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Names(IEnumerable<string> processes, CancellationToken cancellationToken)
    {
        Dictionary<string, string> names = [];
        foreach (string process in processes.Distinct(StringComparer.Ordinal))
        {
            if ((await Versions(process, cancellationToken)) is [var latest, ..])
                names[process] = await Name(process, latest.Version);
        }

        return names;
    }

    /// <summary>Nodes of a version at which an instance can wait, in the order of the file.</summary>
    public async Task<IReadOnlyList<PathNode>> WaitingNodes(string process, string version) =>
    [
        .. (await definitions.Process(process, version)).Nodes
            .Where(node => node.CanWait || node.Kind is NodeKind.CatchEvent or NodeKind.BoundaryEvent or NodeKind.EventBasedGateway || (node.Incoming.Length > 1 && node.Kind is NodeKind.ParallelGateway or NodeKind.InclusiveGateway))
            .Select(node => new PathNode(node.Id, node.Name)),
    ];
}

/// <summary>A published version of a process.</summary>
/// <param name="Version">SHA-256 of its content.</param>
/// <param name="ValidFrom">First legal day.</param>
public sealed record ProcessPublication(string Version, DateOnly ValidFrom, DateTimeOffset PublishedAt);
