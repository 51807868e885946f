using System.Diagnostics;
using Shouldly;
using VanLang.Databases;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Portal;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Portal;

/// <summary>The program is killed (SIGKILL) while it takes dossiers in from the portal, and started again.</summary>
public sealed class PortalKillTests
{
    [Fact]
    public async Task Killed_in_the_middle_of_the_intake_it_takes_in_each_dossier_once()
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-portal-kill-").FullName;
        await using SimulatedPortal portal = await SimulatedPortal.Start();
        await using (DemonstrationHouse prepared = await DemonstrationHouse.Open(StoreKind.Sqlite))
            CopyFolder(prepared.Data.Path, folder);
        List<string> filed = [];
        foreach (string citizen in (string[])["CD023", "CD021", "CD009"])
            filed.Add(await portal.File(citizen: citizen, file: SimulatedPortal.Photo));
        await portal.Fault("Delay", 1000, 40);
        Random random = new(20261128);
        for (int kill = 0; kill < 3; kill++)
        {
            using Process worker = Process.Start(new ProcessStartInfo("dotnet")
            {
                RedirectStandardOutput = true,
                ArgumentList = { Path.Combine(AppContext.BaseDirectory, "VanLang.Load.dll"), "portal-worker", folder, portal.Address },
            })!;
            (await worker.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2))).ShouldBe("ready");
            // The moment of the kill is what the test varies; nothing is waited for.
            await Task.Delay(random.Next(50, 900), TestContext.Current.CancellationToken);
            worker.Kill();
            await worker.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await portal.NoFaults();
        await using LinkedHouse linked = await LinkedHouse.Open(portal, folder);
        await linked.ExchangeAll(3);

        List<Dossier> dossiers = await linked.Dossiers();
        dossiers.Select(d => d.Code).ShouldBe(filed.Order(StringComparer.Ordinal));
        (await linked.Messages()).ShouldAllBe(m => m.State == PortalMessageState.Taken);
        foreach (string code in filed)
        {
            (await linked.House.Dossier(code)).Documents.ShouldHaveSingleItem();
            (await portal.Statuses(code)).ShouldBe([1]);
        }

        (await linked.House.Verify()).ShouldBeEmpty();
    }

    static void CopyFolder(string from, string to)
    {
        System.IO.Directory.CreateDirectory(to);
        foreach (string directory in System.IO.Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            System.IO.Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)));
        foreach (string file in System.IO.Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
    }
}
