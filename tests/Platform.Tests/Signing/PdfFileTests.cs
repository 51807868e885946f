using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Shouldly;
using VanLang.Printing.Contracts;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

public sealed class PdfFileTests(SignedPaper paper) : IClassFixture<SignedPaper>
{
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

    /// <summary>ISO 32000-1, 7.5.8.4: what the table of a hybrid file calls free may stand in its stream, for readers that know streams.</summary>
    [Fact]
    public void An_object_that_only_the_stream_of_a_hybrid_file_knows_is_found()
    {
        var file = new StringBuilder("%PDF-1.5\n");
        var root = file.Length;
        file.Append("1 0 obj\n<</Type/Catalog/Hidden 2 0 R>>\nendobj\n");
        var hidden = file.Length;
        file.Append("2 0 obj\n(found)\nendobj\n");
        var stream = file.Length;
        var row = $"\u0001{(char)(hidden >> 8)}{(char)(hidden & 255)}\0";
        file.Append(CultureInfo.InvariantCulture, $"3 0 obj\n<</Type/XRef/Size 4/W[1 2 1]/Index[2 1]/Length 4>>\nstream\n{row}\nendstream\nendobj\n");
        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 4\n0000000002 65535 f\r\n{root:D10} 00000 n\r\n0000000000 00000 f\r\n0000000000 00000 f\r\ntrailer\n<</Size 4/Root 1 0 R/XRefStm {stream}>>\nstartxref\n{table}\n%%EOF\n");

        var opened = PdfFile.Open(Encoding.Latin1.GetBytes(file.ToString()));

        opened.Text(opened.Root["Hidden"]).ShouldBe("found");
    }

    [Fact]
    public void A_cross_reference_stream_whose_length_stands_elsewhere_is_refused_without_harm()
    {
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.5\n1 0 obj\n<</Type/XRef/Size 2/W[1 2 1]/Root 1 0 R/Length 2 0 R>>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n");

        Should.Throw<PdfFormatException>(() => PdfFile.Open(pdf));
    }

    [Fact]
    public void Streams_whose_lengths_stand_in_each_other_without_end_are_refused_without_harm()
    {
        const int count = 20_000;
        var file = new StringBuilder("%PDF-1.5\n");
        var table = new StringBuilder().Append(CultureInfo.InvariantCulture, $"xref\n0 {count + 1}\n0000000000 65535 f\r\n");
        for (var i = 1; i <= count; i++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:D10} 00000 n\r\n");
            file.Append(CultureInfo.InvariantCulture, $"{i} 0 obj\n<</Length {i + 1} 0 R>>\nstream\n\nendstream\nendobj\n");
        }

        var at = file.Length;
        file.Append(table).Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {count + 1}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n");

        Should.Throw<PdfFormatException>(() => PdfFile.Open(Encoding.Latin1.GetBytes(file.ToString())));
    }

    [Fact]
    public void What_stands_behind_the_end_is_noticed()
    {
        PdfFile.Open(OutsideAuthority.OnePage()).HasTail.ShouldBeFalse();
        PdfFile.Open(OutsideAuthority.OnePage().Concat(" \r\n"u8.ToArray()).ToArray()).HasTail.ShouldBeFalse();
        PdfFile.Open(OutsideAuthority.OnePage().Concat("9 0 obj"u8.ToArray()).ToArray()).HasTail.ShouldBeTrue();
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
