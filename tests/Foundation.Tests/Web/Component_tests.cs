using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Shouldly;
using VanLang.Web.Components;
using VanLang.Web.Contracts;
using Xunit;

namespace VanLang.Foundation.Tests.Web;

public sealed class Component_tests
{
    sealed record Row(string Code, decimal Fee);

    static RenderFragment Columns => builder =>
    {
        builder.OpenComponent<DataColumn<Row>>(0);
        builder.AddComponentParameter(1, "Head", "Mã hồ sơ");
        builder.AddComponentParameter(2, "SortKey", "code");
        builder.AddComponentParameter(3, "ChildContent", (RenderFragment<Row>)(row => Rendered.Fragment(row.Code)));
        builder.CloseComponent();
        builder.OpenComponent<DataColumn<Row>>(4);
        builder.AddComponentParameter(5, "Head", "Lệ phí");
        builder.AddComponentParameter(6, "Numeric", true);
        builder.AddComponentParameter(7, "ChildContent", (RenderFragment<Row>)(row => Rendered.Fragment(VietnameseFormat.Money(row.Fee))));
        builder.CloseComponent();
    };

    [Fact]
    public async Task A_table_has_heads_rows_that_open_and_sorting_by_links()
    {
        var html = await Rendered.Html<DataTable<Row>>(new
        {
            Caption = "Hồ sơ",
            Rows = new Row[] { new("A-1", 8000), new("<b>", 0) },
            Columns,
            RowHref = (Func<Row, string>)(r => "ho-so/" + r.Code.Length),
            SortedBy = "code",
            SortHref = (Func<string, bool, string>)((key, down) => $"?sort={key}&down={down}"),
        });

        Regex.Count(html, "<th scope=\"col\"").ShouldBe(2);
        html.ShouldContain("href=\"?sort=code&amp;down=True\"");
        html.ShouldContain("aria-sort=\"ascending\"");
        html.ShouldContain("href=\"ho-so/3\"");
        html.ShouldContain("8.000 đ");
        html.ShouldContain("&lt;b&gt;");
    }

    [Fact]
    public async Task An_empty_table_says_what_is_not_there()
    {
        var html = await Rendered.Html<DataTable<Row>>(new { Caption = "Hồ sơ", Rows = Array.Empty<Row>(), Columns, EmptyText = "Không có hồ sơ nào." });

        html.ShouldContain("Không có hồ sơ nào.");
        html.ShouldNotContain("<table");
    }

    [Fact]
    public async Task Ticked_rows_post_their_value_and_each_box_has_a_name_of_its_own()
    {
        var html = await Rendered.Html<DataTable<Row>>(new
        {
            Caption = "Hồ sơ",
            Rows = new Row[] { new("A-1", 0), new("A-2", 0) },
            Columns,
            SelectName = "pick",
            SelectValue = (Func<Row, string>)(r => r.Code),
            SelectLabel = (Func<Row, string>)(r => "Chọn hồ sơ " + r.Code),
        });

        html.ShouldContain("name=\"pick\" value=\"A-2\"");
        html.ShouldContain("Chọn hồ sơ A-2");
    }

    [Fact]
    public async Task The_step_indicator_says_the_step_in_words()
    {
        var html = await Rendered.Html<StepIndicator>(new { Steps = new[] { "Người nộp", "Giấy tờ", "Gửi" }, Current = 2 });

        html.ShouldContain("Bước 2/3:");
        Regex.Count(html, "aria-current=\"step\"").ShouldBe(1);
        await Should.ThrowAsync<InvalidOperationException>(() => Rendered.Html<StepIndicator>(new { Steps = new[] { "Một" }, Current = 2 }));
    }

    [Fact]
    public async Task The_error_summary_takes_the_focus_without_a_script_and_stays_away_without_errors()
    {
        var html = await Rendered.Html<ErrorSummary>(new { Errors = new ErrorView[] { new(null, "Tổng dung lượng vượt 60 MB.") } });

        html.ShouldContain("autofocus");
        html.ShouldContain("tabindex=\"-1\"");
        html.ShouldContain("role=\"alert\"");
        (await Rendered.Html<ErrorSummary>(new { Errors = Array.Empty<ErrorView>() })).Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_to_pay_is_said_in_words() =>
        (await Rendered.Html<MoneyText>(new { Amount = 0m, ZeroText = "Không thu phí, lệ phí" })).ShouldContain("Không thu phí, lệ phí");

    [Fact]
    public async Task A_row_without_an_answer_says_so()
    {
        (await Rendered.Html<SummaryRow>(new { Label = "Số điện thoại" })).ShouldContain("Không ghi");
        (await Rendered.Html<SummaryRow>(new { Label = "Số điện thoại", Value = "0905", ChangeHref = "sua" })).ShouldContain("Sửa<span class=\"usa-sr-only\"> Số điện thoại</span>");
    }
}
