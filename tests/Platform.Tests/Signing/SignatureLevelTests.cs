using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>A result on its way to B-LTA (EN 319 142-1), with services that answer, are silent, or lie.</summary>
public sealed class SignatureLevelTests(SimulatedTrustServices services) : IClassFixture<SimulatedTrustServices>
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task A_result_is_stamped_when_signed_and_then_carries_all_that_a_stranger_needs()
    {
        await services.Process.Fault(null);
        using var evidence = services.Evidence(clock);
        var unit = await services.ListStampUnit();
        var byLeader = await ByLeader(evidence);

        // Its time is proven; what is known of the certificates follows.
        var stamped = Check(byLeader).Signatures.ShouldHaveSingleItem();
        (stamped.Level, stamped.SubIndication, stamped.Integrity, stamped.Time.Stamped is not null).ShouldBe(("B-T", "TRY_LATER", SignatureIntegrity.Intact, true));
        var issued = await services.Issue(byLeader, clock.GetUtcNow());

        var extended = await evidence.Extend(issued, default);

        extended.Missing.ShouldBeEmpty();
        extended.Pdf.Span.StartsWith(issued.Span).ShouldBeTrue();
        Levels(extended.Pdf).ShouldBe(["leader Passed B-LTA", "agency Passed B-LTA", "time-stamp-1 Passed "]);
        var leader = Check(extended.Pdf).Signatures[0];
        (leader.CertificationLevel, leader.Later, leader.Chain.Revocation).ShouldBe((2, LaterChanges.FormFilling, RevocationStatus.Good));
        leader.ChangedLater.ShouldBe(["agency", "date", "number"], ignoreOrder: true);
        Check(extended.Pdf).Signatures[1].Later.ShouldBe(LaterChanges.None);
        var others = SignedPaper.Poppler("pdfsig", extended.Pdf, "-nocert", "FILE");
        (others.Split("Signature is Valid.").Length - 1).ShouldBeGreaterThanOrEqualTo(2, others);
        others.ShouldNotContain("Invalid");
        extended.RenewBefore.ShouldBe(new DateTimeOffset(unit.NotAfter.ToUniversalTime()).AddDays(-180));

        // Once it is all there, nothing grows.
        (await evidence.Extend(extended.Pdf, default)).HasGrown.ShouldBeFalse();

        // Whoever has only the file and the list finds the same when certificates and answers have long ended.
        clock.Advance(TimeSpan.FromDays(4 * 365));
        Levels(extended.Pdf).ShouldBe(["leader Passed B-LTA", "agency Passed B-LTA", "time-stamp-1 Passed "]);
    }

    [Theory]
    [InlineData("SilentStamp", 0)]
    [InlineData("FutureTime", 3600)]
    [InlineData("FutureTime", -3600)]
    [InlineData("WrongNonce", 0)]
    [InlineData("WrongImprint", 0)]
    [InlineData("UnknownSigner", 0)]
    [InlineData("Error500", 0)]
    [InlineData("LargeAnswer", 0)]
    public async Task A_time_stamp_authority_that_is_silent_or_lies_stops_no_signature_and_is_made_up_for_later(string fault, int value)
    {
        await services.Process.Fault(fault, 1, value);
        using var evidence = services.Evidence(clock, signing: fault == "SilentStamp" ? TimeSpan.FromSeconds(0.3) : null);

        var byLeader = await ByLeader(evidence);

        Check(byLeader).Signatures[0].Time.Stamped.ShouldBeNull();
        await services.Process.Fault(null);
        clock.Advance(TimeSpan.FromMinutes(2));
        using var later = services.Evidence(clock);
        Levels((await later.Extend(byLeader, default)).Pdf)[0].ShouldBe("leader Passed B-LTA");
    }

    [Fact]
    public async Task While_nobody_answers_about_revocation_the_time_is_kept_and_the_rest_follows()
    {
        await services.Process.Fault(null);
        using var evidence = services.Evidence(clock);
        var byLeader = await ByLeader(evidence);
        await services.Process.Fault("Error500", 1000);
        var none = await evidence.Extend(byLeader, default);
        (none.HasGrown, none.Missing.Count).ShouldBe((false, 3));

        await services.Process.Fault("SilentOcsp", 1000);
        clock.Advance(TimeSpan.FromMinutes(2));
        using var impatient = services.Evidence(clock, answer: TimeSpan.FromSeconds(0.3));
        var byList = await impatient.Extend(byLeader, default);
        byList.Missing.ShouldBeEmpty();
        StoreOf(byList.Pdf).ShouldBe((0, 2));
        await services.Process.Fault(null);
    }

    [Theory]
    [InlineData("WrongNonce")]
    [InlineData("UnknownSigner")]
    [InlineData("OldAnswer")]
    [InlineData("Unknown")]
    public async Task An_answer_that_is_not_one_is_not_kept_and_the_list_is_asked(string fault)
    {
        await services.Process.Fault(null);
        using var evidence = services.Evidence(clock);
        var byLeader = await ByLeader(evidence);
        await services.Process.Fault(fault, 1);

        var extended = await evidence.Extend(byLeader, default);

        StoreOf(extended.Pdf).ShouldBe((0, 2));
        Levels(extended.Pdf)[0].ShouldBe("leader Passed B-LTA");
    }

    [Fact]
    public async Task A_certificate_revoked_afterwards_keeps_what_was_stamped_before_and_one_revoked_before_is_found_out()
    {
        await services.Process.Fault(null);
        using var evidence = services.Evidence(clock);
        var key = await services.Key("Trần Văn Bình");
        var signed = await ByLeader(evidence, key);
        await services.Process.Revoke(X509CertificateLoader.LoadCertificate(key.Certificate.Span), DateTimeOffset.UtcNow.AddSeconds(1));
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        clock.SetUtcNow(DateTimeOffset.UtcNow.AddSeconds(2));

        Levels((await evidence.Extend(signed, default)).Pdf)[0].ShouldBe("leader Passed B-LTA");
        var after = await ByLeader(evidence, key);
        Check((await evidence.Extend(after, default)).Pdf).Signatures[0].SubIndication.ShouldBe("REVOKED");
    }

    [Fact]
    public async Task No_address_is_called_that_the_operator_has_not_named()
    {
        await services.Process.Fault(null);
        using var evidence = services.Evidence(clock, mayAsk: false);
        var extended = await evidence.Extend(await ByLeader(evidence), default);

        extended.Missing.ShouldAllBe(missing => missing.Contains("not among the services"));
        StoreOf(extended.Pdf).ShouldBe((0, 0));
    }

    private Task<ReadOnlyMemory<byte>> ByLeader(SignatureEvidence evidence, SealedKey? key = null) => services.ByLeader(evidence, clock.GetUtcNow(), key);

    private SignatureReport Check(ReadOnlyMemory<byte> pdf) => PdfSignatureCheck.Check(pdf, services.TrustFile().Read(), clock.GetUtcNow());

    private string[] Levels(ReadOnlyMemory<byte> pdf) => services.Levels(pdf, clock.GetUtcNow());

    private static (int Answers, int Lists) StoreOf(ReadOnlyMemory<byte> pdf)
    {
        var file = PdfFile.Open(pdf);
        var store = file.Dictionary(file.Root["DSS"]);
        return (file.Array(store?["OCSPs"])?.Items.Count ?? 0, file.Array(store?["CRLs"])?.Items.Count ?? 0);
    }
}
