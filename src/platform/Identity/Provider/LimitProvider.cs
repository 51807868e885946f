using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using VanLang.Identity.Sessions;

namespace VanLang.Identity.Provider;

/// <summary>Answers 429 in the provider's place where <see cref="ProviderLimits"/> say so. Stands before OpenIddict, which answers within authentication.</summary>
sealed class LimitProvider(RequestDelegate next, ProviderLimits limits)
{
    /// <summary>A code, a secret and a verifier are a few hundred characters.</summary>
    const long MostBody = 64 * 1024;

    const int MostName = 100;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(ProviderSetup.Root, StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = MostBody;
        if (limits.Wait(new(Browser.Of(context).Address, await Client(context.Request))) is not { } wait)
        {
            await next(context);
            return;
        }

        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
    }

    /// <summary>In the header, in the form, in the address.</summary>
    static async Task<string> Client(HttpRequest request)
    {
        string? name = Basic(request.Headers.Authorization.ToString());
        if (name is null && HttpMethods.IsPost(request.Method) && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true)
            name = (await request.ReadFormAsync(request.HttpContext.RequestAborted))["client_id"];
        name ??= request.Query["client_id"];
        return string.IsNullOrEmpty(name) ? "" : name[..Math.Min(name.Length, MostName)];
    }

    static string? Basic(string header)
    {
        const string Scheme = "Basic ";
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        byte[] bytes = new byte[header.Length];
        return Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out int length)
            ? Uri.UnescapeDataString(Encoding.UTF8.GetString(bytes, 0, length).Split(':')[0])
            : null;
    }
}
