using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Foundation.Tests.Printing;
using VanLang.Signing.Evidence;
using VanLang.Signing.Pdf;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>Thirty years in a few seconds: certificates end, an algorithm ends, and what was renewed in time is still proven.</summary>
public sealed class LongLifeTests(SimulatedTrustServices services) : IClassFixture<SimulatedTrustServices>
{
    [Fact]
    public async Task A_result_that_is_renewed_in_time_is_proven_after_thirty_years_and_one_that_is_not_is_not()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        var start = clock.GetUtcNow();
        var list = ListWithEnd(DateOnly.FromDateTime(start.UtcDateTime).AddYears(14));
        using var evidence = services.Evidence(clock, list: list);
        var issued = await services.Issue(await services.ByLeader(evidence, start), start);
        var file = await evidence.Extend(issued, default);
        var once = file.Pdf;

        var rounds = 0;
        while (file.RenewBefore < start.AddYears(30))
        {
            // As the job does: at the end, or a year later at the latest.
            clock.SetUtcNow(file.RenewBefore.Value);
            await services.Process.SetClock(clock.GetUtcNow());
            await services.ListStampUnit();
            file = await evidence.Extend(file.Pdf, default);
            file.HasGrown.ShouldBeTrue(string.Join("; ", file.Missing));
            file.RenewBefore.ShouldNotBeNull().ShouldBeGreaterThan(clock.GetUtcNow());
            (++rounds).ShouldBeLessThan(15);
        }

        clock.SetUtcNow(start.AddYears(30));
        services.Levels(file.Pdf, clock.GetUtcNow(), list).Take(2).ShouldBe(["leader Passed B-LTA", "agency Passed B-LTA"]);
        file.Pdf.Span.StartsWith(issued.Span).ShouldBeTrue();

        // From the end of SHA-256 on the time-stamps are made with what comes after it.
        SigningMaterial.Of(PdfFile.Open(file.Pdf)).Where(item => item.IsOfDocument).OrderBy(item => item.Stamped).Last().Digest.ShouldBe("2.16.840.1.101.3.4.2.2");
        services.Levels(once, clock.GetUtcNow(), list)[0].ShouldStartWith("leader Indeterminate");
    }

    private string ListWithEnd(DateOnly end)
    {
        var list = JsonNode.Parse(File.ReadAllText(Path.Combine(SamplePapers.RepositoryFolder, "province", "signatures.json")))!;
        foreach (var term in list["algorithms"]!.AsArray().Where(term => term!["name"]!.GetValue<string>() == "sha256"))
            term!["validTo"] = end.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var path = Path.Combine(services.Folder, "list.json");
        File.WriteAllText(path, list.ToJsonString());
        return path;
    }
}
