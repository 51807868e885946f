using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;

namespace VanLang.Access.Delegations;

/// <summary>Lets <c>verify</c> find a delegation, and so a power, that was changed behind the program's back.</summary>
sealed class DelegationSubject : RecordedSubject
{
    public const string Name = "delegation";

    public override string Kind => Name;

    public override string Table => "delegations";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Delegation delegation in db.Set<Delegation>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(delegation.Id, delegation.PaperNumber, delegation.Facts());
    }
}
