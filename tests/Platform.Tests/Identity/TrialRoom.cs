using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using VanLang.Identity.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Access;

namespace VanLang.Platform.Tests.Identity;

/// <summary>An application room as others will write it: permissions, pages, endpoints.</summary>
public sealed class TrialRoom : Room
{
    public override string Name => "Trial";

    public override IReadOnlyList<Permission> Permissions =>
        [
            .. new[] { "receive", "return", "search", "process", "assign", "sign", "issue", "succession" }.Select(act => new Permission($"dossier.{act}", act)),
            .. new[] { "signing.confirm-number", "system.operate", "ledger.entries", "process.modify", "portal.exchange", "portal.operate", "law.impact", "law.impact-province", "work.load", "work.load-province", "design.draw", "design.approve" }.Select(name => new Permission(name, name)),
        ];

    public override void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        Map("/thu/cong-khai", new PublicPageAttribute());
        Map("/thu/dang-nhap", new RequiresSignInAttribute());
        Map("/thu/cong-dan", new RequiresCitizenAttribute());
        Map("/thu/can-bo", new RequiresOfficialAttribute());
        Map("/thu/tiep-nhan", new RequiresPermissionAttribute("dossier.receive"));
        Map("/thu/hai-dieu-kien", new RequiresOfficialAttribute(), new RequiresPermissionAttribute("dossier.sign"));
        endpoints.MapGet("/thu/quen", () => "never");
        endpoints.MapGet("/api/2026-11-23/thu", () => "ok").WithMetadata(new RequiresSignInAttribute());
        endpoints.MapPost("/thu/gui", ([FromForm] string note, CurrentActor current) => $"{current.Actor.Kind}: {note}").WithMetadata(new RequiresSignInAttribute());

        void Map(string path, params object[] requirements) =>
            endpoints.MapGet(path, (CurrentActor current) => $"{current.Actor.Kind} {current.Actor.Role}").WithMetadata(requirements);
    }
}

/// <summary>A page with a requirement as an attribute.</summary>
[Microsoft.AspNetCore.Components.Route("/thu/trang-ky")]
[RequiresPermission("dossier.sign")]
public sealed class TrialSignPage : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddContent(0, "Trang ký");
    }
}
