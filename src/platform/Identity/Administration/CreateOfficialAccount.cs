using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Identity.Accounts;
using VanLang.Identity.Handovers;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Administration;

/// <summary>
/// Makes the account of an official from the directory and a code for its owner. For an account that its owner has not taken over yet it makes a new
/// code; the earlier one is worth nothing from then on.
/// </summary>
sealed class CreateOfficialAccount(UnitOfWork work, AdministeredAccounts accounts)
{
    /// <summary>No idempotency key: the answer holds the code, and is kept nowhere. Asked twice, the second code counts.</summary>
    public async Task<Outcome<IssuedCode>> Execute(Actor actor, Guid personId, CancellationToken cancellationToken)
    {
        if (!actor.May(AccountPermissions.Manage))
            return KernelErrors.Forbidden;
        if (await accounts.Official(actor, personId, cancellationToken) is not { } official)
            return IdentityErrors.AccountUnknown;
        return await work.Execute<IssuedCode>(
            new Operation("account.create-official", actor),
            (work, token) => In(work, official, HandoverKind.Activation, token),
            cancellationToken);
    }

    public static async Task<Outcome<IssuedCode>> In(Work work, OfficialRecord official, HandoverKind kind, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(official.UserName))
            return IdentityErrors.OfficialWithoutName;
        Account? account = await work.Db.Set<Account>().FirstOrDefaultAsync(account => account.PersonId == official.Id, cancellationToken);
        if (account is { PasswordHash: not null } or { DisabledAt: not null })
            return IdentityErrors.AccountThere;
        if (account is null)
        {
            string lookup = UserName.Lookup(official.UserName);
            if (await work.Db.Set<Account>().AnyAsync(other => other.NormalizedUserName == lookup, cancellationToken))
                return IdentityErrors.UserNameTaken;
            account = new()
            {
                Id = work.NewId(),
                Kind = AccountKind.Official,
                FullName = official.FullName,
                PersonId = official.Id,
                UserName = UserName.Normalise(official.UserName),
                NormalizedUserName = lookup,
                SecurityStamp = Guid.NewGuid().ToString(),
                CreatedAt = work.Now,
            };
            work.Db.Add(account);
            work.Raise(new Subject(AccountSubject.Name, account.Id), "account.created", new { official = official.Id }, after: account.Facts());
        }

        return await HandoverSteps.Issue(work, account, kind, cancellationToken);
    }
}
