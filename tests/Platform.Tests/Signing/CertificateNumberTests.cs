using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shouldly;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>Numbers by which certificates name persons, as Vietnamese services write them.</summary>
public sealed class CertificateNumberTests
{
    private const string UserId = "0.9.2342.19200300.100.1.1", SerialNumber = "2.5.4.5";

    [Theory]
    [InlineData(UserId, "CCCD:001099000001", NumberKind.Personal, "001099000001")]
    [InlineData(UserId, "cccd: 001 099 000 001", NumberKind.Personal, "001099000001")]
    [InlineData(UserId, "CMND:001099000001", NumberKind.Personal, "001099000001")]
    [InlineData(UserId, "CMND:131234567", NumberKind.Card, "131234567")]
    [InlineData(UserId, "HC:C1234567", NumberKind.Passport, "C1234567")]
    [InlineData(SerialNumber, "PNOVN-001099000001", NumberKind.Personal, "001099000001")]
    [InlineData(SerialNumber, "IDCVN-131234567", NumberKind.Card, "131234567")]
    [InlineData(SerialNumber, "PASVN-C1234567", NumberKind.Passport, "C1234567")]
    [InlineData(SerialNumber, "001099000001", NumberKind.Personal, "001099000001")]
    public void A_number_is_read_in_every_form_that_services_use(string attribute, string text, NumberKind kind, string value) =>
        Of((attribute, text)).ShouldBe([new CertificateNumber(kind, value)]);

    [Theory]
    [InlineData(UserId, "MST:0102357802")]
    [InlineData(UserId, "MNS:1032158")]
    [InlineData(SerialNumber, "0102357802")]
    [InlineData(SerialNumber, "A-77")]
    [InlineData("2.5.4.12", "CCCD:001099000001")]
    public void What_is_no_number_of_a_person_is_none(string attribute, string text) => Of((attribute, text)).ShouldBeEmpty();

    [Fact]
    public void An_organisation_as_a_real_certificate_carries_it_names_nobody_and_several_numbers_are_all_read()
    {
        Of((UserId, "MNS:1032158"), (UserId, "MST:0102357802")).ShouldBeEmpty();
        Of((UserId, "MST:0102357802"), (UserId, "CCCD:001099000001"), (SerialNumber, "PASVN-C1234567")).Count.ShouldBe(2);
    }

    [Fact]
    public void A_name_is_compared_without_marks_and_a_confirmed_number_needs_no_name()
    {
        var now = DateTimeOffset.UtcNow;
        using OutsideAuthority authority = new(now);
        Fault("CN=NGUYEN VAN HOA", "Nguyễn Văn Hoà").ShouldBeNull();
        Fault("CN=Nguyễn Văn Hóa", "Nguyễn Văn Bình")!.Code.ShouldBe(SigningCodes.CertificateOfOther);
        Fault($"CN=Nguyễn Văn Hoà, OID.{UserId}=CCCD:001099000001", "Nguyễn Văn Hoà", "001099000002")!.Code.ShouldBe(SigningCodes.CertificateNumberOfOther);
        Fault($"CN=Tên Khác, OID.{UserId}=CCCD:001099000001", "Nguyễn Văn Hoà", "001099000001").ShouldBeNull();
        Fault($"CN=Tên Khác, OID.{UserId}=CCCD:001099000001", "Nguyễn Văn Hoà")!.Code.ShouldBe(SigningCodes.CertificateOfOther);

        SigningProblem? Fault(string subject, string name, string? number = null)
        {
            using var certificate = authority.IssueTo(subject, now.AddDays(-1), now.AddDays(1));
            NamedSigner signer = new(name, number is null ? [] : [new CertificateNumber(NumberKind.Personal, number)]);
            return CertificateCheck.Fault(certificate.RawData, [], signer, demonstration: false, authority.Trust, now);
        }
    }

    [Fact]
    public void What_is_not_valid_yet_or_any_more_and_what_signs_no_documents_is_told_with_name_and_day()
    {
        var now = new DateTimeOffset(2026, 6, 15, 5, 0, 0, TimeSpan.Zero);
        using OutsideAuthority authority = new(now);
        using var early = authority.Issue(now.AddDays(2), now.AddDays(9));
        using var late = authority.Issue(now.AddDays(-9), now.AddDays(-2));
        using var other = authority.Issue(now.AddDays(-9), now.AddDays(9), X509KeyUsageFlags.KeyEncipherment);

        Said(early).ShouldContain("chưa có hiệu lực: ");
        Said(early).ShouldEndWith("(17/06/2026)");
        Said(late).ShouldContain("đã hết hiệu lực: ");
        Said(late).ShouldEndWith("(13/06/2026)");
        Said(other).ShouldContain("không dùng để ký văn bản: MÔ PHỎNG");

        string Said(X509Certificate2 certificate) => CertificateCheck.Fault(
            certificate.RawData, [], new(certificate.GetNameInfo(X509NameType.SimpleName, false), []), demonstration: false, authority.Trust, now).ShouldNotBeNull().Text(new("vi"));
    }

    private static IReadOnlyList<CertificateNumber> Of(params (string Attribute, string Text)[] parts)
    {
        X500DistinguishedNameBuilder subject = new();
        subject.AddCommonName("Nguyễn Văn Hoà");
        foreach (var (attribute, text) in parts)
            subject.Add(attribute, text);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        return CertificateNumber.Of(certificate);
    }
}
