using System.Reflection;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Processes.Instances;
using static VanLang.Kernel.Data.StatementBatch;

namespace VanLang.Processes.Incidents;

/// <summary>Writes what a step changes about incidents, with the other statements of the step or by EF's.</summary>
static class IncidentWriting
{
    static readonly string OpenIncident = Sql("OpenIncident"), CloseIncident = Sql("CloseIncident");

    public static void AddTo(this IncidentRows rows, StatementBatch batch, ProcessInstance instance)
    {
        foreach (long token in rows.Closed)
            batch.Add(CloseIncident, Value(instance.Id), Value((long?)token));
        foreach (ProcessIncident incident in rows.Opened)
        {
            batch.Add(
                OpenIncident, Value(incident.InstanceId), Value((long?)incident.TokenId), Value(incident.DefinitionKey), Value(incident.NodeId), Value(incident.NodeName), Value(incident.Kind),
                Value(incident.Message), Value(incident.SubjectKind), Value(incident.SubjectId), Value(incident.AgencyId), Value(incident.Since));
        }
    }

    public static async Task Write(this IncidentRows rows, Work work, ProcessInstance instance, CancellationToken cancellationToken)
    {
        foreach (long token in rows.Closed)
            await work.Db.Set<ProcessIncident>().Where(incident => incident.InstanceId == instance.Id && incident.TokenId == token).ExecuteDeleteAsync(cancellationToken);
        // A token that stands again in the same operation has a row of its own that is tracked already.
        foreach (ProcessIncident incident in rows.Opened)
        {
            if (work.Db.Set<ProcessIncident>().Local.FindEntryUntyped([incident.InstanceId, incident.TokenId]) is { } known)
                known.State = EntityState.Detached;
            work.Db.Add(incident);
        }
    }

    static string Sql(string name) => SqlText.Of(Assembly.GetExecutingAssembly(), $"{name}.sql");
}
