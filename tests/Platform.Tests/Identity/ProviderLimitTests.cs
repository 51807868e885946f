using System.Net;
using System.Net.Sockets;
using System.Text;
using Shouldly;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

/// <summary>The provider is asked by programs, and by who pretends to be one: more than so often is refused, and only there.</summary>
public sealed class ProviderLimitTests : IAsyncLifetime
{
    House house = null!;

    public async ValueTask InitializeAsync() => house = await House.Serve(("Identity:ProviderCallsPerMinute", "3"), ("Identity:ProviderCallsPerMinuteOfAddress", "8"));

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Theory, InlineData("/connect/token"), InlineData("/connect/introspect"), InlineData("/connect/revoke"), InlineData("/connect/authorize"), InlineData("/connect/userinfo"), InlineData("/connect/logout"), InlineData("/en/Connect/Token/")]
    public async Task Beyond_the_limit_an_application_is_told_how_long_to_wait_and_the_others_go_on(string path)
    {
        using HttpClient program = From("127.0.0.1");
        for (int i = 0; i < 3; i++)
            (await Ask(program, path, "van-ban")).StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
        HttpResponseMessage refused = await Ask(program, path, "van-ban");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await Ask(program, path, "kho-du-lieu")).StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Who_asks_under_the_name_of_an_application_does_not_keep_it_out_where_it_is()
    {
        using HttpClient stranger = From("127.0.0.2");
        for (int i = 0; i < 4; i++)
            await Ask(stranger, "/connect/token", "van-ban");
        (await Ask(stranger, "/connect/token", "van-ban")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using HttpClient program = From("127.0.0.1");
        (await Ask(program, "/connect/token", "van-ban")).StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Another_name_for_each_question_does_not_help()
    {
        using HttpClient stranger = From("127.0.0.2");
        for (int i = 0; i < 8; i++)
            (await Ask(stranger, "/connect/token", $"ten-{i}")).StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
        (await Ask(stranger, "/connect/token", "ten-9")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task The_name_counts_wherever_it_stands()
    {
        using HttpClient program = From("127.0.0.1");
        await Ask(program, "/connect/token", "van-ban");
        await program.GetAsync("/connect/authorize?client_id=van-ban", House.Token);
        for (int i = 0; i < 2; i++)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, "/connect/introspect") { Content = new FormUrlEncodedContent([new("token", "x")]) };
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("van%2Dban:guess")));
            (await program.SendAsync(request, House.Token)).StatusCode.ShouldBe(i == 0 ? HttpStatusCode.Unauthorized : HttpStatusCode.TooManyRequests);
        }
    }

    [Fact]
    public async Task A_body_that_no_question_has_is_not_read()
    {
        using HttpClient program = From("127.0.0.1");
        (await program.PostAsync("/connect/token", new FormUrlEncodedContent([new("client_id", "van-ban"), new("code", new string('x', 100_000))]), House.Token)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Pages_and_the_sign_in_of_people_are_not_counted()
    {
        using HttpClient program = From("127.0.0.1");
        for (int i = 0; i < 9; i++)
            await Ask(program, "/connect/token", "van-ban");
        using TestBrowser browser = await house.SignedIn("leader");
        (await browser.Get("/thu/can-bo")).Status.ShouldBe(HttpStatusCode.OK);
    }

    static Task<HttpResponseMessage> Ask(HttpClient program, string path, string client) =>
        program.PostAsync(path, new FormUrlEncodedContent([new("client_id", client), new("client_secret", "guess"), new("grant_type", "client_credentials"), new("token", "x")]), House.Token);

    /// <summary>A program at another address of this machine.</summary>
    HttpClient From(string address)
    {
        HttpClient client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (context, token) =>
            {
                Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(context.DnsEndPoint, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }) { BaseAddress = house.Address };
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        return client;
    }
}
