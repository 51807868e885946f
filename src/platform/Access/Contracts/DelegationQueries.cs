using Microsoft.EntityFrameworkCore;
using VanLang.Access.Delegations;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;

namespace VanLang.Access.Contracts;

/// <summary>
/// Which powers are held by delegation on a day. A delegation gives nothing before its first day, from its end on, once it was ended, and while its
/// giver or receiver does not hold the position. Answers are not kept beyond the request that asked.
/// </summary>
public sealed class DelegationQueries(UnitOfWork work, DirectoryQueries directory, AccessQueries access)
{
    // Asked with every request of an official.
    static readonly KeptQuery<Func<VanLangDbContext, Guid, DateOnly, IAsyncEnumerable<Delegation>>> OfReceiver = new(() => EF.CompileAsyncQuery<VanLangDbContext, Guid, DateOnly, Delegation>(
        (db, person, day) => db.Set<Delegation>().AsNoTracking()
            .Where(delegation => delegation.ReceiverPersonId == person && delegation.ValidFrom <= day && day < delegation.ValidTo && delegation.EndedAt == null)
            .OrderBy(delegation => delegation.ValidFrom).ThenBy(delegation => delegation.Id)));

    /// <summary>Powers that this official may use on that day, beside those of the own positions.</summary>
    public async Task<IReadOnlyList<DelegatedPower>> PowersOf(Guid personId, DateOnly day, CancellationToken cancellationToken) =>
        await Powers(await work.Read(async (db, token) => await OfReceiver.For(db)(db, personId, day).ToListAsync(token), cancellationToken), day, cancellationToken);

    /// <summary>Powers by which somebody may do in an agency what needs a role and a permission: who may sign for its leader, for example.</summary>
    /// <param name="role">Role code, <c>leader</c>.</param>
    /// <param name="permission">Permission, <c>dossier.sign</c>.</param>
    public async Task<IReadOnlyList<DelegatedPower>> HeldIn(Guid agencyId, string role, string permission, DateOnly day, CancellationToken cancellationToken) =>
    [
        .. (await Powers(
            await work.Read(
                (db, token) => db.Set<Delegation>()
                    .Where(delegation => delegation.AgencyId == agencyId && delegation.Role == role && delegation.ValidFrom <= day && day < delegation.ValidTo && delegation.EndedAt == null)
                    .OrderBy(delegation => delegation.ValidFrom).ThenBy(delegation => delegation.Id)
                    .ToListAsync(token),
                cancellationToken),
            day,
            cancellationToken)).Where(power => power.Permissions.Contains(permission)),
    ];

    async Task<IReadOnlyList<DelegatedPower>> Powers(List<Delegation> found, DateOnly day, CancellationToken cancellationToken)
    {
        List<DelegatedPower> powers = [];
        foreach (Delegation delegation in found)
        {
            if (await Held(delegation.GiverPositionId, day, cancellationToken) is not { } giver || await Held(delegation.ReceiverPositionId, day, cancellationToken) is not { } receiver)
                continue;
            IReadOnlySet<string> granted = await access.PermissionsOf(delegation.Role, day, cancellationToken);
            powers.Add(new(
                delegation.Id, giver.Id, giver.PersonName, giver.Title, receiver.Id, receiver.PersonName, receiver.Title,
                giver.AgencyId, giver.AgencyName, giver.UnitId ?? giver.AgencyId, delegation.Role,
                delegation.Permissions.Where(granted.Contains).ToHashSet(), delegation.Procedures.ToHashSet(),
                delegation.PaperNumber, delegation.ValidFrom, delegation.ValidTo) { SaidAgency = giver.SaidAgency });
        }

        return powers;
    }

    async Task<PositionRecord?> Held(Guid positionId, DateOnly day, CancellationToken cancellationToken) =>
        await directory.Position(positionId, cancellationToken) is { } position && position.ValidFrom <= day && (position.ValidTo is null || day < position.ValidTo) ? position : null;
}
