using Microsoft.EntityFrameworkCore;
using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Operations;

namespace VanLang.Access.Delegations;

/// <summary>Delegations of the own agency that a head may oversee, and those that concern the one who asks; the latest first.</summary>
sealed class DelegationList(UnitOfWork work, DirectoryQueries directory)
{
    public const int Most = 100;

    public async Task<IReadOnlyList<DelegationLine>> Read(Actor actor, DateOnly day, CancellationToken cancellationToken)
    {
        List<Delegation> found = await work.Read(
            (db, token) => db.Set<Delegation>()
                .Where(delegation => delegation.AgencyId == actor.AgencyId)
                .OrderByDescending(delegation => delegation.ValidTo).ThenByDescending(delegation => delegation.Id)
                .Take(Most).ToListAsync(token),
            cancellationToken);
        List<DelegationLine> lines = [];
        foreach (Delegation delegation in found)
        {
            if (await directory.Position(delegation.GiverPositionId, cancellationToken) is not { } giver || await directory.Position(delegation.ReceiverPositionId, cancellationToken) is not { } receiver)
                continue;
            bool over = actor.OnBehalfOf is null && actor.May(AccessRoom.GiveDelegations) && GiveDelegation.IsOver(actor, giver, day);
            bool own = delegation.ReceiverPersonId == actor.PersonId || delegation.GiverPersonId == actor.PersonId;
            if (!over && !own)
                continue;
            DelegationState state = delegation.EndedAt is not null ? DelegationState.Ended
                : day >= delegation.ValidTo ? DelegationState.Over
                : day < delegation.ValidFrom ? DelegationState.Coming : DelegationState.InForce;
            lines.Add(new(delegation, giver, receiver, state, state is DelegationState.Coming or DelegationState.InForce && (over || delegation.ReceiverPersonId == actor.PersonId)));
        }

        return lines;
    }
}

/// <summary>A delegation as the list shows it.</summary>
sealed record DelegationLine(Delegation Delegation, PositionRecord Giver, PositionRecord Receiver, DelegationState State, bool MayEnd);

enum DelegationState
{
    Coming,
    InForce,
    Over,
    Ended,
}
