using System.Globalization;
using System.Text;
using CsCheck;
using Shouldly;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

public sealed class TamperingTests(SignedPaper paper) : IClassFixture<SignedPaper>
{
    // The container of the last signature is the one part no signature covers: version numbers in it may change without any effect on
    // the document. Everything else, the first signature's container included, is covered.
    [Fact]
    public void One_changed_byte_outside_the_last_container_is_noticed() => Gen.Int[0, paper.Issued.Length - 1].Sample(
        at =>
        {
            var container = LastContainer();
            if (at >= container.Offset && at < container.Offset + container.Length)
                return true;
            var changed = paper.Issued.ToArray();
            changed[at] ^= 1;
            return paper.Check(changed).Verdict != SignatureVerdict.Passed;
        },
        iter: 250);

    [Fact]
    public void A_changed_byte_makes_the_verdict_failed_and_pdfsig_agrees()
    {
        var changed = paper.Issued.ToArray();
        changed[paper.Printed.Pdf.Length / 2] ^= 1;

        paper.Check(changed).Verdict.ShouldBe(SignatureVerdict.Failed);
        SignedPaper.Poppler("pdfsig", changed, "-nocert", "FILE").ShouldNotContain("Signature is Valid.");
    }

    [Fact]
    public void What_nobody_can_tell_of_a_changed_file_is_neither_said_to_be_fine_nor_to_be_missing()
    {
        var changed = paper.Issued.ToArray();
        changed[paper.Printed.Pdf.Length / 2] ^= 1;
        var language = CultureInfo.GetCultureInfo("vi-VN");

        foreach (var signature in paper.Check(changed).Signatures)
        {
            signature.Integrity.ShouldBe(SignatureIntegrity.Broken);
            SignatureWords.Later(signature, language).ShouldBe("Không xác định được");
            SignatureWords.Revocation(signature, language).ShouldBe("Không xác định được");
            SignatureWords.Certificate(signature, language).ShouldStartWith("Không xác định được; chứng thư ghi tên ");
        }

        var intact = paper.Check(paper.Issued).Signatures[1];
        SignatureWords.Later(intact, language).ShouldBe("Không có thay đổi");
        SignatureWords.Certificate(intact, language).ShouldStartWith("Dẫn tới tổ chức trong danh mục tin cậy");
        SignatureWords.Level(intact.Level!, language).ShouldBe("Cơ bản, không có dấu thời gian");
    }

    [Fact]
    public void An_overlay_added_by_a_later_revision_is_caught_and_located()
    {
        var changed = Update(paper.Issued, update =>
        {
            var page = PdfForm.PagesOf(update.File)[0];
            var overlay = update.Add(new PdfStream(PdfDictionary.Of(("Length", new PdfNumber(0))), default));
            var dictionary = update.CurrentDictionary(page);
            update.Replace(page, dictionary.With("Contents", new PdfArray([dictionary["Contents"]!, overlay])));
        });

        var report = paper.Check(changed);
        report.Verdict.ShouldBe(SignatureVerdict.Failed);
        report.Signatures.ShouldAllBe(signature => signature.IsIntact && signature.Later == LaterChanges.Content);
        report.Signatures[1].Remarks.ShouldContain(remark => remark.Code == "check.changed-after" && remark.Detail.Contains("Contents"));
    }

    [Fact]
    public void Replaced_page_content_under_the_old_number_is_caught()
    {
        var changed = Update(paper.Issued, update =>
        {
            var page = update.CurrentDictionary(PdfForm.PagesOf(update.File)[0]);
            update.Replace((PdfReference)page["Contents"]!, new PdfStream(PdfDictionary.Of(("Length", new PdfNumber(0))), default));
        });

        paper.Check(changed).Signatures.ShouldAllBe(signature => signature.Verdict == SignatureVerdict.Failed);
    }

    [Fact]
    public void An_added_page_is_caught()
    {
        var changed = Update(paper.Issued, update =>
        {
            var pages = (PdfReference)update.File.Root["Pages"]!;
            var dictionary = update.CurrentDictionary(pages);
            var kids = (PdfArray)dictionary["Kids"]!;
            update.Replace(pages, dictionary.With(("Kids", kids.With(kids.Items[0])), ("Count", new PdfNumber(2))));
        });

        paper.Check(changed).Verdict.ShouldBe(SignatureVerdict.Failed);
    }

    [Fact]
    public void The_number_is_locked_by_the_seal_and_free_before_it()
    {
        static void Renumber(PdfUpdate update)
        {
            var field = PdfForm.FieldsOf(update.File).Single(field => field.Name == "number");
            update.Replace(field.Reference!, field.Dictionary.With("V", PdfString.FromText("999")));
        }

        var early = paper.Check(Update(paper.ByLeader, Renumber));
        early.Verdict.ShouldBe(SignatureVerdict.Passed);
        early.Signatures[0].ChangedLater.ShouldBe(["number"]);

        var late = paper.Check(Update(paper.Issued, Renumber));
        late.Signatures[1].Field.ShouldBe("agency");
        late.Signatures[1].Verdict.ShouldBe(SignatureVerdict.Failed);
    }

    [Fact]
    public void A_seal_image_exchanged_after_sealing_is_caught()
    {
        var changed = Update(paper.Issued, update =>
        {
            var field = PdfForm.FieldsOf(update.File).Single(field => field.Name == "agency");
            update.Replace(field.Reference!, field.Dictionary.With("AP", PdfDictionary.Of(("N", PdfNull.Value))));
        });

        paper.Check(changed).Verdict.ShouldBe(SignatureVerdict.Failed);
    }

    [Fact]
    public void A_signature_that_does_not_cover_its_whole_revision_fails()
    {
        var text = Encoding.Latin1.GetString(paper.ByLeader.Span);
        var at = text.LastIndexOf("/ByteRange [0 ", StringComparison.Ordinal) + 14;
        var changed = paper.ByLeader.ToArray();
        changed[at] = (byte)(changed[at] == '1' ? '2' : '1');

        paper.Check(changed).Verdict.ShouldBe(SignatureVerdict.Failed);
    }

    [Fact]
    public void A_paper_without_signature_has_no_verdict()
    {
        var report = paper.Check(paper.Printed.Pdf);

        report.Verdict.ShouldBeNull();
        report.Signatures.ShouldBeEmpty();
    }

    [Fact]
    public void Damaged_bytes_never_throw() => Gen.Select(Gen.Int[0, paper.Issued.Length - 1], Gen.Byte, Gen.Int[0, 40]).List[1, 6].Sample(
        damages =>
        {
            var changed = paper.Issued.ToArray().ToList();
            foreach (var (at, value, cut) in damages)
            {
                changed[Math.Min(at, changed.Count - 1)] = value;
                changed.RemoveRange(Math.Min(at, changed.Count - 1), Math.Min(cut, changed.Count - 1 - Math.Min(at, changed.Count - 1)));
            }

            return paper.Check(changed.ToArray()) is not null;
        },
        iter: 200);

    private PdfString LastContainer()
    {
        var file = PdfFile.Open(paper.Issued);
        return (PdfString)((PdfDictionary)PdfForm.FieldsOf(file).Single(field => field.Name == "agency").Value!)["Contents"]!;
    }

    private static byte[] Update(ReadOnlyMemory<byte> pdf, Action<PdfUpdate> change)
    {
        var update = new PdfUpdate(PdfFile.Open(pdf));
        change(update);
        return update.Write(new Dictionary<PdfPlaceholder, int>());
    }
}
