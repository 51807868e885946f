using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VanLang.Identity.Factors;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Accounts;

/// <summary>Checks name and password; opens a session, or asks for the second factor where the account has one.</summary>
sealed partial class SignIn(UnitOfWork work, Passwords passwords, KnownDevice devices, TimeProvider time, ILogger<SignIn> log)
{
    public async Task<Outcome<SignInStep>> Execute(string? typedName, string? password, Browser browser, CancellationToken cancellationToken)
    {
        string name = UserName.Lookup(typedName);
        Account? account = await work.Read((db, token) => db.Set<Account>().FirstOrDefaultAsync(account => account.NormalizedUserName == name, token), cancellationToken);
        string? device = devices.KeyFor(account, browser.DeviceNote);
        SignInPlace place = new(device ?? browser.Address, device is not null);
        (TimeSpan wait, TimeSpan pause) = await work.Read((db, token) => SignInBrake.Look(db, name, place, time.GetUtcNow(), token), cancellationToken);
        if (wait > TimeSpan.Zero)
            return IdentityErrors.SignInSlowed.With(Math.Ceiling(wait.TotalMinutes));
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time, cancellationToken);

        // Said whatever the password: the names of demonstration accounts are no secret, whether a password is right would be.
        if (account is { IsDemonstration: true } && !browser.IsLocal)
            return IdentityErrors.DemonstrationRemote;

        PasswordVerificationResult verified = passwords.Verify(account?.PasswordHash, password);
        if (account is null || verified == PasswordVerificationResult.Failed)
        {
            await CountFailure(name, place, cancellationToken);
            LogRefused(account?.Id);
            return IdentityErrors.SignInRefused;
        }

        // Told to who knows the password alone.
        if (account.DisabledAt is not null)
            return IdentityErrors.AccountDisabled;

        string? newHash = verified == PasswordVerificationResult.SuccessRehashNeeded ? passwords.Hash(password!) : null;
        return await work.Execute<SignInStep>(
            new Operation("account.sign-in", OpenSession.ActorOf(account)),
            async (work, token) =>
            {
                await SignInBrake.Forget(work, name, place, token);
                if (newHash is not null)
                    await Rehash(work, account.Id, newHash, token);
                if (await SecondFactors.Asked(work, account, token))
                    return new SecondFactorAsked(account.Id, account.SecurityStamp);
                return await OpenSession.In(work, account, browser, secondFactor: false, "password", token);
            },
            cancellationToken);
    }

    Task<Outcome<Done>> CountFailure(string name, SignInPlace place, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("account.sign-in-failed", Actor.Nobody),
        async (work, token) =>
        {
            // No event: whoever guesses must not make the record grow, and an unknown name must take as long as a known one.
            await SignInBrake.Count(work, name, place, token);
            return new Done();
        },
        cancellationToken);

    static async Task Rehash(Work work, Guid accountId, string hash, CancellationToken cancellationToken)
    {
        Account account = await work.Db.Set<Account>().SingleAsync(account => account.Id == accountId, cancellationToken);
        Facts before = account.Facts();
        account.PasswordHash = hash;
        account.ConcurrencyStamp = Guid.NewGuid().ToString();
        work.Raise(new Subject(AccountSubject.Name, account.Id), "account.password-rehashed", new { }, before, account.Facts());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Sign-in refused for account {AccountId}")]
    partial void LogRefused(Guid? accountId);
}
