using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Hosting;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Data;
using Xunit;

[assembly: AssemblyFixture(typeof(ProgramFixture))]

namespace VanLang.EndToEnd.Tests.Hosting;

/// <summary>The real program on a port of its own with an empty data folder, and a real browser. Shared by all journeys; each owns its dossiers.</summary>
public sealed class ProgramFixture : IAsyncLifetime
{
    readonly string folder = Path.Combine(Path.GetTempPath(), $"vanlang-journey-{Guid.NewGuid():N}");
    WebApplication? app;
    IPlaywright? playwright;
    IBrowser? browser;

    public string Address { get; private set; } = "";

    /// <summary>Password of every demonstration account.</summary>
    public string Password { get; private set; } = "";

    public string Pin => File.ReadAllText(Path.Combine(folder, "keys", "demonstration-pin")).Trim();

    public string Folder => folder;

    internal IServiceProvider Services => app!.Services;

    Dictionary<string, string> userNames = [];

    public async ValueTask InitializeAsync()
    {
        app = await WebProgram.Start(new RunOptions(0, folder, Date: null, Empty: false), CancellationToken.None);
        Address = app.Urls.First();
        IReadOnlyList<DemonstrationSignIn> signIns = await app.Services.GetRequiredService<DemonstrationAccounts>().Create(ProgramServices.ProvinceFolder, CancellationToken.None);
        Password = signIns[0].Password;
        userNames = signIns.ToDictionary(signIn => signIn.Role, signIn => signIn.UserName);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A browser of its own, as on another machine.</summary>
    public async Task<IPage> NewBrowser(bool javaScript = true, int width = 1280)
    {
        IBrowserContext context = await browser!.NewContextAsync(new()
        {
            BaseURL = Address,
            JavaScriptEnabled = javaScript,
            AcceptDownloads = true,
            Locale = "vi-VN",
            ViewportSize = new() { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    /// <summary>A browser in which somebody with this role has signed in.</summary>
    public async Task<IPage> SignedIn(string role, bool javaScript = true, int width = 1280)
    {
        IPage page = await NewBrowser(javaScript, width);
        await page.GotoAsync("/dang-nhap");
        await page.FillAsync("[autocomplete=username]", userNames[role]);
        await page.FillAsync("[autocomplete=current-password]", Password);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("dang-nhap", StringComparison.Ordinal));
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }
}
