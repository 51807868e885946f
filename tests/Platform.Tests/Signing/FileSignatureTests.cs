using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Shouldly;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>Signatures beside a file (CAdES detached): made here, checked here, and understood by openssl and from it.</summary>
public sealed class FileSignatureTests : IDisposable
{
    private const string Pin = "135790";
    private static readonly DateTimeOffset Now = SignedPaper.Now;
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("Mã;Tên\n1;Việt Trì\n");
    private readonly OutsideAuthority authority = new(Now);

    public void Dispose() => authority.Dispose();

    [Theory]
    [InlineData(SigningKeyKind.EllipticCurve)]
    [InlineData(SigningKeyKind.Rsa)]
    public void What_is_signed_here_passes_here_and_at_openssl(SigningKeyKind kind)
    {
        using var house = DemonstrationAuthority.Create(Now);
        using var key = house.IssuePerson("Trần Thị Ngọc", "Chuyên viên", "Sở Nội vụ", Pin, Now, kind).Unlock(Pin)!;
        var signature = FileSigner.Sign(Content, key, Now).ShouldBeOfType<SignOutcome.Done>().Content;

        var report = FileSignatureCheck.Check(Content, signature, SignedPaper.ListOfProvince.With([house.Root]), Now);
        Said(report).ShouldBe("Passed  B-B");
        var found = report.Signatures.ShouldHaveSingleItem();
        (found.Format, found.Signer, found.Coverage, found.Time.Claimed).ShouldBe(("CAdES.detached", "MÔ PHỎNG – Trần Thị Ngọc", SignatureCoverage.WholeFile, (DateTimeOffset?)Now));
        using var tool = new OutsideTool();
        tool.Put("a.csv", Content);
        tool.Put("a.csv.p7s", signature.Span);
        tool.Put("root.pem", PemEncoding.WriteString("CERTIFICATE", house.Root.Span));
        tool.Run($"openssl cms -verify -cades -binary -inform DER -in a.csv.p7s -content a.csv -CAfile root.pem -purpose any -attime {Now.AddMinutes(1).ToUnixTimeSeconds()} -out out").ShouldSatisfyAllConditions(
            ran => ran.Code.ShouldBe(0, ran.Said), ran => ran.Said.ShouldContain("CAdES Verification successful"));
        tool.Put("a.csv", [.. Content, 10]);
        tool.Run("openssl cms -verify -binary -inform DER -in a.csv.p7s -content a.csv -CAfile root.pem -purpose any -out out").Code.ShouldNotBe(0);
    }

    [Theory]
    [InlineData("-cades", "DER", "CAdES.detached", "B-B")]
    [InlineData("-cades", "PEM", "CAdES.detached", "B-B")]
    [InlineData("-nosmimecap", "DER", "PKCS7.detached", "PKCS7-B")]
    public void What_openssl_signs_passes_here(string option, string form, string format, string level)
    {
        using var certificate = Valid();
        using var tool = new OutsideTool();
        tool.Put("a.csv", Content);
        tool.Put("key.pem", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        tool.Put("signer.pem", certificate.ExportCertificatePem());
        var ran = tool.Run($"openssl cms -sign {option} -binary -md sha256 -in a.csv -signer signer.pem -inkey key.pem -outform {form} -out a.p7s");
        ran.Code.ShouldBe(0, ran.Said);

        // It states the time of this machine.
        var report = FileSignatureCheck.Check(Content, tool.Get("a.p7s"), authority.Trust, DateTimeOffset.UtcNow > Now ? DateTimeOffset.UtcNow : Now);

        Said(report).ShouldBe($"Passed  {level}");
        report.Signatures[0].Format.ShouldBe(format);
    }

    [Fact]
    public void A_changed_byte_is_found_wherever_it_is()
    {
        using var certificate = Valid();
        var signature = OutsideAuthority.SignFile(Content, certificate, Now);
        for (var at = 0; at < Content.Length; at++)
        {
            var changed = Content.ToArray();
            changed[at] ^= 1;
            Check(changed, signature).ShouldBe("Failed HASH_FAILURE ");
        }
    }

    [Fact]
    public void Another_file_is_not_what_was_signed_and_the_words_say_so()
    {
        using var certificate = Valid();
        var report = FileSignatureCheck.Check("khác"u8.ToArray(), OutsideAuthority.SignFile(Content, certificate, Now), authority.Trust, Now);

        Said(report).ShouldBe("Failed HASH_FAILURE ");
        report.Signatures[0].Coverage.ShouldBe(SignatureCoverage.None);
        SignatureWords.Sentence(report, new("vi")).ShouldContain("không phải tệp đã được ký");
    }

    [Fact]
    public void What_is_damaged_or_none_is_never_passed()
    {
        using var certificate = Valid();
        var signature = OutsideAuthority.SignFile(Content, certificate, Now);

        Check(Content, "Xin chào"u8.ToArray()).ShouldBe("Failed FORMAT_FAILURE ");
        Check(Content, []).ShouldBe("Failed FORMAT_FAILURE ");
        Check(Content, signature[..^9]).ShouldBe("Failed FORMAT_FAILURE ");
        signature[^1] ^= 1;
        Check(Content, signature).ShouldBe("Failed SIG_CRYPTO_FAILURE ");
    }

    [Fact]
    public void A_message_that_carries_its_own_content_is_no_signature_of_the_file()
    {
        using var certificate = Valid();
        var cms = new SignedCms(new ContentInfo(Content), detached: false);
        cms.ComputeSignature(new CmsSigner(certificate));

        Check(Content, cms.Encode()).ShouldBe("Failed FORMAT_FAILURE ");
    }

    [Fact]
    public void SHA_1_can_no_longer_be_relied_on()
    {
        using var certificate = Valid();
        Check(Content, OutsideAuthority.SignFile(Content, certificate, Now, "1.3.14.3.2.26")).ShouldBe("Indeterminate CRYPTO_CONSTRAINTS_FAILURE_NO_POE B-B");
    }

    [Fact]
    public void An_expired_certificate_needs_a_time_stamp_from_before()
    {
        using var certificate = authority.Issue(Now.AddYears(-3), Now.AddYears(-1));
        using var stamps = authority.IssueStampAuthority(Now.AddYears(-10), Now.AddYears(1));

        Check(Content, OutsideAuthority.SignFile(Content, certificate, Now.AddYears(-2))).ShouldBe("Indeterminate OUT_OF_BOUNDS_NO_POE B-B");
        Check(Content, OutsideAuthority.SignFile(Content, certificate, Now.AddYears(-2), stamp: value => OutsideAuthority.Stamp(stamps, Now.AddYears(-2), value))).ShouldBe("Passed  B-T");
        Check(Content, OutsideAuthority.SignFile(Content, certificate, Now.AddYears(-2), stamp: _ => OutsideAuthority.Stamp(stamps, Now.AddYears(-2), [1, 2]))).ShouldBe("Indeterminate OUT_OF_BOUNDS_NO_POE B-B");
    }

    [Fact]
    public void A_certificate_that_is_not_valid_yet_for_another_use_unknown_or_of_an_imposter_is_told_apart()
    {
        using var early = authority.Issue(Now.AddDays(1), Now.AddYears(1));
        using var wrong = authority.Issue(Now.AddYears(-1), Now.AddYears(1), X509KeyUsageFlags.KeyEncipherment);
        using var silent = authority.Issue(Now.AddYears(-1), Now.AddYears(1), offersRevocation: true);
        using var others = DemonstrationAuthority.Create(Now);
        using var unknown = others.IssuePerson("Trần Thị Ngọc", null, "Sở Nội vụ", Pin, Now).Unlock(Pin)!;
        using var imposters = new OutsideAuthority(Now);
        using var imposter = imposters.Issue(Now.AddYears(-1), Now.AddYears(1));

        Check(Content, OutsideAuthority.SignFile(Content, early, Now)).ShouldBe("Indeterminate OUT_OF_BOUNDS_NO_POE B-B");
        Check(Content, OutsideAuthority.SignFile(Content, wrong, Now)).ShouldBe("Indeterminate CHAIN_CONSTRAINTS_FAILURE B-B");
        Check(Content, OutsideAuthority.SignFile(Content, silent, Now)).ShouldBe("Indeterminate TRY_LATER B-B");
        Check(Content, FileSigner.Sign(Content, unknown, Now).ShouldBeOfType<SignOutcome.Done>().Content.ToArray()).ShouldBe("Indeterminate NO_CERTIFICATE_CHAIN_FOUND B-B");
        Check(Content, OutsideAuthority.SignFile(Content, imposter, Now)).ShouldBe("Indeterminate CERTIFICATE_CHAIN_GENERAL_FAILURE B-B", "an authority that calls itself like a trusted one");
    }

    [Fact]
    public void Of_two_signers_each_gets_a_verdict_and_the_worse_counts()
    {
        using var good = Valid();
        using var expired = authority.Issue(Now.AddYears(-3), Now.AddYears(-1));
        var cms = new SignedCms(new ContentInfo(Content), detached: true);
        cms.ComputeSignature(new CmsSigner(good));
        cms.ComputeSignature(new CmsSigner(expired));

        var report = FileSignatureCheck.Check(Content, cms.Encode(), authority.Trust, Now);

        report.Signatures.Select(signature => signature.Verdict).ShouldBe([SignatureVerdict.Passed, SignatureVerdict.Indeterminate], ignoreOrder: true);
        report.Verdict.ShouldBe(SignatureVerdict.Indeterminate);
    }

    [Fact]
    public void A_signature_alone_is_told_from_a_signed_file()
    {
        using var certificate = Valid();
        var report = SignatureCheck.Check(OutsideAuthority.SignFile(Content, certificate, Now), null, authority.Trust, Now);

        (report.IsUnreadable, report.Problem!.Code, report.Signatures.Count).ShouldBe((true, "check.detached-alone", 0));
    }

    [Fact]
    public void Nothing_is_signed_with_a_certificate_that_is_not_valid_then()
    {
        using var house = DemonstrationAuthority.Create(Now);
        using var key = house.IssuePerson("Trần Thị Ngọc", null, "Sở Nội vụ", Pin, Now).Unlock(Pin)!;

        FileSigner.Sign(Content, key, Now.AddYears(6)).ShouldBeOfType<SignOutcome.Refused>().Problem.Code.ShouldBe(SigningCodes.CertificateExpired);
    }

    private X509Certificate2 Valid() => authority.Issue(Now.AddYears(-1), Now.AddYears(1));

    private string Check(byte[] content, byte[] signature) => Said(FileSignatureCheck.Check(content, signature, authority.Trust, Now));

    private static string Said(SignatureReport report) => string.Join("; ", report.Signatures.Select(signature => $"{signature.Verdict} {signature.SubIndication} {signature.Level}"));
}
