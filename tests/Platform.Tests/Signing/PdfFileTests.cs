using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Shouldly;
using VanLang.Foundation.Tests.Printing;
using VanLang.Printing.Contracts;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

public sealed class PdfFileTests(SignedPaper paper) : IClassFixture<SignedPaper>
{
    private static string Samples => Path.Combine(SamplePapers.RepositoryFolder, "..", "shared", "data");

    [Fact]
    public void A_file_with_object_and_cross_reference_streams_is_signed_in_its_own_form()
    {
        var pdf = WithStreams();
        var place = new ReservedField("leader", ReservedKind.Signature, 1, 100, 100, 130, 60, null);
        var request = SignatureRequest.ForLeader([place], "leader", SignedPaper.LeaderName, SignedPaper.Now, demonstration: true);
        var signed = SignedPaper.Sign(pdf, request, paper.Leader, SignedPaper.LeaderPin);

        PdfFile.Open(signed).NewestSectionIsStream.ShouldBeTrue();
        paper.Check(signed).Verdict.ShouldBe(SignatureVerdict.Passed);
        var report = SignedPaper.Poppler("pdfsig", signed, "-nocert", "FILE");
        report.ShouldContain("Signature is Valid.");
        report.ShouldContain("- Total document signed");
    }

    [Theory]
    [InlineData("(a\\)b\\\\c\\101\\n)", "a)b\\cA\n")]
    [InlineData("((nested) parentheses)", "(nested) parentheses")]
    [InlineData("<48656C6C 6F>", "Hello")]
    [InlineData("<FEFF0110>", "Đ")]
    [InlineData("<FEFF1EA4>", "Ấ")]
    public void Strings_are_read_in_all_their_forms(string source, string text) =>
        new PdfLexer(Encoding.ASCII.GetBytes(source)).ReadObject().ShouldBeOfType<PdfString>().Text.ShouldBe(text);

    [Theory]
    [InlineData("<</A 1/A 2>>")]
    [InlineData("<</A")]
    [InlineData("[1 2")]
    [InlineData("(open")]
    [InlineData("<4x>")]
    public void What_could_be_read_in_two_ways_is_refused(string source) =>
        Should.Throw<PdfFormatException>(() => new PdfLexer(Encoding.ASCII.GetBytes(source)).ReadObject());

    [Fact]
    public void Endless_nesting_is_refused_without_harm() =>
        Should.Throw<PdfFormatException>(() => new PdfLexer(Encoding.ASCII.GetBytes(new string('[', 100_000))).ReadObject());

    [Fact]
    public void A_chain_of_sections_that_bites_its_tail_is_refused()
    {
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.4\nxref\n0 0\ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n");

        Should.Throw<PdfFormatException>(() => PdfFile.Open(pdf));
    }

    [Theory]
    [InlineData("certified-with-indirect-refs-in-dir.pdf", "Sig1:Passed")]
    [InlineData("coverage-base.pdf", "Sig1:Failed")]
    [InlineData("ed448-shake256-nolen.pdf", "Sig1:Indeterminate")]
    [InlineData("extensions-direct.pdf", "Sig1:Indeterminate,Sig2:Indeterminate")]
    [InlineData("form-update-no-override-appearance-stream-ap-indirect.pdf", "Sig1:Indeterminate,Sig2:Indeterminate")]
    [InlineData("form-update-override-appearance-stream.pdf", "Sig1:Indeterminate,Sig2:Indeterminate")]
    [InlineData("minimal-signed-twice-both-created.pdf", "Signature2:Indeterminate,Signature3:Indeterminate")]
    [InlineData("minimal-two-fields-signed-twice.pdf", "Sig2:Indeterminate,Sig1:Indeterminate")]
    [InlineData("minimal-two-fields.pdf", "")]
    [InlineData("minimal-with-field.pdf", "")]
    [InlineData("pades-lta-dss-indirect-arrs-test.pdf", "Sig1:Passed,Timestamp-977301ad-bec9-4cae-a0cd-f6a674c6e465:Passed")]
    [InlineData("pades-with-old-style-signing-cert-attr.pdf", "Sig1:Passed")]
    [InlineData("sig-no-signed-attrs.pdf", "Sig1:Passed")]
    [InlineData("signature-gap-too-big.pdf", "Sig1:Failed")]
    public void Signed_samples_of_other_makers_get_the_expected_verdicts(string name, string expected)
    {
        Assert.SkipUnless(System.IO.Directory.Exists(Samples), "The sample files lie in ../shared, which is not here.");
        var pdf = File.ReadAllBytes(Path.Combine(Samples, "pdf-signature-samples", name));

        // Some are from an authority whose root lies beside them; an intact signature from elsewhere is indeterminate, never passed.
        var anchors = new X509Certificate2Collection();
        anchors.ImportFromPemFile(Path.Combine(Samples, "pdf-signature-samples", "ca-chain.cert.pem"));
        var report = PdfSignatureCheck.Check(pdf, [anchors[0].RawData], SignedPaper.Now);

        report.Problem.ShouldBeNull();
        string.Join(',', report.Signatures.Select(signature => $"{signature.Field}:{signature.Verdict}"))
            .ShouldBe(expected, string.Join("\n", report.Signatures.SelectMany(signature => signature.Remarks)));
        foreach (var signature in report.Signatures.Where(signature => signature.Verdict == SignatureVerdict.Indeterminate))
            signature.Remarks.Select(remark => remark.Code).ShouldBeSubsetOf(["check.untrusted", "check.unsupported"]);
    }

    [Fact]
    public void A_signed_circular_of_the_state_is_read_and_intact()
    {
        Assert.SkipUnless(System.IO.Directory.Exists(Samples), "The sample files lie in ../shared, which is not here.");
        var pdf = File.ReadAllBytes(Path.Combine(Samples, "vn-signed-pdf-samples", "thong-tu-51-2025-TT-BCA.signed.pdf"));

        var signature = PdfSignatureCheck.Check(pdf, [], SignedPaper.Now).Signatures.ShouldHaveSingleItem();
        signature.Signer.ShouldBe("CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ");
        (signature.IsIntact, signature.CoversWholeFile).ShouldBe((true, true));
    }

    // Catalogue, pages and page lie in an object stream; the cross-reference is a stream with the PNG predictor "up".
    private static byte[] WithStreams()
    {
        string[] objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>"];
        var (head, offset) = ("", 0);
        for (var i = 0; i < objects.Length; i++)
        {
            head += string.Create(CultureInfo.InvariantCulture, $"{i + 1} {offset} ");
            offset += objects[i].Length + 1;
        }

        var packed = PdfFilters.Deflate(Encoding.ASCII.GetBytes(head + string.Join('\n', objects)));
        using var file = new MemoryStream();
        Write("%PDF-1.5\n%ÿÿÿÿ\n");
        var streamAt = (int)file.Position;
        Write($"4 0 obj\n<</Type/ObjStm/N 3/First {head.Length}/Filter/FlateDecode/Length {packed.Length}>>\nstream\n");
        file.Write(packed);
        Write("\nendstream\nendobj\n");
        var referencesAt = (int)file.Position;

        var rows = new List<byte[]> { Row(0, 0, 255), Row(2, 4, 0), Row(2, 4, 1), Row(2, 4, 2), Row(1, streamAt, 0), Row(1, referencesAt, 0) };
        var predicted = new List<byte>();
        for (var i = 0; i < rows.Count; i++)
        {
            predicted.Add(2);
            predicted.AddRange(rows[i].Select((value, column) => (byte)(value - (i == 0 ? 0 : rows[i - 1][column]))));
        }

        var table = PdfFilters.Deflate(predicted.ToArray());
        Write($"5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 6>>/Length {table.Length}>>\nstream\n");
        file.Write(table);
        Write($"\nendstream\nendobj\nstartxref\n{referencesAt}\n%%EOF\n");
        return file.ToArray();

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));

        static byte[] Row(byte kind, int second, byte third)
        {
            var row = new byte[6];
            row[0] = kind;
            BinaryPrimitives.WriteInt32BigEndian(row.AsSpan(1), second);
            row[5] = third;
            return row;
        }
    }
}
