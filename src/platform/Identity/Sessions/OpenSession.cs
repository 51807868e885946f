using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Sessions;

/// <summary>Opens the session of somebody who has proved who it is, inside the operation of the proof.</summary>
static class OpenSession
{
    static readonly TimeSpan KeepEnded = TimeSpan.FromDays(30);

    /// <summary>Who acts in a sign-in.</summary>
    public static Actor ActorOf(Account account) =>
        new(account.Kind == AccountKind.Official ? ActorKind.Official : ActorKind.Citizen, "") { AccountId = account.Id, PersonId = account.PersonId };

    public static async Task<OpenedSession> In(Work work, Account account, Browser browser, bool secondFactor, string how, CancellationToken cancellationToken)
    {
        DateTimeOffset old = work.Now - KeepEnded;
        await work.Db.Set<Session>().Where(session => session.AccountId == account.Id && session.ExpiresAt < old).ExecuteDeleteAsync(cancellationToken);
        string key = SessionKey.New();
        Session session = new()
        {
            Id = work.NewId(),
            KeyHash = SessionKey.Hash(key),
            AccountId = account.Id,
            CreatedAt = work.Now,
            LastSeenAt = work.Now,
            ExpiresAt = work.Now + SessionTimes.Longest,
            ConfirmedAt = work.Now,
            SecondFactor = secondFactor,
            Network = browser.Network,
            Agent = browser.Agent,
        };
        work.Db.Add(session);
        work.Raise(new Subject(AccountSubject.Name, account.Id), "account.signed-in", new { session = session.Id, how });
        return new OpenedSession(account.Id, account.Kind, key, account.SecurityStamp, secondFactor);
    }
}

/// <summary>How a sign-in goes on after the password.</summary>
abstract record SignInStep;

/// <summary>A session that was just opened.</summary>
/// <param name="Key">What the cookie will hold; kept nowhere else.</param>
/// <param name="Stamp">The account's security stamp, for the note of <see cref="KnownDevice"/>.</param>
sealed record OpenedSession(Guid AccountId, AccountKind Kind, string Key, string? Stamp, bool SecondFactor) : SignInStep;

/// <summary>The password was right; the second factor is asked for.</summary>
sealed record SecondFactorAsked(Guid AccountId, string? Stamp) : SignInStep;
