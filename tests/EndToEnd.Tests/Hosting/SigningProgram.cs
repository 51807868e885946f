using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using VanLang.Hosting;
using VanLang.Identity.Contracts;
using VanLang.Load.Crash;
using VanLang.Platform.Tests.Signing;
using Xunit;

namespace VanLang.EndToEnd.Tests.Hosting;

/// <summary>A program linked to simulated trust services, with a remote signing service among them, and the signing program of its leader beside it.</summary>
public sealed class SigningProgram : IAsyncLifetime
{
    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-signing-").FullName;
    TrustServicesProcess? services;
    WebApplication? app;
    IReadOnlyList<DemonstrationSignIn> signIns = [];

    public string Address { get; private set; } = "";

    public string Services => services!.Address;

    internal LocalSigningProcess Local { get; private set; } = null!;

    /// <summary>Name of the leader, as certificates have it.</summary>
    public string Leader { get; private set; } = "";

    internal DossierWalk Walk { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        services = await TrustServicesProcess.Start();
        Leader = LeaderOf(ProgramServices.ProvinceFolder);
        Local = await LocalSigningProcess.Start(Leader, services.Address, agreesAlways: false);
        Environment.SetEnvironmentVariable("VANLANG_Signatures__Local__Port", Local.Port.ToString(CultureInfo.InvariantCulture));
        app = await WebProgram.Start(new RunOptions(0, Path.Combine(folder, "data"), Date: null, Empty: false) { TrustServices = services.Address }, CancellationToken.None);
        Environment.SetEnvironmentVariable("VANLANG_Signatures__Local__Port", null);
        Address = app.Urls.First();
        signIns = await app.Services.GetRequiredService<DemonstrationAccounts>().Create(ProgramServices.ProvinceFolder, CancellationToken.None);
        Walk = new DossierWalk(app.Services, await Cast.Of(app.Services), (await File.ReadAllTextAsync(Path.Combine(folder, "data", "keys", "demonstration-pin"))).Trim());
    }

    // The people are known to the program only when it runs, and it is told the port of the signing program before.
    static string LeaderOf(string province)
    {
        JsonArray signIns = Read("province.json")["demonstration"]!["signIns"]!.AsArray(), officials = Read("people.json")["officials"]!.AsArray();
        string key = (string)signIns.First(signIn => (string?)signIn!["role"] == "leader")!["person"]!;
        return (string)officials.First(official => (string?)official!["key"] == key)!["fullName"]!;

        JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(province, file)))!;
    }

    /// <summary>Signs somebody with this role in.</summary>
    public async Task SignIn(IPage page, string role)
    {
        DemonstrationSignIn who = signIns.First(signIn => signIn.Role == role);
        await page.SignInAs(who.UserName, who.Password);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        await Local.DisposeAsync();
        if (services is not null)
            await services.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
