using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace VanLang.Ledger.Publication;

/// <summary>How often one address may ask for parts of the log: enough to copy ten million leaves in an hour, not to keep the house from its work.</summary>
static class LogLimits
{
    public const string Log = "ledger-log";

    const int PerMinute = 1_200;

    public static void Add(RateLimiterOptions options) => options.AddPolicy(Log, context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));
}
