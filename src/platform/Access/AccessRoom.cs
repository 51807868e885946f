using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Access.Contracts;
using VanLang.Access.Delegations;
using VanLang.Access.Roles;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Import;
using VanLang.Kernel.Record;
using VanLang.Web.Contracts;

namespace VanLang.Access;

/// <summary>What the Access room offers: roles and the permissions they grant, with dates, and their delegation.</summary>
public sealed class AccessRoom : Room
{
    internal const string SeeRoles = "system.admin";
    internal const string GiveDelegations = "delegation.give";

    public override string Name => "Access";

    public override IReadOnlyList<Permission> Permissions => 
    [
        new(SeeRoles, "Quản trị hệ thống: xem vai trò và quyền", "Administer the system: see roles and permissions"),
        new(GiveDelegations, "Ủy quyền cho người khác trong thời hạn, phân công người thay khi vắng mặt", "Delegate to others for a time, name substitutes for who is absent"),
    ];

    public override IReadOnlyList<MenuItem> Menu => 
    [
        new(MenuAudience.Official, "DelegationsTitle", "can-bo/uy-quyen", GiveDelegations, 80),
        new(MenuAudience.Official, "RolesTitle", "can-bo/phan-quyen", SeeRoles, 900),
    ];

    public override IReadOnlyList<ImportVerb> Imports =>
    [
        new("roles", "Vai trò và quyền / roles and permissions", "roles.json", (services, path, cancellationToken) =>
            services.GetRequiredService<ImportRoles>().Execute(path, Actor.System, cancellationToken)),
    ];

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<AccessQueries>()
        .AddSingleton<ImportRoles>()
        .AddSingleton<DelegationQueries>()
        .AddSingleton<DelegationList>()
        .AddSingleton<GiveDelegation>()
        .AddSingleton<EndDelegation>()
        .AddScoped<FormWords, DelegationFormWords>()
        .AddSingleton<RecordedSubject, DelegationSubject>()
        .AddSingleton<RecordedSubject, RoleGrantSubject>();
}
