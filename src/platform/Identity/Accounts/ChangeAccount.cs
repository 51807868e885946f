using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Accounts;

/// <summary>What the owner of an account changes: name, phone, password.</summary>
sealed class ChangeAccount(UnitOfWork work, Passwords passwords)
{
    /// <summary>The account at hand.</summary>
    public Task<Account> Find(Guid accountId, CancellationToken cancellationToken) =>
        work.Read((db, token) => db.Set<Account>().SingleAsync(account => account.Id == accountId, token), cancellationToken);

    /// <summary>An official's name is the directory's; there only the phone changes.</summary>
    public async Task<Outcome<Done>> Details(Actor actor, string? fullName, string? phone, CancellationToken cancellationToken)
    {
        if (actor.Kind == ActorKind.Citizen && FullNames.Check(fullName) is { } fault)
            return fault;
        string? number = string.IsNullOrWhiteSpace(phone) ? null : UserName.Phone(phone);
        if (number is null && !string.IsNullOrWhiteSpace(phone))
            return IdentityErrors.PhoneBad;
        return await Change(actor, "account.change", account =>
        {
            if (account.Kind == AccountKind.Citizen)
                account.FullName = FullNames.Normalise(fullName);
            account.PhoneNumber = number;
        }, null, cancellationToken);
    }

    /// <summary>Sets another password and ends every other session.</summary>
    public async Task<Outcome<Done>> Password(
        Actor actor, Guid currentSessionId, string? oldPassword, string? newPassword, string? newPasswordAgain, CancellationToken cancellationToken)
    {
        Account account = await Find(actor.AccountId!.Value, cancellationToken);
        if (account.IsDemonstration)
            return IdentityErrors.DemonstrationFixed;
        if (passwords.Verify(account.PasswordHash, oldPassword) == PasswordVerificationResult.Failed)
            return IdentityErrors.PasswordWrong;
        if (PasswordRules.Check(newPassword, account.UserName!) is { } fault)
            return fault;
        if (newPassword != newPasswordAgain)
            return IdentityErrors.PasswordRepeat;
        string hash = passwords.Hash(newPassword!);
        return await Change(actor, "account.change-password", account =>
        {
            account.PasswordHash = hash;
            account.SecurityStamp = Guid.NewGuid().ToString();
        }, currentSessionId, cancellationToken);
    }

    Task<Outcome<Done>> Change(Actor actor, string operation, Action<Account> change, Guid? onlySession, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation(operation, actor),
        async (work, token) =>
        {
            Account account = await work.Db.Set<Account>().SingleAsync(account => account.Id == actor.AccountId, token);
            Facts before = account.Facts();
            change(account);
            account.ConcurrencyStamp = Guid.NewGuid().ToString();
            if (onlySession is not null)
                await EndSessions.End(work, account.Id, session => session.Id != onlySession, token);
            work.Raise(new Subject(AccountSubject.Name, account.Id), onlySession is null ? "account.changed" : "account.password-changed", new { }, before, account.Facts());
            return new Done();
        },
        cancellationToken);
}
