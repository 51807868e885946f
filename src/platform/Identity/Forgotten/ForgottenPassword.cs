using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Identity.Factors;
using VanLang.Identity.Passkeys;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Forgotten;

/// <summary>
/// A citizen who has forgotten the password sets another one and proves by what only they have: a code of the app, a code on paper, a passkey. Every session
/// and known device ends; the second factor stays and is asked for at the next sign-in, so that a guessed code alone opens nothing. Whoever has
/// none of them goes to a counter (<see cref="Handovers"/>). Nothing said here tells whether an account exists.
/// </summary>
sealed class ForgottenPassword(UnitOfWork work, Passwords passwords, ProveFactor factors, UsePasskey passkeys, KnownDevice devices, TimeProvider time)
{
    /// <summary>
    /// Wrong codes of all strange places together in an hour, after which codes of the app are not taken there. Here nothing else has been proved, and there are
    /// only a million. Codes on paper and passkeys cannot be guessed and are taken still.
    /// </summary>
    const int MostOfAll = 20;

    public async Task<Outcome<Done>> ByCode(string? typedName, string? code, string? password, string? passwordAgain, Browser browser, CancellationToken cancellationToken)
    {
        string name = UserName.Lookup(typedName);
        if (Fault(password, passwordAgain, UserName.Normalise(typedName)) is { } fault)
            return fault;
        string typed = ProveFactor.Read(code);
        Account? account = await work.Read((db, token) => db.Set<Account>().FirstOrDefaultAsync(account => account.NormalizedUserName == name, token), cancellationToken);
        // The names of demonstration accounts are no secret, and their password is everybody's.
        if (account is { IsDemonstration: true })
            return IdentityErrors.DemonstrationFixed;
        string counted = $"forgotten {name}";
        string? device = devices.KeyFor(account, browser.DeviceNote);
        SignInPlace place = new(device ?? browser.Address, device is not null);
        (TimeSpan wait, TimeSpan pause) = await work.Read(
            (db, token) => SignInBrake.Look(db, counted, place, time.GetUtcNow(), token, typed.Length == Totp.Digits ? MostOfAll : int.MaxValue), cancellationToken);
        if (wait > TimeSpan.Zero)
            return IdentityErrors.SignInSlowed.With(Math.Ceiling(wait.TotalMinutes));
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time, cancellationToken);

        // The same work for who does not exist, and for who may not.
        string hash = passwords.Hash(password!);
        Guid id = account is not null && MayReset(account) ? account.Id : Guid.Empty;
        Outcome<Done> outcome = await work.Execute<Done>(
            new Operation("account.reset-forgotten", id == Guid.Empty ? Actor.Nobody : OpenSession.ActorOf(account!)),
            async (work, token) =>
            {
                if (await factors.How(work, id, typed, token) is not { } how)
                    return IdentityErrors.ForgottenRefused;
                await SignInBrake.Forget(work, counted, place, token);
                return await Set(work, id, hash, how, token);
            },
            cancellationToken);
        if (outcome.Failure?.Code == IdentityErrors.ForgottenRefused)
            await work.Execute<Done>(
                new Operation("account.forgotten-refused", Actor.Nobody),
                async (work, token) =>
                {
                    await SignInBrake.Count(work, counted, place, token);
                    return new Done();
                },
                cancellationToken);
        return outcome;
    }

    /// <param name="asked">The question that is answered; null where it is missing or too old.</param>
    public async Task<Outcome<Done>> ByPasskey(AskedPasskey? asked, string? answer, string? password, string? passwordAgain, HttpContext context, CancellationToken cancellationToken)
    {
        if (Fault(password, passwordAgain, "") is { } fault)
            return fault;
        string hash = passwords.Hash(password!);
        return await passkeys.InPlaceOfPassword(
            asked, answer, context, MayReset, (work, account, token) => Set(work, account, hash, "passkey", token), cancellationToken);
    }

    static Failure? Fault(string? password, string? passwordAgain, string userName) =>
        PasswordRules.Check(password, userName) ?? (password != passwordAgain ? (Failure)IdentityErrors.PasswordRepeat : null);

    /// <summary>An official's account comes back by two persons alone; one that was closed, by who closed it.</summary>
    static bool MayReset(Account account) => account is { Kind: AccountKind.Citizen, IsDemonstration: false, DisabledAt: null };

    static async Task<Outcome<Done>> Set(Work work, Guid accountId, string hash, string how, CancellationToken cancellationToken)
    {
        Account account = await work.Db.Set<Account>().SingleAsync(account => account.Id == accountId, cancellationToken);
        // Closed, in the moment between.
        if (!MayReset(account))
            return IdentityErrors.ForgottenRefused;
        Facts before = account.Facts();
        account.PasswordHash = hash;
        account.SecurityStamp = Guid.NewGuid().ToString();
        account.ConcurrencyStamp = Guid.NewGuid().ToString();
        await EndSessions.End(work, account.Id, _ => true, cancellationToken);
        work.Raise(new Subject(AccountSubject.Name, account.Id), "account.password-reset", new { by = how }, before, account.Facts());
        return new Done();
    }
}
