using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Shouldly;
using VanLang.Web.Components;
using VanLang.Web.Contracts;
using Xunit;

namespace VanLang.Foundation.Tests.Web;

public sealed partial class Input_tests
{
    static readonly IReadOnlyList<OptionView> options = [new("a", "Một"), new("b", "Hai", Hint: "Gợi ý")];

    static Task<string> Any(string kind, string? error = null, string? hint = null, bool? required = null) => kind switch
    {
        "text" => Rendered.Html<TextField>(new { Name = "Form.X", Label = "Họ tên", Error = error, Hint = hint, Required = required }),
        "area" => Rendered.Html<TextArea>(new { Name = "Form.X", Label = "Họ tên", Error = error, Hint = hint, Required = required }),
        "number" => Rendered.Html<NumberField>(new { Name = "Form.X", Label = "Họ tên", Error = error, Hint = hint, Required = required, Unit = "đ" }),
        "date" => Rendered.Html<DateField>(new { Name = "Form.X", Label = "Họ tên", Error = error, Hint = hint, Required = required }),
        "radio" => Rendered.Html<RadioGroup>(new { Name = "Form.X", Label = "Họ tên", Error = error, Hint = hint, Required = required, Options = options }),
        "boxes" => Rendered.Html<CheckboxGroup>(new { Name = "Form.X", Label = "Họ tên", Error = error, Hint = hint, Required = required, Options = options }),
        "box" => Rendered.Html<CheckboxField>(new { Name = "Form.X", Label = "Họ tên", Error = error, Hint = hint, Required = required }),
        "select" => Rendered.Html<SelectField>(new { Name = "Form.X", Label = "Họ tên", Error = error, Hint = hint, Required = required, Options = options }),
        _ => Rendered.Html<FileField>(new { Name = "Form.X", Label = "Họ tên", Error = error, Hint = hint, Required = required, Accept = new[] { "pdf" }, MaxBytes = 1L << 20 }),
    };

    public static TheoryData<string> Kinds => ["text", "area", "number", "date", "radio", "boxes", "box", "select", "file"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Every_input_has_a_label_that_points_at_it_and_no_id_stands_twice(string kind)
    {
        var html = await Any(kind, error: "Ghi họ tên.", hint: "Như trên giấy khai sinh");

        var ids = Ids().Matches(html).Select(m => m.Groups[1].Value).ToList();
        ids.ShouldBeUnique();
        html.ShouldContain("Họ tên");
        foreach (Match input in Inputs().Matches(html))
        {
            var id = Ids().Match(input.Value).Groups[1].Value;
            id.ShouldNotBeEmpty();
            html.ShouldContain($"for=\"{id}\"");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Hint_and_error_are_named_by_the_input_or_its_group(string kind)
    {
        var html = await Any(kind, error: "Ghi họ tên.", hint: "Như trên giấy khai sinh");

        html.ShouldContain("aria-describedby=\"Form-X-hint Form-X-error\"");
        html.ShouldContain("id=\"Form-X-hint\"");
        html.ShouldContain("id=\"Form-X-error\"");
        html.ShouldContain("Ghi họ tên.");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_error_summary_lands_on_an_input(string kind)
    {
        var html = await Any(kind, error: "Ghi họ tên.");
        var summary = await Rendered.Html<ErrorSummary>(new { Errors = new ErrorView[] { new(FieldId.From("Form.X"), "Ghi họ tên.") } });

        summary.ShouldContain("href=\"/trang?b=1#Form-X\"");
        Inputs().Matches(html).Select(m => Ids().Match(m.Value).Groups[1].Value).ShouldContain("Form-X");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Only_an_optional_input_says_so(string kind)
    {
        (await Any(kind, required: false)).ShouldContain(" (không bắt buộc)");
        (await Any(kind, required: true)).ShouldNotContain("bắt buộc");
        (await Any(kind)).ShouldNotContain("bắt buộc");
    }

    [Fact]
    public async Task An_input_without_a_label_is_refused() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => Rendered.Html<TextField>(new { Name = "Form.X", Label = " " }))).Message.ShouldContain("Form.X");

    [Theory, InlineData("<script>alert(1)</script>"), InlineData("\" onfocus=\"alert(1)"), InlineData("</textarea><img src=x>")]
    public async Task Values_labels_and_errors_are_encoded(string evil)
    {
        string[] pages =
        [
            await Rendered.Html<TextField>(new { Name = "x", Label = evil, Value = evil, Error = evil, Hint = evil }),
            await Rendered.Html<TextArea>(new { Name = "x", Label = evil, Value = evil }),
            await Rendered.Html<SelectField>(new { Name = "x", Label = evil, Options = new OptionView[] { new(evil, evil, Group: evil) }, Value = evil }),
            await Rendered.Html<RadioGroup>(new { Name = "x", Label = evil, Options = new OptionView[] { new(evil, evil, evil) } }),
            await Rendered.Html<SummaryRow>(new { Label = evil, Value = evil, ChangeHref = evil }),
            await Rendered.Html<FileList>(new { Label = evil, RemoveName = "x", Files = new FileView[] { new(evil, 1, evil, evil) } }),
            await Rendered.Html<DateField>(new { Name = "x", Label = evil, Value = evil }),
        ];

        foreach (var html in pages)
        {
            html.ShouldNotContain("<script");
            html.ShouldNotContain("<img");
            html.ShouldNotContain("\" onfocus=\"");
            html.Split("</textarea>").Length.ShouldBeLessThanOrEqualTo(2);
        }
    }

    [Fact]
    public async Task Vietnamese_letters_stay_letters() =>
        (await Rendered.Html<TextField>(new { Name = "x", Label = "Họ", Value = "Nguyễn Thị Ánh Tuyết" })).ShouldContain("value=\"Nguyễn Thị Ánh Tuyết\"");

    [Fact]
    public async Task A_wrong_date_comes_back_as_typed_with_only_its_wrong_part_marked()
    {
        var html = await Rendered.Html<DateField>(new { Name = "d", Label = "Ngày cấp", Typed = new DateParts("31", "02", "2026"), Error = "Không có ngày này.", Wrong = DateInputs.Day });

        html.ShouldContain("value=\"31\"");
        html.ShouldContain("name=\"d.Month\"");
        Regex.Count(html, "aria-invalid=\"true\"").ShouldBe(1);
    }

    [Fact]
    public async Task A_file_input_says_kinds_and_limit_before_anything_is_chosen()
    {
        var html = await Rendered.Html<FileField>(new { Name = "f", Label = "Giấy chứng sinh", Accept = new[] { "pdf", "jpg" }, MaxBytes = 20_000_000L });

        html.ShouldContain("Gửi được tệp dạng PDF, JPG, mỗi tệp đến 20 MB.");
        html.ShouldContain("accept=\".pdf,.jpg\"");
    }

    [Fact]
    public async Task Chosen_options_are_chosen()
    {
        (await Rendered.Html<RadioGroup>(new { Name = "x", Label = "L", Options = options, Value = "b" })).ShouldMatch("value=\"b\"[^>]*checked");
        (await Rendered.Html<SelectField>(new { Name = "x", Label = "L", Options = options, Value = "b" })).ShouldMatch("value=\"b\"[^>]*selected");
        (await Rendered.Html<CheckboxGroup>(new { Name = "x", Label = "L", Options = options, Values = new[] { "a" } })).ShouldMatch("value=\"a\"[^>]*checked");
    }

    [Fact]
    public async Task An_english_page_speaks_english()
    {
        var html = await Rendered.Html<DateField>(new { Name = "d", Label = "Date", Required = false }, "en");

        html.ShouldContain("Day");
        html.ShouldContain("(optional)");
        html.ShouldNotContain("Ngày");
    }

    [GeneratedRegex("<(?:input|select|textarea)[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex(" id=\"([^\"]*)\"")]
    private static partial Regex Ids();
}
