using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;

namespace VanLang.Access.Delegations;

/// <summary>
/// A head gives own powers to another position of the agency, beside or below, for a time, or lets somebody substitute a person of the own unit who is absent. Only
/// what the position's role grants can be given, and it cannot be passed on.
/// </summary>
sealed class GiveDelegation(UnitOfWork unitOfWork, DirectoryQueries directory, AccessQueries access, TimeProvider time)
{
    public async Task<Outcome<Guid>> Execute(DelegationTerms terms, string key, Actor actor, CancellationToken cancellationToken)
    {
        // Read before the transaction: what a delegation gives is looked up again on each day of its use.
        PositionRecord? giver = await directory.Position(terms.GiverPositionId, cancellationToken);
        PositionRecord? receiver = await directory.Position(terms.ReceiverPositionId, cancellationToken);
        if (await Refused(terms, giver, receiver, actor, cancellationToken) is { } refused)
            return refused;
        return await unitOfWork.Execute<Guid>(
            new Operation("delegation.give", actor) { IdempotencyKey = key, Reason = terms.Note, Body = terms },
            (work, _) =>
            {
                Delegation delegation = new()
                {
                    Id = work.NewId(),
                    GiverPositionId = giver!.Id,
                    GiverPersonId = giver.PersonId,
                    ReceiverPositionId = receiver!.Id,
                    ReceiverPersonId = receiver.PersonId,
                    AgencyId = giver.AgencyId,
                    Role = giver.Role,
                    Permissions = [.. terms.Permissions.Order(StringComparer.Ordinal)],
                    Procedures = [.. terms.Procedures.Order(StringComparer.Ordinal)],
                    ValidFrom = terms.ValidFrom,
                    ValidTo = terms.ValidTo,
                    PaperNumber = terms.PaperNumber.Trim(),
                    Note = terms.Note,
                    RecordedBy = actor.PositionId!.Value,
                    RecordedAt = work.Now,
                };
                work.Db.Add(delegation);
                work.Raise(delegation.Subject, "delegation.given", new { giver = giver.Id, receiver = receiver.Id }, null, delegation.Facts());
                return Task.FromResult<Outcome<Guid>>(delegation.Id);
            },
            cancellationToken);
    }

    async Task<Failure?> Refused(DelegationTerms terms, PositionRecord? giver, PositionRecord? receiver, Actor actor, CancellationToken cancellationToken)
    {
        DateOnly today = VietnamTime.DateOf(time.GetUtcNow());
        if (!actor.May(AccessRoom.GiveDelegations) || giver is null || !IsOver(actor, giver, today))
            return DelegationErrors.NotYours;
        if (actor.OnBehalfOf is not null)
            return DelegationErrors.PassedOn;
        if (terms.ValidFrom < today || terms.ValidTo <= terms.ValidFrom || !Holds(giver, terms))
            return DelegationErrors.PeriodBad;
        if (receiver is null || receiver.AgencyId != giver.AgencyId || receiver.PersonId == giver.PersonId || !Holds(receiver, terms))
            return DelegationErrors.ReceiverUnfit;
        if (!MayReceive(giver, receiver))
            return DelegationErrors.ReceiverAbove;
        IReadOnlySet<string> grantable = await Grantable(giver.Role, today, cancellationToken);
        if (terms.Permissions.Count == 0 || !terms.Permissions.All(grantable.Contains))
            return DelegationErrors.BeyondRights;
        if (string.IsNullOrWhiteSpace(terms.PaperNumber) || terms.PaperNumber.Length > 100)
            return DelegationErrors.PaperMissing;
        return null;
    }

    /// <summary>What the role grants and may be given on; the right to delegate and to administer the system stay where they are.</summary>
    public async Task<IReadOnlySet<string>> Grantable(string role, DateOnly day, CancellationToken cancellationToken) =>
        (await access.PermissionsOf(role, day, cancellationToken)).Except([AccessRoom.GiveDelegations, AccessRoom.SeeRoles]).ToHashSet();

    /// <summary>Whether the actor may give on the power of this position: the own one, one of the unit that the actor heads, or of the agency that the actor leads.</summary>
    public static bool IsOver(Actor actor, PositionRecord position, DateOnly day) =>
        position.ValidFrom <= day && (position.ValidTo is null || day < position.ValidTo)
        && (position.Id == actor.PositionId || actor.Role switch
        {
            "leader" => position.AgencyId == actor.AgencyId,
            "deputy-leader" => position.AgencyId == actor.AgencyId && position.Role is not ("leader" or "deputy-leader"),
            "head-of-unit" => position.UnitId is not null && position.UnitId == actor.UnitId && position.Role != "head-of-unit",
            _ => false,
        });

    /// <summary>
    /// A power goes to somebody beside or below, never up: a deputy or head of unit signs for the leader (TUQ.), a colleague does the work of a clerk on leave. Who
    /// stands above has the way of the own position.
    /// </summary>
    public static bool MayReceive(PositionRecord giver, PositionRecord receiver) => Level(receiver.Role) >= Level(giver.Role);

    /// <summary>How far below the head of the agency a role stands.</summary>
    static int Level(string role) => role switch
    {
        "leader" => 0,
        "deputy-leader" => 1,
        "head-of-unit" => 2,
        _ => 3,
    };

    static bool Holds(PositionRecord position, DelegationTerms terms) =>
        position.ValidFrom <= terms.ValidFrom && (position.ValidTo is null || terms.ValidTo <= position.ValidTo);
}

/// <summary>What is to be delegated.</summary>
/// <param name="Procedures">Codes of procedures to which it is limited; empty for all.</param>
/// <param name="ValidTo">First day on which it no longer holds.</param>
sealed record DelegationTerms(
    Guid GiverPositionId, Guid ReceiverPositionId, IReadOnlyList<string> Permissions, IReadOnlyList<string> Procedures,
    DateOnly ValidFrom, DateOnly ValidTo, string PaperNumber, string? Note);
