using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Hosting;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using Xunit;
using NetCookie = System.Net.Cookie;
using Cookie = Microsoft.Playwright.Cookie;

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

    /// <summary>The same by the name to which passkeys belong.</summary>
    public string PublicAddress { get; private set; } = "";

    /// <summary>Password of every demonstration account.</summary>
    public string Password { get; private set; } = "";

    /// <summary>Under what somebody with this role or name signs in.</summary>
    public string UserName(string who) => userNames[who];

    public string Pin => File.ReadAllText(Path.Combine(folder, "keys", "demonstration-pin")).Trim();

    public string Folder => folder;

    internal IServiceProvider Services => app!.Services;

    /// <summary>What the program has logged so far.</summary>
    internal CapturedLog Log { get; } = new();

    /// <summary>People of the demonstration province who have no sign-in of their own there, and what the tests call them.</summary>
    static readonly (string Person, string Name)[] More = [("CB044", "second-clerk"), ("CB061", "province-clerk"), ("CD021", "second-citizen"), ("CB080", "fire-officer"), ("CB040", "second-admin")];

    readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<NetCookie>>>> sessions = new();
    readonly ConcurrentDictionary<(string Collection, string Test), ConcurrentBag<IBrowserContext>> opened = new();
    Dictionary<string, string> userNames = [];

    public async ValueTask InitializeAsync()
    {
        int port = FreePort();
        PublicAddress = $"http://localhost:{port}";
        app = await WebProgram.Start(
            new RunOptions(port, folder, Date: null, Empty: false) { PublicAddress = PublicAddress, MoreLogging = CapturedLog.Into(Log) }, CancellationToken.None);
        Address = app.Urls.First();
        IReadOnlyList<DemonstrationSignIn> signIns = await app.Services.GetRequiredService<DemonstrationAccounts>().Create(ProgramServices.ProvinceFolder, CancellationToken.None);
        Password = signIns[0].Password;
        userNames = signIns.GroupBy(signIn => signIn.Role).ToDictionary(role => role.Key, role => role.First().UserName);
        await AddPeople(app.Services.GetRequiredService<DemonstrationAccounts>());
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium-headless-shell",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A browser of its own, as on another machine.</summary>
    /// <param name="address">By which name the program is reached; null for <see cref="Address"/>.</param>
    public async Task<IPage> NewBrowser(bool javaScript = true, int width = 1280, string? address = null)
    {
        IBrowserContext context = await browser!.NewContextAsync(new()
        {
            BaseURL = address ?? Address,
            JavaScriptEnabled = javaScript,
            AcceptDownloads = true,
            Locale = "vi-VN",
            ViewportSize = new() { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(60_000);
        await Keep(context);
        return await context.NewPageAsync();
    }

    // The tests of a collection come one after the other: what the one before has opened is nobody's any more, and would go on working.
    async Task Keep(IBrowserContext context)
    {
        string collection = TestContext.Current.TestCollection?.UniqueID ?? "", test = TestContext.Current.Test?.UniqueID ?? "";
        opened.GetOrAdd((collection, test), _ => []).Add(context);
        foreach ((string, string) before in opened.Keys.Where(key => key.Collection == collection && key.Test != test))
        {
            if (!opened.TryRemove(before, out ConcurrentBag<IBrowserContext>? contexts))
                continue;
            foreach (IBrowserContext done in contexts)
                await done.CloseAsync();
        }
    }

    /// <summary>A browser in which somebody with this role has signed in.</summary>
    public async Task<IPage> SignedIn(string role, bool javaScript = true, int width = 1280)
    {
        IPage page = await NewBrowser(javaScript, width);
        await SignInIn(page, role);
        return page;
    }

    /// <summary>Signs in by name and password in this browser.</summary>
    public Task SignInIn(IPage page, string role) => page.SignInAs(userNames[role], Password);

    /// <summary>A visitor without scripts who is nobody yet.</summary>
    internal Visitor Stranger() => new(Address);

    /// <summary>A visitor without scripts in the session that everybody with this role or name shares.</summary>
    internal async Task<Visitor> As(string who) => new(Address, await SessionOf(who));

    /// <summary>A visitor without scripts in a session of its own.</summary>
    internal async Task<Visitor> SignedInAfresh(string who)
    {
        Visitor visitor = Stranger();
        await SignIn(visitor, who, "/dang-nhap");
        return visitor;
    }

    /// <summary>Signs a visitor in at this address of the sign-in page; the answer is not followed.</summary>
    internal async Task<WebAnswer> SignIn(Visitor visitor, string who, string path) => await visitor.Send(
        await visitor.Open(path), "sign-in", new Dictionary<string, string?> { ["Form.UserName"] = userNames[who], ["Form.Password"] = Password });

    /// <summary>A browser in the session that everybody with this role or name shares; null for nobody.</summary>
    public async Task<IPage> Browsing(string? who, bool javaScript = true, int width = 1280)
    {
        IPage page = await NewBrowser(javaScript, width);
        if (who is not null)
            await page.Context.AddCookiesAsync((await SessionOf(who)).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = Address }));
        return page;
    }

    Task<IReadOnlyList<NetCookie>> SessionOf(string who) => sessions.GetOrAdd(who, _ => new(async () =>
    {
        using Visitor visitor = await SignedInAfresh(who);
        return [.. visitor.Cookies.GetCookies(visitor.Address).Where(cookie => cookie.Name != "vanlang-form")];
    })).Value;

    /// <summary>The code in the QR of the first paper of a dossier.</summary>
    internal Task<string> CheckCodeOf(string code) => Services.GetRequiredService<UnitOfWork>().Read(
        (db, token) => (
            from paper in db.Set<IssuedPaper>()
            join dossier in db.Set<Dossier>() on paper.DossierId equals dossier.Id
            where dossier.Code == code
            orderby paper.IssuedAt
            select paper.CheckCode).FirstAsync(token),
        CancellationToken.None);

    // The accounts are named by a file; so these are named by a copy of it.
    async Task AddPeople(DemonstrationAccounts accounts)
    {
        string copy = Path.Combine(folder, "more-people");
        System.IO.Directory.CreateDirectory(copy);
        File.Copy(Path.Combine(ProgramServices.ProvinceFolder, "people.json"), Path.Combine(copy, "people.json"));
        JsonNode province = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(ProgramServices.ProvinceFolder, "province.json")))!;
        province["demonstration"]!["signIns"] = new JsonArray([.. More.Select(one => new JsonObject { ["person"] = one.Person, ["role"] = one.Name })]);
        // The people of the casts have their sign-ins already, under the names of their roles.
        ((JsonObject)province["demonstration"]!).Remove("casts");
        await File.WriteAllTextAsync(Path.Combine(copy, "province.json"), province.ToJsonString());
        foreach (DemonstrationSignIn signIn in await accounts.Create(copy, CancellationToken.None))
            userNames[signIn.Role] = signIn.UserName;
    }

    static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
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
