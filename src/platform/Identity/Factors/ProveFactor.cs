using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Factors;

/// <summary>
/// Proves the second factor: at sign-in after the password, and again in a session before what is delicate. A code of an app counts once; a code
/// from paper is used up.
/// </summary>
sealed class ProveFactor(UnitOfWork work, Passwords passwords, FactorSecrets secrets, KnownDevice devices, TimeProvider time)
{
    /// <summary>Wrong codes of all strange places together in an hour. Whoever gets here has the password; there are a million codes.</summary>
    const int MostOfAll = 50;

    /// <summary>The second step of a sign-in.</summary>
    /// <param name="ticket">What the first step left in the browser; null where it is missing or too old.</param>
    public async Task<Outcome<OpenedSession>> SignIn(SecondFactorAsked? ticket, string? code, Browser browser, CancellationToken cancellationToken)
    {
        if (ticket is null || await Find(ticket.AccountId, cancellationToken) is not { } account || account.SecurityStamp != ticket.Stamp)
            return IdentityErrors.SecondStepOver;
        if (account.IsDemonstration && !browser.IsLocal)
            return IdentityErrors.DemonstrationRemote;
        if (account.DisabledAt is not null)
            return IdentityErrors.AccountDisabled;
        return await Prove<OpenedSession>(
            account, "account.sign-in-second-step", code, browser,
            async (work, how, token) => await OpenSession.In(work, account, browser, secondFactor: true, how, token), cancellationToken);
    }

    /// <summary>In a session: the second factor again, or the password where the account has no other means.</summary>
    public async Task<Outcome<Done>> Again(Actor actor, Guid sessionId, bool hasFactor, string? secret, Browser browser, CancellationToken cancellationToken)
    {
        Account account = (await Find(actor.AccountId!.Value, cancellationToken))!;
        if (hasFactor)
            return await Prove<Done>(account, "session.confirm", secret, browser, (work, _, token) => Confirm(work, sessionId, token), cancellationToken);

        (string name, SignInPlace place) = Place(account, browser);
        if (await Held(name, place, cancellationToken) is { } held)
            return held;
        if (passwords.Verify(account.PasswordHash, secret) == PasswordVerificationResult.Failed)
        {
            await Count(name, place, cancellationToken);
            return IdentityErrors.PasswordWrong;
        }

        return await work.Execute<Done>(
            new Operation("session.confirm", actor),
            async (work, token) =>
            {
                // A factor that was added in another window meanwhile is the one to prove.
                if (await SecondFactors.Asked(work, account, token))
                    return IdentityErrors.CodeWrong;
                await SignInBrake.Forget(work, name, place, token);
                return await Confirm(work, sessionId, token);
            },
            cancellationToken);
    }

    async Task<Outcome<T>> Prove<T>(
        Account account, string operation, string? code, Browser browser, Func<Work, string, CancellationToken, Task<Outcome<T>>> then, CancellationToken cancellationToken)
    {
        (string name, SignInPlace place) = Place(account, browser);
        if (await Held(name, place, cancellationToken) is { } held)
            return held;
        string typed = Read(code);
        Outcome<T> outcome = await work.Execute<T>(
            new Operation(operation, OpenSession.ActorOf(account)),
            async (work, token) =>
            {
                if (await How(work, account.Id, typed, token) is not { } how)
                    return IdentityErrors.CodeWrong;
                await SignInBrake.Forget(work, name, place, token);
                return await then(work, how, token);
            },
            cancellationToken);
        if (outcome.Failure?.Code == IdentityErrors.CodeWrong)
            await Count(name, place, cancellationToken);
        return outcome;
    }

    /// <summary>A code as people type it, without the spaces.</summary>
    public static string Read(string? code) => (code ?? "").Replace(" ", "", StringComparison.Ordinal).Trim();

    /// <summary>Takes a code inside another operation, which says before it how often one may try.</summary>
    /// <returns>By what it was proved; null where the code is neither one of the app now nor one on paper.</returns>
    public async Task<string?> How(Work work, Guid accountId, string typed, CancellationToken cancellationToken) =>
        await ByApp(work, accountId, typed, cancellationToken) ? "authenticator"
        : await ByPaper(work, accountId, typed, cancellationToken) ? "recovery-code"
        : null;

    async Task<bool> ByApp(Work work, Guid accountId, string typed, CancellationToken cancellationToken)
    {
        if (typed.Length != Totp.Digits || await SecondFactors.Working(work, accountId, cancellationToken) is not { Secret: { } kept } authenticator)
            return false;
        if (Totp.Match(secrets.Open(kept), typed, work.Now, authenticator.LastStep) is not { } step)
            return false;
        authenticator.LastStep = step;
        authenticator.Revision = work.NewId();
        return true;
    }

    static async Task<bool> ByPaper(Work work, Guid accountId, string typed, CancellationToken cancellationToken)
    {
        if (PaperCode.Normalise(typed) is not { } code)
            return false;
        byte[] hash = PaperCode.Hash(accountId, code);
        // Deleting is the check: of two at once one finds the row.
        if (await work.Db.Set<RecoveryCode>().Where(row => row.AccountId == accountId && row.Hash == hash).ExecuteDeleteAsync(cancellationToken) != 1)
            return false;
        int left = await work.Db.Set<RecoveryCode>().CountAsync(row => row.AccountId == accountId, cancellationToken);
        work.Raise(new Subject(AccountSubject.Name, accountId), "account.recovery-code-used", new { left });
        return true;
    }

    /// <summary>The owner of the session has proved again to be the one, inside the operation of the proof.</summary>
    public static async Task<Outcome<Done>> Confirm(Work work, Guid sessionId, CancellationToken cancellationToken)
    {
        Session session = await work.Db.Set<Session>().SingleAsync(session => session.Id == sessionId, cancellationToken);
        session.ConfirmedAt = work.Now;
        return new Done();
    }

    Task<Account?> Find(Guid id, CancellationToken cancellationToken) =>
        work.Read((db, token) => db.Set<Account>().FirstOrDefaultAsync(account => account.Id == id, token), cancellationToken);

    (string Name, SignInPlace Place) Place(Account account, Browser browser)
    {
        string? device = devices.KeyFor(account, browser.DeviceNote);
        return ($"second-step {account.Id:N}", new(device ?? browser.Address, device is not null));
    }

    async Task<Failure?> Held(string name, SignInPlace place, CancellationToken cancellationToken)
    {
        (TimeSpan wait, TimeSpan pause) = await work.Read((db, token) => SignInBrake.Look(db, name, place, time.GetUtcNow(), token, MostOfAll), cancellationToken);
        if (wait > TimeSpan.Zero)
            return IdentityErrors.SignInSlowed.With(Math.Ceiling(wait.TotalMinutes));
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time, cancellationToken);
        return null;
    }

    Task<Outcome<Done>> Count(string name, SignInPlace place, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("account.second-step-failed", Actor.Nobody),
        async (work, token) =>
        {
            await SignInBrake.Count(work, name, place, token);
            return new Done();
        },
        cancellationToken);
}
