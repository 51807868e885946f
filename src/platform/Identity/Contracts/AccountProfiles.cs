using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Contracts;

/// <summary>What people have said of themselves in their accounts, for forms that would ask it again.</summary>
public sealed class AccountProfiles
{
    readonly UnitOfWork work;

    internal AccountProfiles(UnitOfWork work) => this.work = work;

    /// <summary>The profile of the one who acts; only the name for who has no account.</summary>
    public async Task<AccountProfile> Of(Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        Account? account = actor.AccountId is { } id
            ? await work.Read((db, token) => db.Set<Account>().SingleOrDefaultAsync(account => account.Id == id, token), cancellationToken)
            : null;
        return new(actor.Name, account?.PersonalNumber, account?.PhoneNumber, account?.Email);
    }
}

/// <summary>What an account says of its owner; stated, not verified.</summary>
/// <param name="PersonalNumber">Số định danh cá nhân, 12 digits.</param>
/// <param name="Phone">As normalised at sign-up.</param>
public sealed record AccountProfile(string FullName, string? PersonalNumber, string? Phone, string? Email);
