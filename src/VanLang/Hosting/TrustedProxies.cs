using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace VanLang.Hosting;

/// <summary>
/// The reverse proxies that this installation believes: whose word it takes for the address of a visitor and for https. Nobody else's forwarded headers
/// are read, and beside loopback nobody else is answered.
/// </summary>
/// <param name="Networks">Addresses of the proxies.</param>
/// <param name="Sockets">Whether the program listens on a unix socket: who may open that is a proxy.</param>
sealed record TrustedProxies(IReadOnlyList<IPNetwork> Networks, bool Sockets)
{
    // Stands in a request that a proxy sent, also where the proxy did not say for whom: then it is no request of this machine.
    const string Mark = "X-Original-For";

    public bool Any => Sockets || Networks.Count > 0;

    /// <summary>Reads an address or a network: <c>10.0.0.5</c>, <c>10.0.0.0/24</c>, <c>fd00::/8</c>.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
            return true;
        if (!IPAddress.TryParse(text, out IPAddress? address))
            return false;
        network = new(address, address.GetAddressBytes().Length * 8);
        return true;
    }

    /// <summary>First in the pipeline.</summary>
    public void Use(IApplicationBuilder app)
    {
        if (!Any)
            return;
        app.Use((context, next) =>
        {
            IPAddress? peer = context.Connection.RemoteIpAddress;
            bool isProxy = peer is null || Networks.Any(network => network.Contains(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer));
            if (!isProxy && !IPAddress.IsLoopback(peer!))
            {
                context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
                return Task.CompletedTask;
            }

            if (isProxy)
                context.Request.Headers.TryAdd(Mark, peer?.ToString() ?? "unix");
            return next(context);
        });
        ForwardedHeadersOptions options = new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (IPNetwork network in Networks)
            options.KnownIPNetworks.Add(network);
        // Without a known address the framework would believe everybody: over sockets alone this one stands for "none".
        if (Networks.Count == 0)
            options.KnownProxies.Add(IPAddress.None);
        app.UseForwardedHeaders(options);
    }
}
