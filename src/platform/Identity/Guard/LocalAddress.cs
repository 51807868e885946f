using Microsoft.AspNetCore.Http;

namespace VanLang.Identity.Guard;

/// <summary>Addresses to which somebody is led back after sign-in: of this site only.</summary>
static class LocalAddress
{
    /// <summary>Name of the query parameter.</summary>
    public const string Parameter = "returnUrl";

    /// <summary>
    /// The address if it is a path of this site, else null. Browsers read <c>//host</c>, <c>/\host</c> and, since they drop tabs and line ends,
    /// <c>/⇥/host</c> as another host.
    /// </summary>
    public static string? Of(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : null;

    /// <summary>A page of this site in the language of the request, with the way back.</summary>
    public static string Page(HttpContext context, string path, string? returnTo)
    {
        string page = $"{context.Request.PathBase}/{path}";
        return Of(returnTo) is { } back ? $"{page}{QueryString.Create(Parameter, back)}" : page;
    }

    /// <summary>The address of the request itself.</summary>
    public static string Here(HttpRequest request) => request.PathBase + request.Path + request.QueryString;
}
