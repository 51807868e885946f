using System.Net;

namespace VanLang.Identity.Provider.Logout;

/// <summary>
/// Which addresses the program calls on behalf of a file of applications: those of the open network, and those that the operator names. Everything that
/// IANA keeps for machines, houses, links and translations is left out, or an application could have the program speak to what stands beside it.
/// </summary>
static class OutsideNetwork
{
    static readonly IPNetwork[] Kept =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <param name="named">Networks that the operator lets it call.</param>
    public static bool Reaches(IPAddress address, IReadOnlyCollection<IPNetwork> named)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return named.Any(network => network.Contains(plain)) || !Kept.Any(network => network.Contains(plain));
    }
}
