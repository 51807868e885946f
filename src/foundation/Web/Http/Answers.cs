using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel.Access;
using VanLang.Web.Contracts;

namespace VanLang.Web;

/// <summary>Pages that middleware answers with, instead of the page that was asked for.</summary>
static class Answers
{
    /// <summary>A program asks: it gets problem details, never a page.</summary>
    public static bool IsForPrograms(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<WebOptions>();
        if (options.ApiPaths.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
            return true;
        var accepted = context.Request.Headers.Accept.ToString();
        return accepted.Length > 0
            && !accepted.Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && !accepted.Contains("*/*", StringComparison.Ordinal);
    }

    public static Task Problem(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Results.Problem(statusCode: status).ExecuteAsync(context);
    }

    /// <summary>
    /// Renders a page in a scope of its own: the one that was asked for may already have been rendered, and broken, in the scope of the request.
    /// </summary>
    public static async Task Page<TComponent>(HttpContext context, int status, Dictionary<string, object?> parameters) where TComponent : IComponent
    {
        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        // Who asks is the same.
        if (scope.ServiceProvider.GetService<RequestActor>() is { } request)
            request.Actor = services.GetRequiredService<RequestActor>().Actor;
        context.RequestServices = scope.ServiceProvider;
        // The renderer of the first page has set it, that of this one adds it.
        context.Response.Headers.Remove("blazor-enhanced-nav");
        try
        {
            await new RazorComponentResult<TComponent>(parameters) { StatusCode = status, ContentType = "text/html; charset=utf-8" }.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }
}
