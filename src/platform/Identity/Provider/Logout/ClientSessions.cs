using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Sessions;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Provider.Logout;

/// <summary>Which applications are signed in by a session: noted before they get their tokens, told when it ends.</summary>
sealed class ClientSessions(UnitOfWork work)
{
    /// <summary>Notes the application. It queues with the end of the session, so that no application gets tokens and is not told.</summary>
    public Task<Outcome<Done>> Note(Guid sessionId, Guid clientId, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("session.note-client", Actor.System),
        async (work, token) =>
        {
            await Queue(work, sessionId, token);
            if (!await work.Db.Set<Session>().AnyAsync(session => session.Id == sessionId && session.EndedAt == null, token))
                return IdentityErrors.SessionUnknown;
            if (!await work.Db.Set<ClientSession>().AnyAsync(row => row.SessionId == sessionId && row.ClientId == clientId, token))
                work.Db.Add(new ClientSession { SessionId = sessionId, ClientId = clientId, Since = work.Now });
            return new Done();
        },
        cancellationToken);

    /// <summary>Has every application of these sessions told, inside the operation that ends them. One that does not answer holds up itself alone.</summary>
    public static async Task Tell(Work work, IReadOnlyCollection<Session> ended, CancellationToken cancellationToken)
    {
        foreach (Session session in ended.OrderBy(session => session.Id))
        {
            await Queue(work, session.Id, cancellationToken);
            foreach (ClientSession row in await work.Db.Set<ClientSession>().Where(row => row.SessionId == session.Id).ToListAsync(cancellationToken))
            {
                work.Schedule(work.NewId(), LogoutJob.JobKind, $"{LogoutJob.JobKind}/{row.ClientId:N}", new LogoutNotice(row.ClientId, session.Id, session.AccountId).ToJson(), work.Now);
                work.Db.Remove(row);
            }
        }
    }

    /// <summary>The same for sessions that ran out and were ended by nobody.</summary>
    public static async Task TellOfOld(Work work, CancellationToken cancellationToken)
    {
        DateTimeOffset oldest = work.Now - SessionTimes.Idle;
        List<Session> old = await work.Db.Set<Session>()
            .Where(session => (session.ExpiresAt <= work.Now || session.LastSeenAt <= oldest) && work.Db.Set<ClientSession>().Any(row => row.SessionId == session.Id))
            .OrderBy(session => session.Id)
            .Take(500)
            .ToListAsync(cancellationToken);
        await Tell(work, old, cancellationToken);
    }

    static Task Queue(Work work, Guid sessionId, CancellationToken cancellationToken) => work.Queue($"session/{sessionId:N}", cancellationToken);
}
