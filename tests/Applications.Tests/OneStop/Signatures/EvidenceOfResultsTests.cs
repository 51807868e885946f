using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Hosting;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Results;
using VanLang.OneStop.Tracking;
using VanLang.Platform.Tests.Signing;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Signatures;

/// <summary>Results of a house that is linked to trust services: signed with their time, and brought to B-LTA behind the acts of people.</summary>
public sealed class EvidenceOfResultsTests : IAsyncLifetime
{
    readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    TrustServicesProcess services = null!;
    DemonstrationHouse house = null!;

    public async ValueTask InitializeAsync()
    {
        services = await TrustServicesProcess.Start();
        house = await DemonstrationHouse.Open(time: clock, settings: SimulatedTrust.Settings(services.Address).Append(new("Signatures:Seconds", "60")).ToDictionary());
        // Keys that the services have certified, in the place of those that the furnished folder brings along.
        await house.Get<UnitOfWork>().Maintain((db, token) => db.Database.ExecuteSqlRawAsync("DELETE FROM signing_keys", token), DemonstrationHouse.Token);
        await DemonstrationStart.Prepare(house.Services, DemonstrationHouse.Token);
    }

    [Fact]
    public async Task A_result_carries_all_its_evidence_a_moment_after_it_was_issued_and_every_file_that_was_handed_out_is_genuine()
    {
        string code = await Issued();
        DossierResult before = await Result(code);
        byte[] handedOut = await Content(before);
        Levels(handedOut).ShouldBe(["leader Indeterminate B-T", "agency Indeterminate B-B"]);
        await OtherTools.Agree(handedOut, signatures: 2);

        await RunDue();

        DossierResult after = await Result(code);
        byte[] whole = await Content(after);
        Levels(whole).ShouldBe(["leader Passed B-LTA", "agency Passed B-LTA", "time-stamp-1 Passed "]);
        await OtherTools.Agree(whole, signatures: 2);
        whole.AsSpan().StartsWith(handedOut).ShouldBeTrue();
        (await IsGenuine(after, whole)).ShouldBeTrue();
        (await IsGenuine(after, handedOut)).ShouldBeTrue();
        // What the leader had signed before it had a number was never issued; a file cut short is none.
        (await IsGenuine(after, whole[..^1])).ShouldBeFalse();
        (await IsGenuine(after, handedOut[..^100])).ShouldBeFalse();
        await house.Settle();
        (await house.Verify()).ShouldBeEmpty();

        // The next look is a year later, long before the time-stamp unit ends; nothing grows then.
        DateTimeOffset due = await house.Read((db, token) => db.Set<Job>().Where(job => job.Kind == KeepEvidenceJob.JobKind).Select(job => job.DueAt).SingleAsync(token));
        (due - clock.GetUtcNow()).ShouldBe(TimeSpan.FromDays(365), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Silent_services_stop_nobody_and_what_is_missing_is_seen_and_follows()
    {
        await services.Fault("Error500", 1000);
        string code = await Issued();
        Levels(await Content(await Result(code)))[0].ShouldBe("leader Indeterminate B-B");
        await RunDue();
        Job waiting = await Waiting();
        (waiting.Attempt, waiting.Error!.Contains("HTTP 500", StringComparison.Ordinal)).ShouldBe((1, true), waiting.Error);

        await services.Fault(null);
        clock.Advance(TimeSpan.FromMinutes(2));
        await RunDue();

        Levels(await Content(await Result(code)))[0].ShouldBe("leader Passed B-LTA");
        (await Waiting()).DueAt.ShouldBeGreaterThan(clock.GetUtcNow().AddDays(300));
    }

    async Task<string> Issued()
    {
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(code);
        await house.Walk.Collect(code);
        await house.Walk.Prepare(code);
        await house.Walk.Sign(code);
        await house.Walk.Issue(code);
        return code;
    }

    async Task RunDue()
    {
        JobService jobs = ActivatorUtilities.CreateInstance<JobService>(house.Services);
        while (await jobs.RunDue(DemonstrationHouse.Token) > 0)
        {
        }
    }

    Task<Job> Waiting() => house.Read((db, token) => db.Set<Job>().SingleAsync(job => job.Kind == KeepEvidenceJob.JobKind, token));

    async Task<DossierResult> Result(string code)
    {
        Guid id = (await house.Dossier(code)).Dossier.Id;
        return await house.Read((db, token) => db.Set<DossierResult>().SingleAsync(result => result.DossierId == id, token));
    }

    async Task<byte[]> Content(DossierResult result)
    {
        byte[] content = (await house.Get<ResultFiles>().Read(result.FileId, DemonstrationHouse.Token)).ToArray();
        Convert.ToHexStringLower(SHA256.HashData(content)).ShouldBe(result.ContentHash);
        return content;
    }

    async Task<bool> IsGenuine(DossierResult result, byte[] content)
    {
        CheckedPaper paper = (await house.Get<CitizenQueries>().ByCheckCode(result.CheckCode, DemonstrationHouse.Token)).ShouldNotBeNull();
        using MemoryStream stream = new(content);
        return await house.Get<PaperComparison>().IsSame(paper, stream, DemonstrationHouse.Token);
    }

    string[] Levels(byte[] pdf) =>
        [.. PdfSignatureCheck.Check(pdf, house.Get<TrustListFile>().Read(), clock.GetUtcNow()).Signatures.Select(signature => $"{signature.Field} {signature.Verdict} {signature.Level}")];

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        await services.DisposeAsync();
    }
}
