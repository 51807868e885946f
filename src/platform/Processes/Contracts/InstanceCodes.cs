using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Processes.Instances;

namespace VanLang.Processes.Contracts;

/// <summary>Codes of what instances are about, running or ended, for lists of them.</summary>
public sealed class InstanceCodes(UnitOfWork work, IEnumerable<SubjectNames> names)
{
    /// <summary>Codes by instance; one about something that has none is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Of(IReadOnlyCollection<Guid> instances, CancellationToken cancellationToken) => instances.Count == 0
        ? new Dictionary<Guid, string>()
        : await work.Read((db, token) => Of(db, instances, token), cancellationToken);

    async Task<Dictionary<Guid, string>> Of(VanLangDbContext db, IReadOnlyCollection<Guid> instances, CancellationToken cancellationToken)
    {
        List<About> subjects =
        [
            .. await db.Set<ProcessInstance>().Where(instance => instances.Contains(instance.Id)).Select(instance => new About(instance.Id, instance.SubjectKind, instance.SubjectId)).ToListAsync(cancellationToken),
            .. await db.Set<EndedProcess>().Where(instance => instances.Contains(instance.Id)).Select(instance => new About(instance.Id, instance.SubjectKind, instance.SubjectId)).ToListAsync(cancellationToken),
        ];
        Dictionary<Guid, string> codes = [];
        foreach (SubjectNames room in names)
        {
            List<About> known = subjects.FindAll(about => about.Kind == room.SubjectKind);
            IReadOnlyDictionary<Guid, string> said = known.Count == 0 ? new Dictionary<Guid, string>() : await room.CodesOf(db, [.. known.Select(about => about.Subject).Distinct()], cancellationToken);
            foreach (About about in known.Where(about => said.ContainsKey(about.Subject)))
                codes[about.Instance] = said[about.Subject];
        }

        return codes;
    }

    sealed record About(Guid Instance, string Kind, Guid Subject);
}
