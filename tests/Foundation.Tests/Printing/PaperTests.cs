using System.Text;
using Shouldly;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using VanLang.Printing.Contracts;
using Xunit;

namespace VanLang.Foundation.Tests.Printing;

public sealed class PaperTests
{
    public static TheoryData<string> Papers => [.. SamplePapers.Names];

    [Theory]
    [MemberData(nameof(Papers))]
    public void Every_paper_of_the_province_prints_on_one_page_with_all_characters(string name)
    {
        var printed = SamplePapers.Print(name);

        printed.PageCount.ShouldBe(1);
        printed.MissingCharacters.ShouldBeEmpty();
        printed.Pdf.Length.ShouldBeInRange(10_000, 60_000);
    }

    [Theory]
    [MemberData(nameof(Papers))]
    public void The_same_data_give_the_same_bytes(string name) =>
        SamplePapers.Print(name).Pdf.Span.SequenceEqual(SamplePapers.Print(name).Pdf.Span).ShouldBeTrue();

    [Fact]
    public void The_time_of_making_is_said_in_the_time_of_Vietnam_wherever_the_paper_is_made()
    {
        var text = Encoding.Latin1.GetString(SamplePapers.Print("ban-sao-trich-luc").Pdf.Span);

        text.ShouldContain("/CreationDate (D:20261123150530+07'00')");
        text.ShouldContain("/ModDate (D:20261123150530+07'00')");
    }

    [Fact]
    public void Papers_printed_at_the_same_time_do_not_disturb_each_other()
    {
        var alone = SamplePapers.Print("ban-sao-trich-luc").Pdf.ToArray();
        var template = SamplePapers.Template("ban-sao-trich-luc");

        Parallel.For(0, 40, _ => template.Render(SamplePapers.DataFor(), SamplePapers.Options).Pdf.ToArray().ShouldBe(alone));
    }

    [Fact]
    public void Vietnamese_text_comes_back_from_the_pdf_as_it_was()
    {
        var text = TextOf(SamplePapers.Print("ban-sao-trich-luc"));

        text.ShouldContain("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        text.ShouldContain("Độc lập - Tự do - Hạnh phúc");
        text.ShouldContain("NGUYỄN THỊ ÁNH TUYẾT");
        text.ShouldContain("Đặng Minh Hương");
        text.ShouldContain("TM. ỦY BAN NHÂN DÂN");
    }

    [Fact]
    public void Text_in_decomposed_form_is_printed_composed()
    {
        var printed = Print("""{ "kind": "paragraph", "text": "{{name}}" }""", new() { ["name"] = "Nguyễn Thị Tuyết".Normalize(NormalizationForm.FormD) });

        TextOf(printed).ShouldContain("Nguyễn Thị Tuyết");
        printed.MissingCharacters.ShouldBeEmpty();
    }

    [Fact]
    public void A_demonstration_says_so_on_every_page_and_an_earnest_paper_does_not()
    {
        const string Blocks = """{ "kind": "paragraph", "text": "Một" }, { "kind": "pageBreak" }, { "kind": "paragraph", "text": "Hai" }""";
        var demonstration = Pages(Print(Blocks, [], demonstration: true));
        demonstration.Count.ShouldBe(2);
        demonstration.ShouldAllBe(page => page.Contains("MÔ PHỎNG – không có giá trị pháp lý"));

        Pages(Print(Blocks, [])).ShouldAllBe(page => !page.Contains("MÔ PHỎNG"));
    }

    [Fact]
    public void A_long_table_repeats_its_head_and_numbers_pages_from_the_second()
    {
        var rows = Enumerable.Range(1, 90).Select(i => (object?)$"Dòng thứ {i}").ToList();
        var pages = Pages(Print(
            """{ "kind": "table", "in": "rows", "as": "row", "columns": [ { "head": "Đầu bảng", "cell": "{{row}}" } ] }""",
            new() { ["rows"] = rows }));

        pages.Count.ShouldBeGreaterThan(2);
        pages.ShouldAllBe(page => page.Contains("Đầu bảng"));
        string.Concat(pages).ShouldContain("Dòng thứ 90");
        pages[0].ShouldNotContain("\n1\n");
        pages[1].Trim().ShouldEndWith("2");
    }

    [Fact]
    public void A_row_higher_than_a_page_is_divided_and_loses_nothing()
    {
        var words = string.Join(' ', Enumerable.Range(1, 2000).Select(i => $"từ{i}"));
        var pages = Pages(Print(
            """{ "kind": "table", "columns": [ {}, {} ], "rows": [ { "cells": [ "Trái", "{{words}}" ] } ] }""", new() { ["words"] = words }));

        pages.Count.ShouldBeGreaterThan(1);
        var all = string.Join(' ', pages).Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        all.Count(word => word.StartsWith("từ", StringComparison.Ordinal)).ShouldBe(2000);
    }

    [Fact]
    public void A_word_wider_than_the_line_is_cut_and_stays_inside_the_margins()
    {
        var printed = Print("""{ "kind": "paragraph", "text": "{{hash}}" }""", new() { ["hash"] = new string('W', 300) });

        using var document = PdfDocument.Open(printed.Pdf.ToArray());
        var letters = document.GetPage(1).Letters;
        letters.Count.ShouldBe(300);
        letters.Max(letter => letter.BoundingBox.Right).ShouldBeLessThan((210 - 15) * 72 / 25.4 + 1);
    }

    [Fact]
    public void The_seal_covers_the_left_third_of_the_signature_between_title_and_name()
    {
        var printed = SamplePapers.Print("ban-sao-trich-luc");
        var (leader, seal) = (printed.Field("leader")!, printed.Field("agency")!);

        (leader.Kind, seal.Kind).ShouldBe((ReservedKind.Signature, ReservedKind.Seal));
        (seal.X + seal.Width - leader.X).ShouldBe(leader.Width / 3, 0.1);
        (seal.Y + (seal.Height / 2)).ShouldBe(leader.Y + (leader.Height / 2), 0.1);
        using var document = PdfDocument.Open(printed.Pdf.ToArray());
        var words = document.GetPage(1).GetWords().ToList();
        words.Last(word => word.Text == "TỊCH").BoundingBox.Bottom.ShouldBeGreaterThan(leader.Y + leader.Height);
        words.Last(word => word.Text == "Trung").BoundingBox.Top.ShouldBeLessThan(leader.Y);
    }

    [Fact]
    public void Number_and_date_are_kept_free_beside_their_words()
    {
        var printed = SamplePapers.Print("ban-sao-trich-luc");
        using var document = PdfDocument.Open(printed.Pdf.ToArray());
        var words = document.GetPage(1).GetWords().ToList();
        var number = printed.Field("number")!;

        words.ShouldNotContain(word =>
            word.BoundingBox.Centroid.X > number.X && word.BoundingBox.Centroid.X < number.X + number.Width
            && word.BoundingBox.Centroid.Y > number.Y && word.BoundingBox.Centroid.Y < number.Y + number.Height);
        words.Single(word => word.Text == "Số:").BoundingBox.Right.ShouldBeLessThanOrEqualTo(number.X + 0.5);
        printed.Field("date")!.Text!.Italic.ShouldBeTrue();
    }

    [Fact]
    public void A_character_without_a_glyph_is_named()
    {
        var printed = Print("""{ "kind": "paragraph", "text": "{{name}}" }""", new() { ["name"] = "阮 Nguyễn" });

        printed.MissingCharacters.ShouldBe(["阮"]);
        TextOf(printed).ShouldContain("□ Nguyễn");
    }

    [Fact]
    public void A_value_the_data_do_not_have_is_a_fault_of_the_caller_and_null_is_not()
    {
        Should.Throw<ArgumentException>(() => Print("""{ "kind": "paragraph", "text": "{{dossier.code}}" }""", [])).Message.ShouldContain("dossier.code");
        Should.NotThrow(() => Print("""{ "kind": "paragraph", "text": "{{dossier.code}}" }""", new() { ["dossier"] = null }));
        Should.NotThrow(() => Print("""{ "kind": "paragraph", "text": "{{dossier.code?}}" }""", []));
    }

    [Fact]
    public void Data_cannot_carry_marks() =>
        TextOf(Print("""{ "kind": "paragraph", "text": "{{name}}" }""", new() { ["name"] = "<b>{{x}}</b>" })).ShouldContain("<b>{{x}}</b>");

    [Fact]
    public void A_table_of_the_data_brings_its_own_columns_and_its_texts_carry_no_marks()
    {
        var grid = new Dictionary<string, object?>
        {
            ["columns"] = new List<object?> { Head("STT", 0.5), Head("<b>Họ tên</b>", 2), Head("{{x}}", 1) },
            ["rows"] = Enumerable.Range(1, 60).Select(i => (object?)new List<object?> { i, $"<script>{i}</script>", "{{y}}" }).ToList(),
        };

        var pages = Pages(Print("""{ "kind": "grid", "in": "list" }""", new() { ["list"] = grid }));

        pages.Count.ShouldBeGreaterThan(1);
        pages.ShouldAllBe(page => page.Contains("<b>Họ tên</b>"));
        pages[^1].ShouldContain("<script>60</script>");
        pages[^1].ShouldContain("{{y}}");
        Should.Throw<ArgumentException>(() => Print("""{ "kind": "grid", "in": "list" }""", new() { ["list"] = "none" }));
        grid["rows"] = new List<object?> { new List<object?> { 1 } };
        Should.Throw<ArgumentException>(() => Print("""{ "kind": "grid", "in": "list" }""", new() { ["list"] = grid }));

        static Dictionary<string, object?> Head(string text, double share) => new() { ["head"] = text, ["share"] = share };
    }

    [Fact]
    public void Boxes_are_drawn_and_a_crossed_one_is_told_from_an_empty_one_in_the_text_too()
    {
        var printed = Print("""{ "kind": "paragraph", "text": "Giới tính: {{boxes}}" }""", new() { ["boxes"] = "☐ Nam ☒ Nữ ☐ khác" });

        printed.MissingCharacters.ShouldBeEmpty();
        using var document = PdfDocument.Open(printed.Pdf.ToArray());
        var letters = document.GetPage(1).Letters.ToList();
        letters.Count(letter => letter.Value == "□").ShouldBe(3);
        var cross = letters.Single(letter => letter.Value == "×");
        var box = letters.Where(letter => letter.Value == "□").ElementAt(1);
        cross.BoundingBox.Centroid.X.ShouldBe(box.BoundingBox.Centroid.X, 0.6);
        cross.BoundingBox.Centroid.Y.ShouldBe(box.BoundingBox.Centroid.Y, 1.5);
    }

    [Fact]
    public void Dots_fill_the_line_up_to_the_margin()
    {
        var printed = Print("""{ "kind": "paragraph", "text": "Tên gọi khác: <dots/>" }""", []);

        using var document = PdfDocument.Open(printed.Pdf.ToArray());
        document.GetPage(1).Letters.Max(letter => letter.BoundingBox.Right).ShouldBe((210 - 15) * 72 / 25.4, 4);
        TextOf(printed).Count(letter => letter == '.').ShouldBeGreaterThan(60);
    }

    private static PrintedDocument Print(string blocks, Dictionary<string, object?> data, bool demonstration = false)
    {
        var load = PrintTemplate.Load($$"""{ "template": "t", "title": "T", "source": "s", "verified": true, "blocks": [ {{blocks}} ] }""");
        load.Problems.ShouldBeEmpty();
        return load.Template!.Render(data, SamplePapers.Options with { Demonstration = demonstration });
    }

    private static string TextOf(PrintedDocument printed) => string.Join('\n', Pages(printed));

    private static List<string> Pages(PrintedDocument printed)
    {
        using var document = PdfDocument.Open(printed.Pdf.ToArray());
        return [.. document.GetPages().Select(page => ContentOrderTextExtractor.GetText(page))];
    }
}
