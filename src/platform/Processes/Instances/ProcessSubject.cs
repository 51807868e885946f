using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;

namespace VanLang.Processes.Instances;

/// <summary>Running and ended processes, as <c>verify</c> compares them with the record.</summary>
sealed class ProcessSubject : RecordedSubject
{
    public override string Kind => ProcessInstance.Kind;

    public override string Table => "process_instances";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ProcessInstance running in db.Set<ProcessInstance>().AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(running.Id, running.Id.ToString(), ProcessInstance.Facts(running.Version, running.Revision, running.State));
        await foreach (EndedProcess ended in db.Set<EndedProcess>().AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(ended.Id, ended.Id.ToString(), ProcessInstance.Facts(ended.Version, ended.Revision, ended.State));
    }
}
