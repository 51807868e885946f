using Microsoft.EntityFrameworkCore;
using VanLang.Access.Roles;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;

namespace VanLang.Access.Contracts;

/// <summary>What roles grant on a day.</summary>
public sealed class AccessQueries(UnitOfWork work)
{
    static long changesHere;

    readonly RecentReading<ILookup<string, RoleGrant>> grants = new();

    /// <summary>Names of the permissions that the role grants on that day; none for an unknown role.</summary>
    public async Task<IReadOnlySet<string>> PermissionsOf(string role, DateOnly day, CancellationToken cancellationToken)
    {
        ILookup<string, RoleGrant> all = await grants.Get(
            Interlocked.Read(ref changesHere),
            (_, stop) => work.Read(async (db, token) => (await db.Set<RoleGrant>().ToListAsync(token)).ToLookup(grant => grant.Role), stop),
            cancellationToken);
        return all[role].Where(grant => grant.ValidFrom <= day && (grant.ValidTo is null || day < grant.ValidTo)).Select(grant => grant.Permission).ToHashSet();
    }

    /// <summary>This program has changed grants.</summary>
    internal static void HaveChanged() => Interlocked.Increment(ref changesHere);

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
