using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Identity.Factors;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Passkeys;

/// <summary>
/// Opens a session by a passkey, or proves again in one. Nothing is slowed here: a passkey cannot be guessed. A question counts once, and a device whose
/// count of uses goes back is refused from then on, for one of two that use it is a copy.
/// </summary>
sealed class UsePasskey(UnitOfWork work, PasskeyProtocol protocol)
{
    /// <summary>Without name and password; device and finger are two factors.</summary>
    /// <param name="asked">The question that is answered; null where it is missing or too old.</param>
    public async Task<Outcome<SignInStep>> SignIn(AskedPasskey? asked, string? answer, HttpContext context, CancellationToken cancellationToken)
    {
        Browser browser = Browser.Of(context);
        Outcome<ShownPasskey> read = await Read(asked, answer, context);
        if (!read.Succeeded)
            return read.Failure;
        Account account = read.Value.Account;
        if (account.IsDemonstration && !browser.IsLocal)
            return IdentityErrors.DemonstrationRemote;
        if (account.DisabledAt is not null)
            return IdentityErrors.AccountDisabled;
        return await Use<SignInStep>(
            read.Value, "account.sign-in-passkey", OpenSession.ActorOf(account),
            async (work, token) => await OpenSession.In(work, account, browser, secondFactor: true, "passkey", token), cancellationToken);
    }

    /// <summary>In a session, before what is delicate: a passkey of the same account.</summary>
    public async Task<Outcome<Done>> Again(Actor actor, Guid sessionId, AskedPasskey? asked, string? answer, HttpContext context, CancellationToken cancellationToken)
    {
        Outcome<ShownPasskey> read = await Read(asked, answer, context);
        if (!read.Succeeded)
            return read.Failure;
        if (read.Value.Account.Id != actor.AccountId)
            return PasskeyErrors.Refused;
        return await Use(read.Value, "session.confirm", actor, (work, token) => ProveFactor.Confirm(work, sessionId, token), cancellationToken);
    }

    /// <summary>In the place of a forgotten password: proves whose account it is and opens no session.</summary>
    /// <param name="may">Whether the account may be treated so; one that may not is refused like a passkey that nobody knows.</param>
    public async Task<Outcome<Done>> InPlaceOfPassword(
        AskedPasskey? asked, string? answer, HttpContext context, Predicate<Account> may, Func<Work, Guid, CancellationToken, Task<Outcome<Done>>> then, CancellationToken cancellationToken)
    {
        Outcome<ShownPasskey> read = await Read(asked, answer, context);
        if (!read.Succeeded)
            return read.Failure;
        Account account = read.Value.Account;
        return may(account)
            ? await Use<Done>(read.Value, "account.reset-forgotten", OpenSession.ActorOf(account), (work, token) => then(work, account.Id, token), cancellationToken)
            : PasskeyErrors.Refused;
    }

    async Task<Outcome<ShownPasskey>> Read(AskedPasskey? asked, string? answer, HttpContext context)
    {
        if (asked is null)
            return PasskeyErrors.Over;
        return !string.IsNullOrEmpty(answer) && await protocol.Read(asked, answer, context) is { } shown ? shown : PasskeyErrors.Refused;
    }

    async Task<Outcome<T>> Use<T>(ShownPasskey shown, string operation, Actor actor, Func<Work, CancellationToken, Task<Outcome<T>>> then, CancellationToken cancellationToken)
    {
        // A suspicion is kept though it opens nothing: the operation succeeds, and what it says is a refusal.
        bool suspected = false;
        Outcome<Answered<T>> outcome = await work.Execute<Answered<T>>(
            new Operation(operation, actor),
            async (work, token) =>
            {
                suspected = false;
                Passkey? passkey = await work.Db.Set<Passkey>().FirstOrDefaultAsync(row => row.CredentialId == shown.CredentialId && row.AccountId == shown.Account.Id && row.RemovedAt == null, token);
                if (passkey is null)
                    return PasskeyErrors.Refused;
                if (passkey.SuspectedAt is not null)
                    return PasskeyErrors.Suspected;
                if (shown.AskedAt <= passkey.LastAskedAt)
                    return PasskeyErrors.Over;
                passkey.Revision = work.NewId();
                passkey.LastAskedAt = shown.AskedAt;
                if ((shown.SignCount != 0 || passkey.SignCount != 0) && shown.SignCount <= passkey.SignCount)
                {
                    Suspect(work, passkey, shown.SignCount);
                    suspected = true;
                    return new Answered<T>(default);
                }

                passkey.SignCount = shown.SignCount;
                passkey.IsBackedUp = shown.IsBackedUp;
                passkey.LastUsedAt = work.Now;
                Outcome<T> done = await then(work, token);
                return done.Succeeded ? new Answered<T>(done.Value) : done.Failure;
            },
            cancellationToken);
        return !outcome.Succeeded ? outcome.Failure : suspected ? PasskeyErrors.Suspected : outcome.Value.Value!;
    }

    static void Suspect(Work work, Passkey passkey, uint count)
    {
        Facts before = passkey.Facts();
        passkey.SuspectedAt = work.Now;
        work.Raise(new Subject(PasskeySubject.Name, passkey.Id), "passkey.count-went-back", new { account = passkey.AccountId, known = passkey.SignCount, shown = count }, before, passkey.Facts());
        work.Raise(new Subject(AccountSubject.Name, passkey.AccountId), "account.passkey-suspected", new { passkey = passkey.Id });
    }

    sealed record Answered<T>(T? Value);
}
