using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Operations;

namespace VanLang.Hosting;

/// <summary>For the operator's watch: alive, and ready to serve. They tell no figures and need no session.</summary>
static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder group = endpoints.MapGroup("/health").WithMetadata(new PublicPageAttribute());
        group.MapGet("/live", () => Results.Text("ok"));
        group.MapGet("/ready", async (UnitOfWork work, CancellationToken cancellationToken) =>
            await work.Read((db, token) => db.Database.CanConnectAsync(token), cancellationToken) ? Results.Text("ok") : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
    }
}
