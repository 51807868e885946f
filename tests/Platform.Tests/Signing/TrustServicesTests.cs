using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shouldly;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>The simulated authority speaks the real protocols: openssl, which knows nothing of us, talks to it.</summary>
public sealed class TrustServicesTests(SimulatedTrustServices services) : IClassFixture<SimulatedTrustServices>
{
    [Fact]
    public async Task Openssl_gets_a_certificate_asks_for_its_state_and_learns_of_its_revocation()
    {
        services.OpenSsl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "person.key", "-out", "person.csr", "-utf8", "-subj", "/C=VN/CN=MÔ PHỎNG – Lê Văn An");
        var issued = await services.Process.Post("ca/chung-thu", await File.ReadAllBytesAsync(Path.Combine(services.Folder, "person.csr")));
        var pem = await issued.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        X509Certificate2Collection certificates = [];
        certificates.ImportFromPem(pem);
        var (person, issuing) = (services.WritePem("person.crt", certificates[0]), services.WritePem("issuing.crt", certificates[1]));
        var root = services.WritePem("root.crt", services.Root);

        services.OpenSsl("verify", "-CAfile", root, "-untrusted", issuing, person).ShouldContain("person.crt: OK");
        string[] ask = ["ocsp", "-issuer", issuing, "-cert", person, "-url", $"{services.Address}/ocsp", "-CAfile", root, "-verify_other", issuing];
        var good = services.OpenSsl(ask);
        good.ShouldContain("Response verify OK");
        good.ShouldContain("person.crt: good");
        good.ShouldNotContain("Nonce");

        await services.Process.Revoke(certificates[0]);

        services.OpenSsl(ask).ShouldContain("person.crt: revoked");
        var list = services.Write("issuing.crl", await services.Process.Get("crl/issuing.crl"));
        var shown = services.OpenSsl("crl", "-inform", "DER", "-in", list, "-CAfile", issuing, "-noout", "-text");
        shown.ShouldContain("verify OK");
        shown.ShouldContain(certificates[0].SerialNumber);
        services.OpenSsl("crl", "-inform", "DER", "-in", services.Write("root.crl", await services.Process.Get("crl/root.crl")), "-CAfile", root, "-noout").ShouldContain("verify OK");
    }

    [Fact]
    public async Task Openssl_gets_a_time_stamp_and_finds_it_good()
    {
        services.Write("paper.bin", RandomNumberGenerator.GetBytes(1000));
        services.OpenSsl("ts", "-query", "-data", "paper.bin", "-sha256", "-cert", "-out", "paper.tsq");
        var answer = await services.Process.Post("tsa", await File.ReadAllBytesAsync(Path.Combine(services.Folder, "paper.tsq")), "application/timestamp-query");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/timestamp-reply");
        services.Write("paper.tsr", await answer.Content.ReadAsByteArrayAsync());
        services.Write("issuing.der", await services.Process.Get("ca/issuing.crt"));
        services.OpenSsl("x509", "-inform", "DER", "-in", "issuing.der", "-out", "issuing-for-stamp.crt");
        string[] verify = ["ts", "-verify", "-queryfile", "paper.tsq", "-in", "paper.tsr", "-CAfile", services.WritePem("root-for-stamp.crt", services.Root), "-untrusted", "issuing-for-stamp.crt"];

        services.OpenSsl(verify).ShouldContain("Verification: OK");

        await services.Process.Fault("WrongNonce");
        services.Write("paper.tsr", await (await services.Process.Post("tsa", await File.ReadAllBytesAsync(Path.Combine(services.Folder, "paper.tsq")))).Content.ReadAsByteArrayAsync());
        services.OpenSsl(verify).ShouldContain("nonce mismatch");
    }

    [Fact]
    public async Task Nothing_is_certified_that_does_not_say_it_is_invented_and_every_certificate_says_so()
    {
        services.OpenSsl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "real.key", "-out", "real.csr", "-utf8", "-subj", "/C=VN/CN=Nguyễn Văn Thật");

        (await services.Process.Post("ca/chung-thu", await File.ReadAllBytesAsync(Path.Combine(services.Folder, "real.csr")))).IsSuccessStatusCode.ShouldBeFalse();
        foreach (var path in new[] { "ca/root.crt", "ca/issuing.crt", "ca/time-stamp.crt" })
            X509CertificateLoader.LoadCertificate(await services.Process.Get(path)).GetNameInfo(X509NameType.SimpleName, false).ShouldStartWith("MÔ PHỎNG");
    }
}
