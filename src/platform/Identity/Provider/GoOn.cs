using Microsoft.AspNetCore.Http;
using VanLang.Identity.Guard;

namespace VanLang.Identity.Provider;

/// <summary>
/// The way back to an application goes over a page of its own: browsers hold the whole row of redirects after a form against <c>form-action 'self'</c>, and
/// the last one leads to another site.
/// </summary>
static class GoOn
{
    public const string Path = "tiep";

    /// <summary>Whether the address is our authorization endpoint with its question.</summary>
    public static bool LeadsToApplication(HttpContext context, string? address) =>
        LocalAddress.Of(address) is { } local && local.StartsWith($"{context.Request.PathBase}{ProviderSetup.Authorize}?", StringComparison.Ordinal);

    public static string To(HttpContext context, string address) => LocalAddress.Page(context, Path, address);
}
