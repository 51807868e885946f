using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Identity.Provider.Logout;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Sessions;

/// <summary>Ends sessions: by sign-out, from the owner's list, or all others when the password changes.</summary>
sealed class EndSessions(UnitOfWork work)
{
    /// <summary>Ends one session of the account; another account's is not found.</summary>
    public Task<Outcome<Done>> Revoke(Actor actor, Guid sessionId, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("session.revoke", actor),
        async (work, token) => await End(work, actor.AccountId, session => session.Id == sessionId, token) == 0 ? IdentityErrors.SessionUnknown : new Done(),
        cancellationToken);

    /// <summary>Ends every session of the account but the one at hand.</summary>
    public Task<Outcome<Done>> RevokeOthers(Actor actor, Guid currentSessionId, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("session.revoke-others", actor),
        async (work, token) =>
        {
            await End(work, actor.AccountId, session => session.Id != currentSessionId, token);
            return new Done();
        },
        cancellationToken);

    /// <summary>Sign-out.</summary>
    public static Task One(UnitOfWork work, SignedInSession current, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("account.sign-out", new Actor(current.Kind == AccountKind.Official ? ActorKind.Official : ActorKind.Citizen, "") { AccountId = current.AccountId, PersonId = current.PersonId }),
        async (work, token) =>
        {
            await End(work, current.AccountId, session => session.Id == current.Id, token);
            return new Done();
        },
        cancellationToken);

    /// <summary>Ends sessions inside another operation.</summary>
    public static async Task<int> End(
        Work work, Guid? accountId, System.Linq.Expressions.Expression<Func<Session, bool>> which, CancellationToken cancellationToken)
    {
        List<Session> sessions = await work.Db.Set<Session>()
            .Where(session => session.AccountId == accountId && session.EndedAt == null && session.ExpiresAt > work.Now)
            .Where(which)
            .ToListAsync(cancellationToken);
        foreach (Session session in sessions)
        {
            session.EndedAt = work.Now;
            work.Raise(new Subject(AccountSubject.Name, session.AccountId), "account.session-ended", new { session = session.Id });
        }

        await ClientSessions.Tell(work, sessions, cancellationToken);
        return sessions.Count;
    }
}
