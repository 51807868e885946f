using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Identity.Handovers;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Administration;

/// <summary>Closes an account and opens it again. Closing ends its sessions, and with them every token given out in them, with the next request.</summary>
sealed class CloseAccount(UnitOfWork work, AdministeredAccounts accounts)
{
    public Task<Outcome<Done>> Close(Actor actor, Guid accountId, string? reason, CancellationToken cancellationToken) =>
        Change(actor, accountId, reason, "account.close", async (work, account, token) =>
        {
            if (account.DisabledAt is not null)
                return "";
            account.DisabledAt = work.Now;
            account.SecurityStamp = Guid.NewGuid().ToString();
            await EndSessions.End(work, account.Id, _ => true, token);
            if (await HandoverSteps.Open(work, account.Id, token) is { } waiting)
                HandoverSteps.Cancel(work, waiting);
            return "account.closed";
        }, cancellationToken);

    public Task<Outcome<Done>> Reopen(Actor actor, Guid accountId, string? reason, CancellationToken cancellationToken) =>
        Change(actor, accountId, reason, "account.reopen", (_, account, _) =>
        {
            string happened = account.DisabledAt is null ? "" : "account.reopened";
            account.DisabledAt = null;
            return Task.FromResult(happened);
        }, cancellationToken);

    async Task<Outcome<Done>> Change(
        Actor actor, Guid accountId, string? reason, string operation, Func<Work, Account, CancellationToken, Task<string>> change, CancellationToken cancellationToken)
    {
        if (!actor.May(AccountPermissions.Manage))
            return KernelErrors.Forbidden;
        if (string.IsNullOrWhiteSpace(reason))
            return IdentityErrors.ReasonMissing;
        if (await accounts.Find(actor, accountId, cancellationToken) is not { } found)
            return IdentityErrors.AccountUnknown;
        // A citizen belongs to no agency; closing one's door to all of them is not for one of them.
        if (found.Kind == AccountKind.Citizen && !actor.May(AccountPermissions.WholeProvince))
            return KernelErrors.Forbidden;
        if (accountId == actor.AccountId)
            return IdentityErrors.OwnAccount;
        return await work.Execute<Done>(
            new Operation(operation, actor) { Reason = reason.Trim() },
            async (work, token) =>
            {
                Account account = await work.Db.Set<Account>().SingleAsync(account => account.Id == accountId, token);
                Facts before = account.Facts();
                string happened = await change(work, account, token);
                // Closed already, or open already: what was wanted holds.
                if (happened.Length == 0)
                    return new Done();
                account.ConcurrencyStamp = Guid.NewGuid().ToString();
                work.Raise(new Subject(AccountSubject.Name, account.Id), happened, new { }, before, account.Facts());
                return new Done();
            },
            cancellationToken);
    }
}
