using Shouldly;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

public sealed class TrustListTests(SignedPaper paper) : IClassFixture<SignedPaper>, IDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-trust-").FullName;

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_service_is_trusted_from_its_first_day_until_the_day_before_its_last()
    {
        Verdict(List("2026-01-01", null)).ShouldBe((SignatureVerdict.Passed, ChainStatus.Trusted));
        Verdict(List("2026-01-01", "2026-11-23")).ShouldBe((SignatureVerdict.Indeterminate, ChainStatus.UnknownIssuer));
        Verdict(List("2026-12-01", null)).ShouldBe((SignatureVerdict.Indeterminate, ChainStatus.UnknownIssuer));
    }

    [Fact]
    public void A_service_for_time_stamps_alone_is_not_trusted_for_signatures() =>
        Verdict(List("2026-01-01", null, use: "time-stamp")).ShouldBe((SignatureVerdict.Indeterminate, ChainStatus.UnknownIssuer));

    [Fact]
    public void An_algorithm_is_relied_on_until_the_day_before_its_last()
    {
        var report = PdfSignatureCheck.Check(paper.Issued, List("2026-01-01", null, algorithmTo: "2026-11-01"), SignedPaper.Now.AddHours(3));

        report.Signatures.ShouldAllBe(signature => signature.SubIndication == "CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
    }

    [Fact]
    public void All_roots_that_the_installation_made_are_trusted_and_a_missing_file_is_none()
    {
        using var other = DemonstrationAuthority.Create(SignedPaper.Now);
        var file = Path.Combine(folder, "root.crt");
        var list = ListFile("""{"name":"Một","uses":["signature"],"dataFile":"root.crt","validFrom":"2026-01-01","simulated":true,"source":"thử","verified":false,"label":"MÔ PHỎNG"}""");
        TrustList.Load(list, folder).Services.ShouldBeEmpty();

        File.WriteAllBytes(file, paper.Authority.Root.ToArray());
        TrustList.Load(list, folder).Services.ShouldHaveSingleItem().Certificate.ToArray().ShouldBe(paper.Authority.Root.ToArray());

        RootFile.Add(file, other.Root);
        TrustList.Load(list, folder).Services.Select(service => Convert.ToHexString(service.Certificate.Span))
            .ShouldBe([Convert.ToHexString(paper.Authority.Root.Span), Convert.ToHexString(other.Root.Span)]);
        Verdict(TrustList.Load(list, folder)).Verdict.ShouldBe(SignatureVerdict.Passed);
    }

    [Theory]
    [InlineData("""{"name":"Một","uses":["signature"],"certificate":"AAAA","validFrom":"2026-01-01","simulated":true,"source":"thử","verified":false}""")]
    [InlineData("""{"name":"Một","uses":["mọi việc"],"validFrom":"2026-01-01","simulated":true,"source":"thử","verified":false}""")]
    [InlineData("""{"name":"Một","uses":["signature"],"validFrom":"2026-01-01","simulated":true,"source":"thử","verified":false,"thừa":1}""")]
    public void A_faulty_list_is_refused_as_a_whole(string service) => Should.Throw<InvalidDataException>(() => TrustList.Load(ListFile(service), folder));

    private (SignatureVerdict Verdict, ChainStatus Chain) Verdict(TrustList trust)
    {
        var report = PdfSignatureCheck.Check(paper.Issued, trust, SignedPaper.Now.AddHours(3));
        return (report.Verdict!.Value, report.Signatures[0].Chain.Status);
    }

    private TrustList List(string from, string? to, string use = "signature", string? algorithmTo = null) => TrustList.Load(
        ListFile(
            $$"""{"name":"Một","uses":["{{use}}"],"certificate":"{{Convert.ToBase64String(paper.Authority.Root.Span)}}","validFrom":"{{from}}","validTo":{{Quoted(to)}},"simulated":true,"source":"thử","verified":false}""",
            algorithmTo),
        null);

    private string ListFile(string service, string? algorithmTo = null)
    {
        var path = Path.Combine(folder, "signatures.json");
        var terms = new[] { "sha256", "rsa", "ecdsa" }.Select(name => $$"""{"name":"{{name}}","fromBits":0,"validTo":{{Quoted(algorithmTo)}},"source":"thử","verified":false}""");
        File.WriteAllText(path, $$"""{"id":"signatures","source":"thử","services":[{{service}}],"algorithms":[{{string.Join(',', terms)}}]}""");
        return path;
    }

    private static string Quoted(string? day) => day is null ? "null" : $"\"{day}\"";
}
