using VanLang.Kernel.Access;

namespace VanLang.Access.Contracts;

/// <summary>A power that somebody holds by delegation (ủy quyền) on a day: in which agency and role, for whom, and how far it goes.</summary>
/// <param name="DelegationId">Id of the delegation; also what is chosen at <c>/can-bo/vai-tro</c>.</param>
/// <param name="GiverPositionId">Position whose power it is.</param>
/// <param name="GiverTitle">Title of that position, "Chủ tịch UBND phường".</param>
/// <param name="ReceiverPositionId">Own position of who acts; the record states both.</param>
/// <param name="AgencyId">Agency in which the power holds.</param>
/// <param name="UnitId">Unit of the giver; the agency where the giver belongs to none.</param>
/// <param name="Role">Role code of the giver: <c>leader</c>. Work items are asked for by agency and role.</param>
/// <param name="Permissions">What is delegated and what the role still grants on that day.</param>
/// <param name="Procedures">Codes of the procedures to which it is limited; empty for all.</param>
/// <param name="PaperNumber">Legal paper that gives it.</param>
/// <param name="ValidTo">First day on which it no longer holds.</param>
public sealed record DelegatedPower(
    Guid DelegationId, Guid GiverPositionId, string GiverName, string GiverTitle, Guid ReceiverPositionId, string ReceiverName, string ReceiverTitle,
    Guid AgencyId, string AgencyName, Guid UnitId, string Role, IReadOnlySet<string> Permissions, IReadOnlySet<string> Procedures,
    string PaperNumber, DateOnly ValidFrom, DateOnly ValidTo)
{
    /// <summary>The agency in the reader's language.</summary>
    public required string SaidAgency { get; init; }

    /// <summary>
    /// The official, acting under this power and no other: role, agency and permissions are the giver's, key and name the own ones, and each
    /// event says on whose behalf.
    /// </summary>
    public Actor For(Actor official)
    {
        ArgumentNullException.ThrowIfNull(official);
        return official with
        {
            PositionId = ReceiverPositionId,
            PositionTitle = ReceiverTitle,
            OnBehalfOf = GiverPositionId,
            OnBehalfOfTitle = GiverTitle,
            Role = Role,
            UnitId = UnitId,
            AgencyId = AgencyId,
            Permissions = Permissions,
            OnlyProcedures = Procedures.Count == 0 ? null : Procedures,
        };
    }
}
