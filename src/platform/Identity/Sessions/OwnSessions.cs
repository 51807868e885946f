using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Sessions;

/// <summary>The live sessions of an account, for its owner.</summary>
sealed class OwnSessions(UnitOfWork work, TimeProvider time)
{
    public Task<List<OwnSession>> Of(Guid accountId, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset oldest = now - SessionTimes.Idle;
        return work.Read(
            (db, token) => db.Set<Session>()
                .Where(session => session.AccountId == accountId && session.EndedAt == null && session.ExpiresAt > now && session.LastSeenAt > oldest)
                .OrderByDescending(session => session.LastSeenAt)
                .Select(session => new OwnSession(session.Id, session.CreatedAt, session.LastSeenAt, session.Network, session.Agent))
                .ToListAsync(token),
            cancellationToken);
    }
}

/// <summary>A session as its owner sees it.</summary>
sealed record OwnSession(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string Network, string Agent);
