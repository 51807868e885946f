using Microsoft.EntityFrameworkCore;
using VanLang.Identity.Accounts;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Sessions;

/// <summary>An official says in which of the own positions, or by which delegated power, the next acts are done.</summary>
sealed class ChoosePosition(UnitOfWork work)
{
    public async Task<Outcome<Done>> Execute(CurrentActor current, Guid positionId, CancellationToken cancellationToken)
    {
        if (current.Positions.All(position => position.Id != positionId) && current.Powers.All(power => power.DelegationId != positionId))
            return IdentityErrors.PositionNotHeld;
        return await work.Execute<Done>(
            new Operation("session.choose-position", current.Actor),
            async (work, token) =>
            {
                Session session = await work.Db.Set<Session>().SingleAsync(session => session.Id == current.SessionId, token);
                session.PositionId = positionId;
                work.Raise(new Subject(AccountSubject.Name, session.AccountId), "account.position-chosen", new { session = session.Id, position = positionId });
                return new Done();
            },
            cancellationToken);
    }
}
