using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VanLang.Web;
using VanLang.Web.Contracts;
using Xunit;

namespace VanLang.Foundation.Tests.Web;

/// <summary>The Web room alone in a real server on a free port of the loopback, put together as the program does it.</summary>
public sealed class Site : IAsyncLifetime
{
    readonly WebApplication app;
    int posts;

    public Site()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddWeb();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o => o.LoginPath = "/dang-nhap");
        builder.Services.AddAuthorization();
        app = builder.Build();
        app.UseWeb();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseWebForms();
        new WebRoom().MapEndpoints(app);
        app.MapWeb();
        app.MapPost("/thu", ([FromForm] string name) => { posts++; return "Đã nhận " + name; });
        app.MapPost("/dang-nhap", ([FromForm] string name) => name);
        app.MapPost("/tep", ([FromForm] string name, IFormFile file) => { posts++; return $"{name} {file.Length}"; }).WithMetadata(new RequestSizeLimitAttribute(1 << 20));
        app.MapPost("/kin", ([FromForm] string name) => { posts++; return name; }).RequireAuthorization();
        app.MapGet("/api/hong", () => { throw new InvalidOperationException("broken"); });
    }

    /// <summary>Posts that were really executed.</summary>
    public int Posts => posts;

    /// <summary>A browser without cookies that does not follow redirects.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), AutomaticDecompression = DecompressionMethods.None })
    {
        BaseAddress = new Uri(app.Urls.First()),
        DefaultRequestHeaders = { { "Accept", "text/html" } },
    };

    public async ValueTask InitializeAsync() => await app.StartAsync();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
