using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Databases;
using VanLang.Hosting;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Results;
using VanLang.OneStop.Results.Copies;
using VanLang.OneStop.Tracking;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Signatures;

public sealed class EvidenceOfCopiesTestsOnSqlite() : EvidenceOfCopiesTests(StoreKind.Sqlite);

public sealed class EvidenceOfCopiesTestsOnPostgres() : EvidenceOfCopiesTests(StoreKind.Postgres);

/// <summary>Certified copies of a house that is linked to trust services are brought to B-LTA like results, behind the acts of people.</summary>
public abstract class EvidenceOfCopiesTests(StoreKind store) : ElsewhereHouse(store)
{
    static readonly byte[] Scan = CertifiedCopyTests.Sheet(CertifiedCopyTests.Lines(from: 60, to: 700));

    [Fact]
    public async Task A_copy_carries_all_its_evidence_soon_after_and_what_was_fetched_before_stays_genuine()
    {
        await CertifiedKeys();
        string code = await House.Accepted(Scan);
        IssuedPaper before = await House.Certified(code, (await House.Sources(code)).Single().Id);
        byte[] fetched = await Content(before);
        Levels(fetched).ShouldBe(["copy Indeterminate B-B"]);

        await Run();

        IssuedPaper after = (await House.Copies(code)).Single();
        byte[] whole = await Content(after);
        Levels(whole).ShouldBe(["copy Passed B-LTA", "time-stamp-1 Passed "]);
        await OtherTools.Agree(whole, signatures: 1);
        whole.AsSpan().StartsWith(fetched).ShouldBeTrue();
        (await IsGenuine(after, whole), await IsGenuine(after, fetched)).ShouldBe((true, true));
        (await IsGenuine(after, whole[..^1]), await IsGenuine(after, fetched[..^100]), await IsGenuine(after, Scan)).ShouldBe((false, false, false));
        (await House.Get<CertifiedCopies>().Of(await House.Dossier(code), DemonstrationHouse.Token)).ShouldBe([new(after.Id, "01/SY", after.IssuedAt, House.Walk.Cast["registry-clerk"].PersonId)]);

        // Looked at once a year; when the time-stamp nears its end it gets another one, and no earlier.
        int rounds = 0;
        while (Levels(await Content((await House.Copies(code)).Single())).Length == 2)
        {
            (++rounds).ShouldBeLessThan(15);
            Job next = await Waiting();
            Clock.SetUtcNow(next.DueAt);
            await Services.SetClock(next.DueAt);
            using SimulatedTrust trust = SimulatedTrust.Of(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build())!;
            await trust.Trust(House.Data, DemonstrationHouse.Token);
            await Do(next);
        }

        rounds.ShouldBeGreaterThan(1);
        byte[] renewed = await Content((await House.Copies(code)).Single());
        Levels(renewed).ShouldBe(["copy Passed B-LTA", "time-stamp-1 Passed ", "time-stamp-2 Passed "]);
        renewed.AsSpan().StartsWith(whole).ShouldBeTrue();
        after = (await House.Copies(code)).Single();
        (await IsGenuine(after, fetched), await IsGenuine(after, whole), await IsGenuine(after, renewed)).ShouldBe((true, true, true));
        await House.Settle();
        (await House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Silent_services_stop_no_clerk_and_what_is_missing_follows_when_they_are_back()
    {
        await CertifiedKeys();
        string code = await House.Accepted(Scan);
        await Services.Fault("Error500", 1000);
        IssuedPaper copy = await House.Certified(code, (await House.Sources(code)).Single().Id);
        await Run();
        Job waiting = await Waiting();
        (waiting.Attempt > 0, waiting.Error!.Contains("HTTP 500", StringComparison.Ordinal)).ShouldBe((true, true), waiting.Error);
        (await House.Copies(code)).Single().ContentHash.ShouldBe(copy.ContentHash);

        await Services.Fault(null);
        Clock.Advance(TimeSpan.FromMinutes(2));
        await Run();

        Levels(await Content((await House.Copies(code)).Single()))[0].ShouldBe("copy Passed B-LTA");
        (await Waiting()).DueAt.ShouldBeGreaterThan(Clock.GetUtcNow().AddDays(300));
    }

    [Fact]
    public async Task Signatures_that_stood_in_the_original_are_others_matter_and_stay_what_they_were()
    {
        await CertifiedKeys();
        using DemonstrationAuthority nobodyKnows = DemonstrationAuthority.Create(Clock.GetUtcNow());
        using UnlockedKey key = nobodyKnows.IssuePerson("Trần Thị Ngọc", null, "Nơi khác", "135790", Clock.GetUtcNow()).Unlock("135790")!;
        PlaceOutcome.Found place = SignaturePlaces.Find(Scan, SignatureBlock.Person, "others", 1).ShouldBeOfType<PlaceOutcome.Found>();
        byte[] signed = ResultSigning.Sign(Scan, SignatureRequest.At(place.Place, "Trần Thị Ngọc", Clock.GetUtcNow(), new SignatureAppearance.Person("Trần Thị Ngọc", true)), key).ToArray();
        string code = await House.Accepted(signed);
        await House.Certified(code, (await House.Sources(code)).Single().Id);

        await Run();

        byte[] whole = await Content((await House.Copies(code)).Single());
        Levels(whole).Select(level => level[..level.LastIndexOf(' ')]).ShouldBe(["others Indeterminate", "copy Passed", "time-stamp-1 Passed"]);
        PdfSignatureCheck.Check(whole, House.Get<TrustListFile>().Read(), Clock.GetUtcNow()).Signatures[0].IsIntact.ShouldBeTrue();
        Job next = await Waiting();
        (next.Attempt, next.Error).ShouldBe((0, null));
        next.DueAt.ShouldBeGreaterThan(Clock.GetUtcNow().AddDays(300));
    }

    [Fact]
    public async Task Of_two_that_add_to_one_copy_at_once_one_does()
    {
        await CertifiedKeys();
        string code = await House.Accepted(Scan);
        await House.Certified(code, (await House.Sources(code)).Single().Id);
        Job job = await Waiting();
        KeepEvidenceJob handler = House.Services.GetServices<JobHandler>().OfType<KeepEvidenceJob>().Single();
        Func<Work, CancellationToken, Task>[] both = [await handler.Prepare(job.Payload, DemonstrationHouse.Token), await handler.Prepare(job.Payload, DemonstrationHouse.Token)];

        await Task.WhenAll(both.Select(one => Task.Run(() => Do(one))));

        (await House.Read((db, token) => db.Set<RecordEvent>().CountAsync(e => e.Type == KeepEvidenceJob.PaperEventType, token))).ShouldBe(1);
        await Content((await House.Copies(code)).Single());
        await House.Settle();
        (await House.Verify()).ShouldBeEmpty();
    }

    // Keys that the services have certified, in the place of those that the furnished folder brings along.
    async Task CertifiedKeys()
    {
        await House.Get<UnitOfWork>().Maintain((db, token) => db.Database.ExecuteSqlRawAsync("DELETE FROM signing_keys", token), DemonstrationHouse.Token);
        await DemonstrationStart.Prepare(House.Services, DemonstrationHouse.Token);
    }

    Task<Job> Waiting() => House.Read((db, token) => db.Set<Job>().OrderByDescending(job => job.DueAt).FirstAsync(job => job.Kind == KeepEvidenceJob.JobKind, token));

    async Task Do(Job job) => await Do(await House.Services.GetServices<JobHandler>().OfType<KeepEvidenceJob>().Single().Prepare(job.Payload, DemonstrationHouse.Token));

    async Task Do(Func<Work, CancellationToken, Task> prepared)
    {
        Outcome<Done> outcome = await House.Get<UnitOfWork>().Execute<Done>(
            new Operation(KeepEvidenceJob.JobKind, Actor.System),
            async (work, token) =>
            {
                await prepared(work, token);
                return new Done();
            },
            DemonstrationHouse.Token);
        outcome.Succeeded.ShouldBeTrue($"{outcome.Failure}");
    }

    async Task<byte[]> Content(IssuedPaper paper)
    {
        byte[] content = (await House.Get<ResultFiles>().Read(paper.FileId!.Value, DemonstrationHouse.Token)).ToArray();
        Convert.ToHexStringLower(SHA256.HashData(content)).ShouldBe(paper.ContentHash);
        return content;
    }

    async Task<bool> IsGenuine(IssuedPaper paper, byte[] content)
    {
        CheckedPaper found = (await House.Get<CitizenQueries>().ByCheckCode(paper.CheckCode, DemonstrationHouse.Token)).ShouldNotBeNull();
        using MemoryStream stream = new(content);
        return await House.Get<PaperComparison>().IsSame(found, stream, DemonstrationHouse.Token);
    }

    // The field of a copy has a name of its own each time.
    string[] Levels(byte[] pdf) =>
        [.. PdfSignatureCheck.Check(pdf, House.Get<TrustListFile>().Read(), Clock.GetUtcNow()).Signatures
            .Select(signature => $"{(signature.Field.StartsWith("copy-", StringComparison.Ordinal) ? "copy" : signature.Field)} {signature.Verdict} {signature.Level}")];
}
