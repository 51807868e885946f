using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Applications.Tests.OneStop;
using VanLang.Commands;
using VanLang.Databases;
using VanLang.Kernel.Files;
using VanLang.Kernel.Record;
using VanLang.Ledger.Checkpoints;
using VanLang.Ledger.Contracts;
using VanLang.OneStop.Contracts;
using VanLang.OneStop.Dossiers;
using VanLang.Transparency;
using Xunit;

namespace VanLang.Applications.Tests.Ledger;

public sealed class LogOutsideTestsOnSqlite() : LogOutsideTests(StoreKind.Sqlite);

public sealed class LogOutsideTestsOnPostgres() : LogOutsideTests(StoreKind.Postgres);

/// <summary>A house whose log has been signed, and a stranger who has its key, files from it, and the verifier.</summary>
public abstract class LogOutsideTests(StoreKind store) : IAsyncLifetime
{
    DemonstrationHouse house = null!;
    string code = null!;
    string key = null!;

    public async ValueTask InitializeAsync()
    {
        house = await DemonstrationHouse.Open(store);
        await house.Do<SignHeadJob>();
        code = await house.WholeJourney();
        await house.Do<SignHeadJob>();
        key = await house.Key();
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Heads_are_signed_only_as_the_log_grows_and_the_later_contains_the_earlier()
    {
        List<SignedHead> heads = await Heads();
        heads.Count.ShouldBe(2);
        heads.ShouldAllBe(head => Checkpoint.Of(SignedNote.TryParse(head.Note)!, VerifierKey.TryParse(key)!)!.Size == head.TreeSize);
        // Making the key was an event itself; nothing has happened since.
        await house.Settle();
        await house.Do<SignHeadJob>();
        await house.Do<SignHeadJob>();
        (await Heads()).Count.ShouldBeLessThanOrEqualTo(3);

        string proof = house.NewFile(".json");
        await File.WriteAllBytesAsync(proof, (await house.Get<LedgerReceipts>().Consistency(heads[0].TreeSize, heads[1].TreeSize, DemonstrationHouse.Token)).ShouldNotBeNull(), DemonstrationHouse.Token);
        (int code, string said) = await LedgerHouse.Check("consistency", proof, "--log", key);
        (code, said.Contains($"begins with the log of {heads[0].TreeSize}", StringComparison.Ordinal)).ShouldBe((0, true), said);
        (await LedgerCommand.VerifyProof(new(proof), TextWriter.Null, TextWriter.Null, DemonstrationHouse.Token)).ShouldBe(0);
        // Against a head that the stranger has kept and that is not of this log.
        string other = house.NewFile(".txt");
        using NoteSigner thief = new(VerifierKey.TryParse(key)!.Name, NoteKeyKind.Log, NoteSigner.NewSeed());
        Checkpoint forged = new(thief.Key.Name, heads[1].TreeSize, MerkleTree.LeafHash("x"u8));
        await File.WriteAllTextAsync(other, $"{new SignedNote(forged.Text, [thief.Sign(forged.Text, DateTimeOffset.UtcNow)])}", DemonstrationHouse.Token);
        (await LedgerHouse.Check("consistency", proof, "--new", other, "--log", key)).Code.ShouldBe(1);
        (await LedgerHouse.Check("consistency", proof, "--new", other, "--log", $"{thief.Key}")).Code.ShouldBe(1);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_and_a_dossier_are_proved_to_a_stranger_and_to_the_program_itself()
    {
        DossierFile file = await house.Dossier(code);
        Guid id = await house.Read((db, token) => db.Set<RecordEvent>().Where(e => e.SubjectId == file.Dossier.Id).OrderBy(e => e.Ord).Select(e => e.Id).FirstAsync(token));
        string one = house.NewFile(".json"), all = house.NewFile(".json");
        await File.WriteAllBytesAsync(one, (await house.Get<LedgerReceipts>().OfEvent(id, DemonstrationHouse.Token)).ShouldNotBeNull(), DemonstrationHouse.Token);
        await File.WriteAllBytesAsync(all, (await house.Get<DossierEvidence>().Proofs(code, DemonstrationHouse.Token)).ShouldNotBeNull(), DemonstrationHouse.Token);

        foreach (string proof in (string[])[one, all])
        {
            (int code, string said) = await LedgerHouse.Check("receipt", proof, "--log", key);
            code.ShouldBe(0, said);
            (await LedgerCommand.VerifyProof(new(proof), TextWriter.Null, TextWriter.Null, DemonstrationHouse.Token)).ShouldBe(0);
        }

        // Somebody changes what the event says, or the header, or the root.
        foreach ((string what, string with, int expected) in ((string, string, int)[])[("dossier.submitted", "dossier.refused", 1), ("\"payload\": \"", "\"payload\": \" ", 1), ("\"leafIdx\": ", "\"leafIdx\": 1", 1), ("\"checkpoint\"", "\"head\"", 2)])
        {
            string changed = (await File.ReadAllTextAsync(one, DemonstrationHouse.Token)).Replace(what, with, StringComparison.Ordinal);
            string path = house.NewFile(".json");
            await File.WriteAllTextAsync(path, changed, DemonstrationHouse.Token);
            (int found, string said) = await LedgerHouse.Check("receipt", path, "--log", key);
            found.ShouldBe(expected, $"{what}: {said}");
        }
    }

    [Fact]
    public async Task A_bundle_fetched_before_the_next_head_holds_what_is_proved_and_says_that_there_is_more()
    {
        string fresh = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(fresh);
        await house.Settle();
        await house.Do<SignHeadJob>();
        await house.Walk.Prepare(fresh);
        await house.Walk.Sign(fresh);
        await house.Walk.Issue(fresh);
        await house.Settle();
        string path = house.NewFile(".zip");
        await using (BundleFile bundle = (await house.Get<DossierEvidence>().Bundle(fresh, DemonstrationHouse.Token)).ShouldNotBeNull())
        await using (FileStream to = File.Create(path))
            await bundle.Content.CopyToAsync(to, DemonstrationHouse.Token);

        (int found, string said) = await LedgerHouse.Check("bundle", path, "--log", key);

        found.ShouldBe(0, said);
        Names(path).ShouldContain(name => name.StartsWith("files/giay-hen-", StringComparison.Ordinal));
        Names(path).ShouldNotContain(name => name.StartsWith("files/ket-qua-", StringComparison.Ordinal));
        using ZipArchive read = ZipFile.OpenRead(path);
        using StreamReader readme = new(read.GetEntry("README.en.txt").ShouldNotBeNull().Open());
        (await readme.ReadToEndAsync(DemonstrationHouse.Token)).ShouldContain("no signed head of the log yet: 1 paper");
    }

    [Fact]
    public async Task A_bundle_stands_on_its_own_and_whatever_was_changed_in_it_is_named()
    {
        string path = house.NewFile(".zip");
        await using (BundleFile bundle = (await house.Get<DossierEvidence>().Bundle(code, DemonstrationHouse.Token)).ShouldNotBeNull())
        await using (FileStream to = File.Create(path))
            await bundle.Content.CopyToAsync(to, DemonstrationHouse.Token);

        (int found, string said) = await LedgerHouse.Check("bundle", path, "--log", key);
        found.ShouldBe(0, said);
        said.ShouldContain("files/ket-qua-");
        string result = Names(path).Single(name => name.StartsWith("files/ket-qua-", StringComparison.Ordinal));
        Names(path).ShouldContain($"signatures/{Path.GetFileNameWithoutExtension(result)}.json");

        await Changed(result, content => content[^3] ^= 1, result);
        await Changed("checkpoint.txt", OtherRoot, "is not signed");
        await Changed("proofs.json", content => "refused  "u8.CopyTo(content.AsSpan(content.AsSpan().IndexOf("submitted"u8))), "altered");

        static void OtherRoot(byte[] content)
        {
            int root = content.AsSpan().IndexOf((byte)'\n') + 1;
            root += content.AsSpan(root).IndexOf((byte)'\n') + 1;
            content[root] = (byte)(content[root] == 'A' ? 'B' : 'A');
        }

        async Task Changed(string part, Action<byte[]> change, string named)
        {
            string copy = house.NewFile(".zip");
            File.Copy(path, copy);
            using (ZipArchive zip = ZipFile.Open(copy, ZipArchiveMode.Update))
            {
                ZipArchiveEntry entry = zip.GetEntry(part)!;
                using MemoryStream content = new();
                using (Stream from = entry.Open())
                    from.CopyTo(content);
                byte[] bytes = content.ToArray();
                change(bytes);
                entry.Delete();
                using Stream to = zip.CreateEntry(part).Open();
                to.Write(bytes);
            }

            (int wrong, string told) = await LedgerHouse.Check("bundle", copy, "--log", key);
            wrong.ShouldBe(1, $"{part}: {told}");
            told.ShouldContain(named);
        }
    }

    /// <summary>The test of the administrator: a deadline changed, a file swapped and an event deleted, by SQL and on the disk.</summary>
    [Fact]
    public async Task An_administrator_who_changes_a_deadline_swaps_a_file_and_deletes_an_event_is_found_out_in_all_three_places()
    {
        await house.Settle();
        await house.Do<SignHeadJob>();
        string before = await house.Export();
        (int right, string agreed) = await LedgerHouse.Check("export", before, "--log", key);
        right.ShouldBe(0, agreed);
        DossierFile file = await house.Dossier(code);
        StoredFile stored = await house.Read((db, token) => db.Set<StoredFile>().SingleAsync(f => f.Id == file.Result!.FileId, token));
        (long ord, long place) = await house.Read(async (db, token) =>
        {
            var row = await db.Set<RecordEvent>().Where(e => e.SubjectId == file.Dossier.Id && e.Type == AcceptDossier.EventType)
                .Join(db.Set<RecordPosition>(), e => e.Ord, p => p.EventOrd, (e, p) => new { e.Ord, p.Sequence }).SingleAsync(token);
            return (row.Ord, row.Sequence);
        });

        await house.Tamper($"UPDATE dossiers SET due_at = {(store == StoreKind.Sqlite ? "due_at + 86400000" : "due_at + interval '1 day'")} WHERE code = '{code}'");
        await File.WriteAllBytesAsync(Path.Combine(house.Data.Files, stored.StoreName[..2], stored.StoreName[2..4], stored.StoreName), new byte[stored.Length], DemonstrationHouse.Token);
        await house.Tamper($"DELETE FROM record_events WHERE ord = {ord}");

        List<VerificationFinding> findings = await house.Verify();
        findings.ShouldContain(finding => finding.Kind == "altered-row" && finding.Table == "dossiers" && finding.Row == code && finding.Column == "due_at");
        findings.ShouldContain(finding => finding.Kind == "damaged-file" && finding.Table == "dossier_results" && finding.Row == code);
        findings.ShouldContain(finding => finding.Kind == "missing-event" && finding.Row == $"{ord}");
        (int wrong, string said) = await LedgerHouse.Check("export", await house.Export(), "--log", key);
        wrong.ShouldBe(1, said);
        said.ShouldContain($"dossiers {code} column due_at");
        said.ShouldContain($"damaged-file: dossier_results {code}");
        said.ShouldContain($"event {place}: was deleted");
        said.ShouldContain($"FIRST ALTERED EVENT: {place}");
    }

    [Fact]
    public async Task Of_an_altered_export_the_first_altered_event_is_named_however_well_the_alteration_was_hidden()
    {
        string path = await house.Export();
        string[] lines = await File.ReadAllLinesAsync(path, DemonstrationHouse.Token);
        int at = Array.FindIndex(lines, line => line.Contains("dossier.submitted", StringComparison.Ordinal));
        JsonObject e = (JsonObject)JsonNode.Parse(lines[at])!;
        long place = e["leafIdx"]!.GetValue<long>();

        // The header alone; then with its leaf hash, as who knows the rules would.
        await Named(lines[at].Replace("dossier.submitted", "dossier.accepted", StringComparison.Ordinal), $"event {place}:", $"FIRST ALTERED EVENT: {place}");
        string entry = e["entry"]!.GetValue<string>().Replace("dossier.submitted", "dossier.accepted", StringComparison.Ordinal);
        e["entry"] = entry;
        e["leafHash"] = Convert.ToBase64String(MerkleTree.LeafHash(Encoding.UTF8.GetBytes(entry)));
        string hidden = await Named(e.ToJsonString(), "is not what was sealed", "FIRST ALTERED EVENT");
        // The last subtree or head before it says from where.
        long named = long.Parse(hidden.Split("FIRST ALTERED EVENT: ")[1].Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);
        named.ShouldBeInRange(place - 255, place);

        lines = [.. lines[..at], .. lines[(at + 1)..]];
        string without = house.NewFile(".jsonl");
        await File.WriteAllLinesAsync(without, lines, DemonstrationHouse.Token);
        (int code, string said) = await LedgerHouse.Check("export", without, "--log", key);
        (code, said.Contains($"event {place}: is gone", StringComparison.Ordinal)).ShouldBe((1, true), said);

        string cut = house.NewFile(".jsonl");
        await File.WriteAllLinesAsync(cut, lines[..at], DemonstrationHouse.Token);
        (await LedgerHouse.Check("export", cut, "--log", key)).Code.ShouldBe(2);

        async Task<string> Named(string line, params string[] words)
        {
            string changed = house.NewFile(".jsonl");
            await File.WriteAllLinesAsync(changed, [.. lines[..at], line, .. lines[(at + 1)..]], DemonstrationHouse.Token);
            (int wrong, string told) = await LedgerHouse.Check("export", changed, "--log", key);
            wrong.ShouldBe(1, told);
            foreach (string word in words)
                told.ShouldContain(word);
            return told;
        }
    }

    [Fact]
    public async Task A_part_of_the_log_is_checked_without_the_rest_and_without_contents()
    {
        long end = (await Heads())[^1].TreeSize;
        string part = await house.Export(from: end / 3, to: end - 2, withPayload: false);

        (int code, string said) = await LedgerHouse.Check("export", part, "--log", key);

        code.ShouldBe(0, said);
        said.ShouldContain($"{end - 2 - (end / 3)} events from number {end / 3} are unaltered");
        (await File.ReadAllTextAsync(part, DemonstrationHouse.Token)).ShouldNotContain("payload\":\"");
    }

    [Theory]
    [InlineData("receipt")]
    [InlineData("consistency")]
    [InlineData("bundle")]
    [InlineData("export")]
    public async Task What_is_none_of_our_files_ends_with_2_and_a_reason_in_both_languages(string verb)
    {
        foreach (string content in (string[])["", "%PDF-1.7", "[]", "{}", """{"line":"export","format":"x"}""", """{"checkpoint":"x"}"""])
        {
            string path = house.NewFile(".bad");
            await File.WriteAllTextAsync(path, content, DemonstrationHouse.Token);
            (int code, string said) = await LedgerHouse.Check(verb, path, "--log", key);
            (code, said.Contains("CANNOT BE READ", StringComparison.Ordinal)).ShouldBe((2, true), $"{content}: {said}");
        }

        (await LedgerHouse.Check(verb, "missing", "--log", key)).Code.ShouldBe(2);
        (await LedgerHouse.Check(verb, "missing", "--log", "no key")).Code.ShouldBe(2);
        (await LedgerHouse.Check(verb, "missing")).Code.ShouldBe(2);
    }

    static List<string> Names(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    Task<List<SignedHead>> Heads() => house.Read((db, token) => db.Set<SignedHead>().OrderBy(head => head.TreeSize).ToListAsync(token));
}
