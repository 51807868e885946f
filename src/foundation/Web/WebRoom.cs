using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel;
using VanLang.Web.Contracts;

namespace VanLang.Web;

/// <summary>
/// What the Web room offers: layouts, components, error pages, languages. It knows no business. The program calls, in this order:
/// <c>services.AddWeb(…)</c>; <c>app.UseWeb()</c>; authentication and authorization; <c>app.UseWebForms()</c>; <c>app.MapWeb()</c>.
/// </summary>
public sealed class WebRoom : Room
{
    /// <inheritdoc/>
    public override string Name => "Web";

    /// <inheritdoc/>
    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddWeb();

    /// <inheritdoc/>
    public override void MapEndpoints(IEndpointRouteBuilder endpoints) => AssetEndpoint.Map(endpoints);
}
