using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;

namespace VanLang.Access.Roles;

/// <summary>Lets <c>verify</c> find a grant that was changed behind the program's back.</summary>
sealed class RoleGrantSubject : RecordedSubject
{
    public const string Name = "role-grant";

    public override string Kind => Name;

    public override string Table => "role_grants";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (RoleGrant grant in db.Set<RoleGrant>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(grant.Id, $"{grant.Role} {grant.Permission}", grant.Facts());
    }
}
