using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Designing.Changes;
using VanLang.Designing.Checking;
using VanLang.Designing.Contracts;
using VanLang.Designing.Library;
using VanLang.Kernel;
using VanLang.Kernel.Operations;

namespace VanLang.Designing;

/// <summary>
/// The desk at which officials draw processes, decide by tables, lay out forms, and publish them: several files as one change, checked as an import checks them,
/// approved by a second person, in force from a day. Card S17, S26.
/// </summary>
public sealed class DesigningRoom : Room
{
    internal const string Draw = DesignPermissions.Draw;
    internal const string Approve = DesignPermissions.Approve;

    public override string Name => "Designing";

    public override IReadOnlyList<Permission> Permissions =>
    [
        new(Draw, "Soạn thủ tục, biểu mẫu, bảng quyết định, quy trình", "Draw procedures, forms, decision tables and processes"),
        new(Approve, "Duyệt cho thay đổi có hiệu lực", "Approve a change so that it comes into force"),
    ];

    public override IReadOnlyList<MenuItem> Menu => [new(MenuAudience.Official, "DesignTitle", "can-bo/thiet-ke", Draw, 36)];

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<DefinitionKinds>()
        .AddSingleton<DesignLibrary>()
        .AddSingleton<CopiesOfFiles>()
        .AddSingleton<ChangeCheck>()
        .AddSingleton<ChangeReader>()
        .AddSingleton(provider => new ChangeFiles(provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<DesignLibrary>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new ProposedChanges(provider.GetRequiredService<ChangeReader>(), provider.GetRequiredService<ChangeCheck>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<StartChange>()
        .AddSingleton<TakeUpFile>()
        .AddSingleton<SaveFile>()
        .AddSingleton<DropFile>()
        .AddSingleton<HandIn>()
        .AddSingleton<DecideChange>()
        .AddSingleton<DiscardChange>();

    public override void MapEndpoints(IEndpointRouteBuilder endpoints) => DesignEndpoints.Map(endpoints);
}
