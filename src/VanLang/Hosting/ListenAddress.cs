using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace VanLang.Hosting;

/// <summary>Where the program listens: an address with its port, or a unix socket.</summary>
/// <param name="Endpoint">Address and port; null for a socket.</param>
/// <param name="Socket">Absolute path of the socket; null for an address.</param>
sealed record ListenAddress(IPEndPoint? Endpoint, string? Socket)
{
    const string SocketPrefix = "unix:";

    /// <summary>This machine's own address; port 0 lets the system choose.</summary>
    public static ListenAddress Loopback(int port) => new(new IPEndPoint(IPAddress.Loopback, port), null);

    /// <summary>Whether only this machine reaches it.</summary>
    public bool IsLocal => Endpoint is null || IPAddress.IsLoopback(Endpoint.Address);

    /// <summary>Reads <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>, <c>0.0.0.0:8080</c> or <c>unix:/run/vanlang/vanlang.sock</c>.</summary>
    public static bool TryParse(string text, out ListenAddress address)
    {
        if (text.StartsWith(SocketPrefix, StringComparison.Ordinal) && text.Length > SocketPrefix.Length)
        {
            address = new(null, Path.GetFullPath(text[SocketPrefix.Length..]));
            return true;
        }

        // A port belongs to it: an address alone would be read as port 0.
        bool isAddress = IPEndPoint.TryParse(text, out IPEndPoint? endpoint) && endpoint.Port > 0;
        address = new(endpoint, null);
        return isAddress;
    }

    public void Listen(KestrelServerOptions kestrel)
    {
        if (Socket is null)
            kestrel.Listen(Endpoint!);
        else
            kestrel.ListenUnixSocket(Socket);
    }

    /// <summary>Takes away the socket that a killed process left; one that answers stays, and starting then says that it is in use.</summary>
    public void RemoveLeftSocket()
    {
        if (Socket is null || !File.Exists(Socket))
            return;
        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(Socket));
        }
        catch (SocketException)
        {
            File.Delete(Socket);
        }
    }

    /// <summary>Lets the group of the program's user open the socket: the proxy is put into that group.</summary>
    public void OpenToGroup()
    {
        if (Socket is not null && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(Socket, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
    }

    public override string ToString() => Socket is null ? Endpoint!.ToString() : string.Create(CultureInfo.InvariantCulture, $"{SocketPrefix}{Socket}");
}
