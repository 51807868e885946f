using System.Text;
using System.Text.Json;
using Shouldly;
using VanLang.Commands;
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

    async Task<(int Code, string Output, string Errors)> Verify(FileInfo file, bool json, FileInfo? trust = null)
    {
        using StringWriter output = new();
        using StringWriter errors = new();
        int code = await SignCommand.Verify(file, json, trust, folder, output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
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
