using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Shouldly;
using VanLang.Foundation.Tests.Printing;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>
/// Signed files of other makers (<c>../shared/data/pdf-signature-samples</c>, <c>vn-signed-pdf-samples</c>; skipped where they are absent). What is expected follows from what
/// is said of them there, not from what a reader shows: some readers call files valid that were changed.
/// </summary>
public sealed class SignatureSamplesTests
{
    internal static string Folder => Path.Combine(SamplePapers.RepositoryFolder, "..", "shared", "data", "pdf-signature-samples");

    /// <summary>The invented authority of most samples, whose certificates lie beside them, trusted as a province would trust it.</summary>
    internal static TrustList Trust
    {
        get
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(Path.Combine(Folder, "ca-chain.cert.pem"));
            return SignedPaper.ListOfProvince.With([roots[0].RawData]);
        }
    }

    [Theory]
    [InlineData("certified-with-indirect-refs-in-dir.pdf", "Sig1: Indeterminate OUT_OF_BOUNDS_NO_POE Intact WholeFile None Expired Unknown  PKCS7-B")]
    [InlineData("coverage-base.pdf", "Sig1: Failed FORMAT_FAILURE Unknown Revision None Unknown Unknown  ")]
    [InlineData("ed448-shake256-nolen.pdf", "Sig1: Indeterminate CRYPTO_CONSTRAINTS_FAILURE_NO_POE Unknown WholeFile None UnknownIssuer Unknown  PKCS7-B")]
    [InlineData("extensions-direct.pdf", "Sig1: Indeterminate OUT_OF_BOUNDS_NO_POE Intact Revision FormFilling Expired Unknown  PKCS7-B\nSig2: Indeterminate CRYPTO_CONSTRAINTS_FAILURE_NO_POE Unknown WholeFile None UnknownIssuer Unknown  PKCS7-B")]
    [InlineData("form-update-no-override-appearance-stream-ap-indirect.pdf", "Sig1: Indeterminate OUT_OF_BOUNDS_NO_POE Intact Revision FormFilling Expired Unknown  PKCS7-B\nSig2: Indeterminate OUT_OF_BOUNDS_NO_POE Intact WholeFile None Expired Unknown  PKCS7-B")]
    [InlineData("form-update-override-appearance-stream.pdf", "Sig1: Indeterminate OUT_OF_BOUNDS_NO_POE Intact Revision FormFilling Expired Unknown  PKCS7-B\nSig2: Indeterminate OUT_OF_BOUNDS_NO_POE Intact WholeFile None Expired Unknown  PKCS7-B")]
    [InlineData("minimal-signed-twice-both-created.pdf", "Signature2: Indeterminate NO_CERTIFICATE_CHAIN_FOUND Intact Revision FormFilling UnknownIssuer NotOffered  PKCS7-B\nSignature3: Indeterminate NO_CERTIFICATE_CHAIN_FOUND Intact WholeFile None UnknownIssuer NotOffered  PKCS7-B")]
    [InlineData("minimal-two-fields-signed-twice.pdf", "Sig2: Indeterminate NO_CERTIFICATE_CHAIN_FOUND Intact Revision FormFilling UnknownIssuer NotOffered  PKCS7-B\nSig1: Indeterminate NO_CERTIFICATE_CHAIN_FOUND Intact WholeFile None UnknownIssuer NotOffered  PKCS7-B")]
    [InlineData("minimal-two-fields.pdf", "")]
    [InlineData("minimal-with-field.pdf", "")]
    [InlineData("pades-lta-dss-indirect-arrs-test.pdf", "Sig1: Indeterminate OUT_OF_BOUNDS_NO_POE Intact Revision None Expired Unknown  B-B\nTimestamp-977301ad-bec9-4cae-a0cd-f6a674c6e465: Indeterminate TRY_LATER Intact Revision None Trusted Unknown 2020-11-01 ")]
    [InlineData("pades-with-old-style-signing-cert-attr.pdf", "Sig1: Indeterminate OUT_OF_BOUNDS_NO_POE Intact WholeFile None Expired Unknown  B-B")]
    [InlineData("sig-no-signed-attrs.pdf", "Sig1: Indeterminate SIG_CONSTRAINTS_FAILURE Intact WholeFile None Expired Unknown  PKCS7-B")]
    [InlineData("signature-gap-too-big.pdf", "Sig1: Failed FORMAT_FAILURE Intact Partial None UnknownIssuer NotOffered  PKCS7-B")]
    public void A_sample_of_another_maker_gets_the_verdict_that_it_deserves(string name, string expected) => Said(name, SignedPaper.Now).ShouldBe(expected);

    /// <summary>Where the certificates had not expired, the verdict hangs on what the file says of their revocation.</summary>
    [Theory]
    [InlineData("certified-with-indirect-refs-in-dir.pdf", "2020-11-02", "Sig1: Indeterminate TRY_LATER Intact WholeFile None Trusted Unknown  PKCS7-B")]
    [InlineData("pades-lta-dss-indirect-arrs-test.pdf", "2020-11-01T01:00", "Sig1: Passed  Intact Revision None Trusted Good 2020-11-01 B-LTA\nTimestamp-977301ad-bec9-4cae-a0cd-f6a674c6e465: Passed  Intact Revision None Trusted Good 2020-11-01 ")]
    [InlineData("pades-with-old-style-signing-cert-attr.pdf", "2021-08-19", "Sig1: Indeterminate TRY_LATER Intact WholeFile None Trusted Unknown  B-B")]
    [InlineData("sig-no-signed-attrs.pdf", "2020-11-02", "Sig1: Indeterminate SIG_CONSTRAINTS_FAILURE Intact WholeFile None Trusted Unknown  PKCS7-B")]
    public void On_the_day_of_signing_it_may_be_another(string name, string day, string expected) =>
        Said(name, DateTimeOffset.Parse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)).ShouldBe(expected);

    [Fact]
    public void A_signed_circular_of_the_state_is_intact_and_of_an_unknown_issuer()
    {
        var path = Path.Combine(Folder, "..", "vn-signed-pdf-samples", "thong-tu-51-2025-TT-BCA.signed.pdf");
        Assert.SkipUnless(File.Exists(path), "../shared is absent");

        var signature = PdfSignatureCheck.Check(File.ReadAllBytes(path), SignedPaper.ListOfProvince, SignedPaper.Now).Signatures.ShouldHaveSingleItem();

        signature.Signer.ShouldBe("CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ");
        (signature.Integrity, signature.Coverage, signature.Later).ShouldBe((SignatureIntegrity.Intact, SignatureCoverage.WholeFile, LaterChanges.None));
        (signature.Verdict, signature.SubIndication, signature.Chain.Status).ShouldBe((SignatureVerdict.Indeterminate, "NO_CERTIFICATE_CHAIN_FOUND", ChainStatus.UnknownIssuer));
        // What decided is what the one sentence says, not the time-stamp that was not counted.
        signature.Remarks[0].Code.ShouldBe("check.untrusted");
    }

    private static string Said(string name, DateTimeOffset now)
    {
        Assert.SkipUnless(System.IO.Directory.Exists(Folder), "../shared is absent");
        var report = PdfSignatureCheck.Check(File.ReadAllBytes(Path.Combine(Folder, name)), Trust, now);
        report.Problem.ShouldBeNull();
        return string.Join('\n', report.Signatures.Select(Said));
    }

    private static string Said(SignatureFinding finding) =>
        $"{finding.Field}: {finding.Verdict} {finding.SubIndication} {finding.Integrity} {finding.Coverage} {finding.Later} {finding.Chain.Status} {finding.Chain.Revocation} {finding.Time.Stamped:yyyy-MM-dd} {finding.Level}";
}
