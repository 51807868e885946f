using System.IO.Compression;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Applications.Tests.OneStop;
using VanLang.Ledger.Checkpoints;
using VanLang.OneStop.Contracts;
using VanLang.Platform.Tests.Signing;
using Xunit;

namespace VanLang.Applications.Tests.Ledger;

/// <summary>Nobody goes without the evidence bundle of a dossier because a time-stamp authority does not do its part.</summary>
public sealed class UnstampedBundleTests
{
    [Fact]
    public async Task Where_the_authority_refuses_lies_or_is_silent_the_bundle_is_a_plain_zip_file_that_holds_as_well()
    {
        await using TrustServicesProcess services = await TrustServicesProcess.Start();
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using DemonstrationHouse house = await DemonstrationHouse.Open(time: clock, settings: Hosting.SimulatedTrust.Settings(services.Address).ToDictionary());
        await house.Do<SignHeadJob>();
        string code = await house.WholeJourney();
        await house.Do<SignHeadJob>();
        string key = await house.Key();

        string stamped = await Fetched(".asice");
        foreach (string fault in new[] { "Error500", "UnknownSigner", "SilentStamp" })
        {
            await services.Fault(fault, 1000);
            string plain = await Fetched(".zip");
            (int found, string said) = await LedgerHouse.Check("bundle", plain, "--log", key);
            found.ShouldBe(0, said);
            said.ShouldNotContain("the list of the container existed before");
            Names(plain).ShouldBe(Names(stamped).Where(name => name != "mimetype" && !name.StartsWith("META-INF/", StringComparison.Ordinal)), fault);
        }

        await services.Fault(null);
        Names(await Fetched(".asice")).ShouldBe(Names(stamped));

        async Task<string> Fetched(string ending)
        {
            // Who did not answer is left alone for a minute.
            clock.Advance(TimeSpan.FromMinutes(2));
            await services.SetClock(clock.GetUtcNow());
            await using BundleFile bundle = (await house.Get<DossierEvidence>().Bundle(code, DemonstrationHouse.Token)).ShouldNotBeNull();
            bundle.Ending.ShouldBe(ending);
            string path = house.NewFile(ending);
            await using FileStream to = File.Create(path);
            await bundle.Content.CopyToAsync(to, DemonstrationHouse.Token);
            return path;
        }
    }

    static List<string> Names(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }
}
