using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shouldly;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

public sealed class SealedKeyTests(SignedPaper paper) : IClassFixture<SignedPaper>
{
    [Theory]
    [InlineData("")]
    [InlineData("246811")]
    [InlineData("24681")]
    [InlineData("2468100")]
    [InlineData("135791")]
    public void A_wrong_pin_opens_nothing_and_is_no_exception(string pin) => paper.Leader.Unlock(pin).ShouldBeNull();

    [Fact]
    public void A_key_from_storage_opens_with_its_pin()
    {
        var stored = new SealedKey(paper.Leader.EncryptedKey, paper.Leader.Certificate, paper.Leader.Chain);

        using var key = stored.Unlock(SignedPaper.LeaderPin);
        key.ShouldNotBeNull();
        stored.Thumbprint.ShouldBe(paper.Leader.Thumbprint);
    }

    [Fact]
    public void The_stored_key_is_encrypted_with_aes_256_and_many_rounds()
    {
        var parameters = new AsnReader(paper.Leader.EncryptedKey, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        parameters.ReadObjectIdentifier().ShouldBe("1.2.840.113549.1.5.13");
        var schemes = parameters.ReadSequence();
        var derivation = schemes.ReadSequence();
        derivation.ReadObjectIdentifier().ShouldBe("1.2.840.113549.1.5.12");
        var rounds = derivation.ReadSequence();
        rounds.ReadOctetString().Length.ShouldBeGreaterThanOrEqualTo(8);
        rounds.TryReadInt32(out var count).ShouldBeTrue();
        count.ShouldBeGreaterThanOrEqualTo(100_000);
        schemes.ReadSequence().ReadObjectIdentifier().ShouldBe("2.16.840.1.101.3.4.1.42");
    }

    [Fact]
    public void A_plain_key_is_never_taken_for_a_sealed_one()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Should.Throw<CryptographicException>(() => new SealedKey(key.ExportPkcs8PrivateKey(), paper.Leader.Certificate, []));
    }

    [Fact]
    public void A_key_beside_a_foreign_certificate_does_not_open() =>
        new SealedKey(paper.Leader.EncryptedKey, paper.Seal.Certificate, []).Unlock(SignedPaper.LeaderPin).ShouldBeNull();

    [Fact]
    public void A_changed_pin_opens_and_the_old_one_no_longer_does()
    {
        var changed = paper.Leader.ChangePin(SignedPaper.LeaderPin, "998877").ShouldNotBeNull();

        changed.Unlock(SignedPaper.LeaderPin).ShouldBeNull();
        using var key = changed.Unlock("998877");
        key.ShouldNotBeNull();
        paper.Leader.ChangePin("000000", "998877").ShouldBeNull();
    }

    [Fact]
    public void One_pin_signs_twenty_documents_and_no_more()
    {
        var prepared = SignedPaper.Prepare(paper.Printed.Pdf, paper.LeaderRequest());
        using var key = paper.Leader.Unlock(SignedPaper.LeaderPin)!;
        for (var i = 0; i < UnlockedKey.MostSignatures; i++)
            key.Sign(prepared);

        Should.Throw<InvalidOperationException>(() => key.Sign(prepared));
    }

    [Fact]
    public void Every_certificate_of_the_demonstration_says_so_and_leads_to_the_root()
    {
        foreach (var bytes in new[] { paper.Authority.Root, paper.Authority.Issuer, paper.Leader.Certificate, paper.Seal.Certificate })
        {
            using var certificate = X509CertificateLoader.LoadCertificate(bytes.Span);
            certificate.GetNameInfo(X509NameType.SimpleName, false).ShouldStartWith("MÔ PHỎNG");
            certificate.Issuer.ShouldContain("MÔ PHỎNG");
        }

        using var other = DemonstrationAuthority.Create(SignedPaper.Now);
        PdfSignatureCheck.Check(paper.Issued, SignedPaper.ListOfProvince.With([other.Root]), SignedPaper.Now.AddHours(3)).Verdict.ShouldBe(SignatureVerdict.Indeterminate);
        PdfSignatureCheck.Check(paper.Issued, SignedPaper.ListOfProvince, SignedPaper.Now.AddHours(3)).Verdict.ShouldBe(SignatureVerdict.Indeterminate);
    }

    [Fact]
    public void An_authority_is_stored_sealed_and_goes_on_issuing()
    {
        var stored = paper.Authority.Seal("bí mật của máy");
        DemonstrationAuthority.Open(paper.Authority.Root, stored, "khác hẳn").ShouldBeNull();
        using var opened = DemonstrationAuthority.Open(paper.Authority.Root, stored, "bí mật của máy").ShouldNotBeNull();
        var key = opened.IssuePerson("Lê Minh Thủy", "Trưởng phòng", SignedPaper.AgencyName, "111222", SignedPaper.Now);

        var signed = SignedPaper.Sign(paper.Printed.Pdf, paper.LeaderRequest(), key, "111222");
        paper.Check(signed).Verdict.ShouldBe(SignatureVerdict.Passed);
    }
}
