using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Identity.Factors;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Passkeys;

/// <summary>The passkeys of an account, looked at and taken away by their owner.</summary>
sealed class OwnPasskeys(UnitOfWork work)
{
    public Task<List<PasskeyRow>> Of(Guid accountId, CancellationToken cancellationToken) => work.Read(
        (db, token) => db.Set<Passkey>()
            .Where(row => row.AccountId == accountId && row.RemovedAt == null)
            .OrderBy(row => row.CreatedAt)
            .Select(row => new PasskeyRow(row.Id, row.Name, row.CreatedAt, row.LastUsedAt, row.IsBackedUp, row.SuspectedAt))
            .ToListAsync(token),
        cancellationToken);

    /// <summary>Takes one away. The last means of an official beside the password stays: without it nobody could work, and whoever has the password could set up another.</summary>
    public Task<Outcome<Done>> Remove(Actor actor, Guid id, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("account.remove-passkey", actor),
        async (work, token) =>
        {
            Guid accountId = actor.AccountId!.Value;
            await SecondFactors.Queue(work, accountId, token);
            List<Passkey> all = await work.Db.Set<Passkey>().Where(row => row.AccountId == accountId && row.RemovedAt == null).ToListAsync(token);
            if (all.FirstOrDefault(row => row.Id == id) is not { } passkey)
                return PasskeyErrors.Unknown;
            if (all.All(row => row == passkey || row.SuspectedAt is not null) && await SecondFactors.Working(work, accountId, token) is null)
            {
                Account account = await work.Db.Set<Account>().SingleAsync(account => account.Id == accountId, token);
                if (account.NeedsSecondFactor)
                    return PasskeyErrors.Last;
                if (all.Count == 1)
                    await work.Db.Set<RecoveryCode>().Where(code => code.AccountId == accountId).ExecuteDeleteAsync(token);
            }

            Remove(work, passkey);
            return new Done();
        },
        cancellationToken);

    /// <summary>Takes all away, inside another operation.</summary>
    public static async Task RemoveAll(Work work, Guid accountId, CancellationToken cancellationToken)
    {
        foreach (Passkey passkey in await work.Db.Set<Passkey>().Where(row => row.AccountId == accountId && row.RemovedAt == null).ToListAsync(cancellationToken))
            Remove(work, passkey);
    }

    static void Remove(Work work, Passkey passkey)
    {
        Facts before = passkey.Facts();
        passkey.RemovedAt = work.Now;
        passkey.Revision = work.NewId();
        work.Raise(new Subject(PasskeySubject.Name, passkey.Id), "passkey.removed", new { account = passkey.AccountId }, before, passkey.Facts());
        work.Raise(new Subject(AccountSubject.Name, passkey.AccountId), "account.passkey-removed", new { passkey = passkey.Id });
    }
}

/// <summary>A passkey as its owner sees it.</summary>
sealed record PasskeyRow(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, bool IsBackedUp, DateTimeOffset? SuspectedAt);
