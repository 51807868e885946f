using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VanLang.Kernel.Access;

namespace VanLang.Identity.Guard;

/// <summary>Sign-out: ends the session and leads to the first page.</summary>
static class SignOutEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapPost("/dang-xuat", Execute)
        .WithMetadata(new PublicPageAttribute(), new RequireAntiforgeryTokenAttribute())
        .ExcludeFromDescription();

    static async Task Execute(HttpContext context)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        // Forms that came back with errors are kept by the browser for its back button; not beyond the session.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"{context.Request.PathBase}/";
    }
}
