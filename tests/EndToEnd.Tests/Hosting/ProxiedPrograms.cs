using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using VanLang.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Hosting;

/// <summary>Two programs, one told of a proxy before it, on loopback and on a socket, the other told of none.</summary>
public sealed class ProxiedPrograms : IAsyncLifetime
{
    WebApplication? program;
    WebApplication? withoutProxy;

    public string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("vanlang-proxy-").FullName;

    public string Socket => Path.Combine(Folder, "vanlang.sock");

    internal WebApplication BehindProxy => program!;

    internal WebApplication WithoutProxy => withoutProxy!;

    public async ValueTask InitializeAsync()
    {
        // What a killed process leaves.
        using (Socket left = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            left.Bind(new UnixDomainSocketEndPoint(Socket));
        program = await WebProgram.Start(
            new RunOptions(0, Path.Combine(Folder, "data"), Date: null, Empty: false)
            {
                Listen = [ListenAddress.Loopback(0), new(null, Socket)],
                Proxies = [IPNetwork.Parse("127.0.0.1/32")],
            },
            CancellationToken.None);
        withoutProxy = await WebProgram.Start(new RunOptions(0, Path.Combine(Folder, "other"), Date: null, Empty: true), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (WebApplication? app in new[] { program, withoutProxy })
        {
            if (app is null)
                continue;
            await app.StopAsync();
            await app.DisposeAsync();
        }

        System.IO.Directory.Delete(Folder, recursive: true);
    }
}
