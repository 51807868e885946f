using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Shouldly;
using VanLang.Commands;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.Commands;

public sealed class SignCommandTests : IDisposable
{
    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-sign-").FullName;

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("minimal-two-fields.pdf", 4, null, null)]
    [InlineData("signature-gap-too-big.pdf", 1, "TOTAL-FAILED", "FORMAT_FAILURE")]
    [InlineData("coverage-base.pdf", 1, "TOTAL-FAILED", "FORMAT_FAILURE")]
    [InlineData("minimal-two-fields-signed-twice.pdf", 3, "INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND")]
    public async Task A_sample_is_judged_by_exit_code_and_as_JSON(string sample, int expected, string? indication, string? subIndication)
    {
        (int code, string output, _) = await Verify(Sample(sample), json: true);

        code.ShouldBe(expected);
        using JsonDocument report = JsonDocument.Parse(output);
        report.RootElement.GetProperty("indication").GetString().ShouldBe(indication);
        report.RootElement.GetProperty("signed").GetBoolean().ShouldBe(indication is not null);
        foreach (JsonElement signature in report.RootElement.GetProperty("signatures").EnumerateArray())
        {
            signature.GetProperty("subIndication").GetString().ShouldBe(subIndication);
            foreach (string name in new[] { "indication", "integrity", "coverage", "changesAfter", "chain", "time", "level", "signer" })
                signature.TryGetProperty(name, out _).ShouldBeTrue(name);
        }
    }

    [Fact]
    public async Task Without_JSON_one_plain_sentence_in_each_language_comes_first()
    {
        (int code, string output, _) = await Verify(Sample(Path.Combine("..", "vn-signed-pdf-samples", "thong-tu-51-2025-TT-BCA.signed.pdf")), json: false);

        code.ShouldBe(3);
        string[] lines = output.Split('\n');
        lines[0].ShouldStartWith("Chưa kết luận được về chữ ký của CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ");
        lines[1].ShouldStartWith("Nothing final can be said of the signature of CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ");
        output.ShouldContain("NO_CERTIFICATE_CHAIN_FOUND");
        output.ShouldContain("Không rõ nơi cấp / Unknown issuer");
    }

    [Fact]
    public async Task Further_roots_can_be_trusted_for_one_check()
    {
        (int code, string output, _) = await Verify(Sample("pades-lta-dss-indirect-arrs-test.pdf"), json: true, trust: Sample("ca-chain.cert.pem"));

        code.ShouldBe(3);
        output.ShouldContain("OUT_OF_BOUNDS_NO_POE");
    }

    [Fact]
    public async Task A_file_without_signature_is_said_to_have_none()
    {
        (int code, string output, _) = await Verify(Sample("minimal-with-field.pdf"), json: false);

        code.ShouldBe(4);
        output.ShouldContain("Tệp không có chữ ký số.");
        output.ShouldContain("The file has no digital signature.");
    }

    [Fact]
    public async Task What_is_no_PDF_ends_with_2()
    {
        string file = Path.Combine(folder, "letter.pdf");
        await File.WriteAllTextAsync(file, "Xin chào", Encoding.UTF8, TestContext.Current.CancellationToken);
        (await Verify(new FileInfo(file), json: false)).Code.ShouldBe(2);

        (int code, _, string errors) = await Verify(new FileInfo(Path.Combine(folder, "missing.pdf")), json: false);
        code.ShouldBe(2);
        errors.ShouldContain("missing.pdf");
    }

    [Fact]
    public async Task Files_XML_and_containers_are_signed_with_a_key_file_and_checked()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using DemonstrationAuthority authority = DemonstrationAuthority.Create(now);
        FileInfo roots = await Write("roots.pem", PemEncoding.WriteString("CERTIFICATE", authority.Root.Span));
        FileInfo file = await Write("so-lieu.csv", "a;b\n1;2\n");
        FileInfo key = new(Path.Combine(folder, "key.p12"));
        await File.WriteAllBytesAsync(key.FullName, KeyFileOf(authority.IssuePerson("Trần Thị Ngọc", null, "Sở Nội vụ", "135790", now), "135790", "mật khẩu"), TestContext.Current.CancellationToken);

        (await Sign("sai")).ShouldBe(1);
        (await Sign("mật khẩu")).ShouldBe(0);
        (await Sign("mật khẩu")).ShouldBe(2, "a signature that is there is not overwritten");

        FileInfo signature = new($"{file.FullName}.p7s");
        (int code, string output, _) = await Verify(file, json: true, roots, signature);
        code.ShouldBe(0, output);
        using JsonDocument report = JsonDocument.Parse(output);
        JsonElement found = report.RootElement.GetProperty("signatures")[0];
        (found.GetProperty("indication").GetString(), found.GetProperty("level").GetString(), found.GetProperty("format").GetString()).ShouldBe(("TOTAL-PASSED", "B-B", "CAdES.detached"));

        await File.AppendAllTextAsync(file.FullName, "3;4\n", TestContext.Current.CancellationToken);
        (code, output, _) = await Verify(file, json: true, roots, signature);
        code.ShouldBe(1);
        output.ShouldContain("HASH_FAILURE");
        (await Verify(signature, json: false, roots)).Output.ShouldContain("tệp chữ ký rời");

        FileInfo xml = await Write("don.xml", "<don><noi>Việt Trì</noi></don>");
        FileInfo signedXml = new(Path.Combine(folder, "don-da-ky.xml")), container = new(Path.Combine(folder, "ho-so.asice"));
        (await SignFileCommand.SignXml(xml, key, signedXml, () => "mật khẩu", now, TextWriter.Null, TextWriter.Null, TestContext.Current.CancellationToken)).ShouldBe(0);
        (await SignFileCommand.SignContainer([file, xml], key, container, () => "mật khẩu", now, TextWriter.Null, TextWriter.Null, TestContext.Current.CancellationToken)).ShouldBe(0);
        (await SignFileCommand.SignXml(file, key, new(Path.Combine(folder, "none.xml")), () => "mật khẩu", now, TextWriter.Null, TextWriter.Null, TestContext.Current.CancellationToken)).ShouldBe(1);
        (await Verify(signedXml, json: true, roots)).ShouldSatisfyAllConditions(ran => ran.Code.ShouldBe(0, ran.Output), ran => ran.Output.ShouldContain("XAdES.enveloped"));
        (await Verify(container, json: false, roots)).ShouldSatisfyAllConditions(ran => ran.Code.ShouldBe(0, ran.Output), ran => ran.Output.ShouldContain("Tệp được ký / signed files: so-lieu.csv, don.xml"));

        Task<int> Sign(string password) => SignFileCommand.SignFile(file, key, null, () => password, now, TextWriter.Null, TextWriter.Null, TestContext.Current.CancellationToken);

        async Task<FileInfo> Write(string name, string content)
        {
            string path = Path.Combine(folder, name);
            await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
            return new FileInfo(path);
        }
    }

    async Task<(int Code, string Output, string Errors)> Verify(FileInfo file, bool json, FileInfo? trust = null, FileInfo? signature = null)
    {
        using StringWriter output = new();
        using StringWriter errors = new();
        int code = await SignCommand.Verify(file, signature, json, trust, folder, output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }

    static byte[] KeyFileOf(SealedKey key, string pin, string password)
    {
        using ECDsa own = ECDsa.Create();
        own.ImportEncryptedPkcs8PrivateKey(pin, key.EncryptedKey.Span, out _);
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(key.Certificate.Span);
        X509Certificate2Collection all = [certificate.CopyWithPrivateKey(own), .. key.Chain.Select(issuer => X509CertificateLoader.LoadCertificate(issuer.Span))];
        return all.Export(X509ContentType.Pkcs12, password)!;
    }

    static FileInfo Sample(string name)
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "VanLang.slnx")))
            at = at.Parent;
        FileInfo file = new(Path.Combine(at!.FullName, "..", "shared", "data", "pdf-signature-samples", name));
        Assert.SkipUnless(file.Exists, "../shared is absent");
        return file;
    }
}
