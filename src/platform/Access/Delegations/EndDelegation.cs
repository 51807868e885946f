using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Access.Delegations;

/// <summary>Ends a delegation before its time; from that moment it gives nothing. By who could give it, or who received it.</summary>
sealed class EndDelegation(UnitOfWork unitOfWork, DirectoryQueries directory, TimeProvider time)
{
    public async Task<Outcome<Done>> Execute(Guid id, string key, Actor actor, CancellationToken cancellationToken)
    {
        DateOnly today = VietnamTime.DateOf(time.GetUtcNow());
        Delegation? seen = await unitOfWork.Read((db, token) => db.Set<Delegation>().SingleOrDefaultAsync(delegation => delegation.Id == id, token), cancellationToken);
        PositionRecord? giver = seen is null ? null : await directory.Position(seen.GiverPositionId, cancellationToken);
        if (seen is null || giver is null || actor.AgencyId != seen.AgencyId)
            return DelegationErrors.NotFound;
        bool mayEnd = seen.ReceiverPersonId == actor.PersonId || (actor.OnBehalfOf is null && actor.May(AccessRoom.GiveDelegations) && GiveDelegation.IsOver(actor, giver, today));
        if (!mayEnd)
            return DelegationErrors.NotYours;
        return await unitOfWork.Execute<Done>(
            new Operation("delegation.end", actor) { IdempotencyKey = key, Body = new { id } },
            async (work, token) =>
            {
                Delegation delegation = await work.Db.Set<Delegation>().SingleAsync(delegation => delegation.Id == id, token);
                if (delegation.EndedAt is not null)
                    return DelegationErrors.NotFound;
                Facts before = delegation.Facts();
                delegation.EndedAt = work.Now;
                delegation.Revision++;
                work.Raise(delegation.Subject, "delegation.ended", new { }, before, delegation.Facts());
                return new Done();
            },
            cancellationToken);
    }
}
