using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Applications.Tests.OneStop;
using VanLang.Databases;
using VanLang.Kernel.Record;
using VanLang.Ledger.Checkpoints;
using VanLang.Ledger.Contracts;
using VanLang.Ledger.Witnesses;
using VanLang.OneStop.Contracts;
using VanLang.Platform.Tests.Signing;
using VanLang.Signing.Contracts;
using VanLang.Transparency;
using Xunit;

namespace VanLang.Applications.Tests.Ledger;

/// <summary>Logs that are no longer what was signed or seen, and those outside who are asked about them.</summary>
public sealed class RefusedHeadTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task A_log_that_was_cut_or_altered_is_not_signed_and_the_operator_is_told_until_it_is_right_again(StoreKind store)
    {
        await using DemonstrationHouse house = await DemonstrationHouse.Open(store);
        await house.Do<SignHeadJob>();
        SeenHead seen = house.Get<SeenHead>();
        Checkpoint head = seen.Read().ShouldNotBeNull();

        // This machine has seen a longer log: the database was exchanged for an earlier one.
        seen.Keep(head with { Size = head.Size + 1000 });
        await house.Do<SignHeadJob>();
        LedgerProblem shorter = (await house.LedgerState()).Problems.ShouldHaveSingleItem();
        (shorter.Code, shorter.IsAlarming).ShouldBe(("shorter", true));
        (await house.Verify()).ShouldContain(finding => finding.Kind == "missing-events" && finding.Table == "ledger/seen");

        seen.Keep(head with { Root = MerkleTree.LeafHash("other"u8) });
        await house.Do<SignHeadJob>();
        (await house.LedgerState()).Problems.ShouldHaveSingleItem().Code.ShouldBe("other");

        seen.Keep(head);
        await house.Do<SignHeadJob>();
        (await house.LedgerState()).Problems.ShouldBeEmpty();

        // An earlier event is altered with its hash, and the root after it made to fit: what was signed says otherwise.
        await house.Tamper($"UPDATE record_positions SET leaf_hash = {(store == StoreKind.Sqlite ? "randomblob(32)" : "sha256('khác')")} WHERE sequence = {head.Size - 1}");
        await house.Walk.Submit(await house.Walk.Draft());
        await house.Settle();
        long signed = (await house.LedgerState()).Size;
        await house.Do<SignHeadJob>();
        LedgerState state = await house.LedgerState();
        state.Size.ShouldBe(signed);
        state.Problems.ShouldHaveSingleItem().Code.ShouldBe("other");
        (await house.Verify()).ShouldContain(finding => finding.Kind == "altered-log" && finding.Table == "ledger_heads");
    }

    [Fact]
    public async Task A_witness_signs_each_head_and_one_that_has_seen_another_log_is_told_to_the_operator()
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-witness-").FullName;
        await using DemonstrationHouse first = await DemonstrationHouse.Open();
        await first.Do<SignHeadJob>();
        VerifierKey log = VerifierKey.TryParse(await first.Key())!;
        (Microsoft.AspNetCore.Builder.WebApplication app, VerifierKey key) = await WitnessProgram.Start(0, folder, "thanh-tra.example", [log], DemonstrationHouse.Token);
        await using (app)
        {
            // The same house, now with a witness.
            await using DemonstrationHouse house = await DemonstrationHouse.Open(
                folder: first.Data.Path, settings: new Dictionary<string, string?> { ["Ledger:Witnesses:0:Address"] = app.Urls.Single(), ["Ledger:Witnesses:0:Key"] = $"{key}" }, guest: true);
            await house.Do<ConsultJob>();
            LedgerState state = await house.LedgerState();
            (state.Witnesses, state.Cosigned, state.Problems.Count).ShouldBe((1, 1, 0), string.Join("; ", state.Problems));
            await house.Walk.Submit(await house.Walk.Draft());
            await house.Settle();
            await house.Do<SignHeadJob>();
            (await house.LedgerState()).Cosigned.ShouldBe(0);
            await house.Do<ConsultJob>();
            (await house.LedgerState()).Cosigned.ShouldBe(1);

            // A stranger who wants the witness's word finds it under the head.
            PublishedHead head = (await house.Get<PublishedLog>().Newest(DemonstrationHouse.Token)).ShouldNotBeNull();
            string proof = house.NewFile(".json");
            Guid id = await house.Read((db, token) => db.Set<RecordEvent>().OrderBy(e => e.Ord).Select(e => e.Id).FirstAsync(token));
            await File.WriteAllBytesAsync(proof, (await house.Get<LedgerReceipts>().OfEvent(id, DemonstrationHouse.Token))!, DemonstrationHouse.Token);
            (await LedgerHouse.Check("receipt", proof, "--log", $"{log}", "--witness", $"{key}")).Code.ShouldBe(0);
            using NoteSigner nobody = new("khac.example", NoteKeyKind.Witness, NoteSigner.NewSeed());
            (await LedgerHouse.Check("receipt", proof, "--log", $"{log}", "--witness", $"{nobody.Key}")).Code.ShouldBe(1);

            // The witness has seen a log that is longer than ours: somebody took events away here, or shows two logs.
            string kept = System.IO.Directory.GetFiles(folder, "*.head").Single();
            string note = await File.ReadAllTextAsync(kept, DemonstrationHouse.Token);
            await File.WriteAllTextAsync(kept, note.Replace($"\n{head.Size}\n", $"\n{head.Size + 5}\n", StringComparison.Ordinal), DemonstrationHouse.Token);
            await house.Walk.Submit(await house.Walk.Draft());
            await house.Settle();
            await house.Tamper("DELETE FROM ledger_cosignatures");
            await house.Do<ConsultJob>();
            LedgerProblem ahead = (await house.LedgerState()).Problems.ShouldHaveSingleItem();
            (ahead.Code, ahead.IsAlarming, ahead.Concerns).ShouldBe(("witness-ahead", true, "witness thanh-tra.example"));

            // Or one that is no beginning of ours.
            await File.WriteAllTextAsync(kept, note.Replace(note.Split('\n')[2], Convert.ToBase64String(MerkleTree.LeafHash("x"u8)), StringComparison.Ordinal), DemonstrationHouse.Token);
            await house.Do<SignHeadJob>();
            await house.Do<ConsultJob>();
            (await house.LedgerState()).Problems.ShouldHaveSingleItem().Code.ShouldBe("witness-other");
            System.IO.Directory.GetFiles(folder, "refused-*").ShouldHaveSingleItem();

            await app.StopAsync(DemonstrationHouse.Token);
            await house.Do<ConsultJob>();
            LedgerProblem silent = (await house.LedgerState()).Problems.ShouldHaveSingleItem();
            (silent.Code, silent.IsAlarming).ShouldBe(("witness-silent", false));
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_head_is_stamped_once_an_hour_and_a_stranger_reads_the_time_with_the_root_alone()
    {
        await using TrustServicesProcess services = await TrustServicesProcess.Start();
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using DemonstrationHouse house = await DemonstrationHouse.Open(
            time: clock, settings: Hosting.SimulatedTrust.Settings(services.Address).Append(new("Signatures:Seconds", "60")).ToDictionary());
        await house.Do<SignHeadJob>();
        await services.Fault("Error500", 1000);
        await house.Do<ConsultJob>();
        LedgerProblem missing = (await house.LedgerState()).Problems.ShouldHaveSingleItem();
        (missing.Code, missing.IsAlarming).ShouldBe(("stamp-silent", false));
        await services.Fault(null);
        clock.Advance(TimeSpan.FromMinutes(2));
        await services.SetClock(clock.GetUtcNow());

        await house.Do<ConsultJob>();

        LedgerState state = await house.LedgerState();
        state.Problems.ShouldBeEmpty();
        state.StampedAt.ShouldNotBeNull().ShouldBe(clock.GetUtcNow(), TimeSpan.FromSeconds(1));
        string code = await house.WholeJourney();
        await house.Do<SignHeadJob>();
        await house.Do<ConsultJob>();
        (await house.Read((db, token) => db.Set<HeadStamp>().CountAsync(token))).ShouldBe(1);
        clock.Advance(TimeSpan.FromHours(1));
        await services.SetClock(clock.GetUtcNow());
        await house.Do<ConsultJob>();
        (await house.Read((db, token) => db.Set<HeadStamp>().CountAsync(token))).ShouldBe(2);

        string path = house.NewFile(".zip"), root = house.NewFile(".pem");
        await using (BundleFile bundle = (await house.Get<DossierEvidence>().Bundle(code, DemonstrationHouse.Token)).ShouldNotBeNull())
        await using (FileStream to = File.Create(path))
        {
            bundle.Ending.ShouldBe(".asice");
            await bundle.Content.CopyToAsync(to, DemonstrationHouse.Token);
        }

        using System.Security.Cryptography.X509Certificates.X509Certificate2 authority = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(await services.Get("ca/root.crt"));
        await File.WriteAllTextAsync(root, authority.ExportCertificatePem(), DemonstrationHouse.Token);
        (int found, string said) = await LedgerHouse.Check("bundle", path, "--log", await house.Key(), "--time-stamp-root", root);
        found.ShouldBe(0, said);
        said.ShouldContain("the head existed before");
        said.ShouldContain("the list of the container existed before");

        (await ByOpenSsl(house, path, root, text => text)).ShouldContain("Verification: OK");
        (await ByOpenSsl(house, path, root, text => text.Replace(text.Split('\n')[1], "1", StringComparison.Ordinal))).ShouldNotContain("Verification: OK");

        // The public check, which knows nothing of logs, says the same of it.
        SignatureReport report = SignatureCheck.Check(await File.ReadAllBytesAsync(path, DemonstrationHouse.Token), null, house.Get<TrustListFile>().Read(), clock.GetUtcNow());
        SignatureFinding stamp = report.Signatures.ShouldHaveSingleItem();
        (report.Verdict, stamp.Format, stamp.Coverage).ShouldBe((SignatureVerdict.Passed, "ETSI.RFC3161", SignatureCoverage.WholeFile), report.Problem?.ToString());
        stamp.SignedFiles.ShouldContain("bundle.json");
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            using Stream added = zip.CreateEntry("files/them.pdf").Open();
            added.Write("%PDF"u8);
        }

        (found, said) = await LedgerHouse.Check("bundle", path, "--log", await house.Key());
        (found, said.Contains("files/them.pdf is not on the list of the container", StringComparison.Ordinal)).ShouldBe((1, true), said);
    }

    // The line that the handbook gives to strangers, word for word.
    static async Task<string> ByOpenSsl(DemonstrationHouse house, string bundle, string root, Func<string, string> change)
    {
        string line = Regex.Match(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "docs", "operations.md"), DemonstrationHouse.Token), "`openssl (ts -verify [^`]+)`").Groups[1].Value;
        string stamp = house.NewFile(".tst"), text = house.NewFile(".txt");
        await using (ZipArchive zip = await ZipFile.OpenReadAsync(bundle, DemonstrationHouse.Token))
        {
            await zip.GetEntry("checkpoint.tst").ShouldNotBeNull().ExtractToFileAsync(stamp, DemonstrationHouse.Token);
            using StreamReader note = new(await zip.GetEntry("checkpoint.txt").ShouldNotBeNull().OpenAsync(DemonstrationHouse.Token));
            string[] lines = (await note.ReadToEndAsync(DemonstrationHouse.Token)).Split('\n');
            await File.WriteAllTextAsync(text, change($"{string.Join('\n', lines[..3])}\n"), DemonstrationHouse.Token);
        }

        ProcessStartInfo start = new("openssl", line.Split(' ').Select(word => word switch { "checkpoint.tst" => stamp, "TEXT" => text, "ROOT.pem" => root, _ => word })) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(DemonstrationHouse.Token);
        string said = await process.StandardOutput.ReadToEndAsync(DemonstrationHouse.Token);
        await process.WaitForExitAsync(DemonstrationHouse.Token);
        return said + await errors;
    }
}
