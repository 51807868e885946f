using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Evidence;

/// <summary>
/// The evidence bundle of a dossier (a ZIP file in either form) for whose it is and for officials who have it. Who may not see the dossier gets the same answer as for a code that does not exist.
/// </summary>
static class EvidenceEndpoints
{
    const string Limit = "onestop-evidence";
    const int PerMinute = 20;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/ho-so/{code}/bang-chung.zip", ForCitizen).WithMetadata(new RequiresCitizenAttribute()).RequireRateLimiting(Limit);
        endpoints.MapGet("/can-bo/ho-so/{code}/bang-chung.zip", ForOfficial).WithMetadata(new RequiresPermissionAttribute(OneStopPermissions.Search)).RequireRateLimiting(Limit);
    }

    public static void Add(RateLimiterOptions options) => options.AddPolicy(Limit, context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));

    static Task<IResult> ForCitizen(string code, HttpContext http, DossierQueries dossiers, EvidenceBundle bundle, CurrentActor current, CancellationToken cancellationToken) =>
        Send(code, forCitizen: true, http, dossiers, bundle, current, cancellationToken);

    static Task<IResult> ForOfficial(string code, HttpContext http, DossierQueries dossiers, EvidenceBundle bundle, CurrentActor current, CancellationToken cancellationToken) =>
        Send(code, forCitizen: false, http, dossiers, bundle, current, cancellationToken);

    static async Task<IResult> Send(
        string code, bool forCitizen, HttpContext http, DossierQueries dossiers, EvidenceBundle bundle, CurrentActor current, CancellationToken cancellationToken)
    {
        if (await dossiers.Find(code, AccessScope.Of(current.Actor), cancellationToken) is not { } file)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        if (await bundle.Make(file, forCitizen, cancellationToken) is { } made)
            return TypedResults.Stream(made.Content, made.MediaType, $"bang-chung-{file.Dossier.Code}{made.Ending}");
        // The first head of a new installation is a minute away.
        http.Response.Headers.RetryAfter = "60";
        return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
