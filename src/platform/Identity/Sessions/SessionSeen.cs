using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Identity.Sessions;

/// <summary>Notes that a session was used: by a page of ours, or by an application that refreshes its token.</summary>
sealed class SessionSeen(UnitOfWork work)
{
    public Task<Outcome<Done>> Touch(Guid id, CancellationToken cancellationToken) => work.Execute<Done>(
        new Operation("session.seen", Actor.System),
        async (work, token) =>
        {
            await work.Db.Set<Session>().Where(session => session.Id == id).ExecuteUpdateAsync(set => set.SetProperty(session => session.LastSeenAt, work.Now), token);
            return new Done();
        },
        cancellationToken);
}
