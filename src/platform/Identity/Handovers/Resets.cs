using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Identity.Administration;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Handovers;

/// <summary>The help desk, or for a citizen the counter, opens a reset: password or phone of the owner are lost. Nothing happens to the account until a second person confirms.</summary>
sealed class OpenReset(UnitOfWork work, AdministeredAccounts accounts)
{
    public async Task<Outcome<Done>> Execute(Actor actor, Guid accountId, string? reason, CancellationToken cancellationToken)
    {
        // The counter helps citizens alone: of officials it finds nobody.
        if (!actor.May(AccountPermissions.OpenReset) && !actor.May(AccountPermissions.HelpCitizens))
            return KernelErrors.Forbidden;
        if (string.IsNullOrWhiteSpace(reason))
            return IdentityErrors.ReasonMissing;
        if (await accounts.Find(actor, accountId, cancellationToken) is not { } found
            || (found.Kind != AccountKind.Citizen && !actor.May(AccountPermissions.OpenReset)))
            return IdentityErrors.AccountUnknown;
        if (found.Id == actor.AccountId)
            return IdentityErrors.OwnAccount;
        if (found.IsDemonstration)
            return IdentityErrors.DemonstrationFixed;
        return await work.Execute<Done>(
            new Operation("account.open-reset", actor) { Reason = reason.Trim() },
            async (work, token) =>
            {
                if (await HandoverSteps.Open(work, accountId, token) is { } earlier)
                {
                    if (earlier.ExpiresAt > work.Now)
                        return IdentityErrors.ResetOpen;
                    HandoverSteps.Cancel(work, earlier);
                    await work.Db.SaveChangesAsync(token);
                }

                Handover reset = new()
                {
                    Id = work.NewId(),
                    AccountId = accountId,
                    Kind = HandoverKind.Reset,
                    OpenedBy = actor.AccountId,
                    OpenedAt = work.Now,
                    Reason = reason.Trim(),
                    ExpiresAt = work.Now + HandoverSteps.ConfirmWithin,
                    Revision = work.NewId(),
                };
                work.Db.Add(reset);
                work.Raise(new Subject(HandoverSubject.Name, reset.Id), "handover.reset-opened", new { account = accountId }, after: reset.Facts());
                work.Raise(new Subject(AccountSubject.Name, accountId), "account.reset-opened", new { handover = reset.Id });
                return new Done();
            },
            cancellationToken);
    }
}

/// <summary>A second person confirms the reset and gets the code for the owner. The one who opened it and the owner cannot be that person.</summary>
sealed class ConfirmReset(UnitOfWork work, AdministeredAccounts accounts)
{
    /// <summary>No idempotency key: the answer holds the code, and is kept nowhere. A second try is told that it was confirmed.</summary>
    public async Task<Outcome<IssuedCode>> Execute(Actor actor, Guid accountId, CancellationToken cancellationToken)
    {
        if (!actor.May(AccountPermissions.ConfirmReset))
            return KernelErrors.Forbidden;
        if (await accounts.Find(actor, accountId, cancellationToken) is null)
            return IdentityErrors.AccountUnknown;
        return await work.Execute<IssuedCode>(
            new Operation("account.confirm-reset", actor),
            async (work, token) =>
            {
                Handover? reset = await HandoverSteps.Open(work, accountId, token);
                if (reset is not { Kind: HandoverKind.Reset, ConfirmedAt: null } || reset.ExpiresAt <= work.Now)
                    return IdentityErrors.ResetNotOpen;
                if (reset.OpenedBy == actor.AccountId || accountId == actor.AccountId)
                    return IdentityErrors.SecondPersonNeeded;
                Account account = await work.Db.Set<Account>().SingleAsync(account => account.Id == accountId, token);
                Facts before = reset.Facts();
                reset.ConfirmedBy = actor.AccountId;
                reset.ConfirmedAt = work.Now;
                IssuedCode issued = HandoverSteps.GiveCode(reset, account, work);
                work.Raise(new Subject(HandoverSubject.Name, reset.Id), "handover.reset-confirmed", new { account = accountId }, before, reset.Facts());
                work.Raise(new Subject(AccountSubject.Name, accountId), "account.reset-confirmed", new { handover = reset.Id });
                return issued;
            },
            cancellationToken);
    }
}

/// <summary>Takes a reset back: by those who may open or confirm one, or by the owner, who then never lost anything.</summary>
sealed class CancelReset(UnitOfWork work, AdministeredAccounts accounts)
{
    public async Task<Outcome<Done>> Execute(Actor actor, Guid accountId, CancellationToken cancellationToken)
    {
        if (accountId != actor.AccountId)
        {
            if (!actor.May(AccountPermissions.OpenReset) && !actor.May(AccountPermissions.ConfirmReset))
                return KernelErrors.Forbidden;
            if (await accounts.Find(actor, accountId, cancellationToken) is null)
                return IdentityErrors.AccountUnknown;
        }

        return await work.Execute<Done>(
            new Operation("account.cancel-reset", actor),
            async (work, token) =>
            {
                if (await HandoverSteps.Open(work, accountId, token) is not { Kind: HandoverKind.Reset } reset)
                    return IdentityErrors.ResetNotOpen;
                HandoverSteps.Cancel(work, reset);
                work.Raise(new Subject(AccountSubject.Name, accountId), "account.reset-cancelled", new { handover = reset.Id });
                return new Done();
            },
            cancellationToken);
    }
}
