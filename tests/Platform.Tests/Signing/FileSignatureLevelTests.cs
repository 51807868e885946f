using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>Signatures beside files and in XML on their way from B-B to B-T and B-LT, with services that answer or are silent.</summary>
public sealed class FileSignatureLevelTests(SimulatedTrustServices services) : IClassFixture<SimulatedTrustServices>
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("Mã;Tên\n1;Việt Trì\n");
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task A_signature_gets_its_time_and_then_all_that_a_stranger_needs_years_later()
    {
        await services.Process.Fault(null);
        using var evidence = services.Evidence(clock);
        await services.ListStampUnit();
        using var key = (await services.Key("Trần Thị Ngọc")).Unlock(SimulatedTrustServices.Pin)!;
        var signed = FileSigner.Sign(Content, key, clock.GetUtcNow()).ShouldBeOfType<SignOutcome.Done>().Content.ToArray();
        Said(signed).ShouldBe("Indeterminate TRY_LATER B-B");

        var stamped = await evidence.WithTime(signed, default);
        Said(stamped).ShouldBe("Indeterminate TRY_LATER B-T");
        var (extended, missing) = await evidence.ExtendDetached(stamped, default);

        missing.ShouldBeEmpty();
        Said(extended).ShouldBe("Passed  B-LT");
        (await evidence.ExtendDetached(extended, default)).Cms.Length.ShouldBe(extended.Length, "once it is all there, nothing grows");
        using var tool = new OutsideTool();
        tool.Put("a", Content);
        tool.Put("a.p7s", extended.Span);
        tool.Put("root.pem", PemEncoding.WriteString("CERTIFICATE", services.Root.RawData));
        var ran = tool.Run("openssl cms -verify -cades -binary -inform DER -in a.p7s -content a -CAfile root.pem -purpose any -out out");
        ran.Code.ShouldBe(0, ran.Said);

        // Its answers have long ended and so has the certificate; the time is proven.
        clock.Advance(TimeSpan.FromDays(4 * 365));
        Said(extended).ShouldBe("Passed  B-LT");
    }

    [Fact]
    public async Task While_the_authority_is_silent_the_signature_stays_as_it_is()
    {
        await services.Process.Fault("Error500", 1000);
        using var evidence = services.Evidence(clock);
        using var key = (await services.Key("Trần Thị Ngọc")).Unlock(SimulatedTrustServices.Pin)!;
        var signed = FileSigner.Sign(Content, key, clock.GetUtcNow()).ShouldBeOfType<SignOutcome.Done>().Content.ToArray();

        (await evidence.WithTime(signed, default)).ShouldBe(signed);
        var (extended, missing) = await evidence.ExtendDetached(signed, default);
        missing.ShouldNotBeEmpty();
        Said(extended).ShouldBe("Indeterminate TRY_LATER B-B");
        await services.Process.Fault(null);
    }

    [Fact]
    public async Task An_XML_document_gets_its_time_and_xmlsec_still_verifies_it()
    {
        await services.Process.Fault(null);
        using var evidence = services.Evidence(clock);
        await services.ListStampUnit();
        using var key = (await services.Key("Trần Thị Ngọc")).Unlock(SimulatedTrustServices.Pin)!;
        var signed = XmlSigner.Sign(XmlSignatureTests.Document, key, clock.GetUtcNow()).ShouldBeOfType<SignOutcome.Done>().Content;

        var stamped = await evidence.WithTimeInXml(signed, default);

        var found = SignatureCheck.Check(stamped, null, services.TrustFile().Read(), clock.GetUtcNow()).Signatures.ShouldHaveSingleItem();
        (found.Integrity, found.Level, found.SubIndication, found.Time.Stamped is not null).ShouldBe((SignatureIntegrity.Intact, "B-T", "TRY_LATER", true));
        using var tool = new OutsideTool();
        tool.Put("a.xml", stamped.Span);
        tool.Put("root.pem", PemEncoding.WriteString("CERTIFICATE", services.Root.RawData));
        tool.Run("xmlsec1 --verify --id-attr:Id SignedProperties --trusted-pem root.pem a.xml").Said.ShouldContain("SignedInfo References (ok/all): 2/2");
    }

    private string Said(ReadOnlyMemory<byte> signature)
    {
        var found = FileSignatureCheck.Check(Content, signature, services.TrustFile().Read(), clock.GetUtcNow()).Signatures.ShouldHaveSingleItem();
        return $"{found.Verdict} {found.SubIndication} {found.Level}";
    }
}
