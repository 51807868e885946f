using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Hosting;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary><c>deploy/nginx.conf</c> as it stands, with ports and certificate of the test, in front of two nodes.</summary>
public sealed class NginxTests : IAsyncLifetime
{
    const string Site = "dichvucong.example.vn";

    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-nginx-").FullName;
    readonly List<WebApplication> nodes = [];
    Process? nginx;
    int port;

    public async ValueTask InitializeAsync()
    {
        foreach (string node in new[] { "one", "two" })
            nodes.Add(await WebProgram.Start(
                new RunOptions(0, Path.Combine(folder, node), Date: null, Empty: true) { Proxies = [IPNetwork.Parse("127.0.0.1/32")] }, CancellationToken.None));
        port = FreePort();
        await WriteCertificate();
        string sites = (await File.ReadAllTextAsync(Path.Combine(Repository(), "deploy", "nginx.conf")))
            .Replace("127.0.0.1:8080", nodes[0].Urls.First()["http://".Length..], StringComparison.Ordinal)
            .Replace("127.0.0.1:8081", nodes[1].Urls.First()["http://".Length..], StringComparison.Ordinal)
            .Replace("listen 443", $"listen 127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("listen 80;", $"listen 127.0.0.1:{FreePort()};", StringComparison.Ordinal)
            .Replace("    listen [::]:443 ssl http2;\n", "", StringComparison.Ordinal)
            .Replace("    listen [::]:80;\n", "", StringComparison.Ordinal)
            .Replace("/etc/ssl/vanlang/", folder + "/", StringComparison.Ordinal);
        string configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            daemon off; pid {{folder}}/nginx.pid; error_log {{folder}}/error.log;
            events { worker_connections 64; }
            http { access_log off; client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; {{sites}} }
            """);
        nginx = Process.Start(new ProcessStartInfo("nginx", ["-p", folder, "-c", configuration, "-e", Path.Combine(folder, "error.log")]) { RedirectStandardError = true });
        await Polled.Until(async () =>
        {
            nginx!.HasExited.ShouldBeFalse(nginx.HasExited ? await nginx.StandardError.ReadToEndAsync() : "");
            using TcpClient probe = new();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }, isOpen => isOpen);
    }

    [Fact]
    public async Task Visitors_are_served_over_https_by_either_node_and_do_not_notice_when_one_goes()
    {
        using HttpResponseMessage answer = await Get("/");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("Strict-Transport-Security").ShouldBeTrue();
        (await Get("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Get("/metrics")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await nodes[0].StopAsync(TestContext.Current.CancellationToken);

        for (int i = 0; i < 6; i++)
            (await Get("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_a_visitor_says_of_himself_is_thrown_away()
    {
        using HttpResponseMessage answer = await Get("/", request => request.Headers.Add("X-Forwarded-Proto", "http"));

        answer.Headers.Contains("Strict-Transport-Security").ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        if (nginx is not null)
        {
            nginx.Kill(entireProcessTree: true);
            await nginx.WaitForExitAsync();
            nginx.Dispose();
        }

        foreach (WebApplication node in nodes)
        {
            await node.StopAsync();
            await node.DisposeAsync();
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    async Task<HttpResponseMessage> Get(string path, Action<HttpRequestMessage>? change = null)
    {
        using HttpClient client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == $"CN={Site}" },
            ConnectCallback = async (_, token) =>
            {
                Socket connection = new(SocketType.Stream, ProtocolType.Tcp);
                await connection.ConnectAsync(IPAddress.Loopback, port, token);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });
        using HttpRequestMessage request = new(HttpMethod.Get, $"https://{Site}{path}");
        change?.Invoke(request);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    async Task WriteCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={Site}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(folder, "fullchain.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "privkey.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "VanLang.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder.ShouldNotBeNull();
    }
}
