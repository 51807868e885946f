using System.Net;
using Microsoft.AspNetCore.Http;

namespace VanLang.Web;

/// <summary>
/// Headers of every answer. They are set when the answer starts, so error pages carry them too; a page that needs more (a designer with
/// inline style) sets its own Content-Security-Policy before and keeps it.
/// </summary>
sealed class SecurityHeaders(RequestDelegate next)
{
    public const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            var headers = context.Response.Headers;
            headers.TryAdd("Content-Security-Policy", ContentSecurityPolicy);
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            // Addresses hold dossier codes: other sites do not get them.
            headers.TryAdd("Referrer-Policy", "same-origin");
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            headers.TryAdd("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()");
            // After a sign-out on a shared machine the back button must not show pages again.
            headers.TryAdd("Cache-Control", context.User.Identity?.IsAuthenticated is true ? "no-store" : "no-cache");
            // A form that came back with its errors, or because somebody was faster, is the exception: a browser that kept nothing of it answers the
            // back button with an error page of its own. It is stale at once, and signing out has the browser forget it.
            if (HttpMethods.IsPost(context.Request.Method) && context.Response.StatusCode is StatusCodes.Status422UnprocessableEntity or StatusCodes.Status409Conflict)
                headers.CacheControl = "private, no-cache";
            if (context.Request.IsHttps && !IsLoopback(context.Request.Host.Host))
                headers.TryAdd("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
            return Task.CompletedTask;
        }, context);
        return next(context);
    }

    static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);
}
