using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Shouldly;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>Bad input with the verdict that it must get, good input beside it.</summary>
public sealed class BadSignatureTests : IDisposable
{
    private static readonly DateTimeOffset Now = SignedPaper.Now;
    private readonly OutsideAuthority authority = new(Now);

    public void Dispose() => authority.Dispose();

    [Fact]
    public void A_good_signature_passes() => Check(authority.Sign(Valid(), Now)).ShouldBe("Passed  B-B");

    [Fact]
    public void A_certificate_that_has_expired_leaves_it_open_whether_it_was_signed_before() =>
        Check(authority.Sign(Expired(), Now.AddYears(-2))).ShouldBe("Indeterminate OUT_OF_BOUNDS_NO_POE B-B");

    [Fact]
    public void A_time_stamp_from_before_the_expiry_settles_it() =>
        Check(authority.Sign(Expired(), Now.AddYears(-2), stamp: Stamped(Now.AddYears(-2)))).ShouldBe("Passed  B-T");

    [Fact]
    public void A_certificate_that_is_not_valid_yet_signs_nothing() =>
        Check(authority.Sign(authority.Issue(Now.AddDays(1), Now.AddYears(1)), Now)).ShouldBe("Indeterminate OUT_OF_BOUNDS_NO_POE B-B");

    [Theory]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, null)]
    [InlineData(X509KeyUsageFlags.DigitalSignature, "1.3.6.1.5.5.7.3.1")]
    public void A_certificate_for_another_use_signs_no_document(X509KeyUsageFlags usage, string? purpose) =>
        Check(authority.Sign(authority.Issue(Now.AddYears(-1), Now.AddYears(1), usage, purpose), Now)).ShouldBe("Indeterminate CHAIN_CONSTRAINTS_FAILURE B-B");

    [Fact]
    public void What_is_signed_after_the_revocation_by_its_own_word_has_failed()
    {
        var certificate = Valid();
        var list = authority.RevocationList(certificate, Now.AddDays(-2), Now.AddDays(-1));

        Check(OutsideAuthority.Archive(authority.Sign(certificate, Now), list)).ShouldBe("Failed REVOKED B-B");
    }

    [Fact]
    public void A_later_revocation_leaves_it_open_whether_it_was_signed_before_and_a_time_stamp_settles_it()
    {
        var certificate = Valid();
        var list = authority.RevocationList(certificate, Now.AddDays(-2), Now.AddDays(-1));

        Check(OutsideAuthority.Archive(authority.Sign(certificate, Now.AddDays(-3)), list)).ShouldBe("Indeterminate REVOKED_NO_POE B-B");
        Check(OutsideAuthority.Archive(authority.Sign(certificate, Now.AddDays(-3), stamp: Stamped(Now.AddDays(-3))), list)).ShouldBe("Passed  B-LT");
    }

    [Fact]
    public void A_silent_answering_service_leaves_it_open_until_an_answer_lies_in_the_file()
    {
        var certificate = authority.Issue(Now.AddYears(-1), Now.AddYears(1), offersRevocation: true);
        var signed = authority.Sign(certificate, Now.AddHours(-1));

        Check(signed).ShouldBe("Indeterminate TRY_LATER B-B");
        Check(OutsideAuthority.Archive(signed, answer: authority.Good(certificate, Now.AddMinutes(-10)))).ShouldBe("Passed  B-B");
        Check(OutsideAuthority.Archive(signed, answer: authority.Good(certificate, Now.AddDays(-30)))).ShouldBe("Indeterminate TRY_LATER B-B");
    }

    [Fact]
    public void An_answer_of_another_authority_counts_for_nothing()
    {
        using var other = new OutsideAuthority(Now);
        var certificate = authority.Issue(Now.AddYears(-1), Now.AddYears(1), offersRevocation: true);

        Check(OutsideAuthority.Archive(authority.Sign(certificate, Now), answer: other.Good(certificate, Now))).ShouldBe("Indeterminate TRY_LATER B-B");
    }

    [Fact]
    public void SHA_1_can_no_longer_be_relied_on() =>
        Check(authority.Sign(Valid(), Now, digest: "1.3.14.3.2.26")).ShouldBe("Indeterminate CRYPTO_CONSTRAINTS_FAILURE_NO_POE B-B");

    [Fact]
    public void SHA_1_counts_where_a_time_stamp_proves_that_it_was_still_good() =>
        Check(authority.Sign(authority.Issue(Now.AddYears(-15), Now.AddYears(-10)), Now.AddYears(-14), digest: "1.3.14.3.2.26", stamp: Stamped(Now.AddYears(-14))))
            .ShouldBe("Passed  B-T");

    [Fact]
    public void A_time_stamp_from_the_future_is_not_believed() =>
        Check(authority.Sign(Valid(), Now, stamp: Stamped(Now.AddDays(2)))).ShouldBe("Indeterminate TIMESTAMP_ORDER_FAILURE B-B");

    [Fact]
    public void A_stated_time_in_the_future_is_not_believed() =>
        Check(authority.Sign(Valid(), Now.AddDays(2))).ShouldBe("Indeterminate SIG_CONSTRAINTS_FAILURE B-B");

    [Fact]
    public void A_time_stamp_of_other_bytes_proves_nothing() =>
        Check(authority.Sign(Expired(), Now.AddYears(-2), stamp: _ => OutsideAuthority.Stamp(StampAuthority(), Now.AddYears(-2), [1, 2, 3])))
            .ShouldBe("Indeterminate OUT_OF_BOUNDS_NO_POE B-B");

    [Fact]
    public void A_time_stamp_of_an_unknown_authority_proves_nothing()
    {
        using var other = new OutsideAuthority(Now);
        using var unknown = other.IssueStampAuthority(Now.AddYears(-10), Now.AddYears(1));

        Check(authority.Sign(Expired(), Now.AddYears(-2), stamp: value => OutsideAuthority.Stamp(unknown, Now.AddYears(-2), value)))
            .ShouldBe("Indeterminate OUT_OF_BOUNDS_NO_POE B-B");
    }

    [Fact]
    public void Ranges_outside_the_file_are_no_signature()
    {
        var signed = authority.Sign(Valid(), Now);
        Replace(signed, "]", "99]", "/ByteRange");

        Check(signed).ShouldBe("Failed FORMAT_FAILURE ");
    }

    [Fact]
    public void A_broken_cross_reference_of_a_signed_file_is_a_failure_and_no_missing_signature()
    {
        var signed = authority.Sign(Valid(), Now);
        Replace(signed, "startxref\n", "startxref\n9", "startxref", last: true);

        var report = Report(signed);

        report.Problem!.Code.ShouldBe("check.broken");
        report.Verdict.ShouldBe(SignatureVerdict.Failed);
    }

    [Fact]
    public void An_encrypted_file_is_said_to_be_unreadable()
    {
        var page = Encoding.Latin1.GetString(OutsideAuthority.OnePage()).Replace("/Root 1 0 R", "/Root 1 0 R/Encrypt 4 0 R", StringComparison.Ordinal);

        var report = Report(Encoding.Latin1.GetBytes(page));

        (report.Problem!.Code, report.Verdict, report.IsUnreadable).ShouldBe(("check.encrypted", SignatureVerdict.Indeterminate, true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Xin chào")]
    [InlineData("%PDF-1.7")]
    public void What_is_no_PDF_is_said_to_be_none(string content)
    {
        var report = Report(Encoding.UTF8.GetBytes(content));

        (report.Problem!.Code, report.IsUnreadable).ShouldBe((SigningCodes.PdfBroken, true));
    }

    [Fact]
    public void A_signature_whose_field_is_taken_out_is_found_missing()
    {
        var hidden = Update(authority.Sign(Valid(), Now), update =>
        {
            var root = update.CurrentDictionary(update.File.RootReference);
            update.Replace(update.File.RootReference, root.With("AcroForm", PdfNull.Value));
        });

        var report = Report(hidden);

        (report.Problem!.Code, report.Verdict).ShouldBe(("check.hidden", SignatureVerdict.Failed));
    }

    [Fact]
    public void A_note_laid_over_the_page_is_an_annotation_that_nobody_allowed()
    {
        var changed = Update(authority.Sign(Valid(), Now), update =>
        {
            var page = PdfForm.PagesOf(update.File)[0];
            var dictionary = update.CurrentDictionary(page);
            var note = update.Add(PdfDictionary.Of(("Type", new PdfName("Annot")), ("Subtype", new PdfName("FreeText")), ("Rect", PdfArray.Of(0, 0, 595, 842))));
            update.Replace(page, dictionary.With("Annots", update.File.Array(dictionary["Annots"])!.With(note)));
        });

        var signature = Report(changed).Signatures.ShouldHaveSingleItem();

        (signature.Verdict, signature.Integrity, signature.Later).ShouldBe((SignatureVerdict.Failed, SignatureIntegrity.Intact, LaterChanges.Annotation));
        // People are told in words what was changed; where it stands in the file is a detail for programs.
        var remark = signature.Remarks[0];
        remark.Text(CultureInfo.GetCultureInfo("vi-VN")).ShouldBe("Sau chữ ký này tệp bị sửa ngoài phần cho phép: chú thích hoặc ô trên trang");
        remark.Text(CultureInfo.GetCultureInfo("en")).ShouldEndWith("a comment or a field on a page");
        remark.Place.ShouldNotBeNull().ShouldContain(".Annots");
    }

    [Fact]
    public void An_empty_signature_field_with_a_drawing_is_an_overlay()
    {
        var changed = Update(authority.Sign(Valid(), Now), update =>
        {
            var page = PdfForm.PagesOf(update.File)[0];
            var dictionary = update.CurrentDictionary(page);
            var drawing = update.Add(new PdfStream(PdfDictionary.Of(("Length", new PdfNumber(0))), default));
            var field = update.Add(PdfDictionary.Of(
                ("Type", new PdfName("Annot")), ("Subtype", new PdfName("Widget")), ("FT", new PdfName("Sig")), ("T", PdfString.FromAscii("later")),
                ("Rect", PdfArray.Of(0, 0, 595, 842)), ("AP", PdfDictionary.Of(("N", drawing)))));
            update.Replace(page, dictionary.With("Annots", update.File.Array(dictionary["Annots"])!.With(field)));
            FormFields.Register(update, [field]);
        });

        Report(changed).Verdict.ShouldBe(SignatureVerdict.Failed);
    }

    /// <summary>Hide and replace: the later revision writes no object, it only leads a number to another object that was there from the beginning.</summary>
    [Fact]
    public void A_number_led_to_a_hidden_object_by_the_cross_reference_alone_is_caught()
    {
        const string hidden = "4 0 obj\n<</Length 8>>\nstream\n1 1 m 2 \nendstream\nendobj\n";
        var page = Encoding.Latin1.GetString(OutsideAuthority.OnePage(room: hidden.Length)).Replace(new string('\0', hidden.Length), hidden, StringComparison.Ordinal);
        var signed = authority.Sign(Encoding.Latin1.GetBytes(page), "sig", Valid(), Now);
        var text = Encoding.Latin1.GetString(signed);
        var previous = text[(text.LastIndexOf("startxref\n", StringComparison.Ordinal) + 10)..].Split('\n')[0];
        var size = PdfFile.Open(signed).NextNumber;

        var table = string.Create(CultureInfo.InvariantCulture, $"xref\n4 1\n{text.IndexOf(hidden, StringComparison.Ordinal):D10} 00000 n\r\ntrailer\n<</Size {size}/Root 1 0 R/Prev {previous}>>\nstartxref\n{signed.Length}\n%%EOF\n");

        var signature = Report([.. signed, .. Encoding.Latin1.GetBytes(table)]).Signatures.ShouldHaveSingleItem();

        (signature.Verdict, signature.Later).ShouldBe((SignatureVerdict.Failed, LaterChanges.Content));
    }

    [Fact]
    public void Objects_appended_without_a_cross_reference_are_caught()
    {
        var changed = authority.Sign(Valid(), Now).Concat(Encoding.ASCII.GetBytes("4 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n")).ToArray();

        Check(changed).ShouldBe("Failed FORMAT_FAILURE B-B");
    }

    [Fact]
    public void A_file_of_200_revisions_is_checked_to_the_end()
    {
        var certificate = Valid();
        var pdf = OutsideAuthority.OnePage();
        for (var i = 0; i < 200; i++)
            pdf = authority.Sign(pdf, $"sig{i}", certificate, Now);

        var report = ToTheEnd(pdf);

        report.Signatures.Count.ShouldBe(200);
        report.Verdict.ShouldBe(SignatureVerdict.Passed);
    }

    [Fact]
    public void A_file_of_300_MB_is_checked_to_the_end() =>
        ToTheEnd(authority.Sign(OutsideAuthority.OnePage(room: 300_000_000), "sig", Valid(), Now)).Verdict.ShouldBe(SignatureVerdict.Passed);

    [Fact]
    public void What_takes_too_long_is_left_open_and_never_passed()
    {
        var report = PdfSignatureCheck.Check(authority.Sign(OutsideAuthority.OnePage(room: 30_000_000), "sig", Valid(), Now), authority.Trust, Now, TimeSpan.FromMilliseconds(1));

        report.Verdict.ShouldBe(SignatureVerdict.Indeterminate);
    }

    /// <summary>Every object of a stream of objects stands behind the same megabytes of spaces.</summary>
    [Fact]
    public void Objects_behind_megabytes_of_nothing_are_given_up_in_time()
    {
        const int count = 5_000;
        var head = string.Concat(Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{number} 0 ")));
        var packed = PdfFilters.Deflate(Encoding.ASCII.GetBytes(head + new string(' ', 40_000_000) + "<</Type/Catalog>>"));
        using var file = new MemoryStream();
        Write($"%PDF-1.5\n{count + 1} 0 obj\n<</Type/ObjStm/N {count}/First {head.Length}/Filter/FlateDecode/Length {packed.Length}>>\nstream\n");
        var at = file.Position - $"{count + 1} 0 obj\n<</Type/ObjStm/N {count}/First {head.Length}/Filter/FlateDecode/Length {packed.Length}>>\nstream\n".Length;
        file.Write(packed);
        Write("\nendstream\nendobj\n");
        var table = file.Position;
        Write($"{count + 2} 0 obj\n<</Type/XRef/Size {count + 3}/W[1 4 1]/Index[1 1 {count + 1} 1]/Root 1 0 R/Length 12>>\nstream\n");
        file.Write([2, 0, 0, (count + 1) >> 8, (count + 1) & 255, 0, 1, (byte)(at >> 24), (byte)(at >> 16), (byte)(at >> 8), (byte)at, 0]);
        Write($"\nendstream\nendobj\nstartxref\n{table}\n%%EOF\n");

        var report = Timed(file.ToArray());

        (report.Problem!.Code, report.Verdict).ShouldBe(("check.limit", SignatureVerdict.Indeterminate));

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }

    [Fact]
    public void One_large_answer_named_many_times_is_given_up_in_time()
    {
        var archived = Update(authority.Sign(Valid(), Now), update =>
        {
            var answer = update.Add(new PdfStream(PdfDictionary.Of(("Length", new PdfNumber(20_000_000))), new byte[20_000_000]));
            var store = update.Add(PdfDictionary.Of(("OCSPs", new PdfArray([.. Enumerable.Repeat(answer, 400)]))));
            update.Replace(update.File.RootReference, update.CurrentDictionary(update.File.RootReference).With("DSS", store));
        });

        Timed(archived).Verdict.ShouldBe(SignatureVerdict.Indeterminate);
    }

    private X509Certificate2 Valid() => authority.Issue(Now.AddYears(-1), Now.AddYears(1));

    private X509Certificate2 Expired() => authority.Issue(Now.AddYears(-3), Now.AddYears(-1));

    private X509Certificate2 StampAuthority() => authority.IssueStampAuthority(Now.AddYears(-15), Now.AddYears(1));

    private Func<byte[], byte[]> Stamped(DateTimeOffset at) => value => OutsideAuthority.Stamp(StampAuthority(), at, value);

    private SignatureReport Report(byte[] pdf) => PdfSignatureCheck.Check(pdf, authority.Trust, Now);

    // Beside other tests on a small machine more passes on the clock than the usual limit allows for.
    private SignatureReport ToTheEnd(byte[] pdf) => PdfSignatureCheck.Check(pdf, authority.Trust, Now, TimeSpan.FromMinutes(2));

    // Half of the usual limit, so that a busy machine still ends within what is promised.
    private SignatureReport Timed(byte[] pdf)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var report = PdfSignatureCheck.Check(pdf, authority.Trust, Now, TimeSpan.FromSeconds(4));
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        return report;
    }

    private string Check(byte[] pdf)
    {
        var signature = Report(pdf).Signatures.ShouldHaveSingleItem();
        return $"{signature.Verdict} {signature.SubIndication} {signature.Level}";
    }

    private static byte[] Update(ReadOnlyMemory<byte> pdf, Action<PdfUpdate> change)
    {
        var update = new PdfUpdate(PdfFile.Open(pdf));
        change(update);
        return update.Write(new Dictionary<PdfPlaceholder, int>());
    }

    // Overwrites the first occurrence of a text behind an anchor.
    private static void Replace(byte[] pdf, string old, string now, string anchor, bool last = false)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var from = last ? text.LastIndexOf(anchor, StringComparison.Ordinal) : text.IndexOf(anchor, StringComparison.Ordinal);
        Encoding.Latin1.GetBytes(now, pdf.AsSpan(text.IndexOf(old, from, StringComparison.Ordinal)));
    }
}
