using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Accounts;

/// <summary>Checks name and password and opens a session.</summary>
sealed partial class SignIn(UnitOfWork work, Passwords passwords, TimeProvider time, ILogger<SignIn> log)
{
    static readonly TimeSpan KeepEnded = TimeSpan.FromDays(30);

    public async Task<Outcome<OpenedSession>> Execute(string? typedName, string? password, Browser browser, CancellationToken cancellationToken)
    {
        string name = UserName.Lookup(typedName);
        (TimeSpan wait, TimeSpan pause) = await work.Read((db, token) => SignInBrake.Look(db, name, browser.Address, time.GetUtcNow(), token), cancellationToken);
        if (wait > TimeSpan.Zero)
            return IdentityErrors.SignInSlowed.With(Math.Ceiling(wait.TotalMinutes));
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time, cancellationToken);

        Account? account = await work.Read((db, token) => db.Set<Account>().FirstOrDefaultAsync(account => account.NormalizedUserName == name, token), cancellationToken);
        // Said whatever the password: the names of demonstration accounts are no secret, whether a password is right would be.
        if (account is { IsDemonstration: true } && !browser.IsLocal)
            return IdentityErrors.DemonstrationRemote;

        PasswordVerificationResult verified = passwords.Verify(account?.PasswordHash, password);
        if (account is null || verified == PasswordVerificationResult.Failed)
        {
            await work.Execute<Done>(
                new Operation("account.sign-in-failed", Actor.Nobody),
                async (work, token) =>
                {
                    // No event: whoever guesses must not make the record grow, and an unknown name must take as long as a known one.
                    await SignInBrake.Count(work, name, browser.Address, token);
                    return new Done();
                },
                cancellationToken);
            LogRefused(account?.Id);
            return IdentityErrors.SignInRefused;
        }

        string? newHash = verified == PasswordVerificationResult.SuccessRehashNeeded ? passwords.Hash(password!) : null;
        string key = SessionKey.New();
        Actor actor = new(account.Kind == AccountKind.Official ? ActorKind.Official : ActorKind.Citizen, "") { AccountId = account.Id, PersonId = account.PersonId };
        return await work.Execute<OpenedSession>(
            new Operation("account.sign-in", actor),
            async (work, token) =>
            {
                await SignInBrake.Forget(work, name, browser.Address, token);
                DateTimeOffset old = work.Now - KeepEnded;
                await work.Db.Set<Session>().Where(session => session.AccountId == account.Id && session.ExpiresAt < old).ExecuteDeleteAsync(token);
                Session session = new()
                {
                    Id = work.NewId(),
                    KeyHash = SessionKey.Hash(key),
                    AccountId = account.Id,
                    CreatedAt = work.Now,
                    LastSeenAt = work.Now,
                    ExpiresAt = work.Now + SessionTimes.Longest,
                    Network = browser.Network,
                    Agent = browser.Agent,
                };
                work.Db.Add(session);
                work.Raise(new Subject(AccountSubject.Name, account.Id), "account.signed-in", new { session = session.Id });
                if (newHash is not null)
                    await Rehash(work, account.Id, newHash, token);
                return new OpenedSession(account.Id, account.Kind, key);
            },
            cancellationToken);
    }

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

/// <summary>A session that was just opened.</summary>
/// <param name="Key">What the cookie will hold; kept nowhere else.</param>
sealed record OpenedSession(Guid AccountId, AccountKind Kind, string Key);
