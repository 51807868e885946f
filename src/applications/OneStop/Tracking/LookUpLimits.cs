using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace VanLang.OneStop.Tracking;

/// <summary>How often one address may ask for dossiers it has no account for: a look-up code has 40 bits and must not be tried out.</summary>
static class LookUpLimits
{
    public const string LookUp = "onestop-look-up";

    const int PerMinute = 30;

    public static void Add(RateLimiterOptions options) => options.AddPolicy(LookUp, context => HttpMethods.IsPost(context.Request.Method)
        ? RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) })
        : RateLimitPartition.GetNoLimiter(""));
}
