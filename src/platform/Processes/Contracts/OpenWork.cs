using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Contracts;

/// <summary>An open work item with its process, read together: with it a step begins.</summary>
public sealed class OpenWork
{
    static readonly KeptQuery<Func<VanLangDbContext, Guid, Task<OpenWork?>>> Query = new(() => EF.CompileAsyncQuery((VanLangDbContext db, Guid id) => (
        from item in db.Set<WorkItem>().AsNoTracking()
        join instance in db.Set<ProcessInstance>().AsNoTracking() on item.InstanceId equals instance.Id
        where item.Id == id
        select new OpenWork(item, instance)).SingleOrDefault()));

    OpenWork(WorkItem item, ProcessInstance instance)
    {
        Item = item;
        Instance = instance;
    }

    public WorkItem Item { get; }

    internal ProcessInstance Instance { get; }

    internal static Task<OpenWork?> Find(VanLangDbContext db, Guid workItemId) => Query.For(db)(db, workItemId);
}
