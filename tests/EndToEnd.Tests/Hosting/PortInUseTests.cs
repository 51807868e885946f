using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Shouldly;
using VanLang.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Hosting;

public sealed class PortInUseTests
{
    [Fact]
    public async Task A_port_in_use_is_said_in_one_line_and_nothing_else_is_logged()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-port-").FullName;
        using CapturedLog log = new();

        StartFailedException failed = await Should.ThrowAsync<StartFailedException>(() => WebProgram.Start(
            new RunOptions(port, folder, Date: null, Empty: true) { MoreLogging = logging => logging.AddProvider(log) }, TestContext.Current.CancellationToken));

        failed.Message.ShouldContain($"Port {port} is in use");
        failed.Message.ShouldNotContain('\n');
        log.Lines.ShouldBeEmpty();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
