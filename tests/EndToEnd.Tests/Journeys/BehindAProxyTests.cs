using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Hosting;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Data;
using Xunit;
using Microsoft.Extensions.DependencyInjection;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>The program told of a proxy: whose word it takes, and what it then does.</summary>
public sealed class BehindAProxyTests(ProxiedPrograms programs) : IClassFixture<ProxiedPrograms>
{
    WebApplication Program => programs.BehindProxy;

    WebApplication WithoutProxy => programs.WithoutProxy;

    [Fact]
    public async Task Over_https_as_a_configured_proxy_says_it_the_browser_is_told_to_stay_with_https_and_cookies_are_secure()
    {
        using HttpResponseMessage answer = await Get(new Uri(Address(Program), "/dang-nhap"), "203.0.113.9", "https");

        answer.Headers.TryGetValues("Strict-Transport-Security", out _).ShouldBeTrue();
        answer.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nobody_else_is_believed()
    {
        using HttpResponseMessage answer = await Get(new Uri(Address(WithoutProxy), "/dang-nhap"), "203.0.113.9", "https");

        answer.Headers.TryGetValues("Strict-Transport-Security", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_demonstration_sign_in_is_refused_behind_a_proxy_even_one_that_does_not_say_for_whom()
    {
        DemonstrationSignIn citizen = (await Program.Services.GetRequiredService<DemonstrationAccounts>().Create(ProgramServices.ProvinceFolder, CancellationToken.None))
            .First(signIn => signIn.Role == "citizen");
        using Visitor visitor = new(Address(Program).ToString());

        WebAnswer answer = await visitor.Send(
            await visitor.Open("/dang-nhap"), "sign-in", new Dictionary<string, string?> { ["Form.UserName"] = citizen.UserName, ["Form.Password"] = citizen.Password });

        answer.Location.ShouldBeNull();
        visitor.Cookies.GetCookies(Address(Program)).ShouldNotContain(cookie => cookie.Name == "vanlang-session");
    }

    [Fact]
    public async Task A_socket_serves_its_group_takes_the_place_of_a_left_one_and_its_peer_is_a_proxy()
    {
        (ModeOf(programs.Socket) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)).ShouldBe(UnixFileMode.None);
        using HttpClient client = new(new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                Socket connection = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(programs.Socket), token);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });
        using HttpRequestMessage request = new(HttpMethod.Get, "http://dichvucong.example.vn/dang-nhap");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.TryGetValues("Strict-Transport-Security", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task An_address_open_to_other_machines_needs_a_proxy_in_front()
    {
        StartFailedException refused = await Should.ThrowAsync<StartFailedException>(() => WebProgram.Start(
            new RunOptions(0, Path.Combine(programs.Folder, "open"), Date: null, Empty: true) { Listen = [new(new IPEndPoint(IPAddress.Any, 18080), null)] }, CancellationToken.None));

        refused.Message.ShouldContain("--proxy");
    }

    static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    static Uri Address(WebApplication app) => new(app.Urls.First(url => url.StartsWith("http://127", StringComparison.Ordinal)));

    static async Task<HttpResponseMessage> Get(Uri address, string visitor, string scheme)
    {
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.Host = "dichvucong.example.vn";
        request.Headers.Add("X-Forwarded-For", visitor);
        request.Headers.Add("X-Forwarded-Proto", scheme);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
