using Microsoft.EntityFrameworkCore;
using VanLang.Access.Roles;
using VanLang.Kernel.Operations;

namespace VanLang.Access.Contracts;

/// <summary>What roles grant on a day. Answers are not kept beyond the request that asked.</summary>
public sealed class AccessQueries(UnitOfWork work)
{
    /// <summary>Names of the permissions that the role grants on that day; none for an unknown role.</summary>
    public async Task<IReadOnlySet<string>> PermissionsOf(string role, DateOnly day, CancellationToken cancellationToken) =>
        await work.Read(
            (db, token) => db.Set<RoleGrant>()
                .Where(grant => grant.Role == role && grant.ValidFrom <= day && (grant.ValidTo == null || day < grant.ValidTo))
                .Select(grant => grant.Permission)
                .ToHashSetAsync(token),
            cancellationToken);

    /// <summary>Every role, by code.</summary>
    public Task<List<RoleRecord>> Roles(CancellationToken cancellationToken) =>
        work.Read((db, token) => db.Set<Role>().OrderBy(role => role.Code).Select(role => new RoleRecord(role.Code, role.Name, role.NameEn, role.Label)).ToListAsync(token), cancellationToken);
}

/// <summary>A role.</summary>
/// <param name="Code">As positions carry it, <c>one-stop-clerk</c>.</param>
/// <param name="Name">Vietnamese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Label">Mark that must be shown with it ("Giả định"); null for none.</param>
public sealed record RoleRecord(string Code, string Name, string NameEn, string? Label);
