using System.Net;
using Microsoft.AspNetCore.Http;

namespace VanLang.Kernel.Access;

/// <summary>Whether a request comes from this very machine with nothing between: a proxy here also connects from loopback, so any sign of one counts as far away.</summary>
public static class LocalRequest
{
    static readonly string[] Forwarding = ["Forwarded", "X-Original-For", "X-Real-IP", "Via"];

    public static bool Is(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && !context.Request.Headers.Any(header =>
                Forwarding.Contains(header.Key, StringComparer.OrdinalIgnoreCase) || header.Key.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase));
    }
}
