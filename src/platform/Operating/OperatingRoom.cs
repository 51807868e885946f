using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel;

namespace VanLang.Operating;

/// <summary>What the Operating room offers: how the house stands, and what its operator does where something stands still.</summary>
public sealed class OperatingRoom : Room
{
    internal const string Operate = "system.operate";
    internal const string Modify = "process.modify";

    public override string Name => "Operating";

    public override IReadOnlyList<Permission> Permissions =>
    [
        new(Operate, "Vận hành hệ thống: xem tình trạng, cho việc hỏng chạy lại hoặc thôi", "Operate the system: see how it stands, run failed jobs again or give them up"),
        new(Modify, "Chuyển bước của một quy trình đang chạy", "Move a running process by hand"),
    ];

    public override IReadOnlyList<MenuItem> Menu => [new(MenuAudience.Official, "HouseTitle", "can-bo/van-hanh", Operate, 35)];

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddScoped<ActorNames>();

    public override void MapEndpoints(IEndpointRouteBuilder endpoints) => ProcessDiagrams.Map(endpoints);
}
