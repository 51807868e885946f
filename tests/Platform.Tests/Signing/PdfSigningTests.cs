using System.Text;
using Shouldly;
using UglyToad.PdfPig;
using UglyToad.PdfPig.AcroForms.Fields;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

public sealed class PdfSigningTests(SignedPaper paper) : IClassFixture<SignedPaper>
{
    [Fact]
    public void Leader_and_agency_sign_and_both_stay_valid_for_pdfsig()
    {
        var first = SignedPaper.Poppler("pdfsig", paper.ByLeader, "-nocert", "FILE");
        first.ShouldContain("Signature is Valid.");
        first.ShouldContain("Total document signed");
        first.ShouldContain("MÔ PHỎNG – Phạm Quốc Trung");

        var both = SignedPaper.Poppler("pdfsig", paper.Issued, "-nocert", "FILE");
        var parts = both.Split("Signature #", StringSplitOptions.None);
        parts.Length.ShouldBe(3, both);
        parts[1].ShouldContain("Signature Field Name: leader");
        parts[1].ShouldContain("Signature is Valid.");
        parts[2].ShouldContain("Signature Field Name: agency");
        parts[2].ShouldContain("Signature is Valid.");
        parts[2].ShouldContain("- Total document signed");
        parts[2].ShouldContain("ETSI.CAdES.detached");
    }

    [Fact]
    public void Our_own_check_agrees_and_names_what_was_filled_after_the_leader()
    {
        var report = paper.Check(paper.Issued);

        report.Verdict.ShouldBe(SignatureVerdict.Passed, string.Join("; ", report.Signatures.SelectMany(signature => signature.Remarks)));
        var (leader, agency) = (report.Signatures[0], report.Signatures[1]);
        (leader.Field, leader.Coverage, leader.Later, leader.CertificationLevel).ShouldBe(("leader", SignatureCoverage.Revision, LaterChanges.FormFilling, 2));
        leader.ChangedLater.ShouldBe(["agency", "date", "number"], ignoreOrder: true);
        (agency.Field, agency.Coverage, agency.Later).ShouldBe(("agency", SignatureCoverage.WholeFile, LaterChanges.None));
        leader.Signer.ShouldBe("MÔ PHỎNG – Phạm Quốc Trung");
        leader.Time.Claimed.ShouldBe(SignedPaper.Now.AddHours(1));
    }

    [Fact]
    public void Each_act_only_appends_to_the_file()
    {
        paper.ByLeader.Span.StartsWith(paper.Printed.Pdf.Span).ShouldBeTrue();
        paper.Issued.Span.StartsWith(paper.ByLeader.Span).ShouldBeTrue();
        Count(paper.Issued.Span, "%%EOF"u8).ShouldBe(3);
    }

    [Fact]
    public void Number_and_date_exist_and_are_empty_when_the_leader_signs()
    {
        TextFields(paper.ByLeader).ShouldBe(new Dictionary<string, string> { ["number"] = "", ["date"] = "" }, ignoreOrder: true);
        TextFields(paper.Issued).ShouldBe(SignedPaper.Values, ignoreOrder: true);
    }

    [Fact]
    public void Number_and_date_are_seen_where_they_belong_and_names_keep_their_marks()
    {
        var text = SignedPaper.Poppler("pdftotext", paper.Issued, "-layout", "FILE", "-").Normalize(NormalizationForm.FormC);

        var lines = text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        lines.ShouldContain("Số: 215/TLKS-BS Việt Trì, ngày 23 tháng 11 năm 2026");
        text.ShouldContain("NGUYỄN THỊ ÁNH TUYẾT");
        using var document = PdfDocument.Open(paper.Issued.ToArray());
        document.GetPage(1).Text.ShouldContain("Đặng Minh Hương");
    }

    [Fact]
    public void A_prepared_signature_is_the_same_each_time()
    {
        var (one, other) = (SignedPaper.Prepare(paper.ByLeader, SignedPaper.IssueRequest()), SignedPaper.Prepare(paper.ByLeader, SignedPaper.IssueRequest()));

        one.Digest.Span.SequenceEqual(other.Digest.Span).ShouldBeTrue();
    }

    [Fact]
    public void An_rsa_key_signs_as_well()
    {
        var key = paper.Authority.IssueAgency(SignedPaper.AgencyName, "777777", SignedPaper.Now, SigningKeyKind.Rsa);
        var issued = SignedPaper.Sign(paper.ByLeader, SignedPaper.IssueRequest(), key, "777777");

        paper.Check(issued).Verdict.ShouldBe(SignatureVerdict.Passed);
        Count(SignedPaper.Poppler("pdfsig", issued, "-nocert", "FILE"), "Signature is Valid.").ShouldBe(2);
    }

    [Fact]
    public void A_signature_of_another_document_is_refused()
    {
        var prepared = SignedPaper.Prepare(paper.Printed.Pdf, paper.LeaderRequest());
        var other = SignedPaper.Prepare(paper.Printed.Pdf, paper.LeaderRequest() with { Reason = "Khác" });
        using var key = paper.Leader.Unlock(SignedPaper.LeaderPin)!;

        Refusal(PdfSigner.Complete(prepared, key.Sign(other))).ShouldBe(SigningCodes.WrongSignature);
        Refusal(PdfSigner.Complete(prepared, [1, 2, 3])).ShouldBe(SigningCodes.WrongSignature);
        Refusal(PdfSigner.Complete(prepared, new byte[9000])).ShouldBe(SigningCodes.TooLarge);
    }

    [Fact]
    public void A_certificate_that_has_ended_is_refused()
    {
        var prepared = SignedPaper.Prepare(paper.Printed.Pdf, paper.LeaderRequest() with { SignedAt = SignedPaper.Now.AddYears(6) });
        using var key = paper.Leader.Unlock(SignedPaper.LeaderPin)!;

        Refusal(PdfSigner.Complete(prepared, key.Sign(prepared))).ShouldBe(SigningCodes.CertificateExpired);
    }

    [Fact]
    public void What_cannot_be_done_is_refused_by_name()
    {
        Refusal(PdfSigner.Prepare("no pdf"u8.ToArray(), paper.LeaderRequest())).ShouldBe(SigningCodes.PdfBroken);
        Refusal(PdfSigner.Prepare(paper.ByLeader, paper.LeaderRequest())).ShouldBe(SigningCodes.NotFirst);
        Refusal(PdfSigner.Prepare(paper.Printed.Pdf, SignedPaper.IssueRequest())).ShouldBe(SigningCodes.FieldMissing);
        Refusal(PdfSigner.Prepare(paper.Issued, SignedPaper.IssueRequest())).ShouldBe(SigningCodes.FieldFilled);
        Refusal(PdfSigner.Prepare(paper.ByLeader, WithNumber(new string('9', 60)))).ShouldBe(SigningCodes.ValueTooLong);
        Refusal(PdfSigner.Prepare(paper.ByLeader, WithNumber("二"))).ShouldBe(SigningCodes.ValueCharacter);
        Refusal(PdfSigner.Prepare(paper.ByLeader, SignedPaper.IssueRequest() with { NewFields = [paper.Printed.Reserved[0] with { Name = "more" }] }))
            .ShouldBe(SigningCodes.Forbidden);

        static SignatureRequest WithNumber(string number) =>
            SignedPaper.IssueRequest() with { Values = new Dictionary<string, string> { ["number"] = number } };
    }

    [Fact]
    public void Every_problem_has_a_text_in_both_languages()
    {
        foreach (var code in typeof(SigningCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!))
        {
            var problem = new SigningProblem(code, "x");
            var vietnamese = problem.Text(new System.Globalization.CultureInfo("vi-VN"));
            vietnamese.ShouldNotBe(code);
            problem.Text(new System.Globalization.CultureInfo("en")).ShouldNotBe(vietnamese);
        }
    }

    private static string? Refusal(PrepareOutcome outcome) => (outcome as PrepareOutcome.Refused)?.Problem.Code;

    private static string? Refusal(CompleteOutcome outcome) => (outcome as CompleteOutcome.Refused)?.Problem.Code;

    private static Dictionary<string, string> TextFields(ReadOnlyMemory<byte> pdf)
    {
        using var document = PdfDocument.Open(pdf.ToArray());
        document.TryGetForm(out var form).ShouldBeTrue();
        return form.Fields.OfType<AcroTextField>().ToDictionary(field => field.Information.PartialName!, field => field.Value ?? "");
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> part)
    {
        var count = 0;
        for (int at; (at = bytes.IndexOf(part)) >= 0; bytes = bytes[(at + part.Length)..])
            count++;
        return count;
    }
}
