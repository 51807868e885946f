using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Incidents;
using VanLang.Processes.Messages;
using VanLang.Processes.Signals;

namespace VanLang.Processes.Instances;

/// <summary>
/// Finds who waits at a node by the rows that stand for waiting: work, messages, signals, incidents. The longest waiting comes first, each kind along its own index. A
/// timer, an answer or partners at a gateway have no such row.
/// </summary>
static class WaitingAtNode
{
    /// <summary>Whether whatever waits at a node has a row that names it.</summary>
    public static bool HasRows(ProcessNode node) => node.Kind is NodeKind.UserTask or NodeKind.ReceiveTask || node.Event is MessageEvent or SignalEvent;

    /// <summary>The next after a place, at most so many.</summary>
    public static async Task<List<Waiter>> After(VanLangDbContext db, string node, KeysetCursor? after, int most, CancellationToken cancellationToken)
    {
        List<Waiter> found = [];
        foreach (IQueryable<Waiter> source in Sources(db, node))
        {
            IQueryable<Waiter> rest = after is null ? source : source.Where(waiter => waiter.At >= after.At && (waiter.At > after.At || waiter.InstanceId > after.Id));
            found.AddRange(await rest.OrderBy(waiter => waiter.At).ThenBy(waiter => waiter.InstanceId).Take(most).ToListAsync(cancellationToken));
        }

        // Ids are compared as the database compares them: as text.
        return [.. found.OrderBy(waiter => waiter.At).ThenBy(waiter => waiter.InstanceId.ToString(), StringComparer.Ordinal).Take(most)];
    }

    static IQueryable<Waiter>[] Sources(VanLangDbContext db, string node) =>
    [
        db.Set<WorkItem>().Where(item => item.NodeId == node).Select(item => new Waiter { At = item.CreatedAt, InstanceId = item.InstanceId }),
        db.Set<MessageSubscription>().Where(subscription => subscription.NodeId == node).Select(subscription => new Waiter { At = subscription.Since, InstanceId = subscription.InstanceId }),
        db.Set<SignalSubscription>().Where(subscription => subscription.NodeId == node).Select(subscription => new Waiter { At = subscription.Since, InstanceId = subscription.InstanceId }),
        db.Set<ProcessIncident>().Where(incident => incident.NodeId == node).Select(incident => new Waiter { At = incident.Since, InstanceId = incident.InstanceId }),
    ];
}

/// <summary>An instance that waits at a node, since when.</summary>
sealed class Waiter
{
    public required DateTimeOffset At { get; init; }

    public required Guid InstanceId { get; init; }
}
