using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Accounts;

/// <summary>Lets <c>verify</c> find an account whose password or official was changed behind the program's back.</summary>
sealed class AccountSubject : RecordedSubject
{
    public const string Name = "account";

    public override string Kind => Name;

    public override string Table => "accounts";

    public override async IAsyncEnumerable<RecordedRow> Rows(VanLangDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Account account in db.Set<Account>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new(account.Id, account.Id.ToString(), account.Facts());
    }
}
