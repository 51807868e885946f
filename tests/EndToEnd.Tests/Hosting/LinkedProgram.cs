using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using VanLang.Hosting;
using VanLang.Identity.Contracts;
using Xunit;

namespace VanLang.EndToEnd.Tests.Hosting;

/// <summary>A program linked to the simulated national portal, which is a process of its own, stopped and started as the test wants.</summary>
public sealed class LinkedProgram : IAsyncLifetime
{
    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-linked-").FullName;
    readonly int portalPort = FreePort();
    WebApplication? app;
    Process? portal;
    IReadOnlyList<DemonstrationSignIn> signIns = [];

    public string Address { get; private set; } = "";

    public string Portal => $"http://127.0.0.1:{portalPort}";

    public async ValueTask InitializeAsync()
    {
        await StartPortal();
        // Asked once a minute in life; the journey is not to wait so long.
        Environment.SetEnvironmentVariable("VANLANG_Portal__Seconds", "1");
        app = await WebProgram.Start(new RunOptions(0, Path.Combine(folder, "data"), Date: null, Empty: false) { Portal = Portal }, CancellationToken.None);
        Environment.SetEnvironmentVariable("VANLANG_Portal__Seconds", null);
        Address = app.Urls.First();
        signIns = await app.Services.GetRequiredService<DemonstrationAccounts>().Create(ProgramServices.ProvinceFolder, CancellationToken.None);
    }

    /// <summary>The simulator, with what it kept before.</summary>
    public async Task StartPortal()
    {
        // Built beside the tests, in the same configuration.
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "VanLang.Simulators.NationalPortal", configuration, "national-portal.dll"));
        portal = Process.Start(new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList = { program, "--port", portalPort.ToString(CultureInfo.InvariantCulture), "--data", Path.Combine(folder, "portal"), "--province", ProgramServices.ProvinceFolder },
        })!;
        while (await portal.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line)
        {
            if (line.Contains(Portal, StringComparison.Ordinal))
            {
                // What it says further is of no interest, but must not fill the pipe.
                _ = portal.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("The simulator did not start.");
    }

    public async Task StopPortal()
    {
        if (portal is null)
            return;
        portal.Kill();
        await portal.WaitForExitAsync();
        portal.Dispose();
        portal = null;
    }

    /// <summary>Signs somebody with this role in.</summary>
    public async Task SignIn(IPage page, string role)
    {
        DemonstrationSignIn who = signIns.First(signIn => signIn.Role == role);
        await page.SignInAs(who.UserName, who.Password);
    }

    static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        await StopPortal();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
