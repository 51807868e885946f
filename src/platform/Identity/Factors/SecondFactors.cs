using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Identity.Passkeys;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Factors;

/// <summary>What an account can prove itself with beside the password.</summary>
/// <param name="Needed">The account must have a second factor.</param>
/// <param name="AuthenticatorSince">When an authenticator was confirmed; null where there is none.</param>
/// <param name="Passkeys">How many passkeys it has.</param>
/// <param name="RecoveryCodes">How many codes on paper are left.</param>
sealed record FactorsOfAccount(bool Needed, DateTimeOffset? AuthenticatorSince, int Passkeys, int RecoveryCodes)
{
    public bool Any => AuthenticatorSince is not null || Passkeys > 0;

    /// <summary>The password alone opens nothing. A citizen who has passkeys and no authenticator still has the password as before.</summary>
    public bool Asked => AuthenticatorSince is not null || (Needed && Passkeys > 0);
}

/// <summary>The authenticator and the codes on paper of an account: looked at, set up, taken away by their owner.</summary>
sealed class SecondFactors(UnitOfWork work, FactorSecrets secrets)
{
    static readonly TimeSpan TimeToConfirm = TimeSpan.FromMinutes(15);

    public Task<FactorsOfAccount> Of(Guid accountId, CancellationToken cancellationToken) => work.Read(
        async (db, token) => new FactorsOfAccount(
            (await db.Set<Account>().SingleAsync(account => account.Id == accountId, token)).NeedsSecondFactor,
            await db.Set<Authenticator>().Where(row => row.AccountId == accountId && row.RemovedAt == null && row.ConfirmedAt != null).Select(row => row.ConfirmedAt).FirstOrDefaultAsync(token),
            await db.Set<Passkey>().CountAsync(row => row.AccountId == accountId && row.RemovedAt == null, token),
            await db.Set<RecoveryCode>().CountAsync(code => code.AccountId == accountId, token)),
        cancellationToken);

    /// <summary>Begins: a secret for the app to take over. An authenticator that works goes on working until the first code of the new one has come.</summary>
    public async Task<Outcome<byte[]>> Begin(Actor actor, CancellationToken cancellationToken)
    {
        byte[] secret = Totp.NewSecret();
        byte[] kept = secrets.Protect(secret);
        return await work.Execute<byte[]>(
            new Operation("account.begin-authenticator", actor),
            async (work, token) =>
            {
                Guid accountId = actor.AccountId!.Value;
                if (await Begun(work, accountId, token) is { } earlier)
                {
                    Remove(work, earlier);
                    // Its place must be free before the next one takes it.
                    await work.Db.SaveChangesAsync(token);
                }

                Authenticator begun = new() { Id = work.NewId(), AccountId = accountId, Secret = kept, CreatedAt = work.Now, Revision = work.NewId() };
                work.Db.Add(begun);
                work.Raise(new Subject(AuthenticatorSubject.Name, begun.Id), "authenticator.begun", new { account = accountId }, after: begun.Facts());
                return secret;
            },
            cancellationToken);
    }

    /// <summary>The secret that waits for its first code, to be shown again after a typing error.</summary>
    public async Task<byte[]?> Waiting(Guid accountId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset oldest = now - TimeToConfirm;
        Authenticator? begun = await work.Read(
            (db, token) => db.Set<Authenticator>().FirstOrDefaultAsync(row => row.AccountId == accountId && row.RemovedAt == null && row.ConfirmedAt == null && row.CreatedAt > oldest, token),
            cancellationToken);
        return begun?.Secret is { } kept ? secrets.Open(kept) : null;
    }

    /// <summary>The first code came back: from now on the authenticator is asked for. The session at hand counts as proved.</summary>
    /// <returns>New codes for paper, shown this once.</returns>
    public Task<Outcome<IReadOnlyList<string>>> Confirm(Actor actor, Guid sessionId, string? code, CancellationToken cancellationToken) => work.Execute<IReadOnlyList<string>>(
        new Operation("account.confirm-authenticator", actor),
        async (work, token) =>
        {
            Guid accountId = actor.AccountId!.Value;
            await Queue(work, accountId, token);
            Authenticator? begun = await Begun(work, accountId, token);
            if (begun is not { Secret: { } kept } || begun.CreatedAt <= work.Now - TimeToConfirm)
                return IdentityErrors.AuthenticatorNotBegun;
            if (Totp.Match(secrets.Open(kept), (code ?? "").Replace(" ", "", StringComparison.Ordinal).Trim(), work.Now, begun.LastStep) is not { } step)
                return IdentityErrors.CodeWrong;
            if (await Working(work, accountId, token) is { } old)
            {
                Remove(work, old);
                await work.Db.SaveChangesAsync(token);
            }

            Facts before = begun.Facts();
            begun.ConfirmedAt = work.Now;
            begun.LastStep = step;
            begun.Revision = work.NewId();
            work.Raise(new Subject(AuthenticatorSubject.Name, begun.Id), "authenticator.confirmed", new { account = accountId }, before, begun.Facts());
            work.Raise(new Subject(AccountSubject.Name, accountId), "account.authenticator-added", new { authenticator = begun.Id });
            await Proved(work, await work.Db.Set<Account>().SingleAsync(account => account.Id == accountId, token), sessionId, token);
            return await Renew(work, accountId, token);
        },
        cancellationToken);

    /// <summary>Takes the authenticator away, and with it the codes on paper where there is no passkey that they stand in for.</summary>
    public Task<Outcome<Done>> Remove(Actor actor, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("account.remove-authenticator", actor),
        async (work, token) =>
        {
            Account account = await work.Db.Set<Account>().SingleAsync(account => account.Id == actor.AccountId, token);
            if (account.NeedsSecondFactor)
                return IdentityErrors.FactorNeeded;
            await Queue(work, account.Id, token);
            if (!await RemoveApp(work, account.Id, token))
                return IdentityErrors.AuthenticatorNotBegun;
            if (!await HasPasskey(work, account.Id, token))
                await RemoveCodes(work, account.Id, token);
            return new Done();
        },
        cancellationToken);

    /// <summary>New codes for paper; the old ones are worth nothing from now on.</summary>
    public Task<Outcome<IReadOnlyList<string>>> RenewCodes(Actor actor, CancellationToken cancellationToken) => work.Execute<IReadOnlyList<string>>(
        new Operation("account.renew-recovery-codes", actor),
        async (work, token) => await Working(work, actor.AccountId!.Value, token) is not null || await HasPasskey(work, actor.AccountId.Value, token)
            ? await Renew(work, actor.AccountId.Value, token)
            : IdentityErrors.AuthenticatorNotBegun,
        cancellationToken);

    /// <summary>Takes away everything beside the password, inside another operation.</summary>
    public static async Task RemoveAll(Work work, Guid accountId, CancellationToken cancellationToken)
    {
        await Queue(work, accountId, cancellationToken);
        await RemoveCodes(work, accountId, cancellationToken);
        await OwnPasskeys.RemoveAll(work, accountId, cancellationToken);
        await RemoveApp(work, accountId, cancellationToken);
    }

    /// <summary>Which means an account has is decided by several rows; who changes them waits for who does so already.</summary>
    public static Task Queue(Work work, Guid accountId, CancellationToken cancellationToken) => work.Queue($"factors/{accountId:N}", cancellationToken);

    /// <summary>Whether the password alone does not open this account.</summary>
    public static async Task<bool> Asked(Work work, Account account, CancellationToken cancellationToken) =>
        await Working(work, account.Id, cancellationToken) is not null || (account.NeedsSecondFactor && await HasPasskey(work, account.Id, cancellationToken));

    /// <summary>
    /// A means was added in this session, which counts as proved. Where the account needs one, every other session that has proved none ends: it could set
    /// up another with the password alone.
    /// </summary>
    public static async Task Proved(Work work, Account account, Guid sessionId, CancellationToken cancellationToken)
    {
        Session session = await work.Db.Set<Session>().SingleAsync(session => session.Id == sessionId, cancellationToken);
        session.SecondFactor = true;
        session.ConfirmedAt = work.Now;
        if (account.NeedsSecondFactor)
            await EndSessions.End(work, account.Id, other => !other.SecondFactor && other.Id != sessionId, cancellationToken);
    }

    static Task<bool> HasPasskey(Work work, Guid accountId, CancellationToken cancellationToken) =>
        work.Db.Set<Passkey>().AnyAsync(row => row.AccountId == accountId && row.RemovedAt == null, cancellationToken);

    static Task<int> RemoveCodes(Work work, Guid accountId, CancellationToken cancellationToken) =>
        work.Db.Set<RecoveryCode>().Where(code => code.AccountId == accountId).ExecuteDeleteAsync(cancellationToken);

    static async Task<bool> RemoveApp(Work work, Guid accountId, CancellationToken cancellationToken)
    {
        if (await Begun(work, accountId, cancellationToken) is { } begun)
            Remove(work, begun);
        if (await Working(work, accountId, cancellationToken) is not { } working)
            return false;
        Remove(work, working);
        work.Raise(new Subject(AccountSubject.Name, accountId), "account.authenticator-removed", new { authenticator = working.Id });
        return true;
    }

    /// <summary>The authenticator that is asked for at sign-in.</summary>
    public static Task<Authenticator?> Working(Work work, Guid accountId, CancellationToken cancellationToken) =>
        work.Db.Set<Authenticator>().FirstOrDefaultAsync(row => row.AccountId == accountId && row.RemovedAt == null && row.ConfirmedAt != null, cancellationToken);

    static Task<Authenticator?> Begun(Work work, Guid accountId, CancellationToken cancellationToken) =>
        work.Db.Set<Authenticator>().FirstOrDefaultAsync(row => row.AccountId == accountId && row.RemovedAt == null && row.ConfirmedAt == null, cancellationToken);

    static void Remove(Work work, Authenticator authenticator)
    {
        Facts before = authenticator.Facts();
        authenticator.RemovedAt = work.Now;
        authenticator.Secret = null;
        authenticator.Revision = work.NewId();
        work.Raise(new Subject(AuthenticatorSubject.Name, authenticator.Id), "authenticator.removed", new { account = authenticator.AccountId }, before, authenticator.Facts());
    }

    /// <summary>New codes, inside another operation.</summary>
    public static async Task<Outcome<IReadOnlyList<string>>> Renew(Work work, Guid accountId, CancellationToken cancellationToken)
    {
        await work.Db.Set<RecoveryCode>().Where(code => code.AccountId == accountId).ExecuteDeleteAsync(cancellationToken);
        string[] codes = [.. Enumerable.Range(0, RecoveryCode.PerAccount).Select(_ => PaperCode.New())];
        foreach (string code in codes)
            work.Db.Add(new RecoveryCode { Id = work.NewId(), AccountId = accountId, Hash = PaperCode.Hash(accountId, PaperCode.Normalise(code)!), CreatedAt = work.Now });
        work.Raise(new Subject(AccountSubject.Name, accountId), "account.recovery-codes-made", new { count = codes.Length });
        return codes;
    }
}
