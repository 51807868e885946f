using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace VanLang.OneStop.Signatures;

/// <summary>How often one address may have a file checked: a file costs up to seconds of a processor. Looking at the page is free.</summary>
static class SignatureCheckLimits
{
    public const string Check = "onestop-signature-check";

    /// <summary>Largest file, in bytes.</summary>
    public const long MostBytes = 50_000_000;

    /// <summary>Largest signature in a file of its own, in bytes.</summary>
    public const long MostSignatureBytes = 5_000_000;

    /// <summary>Longest check; what cannot be looked at by then is said to be open.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(5);

    const int PerMinute = 20;

    public static void Add(RateLimiterOptions options) => options.AddPolicy(Check, context => HttpMethods.IsPost(context.Request.Method)
        ? RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) })
        : RateLimitPartition.GetNoLimiter(""));
}
