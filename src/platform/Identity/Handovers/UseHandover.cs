using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Identity.Factors;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Handovers;

/// <summary>
/// The owner takes the account over with the code on paper and a password of their own. After a reset whatever was there before (password, factors,
/// sessions, known devices) opens nothing any more.
/// </summary>
sealed class UseHandover(UnitOfWork work, Passwords passwords, TimeProvider time)
{
    public async Task<Outcome<Done>> Execute(
        string? typedName, string? typedCode, string? password, string? passwordAgain, Browser browser, CancellationToken cancellationToken)
    {
        string name = UserName.Lookup(typedName);
        if (PasswordRules.Check(password, UserName.Normalise(typedName)) is { } fault)
            return fault;
        if (password != passwordAgain)
            return IdentityErrors.PasswordRepeat;
        string counted = $"handover {name}";
        SignInPlace place = new(browser.Address, IsKnown: false);
        (TimeSpan wait, _) = await work.Read((db, token) => SignInBrake.Look(db, counted, place, time.GetUtcNow(), token), cancellationToken);
        if (wait > TimeSpan.Zero)
            return IdentityErrors.SignInSlowed.With(Math.Ceiling(wait.TotalMinutes));

        // Before anything is looked up: who does not exist takes as long.
        string hash = passwords.Hash(password!);
        Account? account = await work.Read((db, token) => db.Set<Account>().FirstOrDefaultAsync(account => account.NormalizedUserName == name, token), cancellationToken);
        Outcome<Done> outcome = account is null || PaperCode.Normalise(typedCode) is not { } code
            ? IdentityErrors.HandoverRefused
            : await work.Execute<Done>(
                new Operation("account.use-handover", OpenSession.ActorOf(account)),
                (work, token) => Use(work, account.Id, code, hash, counted, place, token),
                cancellationToken);
        if (outcome.Failure?.Code == IdentityErrors.HandoverRefused)
            await work.Execute<Done>(
                new Operation("account.handover-refused", Actor.Nobody),
                async (work, token) =>
                {
                    await SignInBrake.Count(work, counted, place, token);
                    return new Done();
                },
                cancellationToken);
        return outcome;
    }

    static async Task<Outcome<Done>> Use(Work work, Guid accountId, string code, string hash, string counted, SignInPlace place, CancellationToken cancellationToken)
    {
        Handover? handover = await HandoverSteps.Open(work, accountId, cancellationToken);
        if (handover?.CodeHash is not { } kept || handover.ExpiresAt <= work.Now
            || !System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(kept, PaperCode.Hash(handover.Id, code)))
            return IdentityErrors.HandoverRefused;
        Account account = await work.Db.Set<Account>().SingleAsync(account => account.Id == accountId, cancellationToken);
        if (account.DisabledAt is not null)
            return IdentityErrors.HandoverRefused;

        await SignInBrake.Forget(work, counted, place, cancellationToken);
        Facts before = account.Facts();
        account.PasswordHash = hash;
        account.SecurityStamp = Guid.NewGuid().ToString();
        account.ConcurrencyStamp = Guid.NewGuid().ToString();
        work.Raise(new Subject(AccountSubject.Name, account.Id), "account.handed-over", new { handover = handover.Id, kind = handover.Kind.ToString() }, before, account.Facts());
        if (handover.Kind == HandoverKind.Reset)
            await SecondFactors.RemoveAll(work, account.Id, cancellationToken);
        await EndSessions.End(work, account.Id, _ => true, cancellationToken);

        Facts open = handover.Facts();
        handover.UsedAt = work.Now;
        handover.ToldAt = null;
        handover.Revision = work.NewId();
        work.Raise(new Subject(HandoverSubject.Name, handover.Id), "handover.used", new { account = account.Id }, open, handover.Facts());
        return new Done();
    }
}
