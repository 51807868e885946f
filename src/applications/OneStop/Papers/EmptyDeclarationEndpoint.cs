using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using VanLang.Kernel.Access;

namespace VanLang.OneStop.Papers;

/// <summary>Hands out the declaration of a procedure empty, to whoever wants to write it by hand. Browsers and proxies may keep it for ten minutes and ask then whether it is still the same.</summary>
static class EmptyDeclarationEndpoint
{
    const string Limit = "onestop-empty-declaration";
    const int PerMinute = 60;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/thu-tuc/{code}/to-khai-trong.pdf", Send).WithMetadata(new PublicPageAttribute()).RequireRateLimiting(Limit);

    public static void Add(RateLimiterOptions options) => options.AddPolicy(Limit, context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));

    static async Task<IResult> Send(string code, HttpContext http, EmptyDeclarations declarations, CancellationToken cancellationToken)
    {
        if (await declarations.Of(code, cancellationToken) is not { } paper)
            return TypedResults.NotFound();
        DeclarationAnswer.Head($"trong-{code}", "public, max-age=600", http);
        return TypedResults.File(paper.Pdf, "application/pdf", entityTag: new EntityTagHeaderValue($"\"{paper.Hash[..32]}\""));
    }
}
