using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Shouldly;
using VanLang.Foundation.Tests.Printing;
using VanLang.Printing.Contracts;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>Several persons and agencies sign one file in turn, each behind what is there; files of other makers too.</summary>
public sealed class SeveralSignersTests(SignedPaper paper) : IClassFixture<SignedPaper>
{
    private const string Other = "Sở Tư pháp";

    [Fact]
    public void Three_persons_a_certified_copy_and_a_stamp_of_arrival_leave_one_another_valid()
    {
        var pdf = paper.Printed.Pdf;
        foreach (var name in new[] { "Nguyễn Văn An", "Trần Thị Bình", "Lê Hoàng Cường" })
            pdf = Add(pdf, SignatureBlock.Person, name, new SignatureAppearance.Person(name, true));
        pdf = Add(pdf, SignatureBlock.CertifiedCopy, Other, new SignatureAppearance.CertifiedCopy("SAO Y 12/SY-STP", Other, true));
        pdf = Add(pdf, SignatureBlock.Arrival, Other, new SignatureAppearance.Arrival(Other, "318", new DateOnly(2026, 11, 24), true));

        var report = paper.Check(pdf);
        report.Signatures.Select(signature => (signature.Verdict, signature.Later)).ShouldBe(
            [.. Enumerable.Repeat((SignatureVerdict.Passed, LaterChanges.FormFilling), 4), (SignatureVerdict.Passed, LaterChanges.None)]);
        pdf.Span.StartsWith(paper.Printed.Pdf.Span).ShouldBeTrue();
        (SignedPaper.Poppler("pdfsig", pdf, "-nocert", "FILE").Split("Signature is Valid.").Length - 1).ShouldBe(5);
        var text = SignedPaper.Poppler("pdftotext", pdf, "FILE", "-").Normalize(NormalizationForm.FormC);
        text.ShouldContain("SAO Y 12/SY-STP");
        text.ShouldContain("ĐẾN");
        text.ShouldContain("Số: 318");
    }

    [Fact]
    public void A_result_that_was_issued_may_be_copied_and_received_and_its_certification_holds()
    {
        var pdf = Add(paper.Issued, SignatureBlock.CertifiedCopy, Other, new SignatureAppearance.CertifiedCopy("SAO Y", Other, true));
        pdf = Add(pdf, SignatureBlock.Arrival, Other, new SignatureAppearance.Arrival(Other, "5", new DateOnly(2026, 11, 24), true));

        var report = paper.Check(pdf);
        report.Signatures.Select(signature => signature.Verdict).ShouldBe(Enumerable.Repeat(SignatureVerdict.Passed, 4), string.Join("; ", report.Signatures.SelectMany(signature => signature.Remarks)));
        report.Signatures[0].CertificationLevel.ShouldBe(2);
        (SignedPaper.Poppler("pdfsig", pdf, "-nocert", "FILE").Split("Signature is Valid.").Length - 1).ShouldBe(4);
    }

    [Fact]
    public void A_copy_stands_in_the_top_right_corner_and_nothing_is_covered()
    {
        var place = Place(paper.Printed.Pdf, SignatureBlock.CertifiedCopy);

        place.Page.ShouldBe(1);
        place.X.ShouldBeGreaterThan(595 / 2);
        place.Y.ShouldBeGreaterThan(842 * 0.85);
        Words(paper.Printed.Pdf, 1).ShouldNotContain(word => Touches(word, place));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public void On_a_page_that_is_shown_turned_the_block_stands_upright_where_it_is_seen(int turn)
    {
        var pdf = Page($"/Rotate {turn}/MediaBox[0 0 595 842]", "");
        var signed = Add(pdf, SignatureBlock.CertifiedCopy, Other, new SignatureAppearance.CertifiedCopy("SAO Y", Other, true));

        var (width, height) = turn is 90 or 270 ? (842, 595) : (595, 842);
        var words = Words(signed, 1).ToList();
        var copy = words.First(word => word.Text == "SAO");
        (copy.Left > width * 0.6, copy.Bottom > height * 0.9).ShouldBe((true, true), $"{copy}");
        // Upright: what follows in the line stands to the right, at the same height.
        var next = words[words.IndexOf(copy) + 1];
        (next.Left > copy.Left, Math.Abs(next.Bottom - copy.Bottom) < 3).ShouldBe((true, true), $"{copy} {next}");
    }

    [Fact]
    public void Where_the_corner_is_taken_the_next_free_place_is_and_where_all_is_taken_none()
    {
        var corner = Place(Page("/MediaBox[0 0 595 842]", ""), SignatureBlock.CertifiedCopy);
        var beside = Place(Page("/MediaBox[0 0 595 842]", "BT /F 12 Tf 470 810 Td (taken) Tj ET"), SignatureBlock.CertifiedCopy);
        beside.ShouldNotBe(corner);
        Touches(new Word("", 470, 805, 500, 822), beside).ShouldBeFalse();

        var full = string.Concat(Enumerable.Range(0, 70).Select(line => string.Create(CultureInfo.InvariantCulture, $"BT /F 12 Tf 10 {10 + (line * 12)} Td ({new string('x', 90)}) Tj ET\n")));
        Refusal(Page("/MediaBox[0 0 595 842]", full)).ShouldBe(SigningCodes.NoRoom);

        // Lines, and text within a form that is turned, are seen as well.
        Refusal(Page("/MediaBox[0 0 595 842]", string.Concat(Enumerable.Range(0, 40).Select(line => string.Create(CultureInfo.InvariantCulture, $"0 {500 + (line * 9)} m 595 {500 + (line * 9)} l S\n"))))).ShouldBe(SigningCodes.NoRoom);
        Refusal(Page("/MediaBox[0 0 595 842]", "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI Q")).ShouldBe(SigningCodes.PageUnreadable);
    }

    /// <summary>Samples of other makers: with tables, streams and both, signed and unsigned. What was said of their signatures before is said afterwards.</summary>
    [Theory]
    [InlineData("pdf-signature-samples/minimal-with-field.pdf")]
    [InlineData("pdf-signature-samples/minimal-two-fields-signed-twice.pdf")]
    [InlineData("pdf-signature-samples/minimal-signed-twice-both-created.pdf")]
    [InlineData("pdf-signature-samples/extensions-direct.pdf")]
    [InlineData("pdf-signature-samples/pades-lta-dss-indirect-arrs-test.pdf")]
    public void A_file_of_another_maker_is_copied_twice_and_its_own_signatures_stay_what_they_were(string name)
    {
        var original = Sample(name);
        var before = paper.Check(original);

        var pdf = original;
        for (var i = 0; i < 2; i++)
        {
            // On a page smaller than a hand there is no room: then nothing is drawn.
            if (SignaturePlaces.Find(pdf, SignatureBlock.CertifiedCopy, $"copy-{i}") is PlaceOutcome.Found { Place: var place })
                Words(pdf, 1).ShouldNotContain(word => Touches(word, place));
            else
                place = new ReservedField($"copy-{i}", ReservedKind.Seal, 1, 0, 0, 0, 0, null);
            pdf = SignedPaper.Sign(pdf, SignatureRequest.At(place, Other, SignedPaper.Now.AddHours(2), new SignatureAppearance.CertifiedCopy("SAO Y", Other, true)), paper.Seal, SignedPaper.SealPin);
        }

        var after = paper.Check(pdf);
        after.Signatures.Count.ShouldBe(before.Signatures.Count + 2);
        after.Signatures.Take(before.Signatures.Count).Select(Said).ShouldBe(before.Signatures.Select(Said));
        after.Signatures.TakeLast(2).Select(signature => signature.Verdict).ShouldBe([SignatureVerdict.Passed, SignatureVerdict.Passed]);
        pdf.Span.StartsWith(original.Span).ShouldBeTrue();
    }

    [Fact]
    public void What_another_maker_has_closed_stays_closed()
    {
        var place = new ReservedField("copy", ReservedKind.Seal, 1, 0, 0, 0, 0, null);
        var request = SignatureRequest.At(place, Other, SignedPaper.Now, new SignatureAppearance.Invisible());
        PdfSigner.Prepare(Sample("pdf-signature-samples/certified-with-indirect-refs-in-dir.pdf"), request).ShouldBeOfType<PrepareOutcome.Refused>().Problem.Code.ShouldBe(SigningCodes.Forbidden);
    }

    [Theory]
    [InlineData(SignatureBlock.CertifiedCopy)]
    [InlineData(SignatureBlock.Arrival)]
    public void A_circular_of_the_state_that_was_scanned_is_written_on_where_its_paper_is_white(SignatureBlock block)
    {
        var circular = Sample("vn-signed-pdf-samples/thong-tu-51-2025-TT-BCA.signed.pdf");

        var place = Place(circular, block);

        var (tones, width, height) = Rendered(circular);
        var dark = 0;
        for (var y = (int)(height - place.Y - place.Height); y < height - place.Y; y++)
            dark += tones.AsSpan((y * width) + (int)place.X, (int)place.Width).ToArray().Count(tone => tone < 200);
        // Dust of the scanner is no writing; a word would be hundreds.
        dark.ShouldBeLessThan(10, $"{place}");
    }

    [Theory]
    [InlineData("/DeviceGray", 1)]
    [InlineData("/DeviceRGB", 3)]
    public void A_plain_scan_is_read_as_well(string colours, int bytes)
    {
        // A sheet of 119 by 168 pixels, five points each: dark at the top, then a white stripe of 90 points, then dark again.
        var pixels = new byte[119 * 168 * bytes];
        pixels.AsSpan().Fill(255);
        pixels.AsSpan(0, 119 * 8 * bytes).Clear();
        pixels.AsSpan(119 * 26 * bytes, 119 * 30 * bytes).Clear();

        var place = Place(Scan($"/ColorSpace{colours}/BitsPerComponent 8/Width 119/Height 168", pixels), SignatureBlock.CertifiedCopy);

        (place.Y + place.Height).ShouldBeInRange(842 - (26 * 5) + 45, 842 - (8 * 5));
        place.Y.ShouldBeGreaterThan(842 - (26 * 5));
    }

    private static byte[] Scan(string entries, byte[] pixels) => Page("/MediaBox[0 0 595 842]", "q 595 0 0 842 0 0 cm /Im Do Q", $"<</Type/XObject/Subtype/Image{entries}/Length {pixels.Length}>>\nstream\n{Encoding.Latin1.GetString(pixels)}\nendstream");

    /// <summary>The first page as poppler draws it, a pixel for each point.</summary>
    private static (byte[] Tones, int Width, int Height) Rendered(ReadOnlyMemory<byte> pdf)
    {
        var target = Path.Combine(Path.GetTempPath(), $"vanlang-{Guid.NewGuid():N}");
        SignedPaper.Poppler("pdftoppm", pdf, "-gray", "-r", "72", "-f", "1", "-singlefile", "FILE", target);
        var bytes = File.ReadAllBytes($"{target}.pgm");
        File.Delete($"{target}.pgm");
        var head = Encoding.ASCII.GetString(bytes, 0, 20).Split([' ', '\n'], 5);
        var (width, height) = (int.Parse(head[1], CultureInfo.InvariantCulture), int.Parse(head[2], CultureInfo.InvariantCulture));
        return (bytes[^(width * height)..], width, height);
    }

    private static ReadOnlyMemory<byte> Sample(string name)
    {
        var path = Path.Combine(SamplePapers.RepositoryFolder, "..", "shared", "data", name);
        Assert.SkipUnless(File.Exists(path), "../shared is absent");
        return File.ReadAllBytes(path);
    }

    private static (string, SignatureVerdict, string?, SignatureIntegrity) Said(SignatureFinding finding) => (finding.Field, finding.Verdict, finding.SubIndication, finding.Integrity);

    private ReadOnlyMemory<byte> Add(ReadOnlyMemory<byte> pdf, SignatureBlock block, string name, SignatureAppearance appearance)
    {
        var place = Place(pdf, block, $"{block}-{PdfForm.FieldsOf(PdfFile.Open(pdf)).Count}");
        return SignedPaper.Sign(pdf, SignatureRequest.At(place, name, SignedPaper.Now.AddHours(2), appearance), paper.Seal, SignedPaper.SealPin);
    }

    private static ReservedField Place(ReadOnlyMemory<byte> pdf, SignatureBlock block, string field = "block") =>
        SignaturePlaces.Find(pdf, block, field) switch
        {
            PlaceOutcome.Found found => found.Place,
            PlaceOutcome.Refused refused => throw new ShouldAssertException(refused.Problem.ToString()),
            _ => throw new InvalidOperationException(),
        };

    private static string Refusal(ReadOnlyMemory<byte> pdf) => SignaturePlaces.Find(pdf, SignatureBlock.CertifiedCopy, "block").ShouldBeOfType<PlaceOutcome.Refused>().Problem.Code;

    private static bool Touches(Word word, ReservedField place) =>
        word.Left < place.X + place.Width && place.X < word.Right && word.Bottom < place.Y + place.Height && place.Y < word.Top;

    /// <summary>Words and their places on a page as poppler sees them; from the lower left corner.</summary>
    private static IEnumerable<Word> Words(ReadOnlyMemory<byte> pdf, int page)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        var text = SignedPaper.Poppler("pdftotext", pdf, "-bbox", "-f", number, "-l", number, "FILE", "-");
        var height = double.Parse(Regex.Match(text, @"<page width=""[\d.]+"" height=""([\d.]+)""").Groups[1].Value, CultureInfo.InvariantCulture);
        return Regex.Matches(text, @"<word xMin=""([-\d.]+)"" yMin=""([-\d.]+)"" xMax=""([-\d.]+)"" yMax=""([-\d.]+)"">([^<]*)<").Select(match =>
        {
            var at = Enumerable.Range(1, 4).Select(i => double.Parse(match.Groups[i].Value, CultureInfo.InvariantCulture)).ToArray();
            return new Word(match.Groups[5].Value, at[0], height - at[3], at[2], height - at[1]);
        });
    }

    private static byte[] Page(string entries, string content, string? picture = null)
    {
        var file = new MemoryStream();
        var offsets = new List<long>();
        Write("%PDF-1.7\n");
        Object("<</Type/Catalog/Pages 2 0 R>>");
        Object("<</Type/Pages/Kids[3 0 R]/Count 1>>");
        Object($"<</Type/Page/Parent 2 0 R{entries}/Resources<</Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</Im 5 0 R>>>>/Contents 4 0 R>>");
        Object($"<</Length {content.Length}>>\nstream\n{content}\nendstream");
        Object(picture ?? "null");
        var table = file.Position;
        Write($"xref\n0 6\n0000000000 65535 f\r\n{string.Concat(offsets.Select(offset => $"{offset:D10} 00000 n\r\n"))}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();

        void Object(string body)
        {
            offsets.Add(file.Position);
            Write($"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }

    private sealed record Word(string Text, double Left, double Bottom, double Right, double Top);
}
