using System.Net;
using Shouldly;
using VanLang.Databases;
using Xunit;

namespace VanLang.Platform.Tests.Identity;

public sealed class UnstorableTextTestsOnSqlite() : UnstorableTextTests(StoreKind.Sqlite);

public sealed class UnstorableTextTestsOnPostgres() : UnstorableTextTests(StoreKind.Postgres);

/// <summary>PostgreSQL cannot hold U+0000: who sends it is told so, on pages, at endpoints and by the provider, whatever the database is.</summary>
public abstract class UnstorableTextTests(StoreKind store) : IAsyncLifetime
{
    House house = null!;

    public async ValueTask InitializeAsync() => house = await House.Serve(store);

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Theory]
    [InlineData("/dang-nhap", "sign-in", "Form.UserName=a%00b&Form.Password=x")]
    [InlineData("/dang-nhap", "sign-in", "Form.UserName=a%01b&Form.Password=x")]
    [InlineData("/dang-ky", "sign-up", "Form.FullName=Nguy%00n&Form.UserName=a%40vidu.vn")]
    [InlineData("/kich-hoat", "handover", "Form.UserName=a%0Bb")]
    [InlineData("/connect/token", "", "grant_type=client_credentials&client_id=a%00b&client_secret=x")]
    [InlineData("/connect/token", "", "grant_type=client_credentials&client_id=a%01b&client_secret=x")]
    [InlineData("/connect/introspect", "", "token=%00")]
    [InlineData("/connect/revoke", "", "token=%EF%BF%BF")]
    public async Task In_a_form(string address, string handler, string form)
    {
        using HttpClient client = new() { BaseAddress = house.Address };
        foreach (string accept in new[] { "text/html", "application/json" })
        {
            using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new StringContent($"_handler={handler}&{form}", null, "application/x-www-form-urlencoded") };
            request.Headers.Add("Accept", accept);
            ((int)(await client.SendAsync(request, House.Token)).StatusCode).ShouldBeInRange(400, 499);
        }
    }

    [Theory]
    [InlineData("/connect/authorize?client_id=%00&response_type=code")]
    [InlineData("/dang-nhap?returnUrl=%00")]
    [InlineData("/co-quan/%01")]
    [InlineData("/can-bo/tai-khoan?q=%00")]
    public async Task In_an_address(string address)
    {
        using TestBrowser admin = await house.SignedIn("admin");
        (await admin.Get(address)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
