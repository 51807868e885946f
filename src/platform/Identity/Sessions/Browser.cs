using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using VanLang.Kernel.Access;

namespace VanLang.Identity.Sessions;

/// <summary>What is kept of where a request came from: little, and enough for its owner to know it again.</summary>
/// <param name="Network">Shortened address.</param>
/// <param name="Agent">Browser and system.</param>
/// <param name="Address">The whole address (of IPv6 the first half), to slow guesses from it; kept nowhere.</param>
/// <param name="IsLocal">From this very machine, with nothing between.</param>
sealed record Browser(string Network, string Agent, string Address, bool IsLocal)
{
    /// <summary>The note of <see cref="KnownDevice"/> as sent; null where there is none.</summary>
    public string? DeviceNote { get; init; }

    public static Browser Of(HttpContext context) => new(
        Shorten(context.Connection.RemoteIpAddress),
        Name(context.Request.Headers.UserAgent.ToString()),
        Whole(context.Connection.RemoteIpAddress),
        LocalRequest.Is(context))
    {
        DeviceNote = KnownDevice.Sent(context),
    };

    static string Shorten(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        byte[] bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? $"{bytes[0]}.{bytes[1]}.{bytes[2]}.x"
            : $"{new IPAddress([.. bytes[..6], .. new byte[10]])}/48";
    }

    static string Whole(IPAddress? address) => address switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetwork } or { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        _ => new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]]).ToString(),
    };

    static string Name(string agent)
    {
        string browser =
            agent.Contains("Edg/", StringComparison.Ordinal) ? "Edge"
            : agent.Contains("coc_coc", StringComparison.OrdinalIgnoreCase) ? "Cốc Cốc"
            : agent.Contains("Firefox/", StringComparison.Ordinal) ? "Firefox"
            : agent.Contains("Chrome/", StringComparison.Ordinal) ? "Chrome"
            : agent.Contains("Safari/", StringComparison.Ordinal) ? "Safari"
            : "";
        string system =
            agent.Contains("Android", StringComparison.Ordinal) ? "Android"
            : agent.Contains("iPhone", StringComparison.Ordinal) || agent.Contains("iPad", StringComparison.Ordinal) ? "iOS"
            : agent.Contains("Windows", StringComparison.Ordinal) ? "Windows"
            : agent.Contains("Mac OS", StringComparison.Ordinal) ? "macOS"
            : agent.Contains("Linux", StringComparison.Ordinal) ? "Linux"
            : "";
        return string.Join(", ", new[] { browser, system }.Where(part => part.Length > 0));
    }
}
