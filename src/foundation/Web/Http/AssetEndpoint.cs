using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace VanLang.Web;

/// <summary>Serves <see cref="AssetCatalog"/>.</summary>
static class AssetEndpoint
{
    sealed record Asset(byte[] Plain, byte[]? Brotli, byte[]? Gzip, string ContentType);

    static readonly ConcurrentDictionary<string, Asset?> assets = new(StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods($"/{AssetCatalog.Root}/{{name}}", [HttpMethods.Get, HttpMethods.Head], Serve).AllowAnonymous().ExcludeFromDescription();

    static IResult Serve(string name, HttpContext context)
    {
        if (!AssetCatalog.HashedNames.Contains(name, StringComparer.Ordinal) || assets.GetOrAdd(name, Load) is not { } asset)
            return Results.NotFound();

        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        var content = asset.Plain;
        if (asset.Brotli is not null || asset.Gzip is not null)
        {
            headers.Vary = "Accept-Encoding";
            var accepted = context.Request.Headers.AcceptEncoding.ToString();
            if (asset.Brotli is not null && accepted.Contains("br", StringComparison.OrdinalIgnoreCase))
                (content, headers.ContentEncoding) = (asset.Brotli, "br");
            else if (asset.Gzip is not null && accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase))
                (content, headers.ContentEncoding) = (asset.Gzip, "gzip");
        }

        return Results.Bytes(content, asset.ContentType);
    }

    static Asset? Load(string name)
    {
        if (AssetCatalog.Read(name) is not { } plain)
            return null;
        return new(plain, AssetCatalog.Read(name + ".br"), AssetCatalog.Read(name + ".gz"), Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".woff2" => "font/woff2",
            _ => "application/octet-stream",
        });
    }
}
