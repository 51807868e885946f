using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Databases;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Files;
using VanLang.Kernel.Record;
using VanLang.Load.Crash;
using VanLang.OneStop;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Results;
using VanLang.OneStop.Results.Copies;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Signatures;

public sealed class CertifiedCopyTestsOnSqlite() : CertifiedCopyTests(StoreKind.Sqlite);

public sealed class CertifiedCopyTestsOnPostgres() : CertifiedCopyTests(StoreKind.Postgres);

/// <summary>Electronic copies that the records clerk certifies: of the scan that was handed in, of the result that was issued.</summary>
public abstract class CertifiedCopyTests(StoreKind store) : IAsyncLifetime
{
    readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    DemonstrationHouse house = null!;

    public async ValueTask InitializeAsync() => house = await DemonstrationHouse.Open(store, clock);

    public ValueTask DisposeAsync() => house.DisposeAsync();

    Actor Clerk => house.Walk.Cast["registry-clerk"];

    [Fact]
    public async Task The_scan_and_the_issued_result_are_certified_under_numbers_of_one_register_and_other_programs_agree()
    {
        string code = await house.Accepted(Sheet(Lines(from: 60, to: 700)));
        CopySource scan = (await house.Sources(code)).ShouldHaveSingleItem();
        IssuedPaper first = await house.Certified(code, scan.Id);
        byte[] copy = await Content(first);

        SignatureFinding seal = Check(copy).Signatures.ShouldHaveSingleItem();
        (seal.Verdict, seal.Coverage, seal.IsIntact).ShouldBe((SignatureVerdict.Passed, SignatureCoverage.WholeFile, true), string.Join("; ", seal.Remarks));
        ReadOnlyMemory<byte> original = await house.Get<ResultFiles>().Read(scan.FileId, DemonstrationHouse.Token);
        copy.AsSpan().StartsWith(original.Span).ShouldBeTrue();
        await OtherTools.Agree(copy, signatures: 1);
        (await OtherTools.Text(copy)).ShouldContain("SAO Y 01/SY");

        await house.Walk.Prepare(code);
        await house.Walk.Sign(code);
        await house.Walk.Issue(code);
        CopySource result = (await house.Sources(code)).Single(one => one.IsResult);
        byte[] second = await Content(await house.Certified(code, result.Id));
        Check(second).Signatures.Select(signature => (signature.Verdict, signature.IsIntact)).ShouldBe(Enumerable.Repeat((SignatureVerdict.Passed, true), 3));
        await OtherTools.Agree(second, signatures: 3);
        (await OtherTools.Text(second)).ShouldContain("SAO Y 02/SY");

        await house.Settle();
        (await house.Verify()).ShouldBeEmpty();
        // Whoever changes the copy behind the program's back is found.
        await house.Tamper($"UPDATE issued_papers SET content_hash = '{new string('0', 64)}' WHERE kind = {(int)PaperKind.CertifiedCopy}");
        (await house.Verify()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task On_a_page_that_is_full_nothing_is_covered_another_page_or_a_sheet_before_it_takes_the_mark()
    {
        string code = await house.Accepted(Sheet(Lines(from: 0, to: 842), Lines(from: 60, to: 600)));
        Guid scan = (await house.Sources(code)).Single().Id;

        Failure full = (await house.Certify(code, scan)).Failure.ShouldNotBeNull();
        full.Code.ShouldBe(CopyErrors.NoPlace);
        full.Arguments[1].ShouldBe("2");
        (await house.Certify(code, scan, page: 3)).Failure!.Code.ShouldBe(CopyErrors.NoPlace);
        (await OtherTools.Text(await Content(await house.Certified(code, scan, page: 2)), page: 2)).ShouldContain("SAO");

        byte[] longer = await Content(await house.Certified(code, scan, page: 0));
        (await OtherTools.Text(longer, page: 1)).ShouldContain("SAO");
        (await OtherTools.Text(longer, page: 3)).ShouldNotContain("SAO");
        Check(longer).Signatures.Single().Verdict.ShouldBe(SignatureVerdict.Passed);
        await OtherTools.Agree(longer, signatures: 1);

        // What was refused drew no number.
        (await OtherTools.Text(longer)).ShouldContain("SAO Y 02/SY");
        string tight = await house.Accepted(Sheet(Lines(from: 0, to: 842)));
        (await house.Certify(tight, (await house.Sources(tight)).Single().Id)).Failure!.Code.ShouldBe(CopyErrors.NoPlaceAtAll);
    }

    [Fact]
    public async Task Only_the_records_clerk_of_the_agency_that_decides_certifies_what_was_compared_and_paid()
    {
        string code = await house.Accepted(Sheet(Lines(from: 60, to: 700)), pay: false);
        Guid scan = (await house.Sources(code)).Single().Id;
        (await house.Certify(code, scan)).Failure!.Code.ShouldBe(CopyErrors.Unpaid);
        await house.Walk.Collect(code);

        (await house.Certify(code, scan, compared: false)).Failure!.Code.ShouldBe(CopyErrors.NotCompared);
        (await house.Certify(code, Guid.NewGuid())).Failure!.Code.ShouldBe(CopyErrors.NoSource);
        Failure wrong = (await house.Certify(code, scan, pin: "000000")).Failure.ShouldNotBeNull();
        (wrong.Code, wrong.Arguments[0]).ShouldBe((OneStopErrors.WrongPin, 4));
        foreach (string role in new[] { "officer", "leader", "one-stop-clerk" })
            (await house.Certify(code, scan, actor: house.Walk.Cast[role])).Failure!.Code.ShouldBe(KernelErrors.Forbidden, role);
        (await house.Certify(code, scan, actor: Clerk with { AgencyId = Guid.NewGuid() })).Failure!.Code.ShouldBe(OneStopErrors.NotFound);
        (await house.Dossier(code)).Papers.ShouldNotContain(paper => paper.Kind == PaperKind.CertifiedCopy);
    }

    [Fact]
    public async Task Sent_twice_it_is_one_copy_and_at_once_from_two_windows_numbers_follow_without_a_gap()
    {
        string code = await house.Accepted(Sheet(Lines(from: 60, to: 700)));
        Guid scan = (await house.Sources(code)).Single().Id;
        int revision = (await house.Dossier(code)).Dossier.Revision;
        Outcome<StepDone>[] same = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => house.Certify(code, scan, key: "mot", revision: revision))));
        same.ShouldAllBe(outcome => outcome.Succeeded);
        (await house.Copies(code)).ShouldHaveSingleItem();

        revision = (await house.Dossier(code)).Dossier.Revision;
        Outcome<StepDone>[] two = await Task.WhenAll(new[] { "hai", "ba" }.Select(key => Task.Run(() => house.Certify(code, scan, key: key, revision: revision))));
        two.Count(outcome => outcome.Succeeded).ShouldBe(1);
        two.Single(outcome => !outcome.Succeeded).Failure!.Code.ShouldBe(KernelErrors.Conflict);
        (await OtherTools.Text(await Content((await house.Copies(code))[^1]))).ShouldContain("SAO Y 02/SY");
        (await house.Read((db, token) => db.Set<RecordEvent>().CountAsync(e => e.Type == CertifyCopy.EventType, token))).ShouldBe(2);
    }

    async Task<byte[]> Content(IssuedPaper paper) => (await house.Get<ResultFiles>().Read(paper.FileId!.Value, DemonstrationHouse.Token)).ToArray();

    SignatureReport Check(byte[] pdf) => PdfSignatureCheck.Check(pdf, house.Get<TrustListFile>().Read(), clock.GetUtcNow());

    // Lines of text over the width of the sheet, in points from its foot.
    internal static string Lines(int from, int to) => string.Concat(Enumerable.Range(0, (to - from) / 12).Select(
        line => string.Create(CultureInfo.InvariantCulture, $"BT /F 12 Tf 10 {from + (line * 12)} Td ({new string('x', 90)}) Tj ET\n")));

    internal static byte[] Sheet(params string[] pages)
    {
        using MemoryStream file = new();
        List<long> offsets = [];
        Write("%PDF-1.7\n");
        Object("<</Type/Catalog/Pages 2 0 R>>");
        Object($"<</Type/Pages/Kids[{string.Concat(pages.Select((_, i) => $"{3 + (2 * i)} 0 R "))}]/Count {pages.Length}>>");
        for (int i = 0; i < pages.Length; i++)
        {
            Object($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents {4 + (2 * i)} 0 R>>");
            Object($"<</Length {pages[i].Length}>>\nstream\n{pages[i]}\nendstream");
        }

        long table = file.Position;
        Write($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f\r\n{string.Concat(offsets.Select(offset => $"{offset:D10} 00000 n\r\n"))}trailer\n<</Size {offsets.Count + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();

        void Object(string body)
        {
            offsets.Add(file.Position);
            Write($"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }
}
