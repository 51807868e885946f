using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VanLang.Identity.Contracts;
using VanLang.Identity.Sessions;

namespace VanLang.Identity.Accounts;

/// <summary>How often one address may try to sign in or up. Looking at the pages is free.</summary>
static class SignInLimits
{
    public const string SignIn = "identity-sign-in";
    public const string SignUp = "identity-sign-up";
    public const string Passkey = "identity-passkey";

    public static void Add(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (rejected, _) =>
        {
            if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait))
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.AddPolicy(SignIn, context => PerAddress(context, Settings(context).SignInsPerMinute, TimeSpan.FromMinutes(1)));
        options.AddPolicy(Passkey, context => PerAddress(context, Settings(context).SignInsPerMinute, TimeSpan.FromMinutes(1)));
        options.AddPolicy(SignUp, context => PerAddress(context, Settings(context).SignUpsPerTenMinutes, TimeSpan.FromMinutes(10)));
    }

    static IdentitySettings Settings(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<IdentitySettings>>().Value;

    static RateLimitPartition<string> PerAddress(HttpContext context, int permits, TimeSpan window) =>
        HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                Browser.Of(context).Address,
                _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window })
            : RateLimitPartition.GetNoLimiter("");
}
