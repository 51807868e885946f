using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

public sealed partial class RenderingTests
{
    private static readonly string Everything = string.Join(
        ',',
        Text("name", ""","validate":{"required":true}""", "\"labelEn\":\"Full name\",\"hintVi\":\"Như trên giấy tờ.\",\"autocomplete\":\"name\""),
        Text("id", properties: "\"kind\":\"person-id\""),
        Radio("kind", "x", "y"),
        Text("more", ""","conditional":{"hide":"=kind != \"x\""}"""),
        """{"type":"select","key":"pick","label":"Dân tộc","values":[{"value":"01","label":"Kinh"},{"value":"02","label":"Tày"}]}""",
        Number("count"),
        """{"type":"number","key":"twice","label":"Gấp đôi","properties":{"computed":"=count * 2"}}""",
        Date("born", ""","validate":{"required":true}"""),
        Text("home", properties: "\"kind\":\"address\",\"catalog\":\"communes\"", label: "Nơi cư trú"),
        """{"type":"textarea","key":"why","label":"Lý do"}""",
        """{"type":"text","text":"Đoạn một.\n\n- mục a\n- mục b"}""",
        """{"type":"group","label":"Giấy tờ","components":[{"type":"filepicker","key":"proof","label":"Giấy chứng sinh","accept":".pdf,.jpg","multiple":true,"validate":{"required":true},"properties":{"component":"x"}}]}""",
        """{"type":"checkbox","key":"sure","label":"Tôi cam đoan","validate":{"required":true}}""");

    private static readonly FormSchema Schema = Form(Everything);

    [Theory]
    [InlineData("vi-VN")]
    [InlineData("en")]
    public async Task Every_input_has_a_label(string culture)
    {
        var view = Schema.PageView("p1", FormAnswers.None.With("kind", new TextAnswer("x")), Now, CultureInfo.GetCultureInfo(culture));

        var html = await Render.Page(view, culture);

        var ids = Input().Matches(html).Select(m => m.Groups[1].Value).ToList();
        ids.Count.ShouldBe(15);
        ids.Distinct().Count().ShouldBe(ids.Count);
        foreach (var id in ids)
            Regex.IsMatch(html, $"<label[^>]* for=\"{Regex.Escape(id)}\"[^>]*>.*?\\S.*?</label>", RegexOptions.Singleline).ShouldBeTrue(id);
    }

    [Fact]
    public async Task Every_error_leads_to_an_input_of_the_page()
    {
        var reading = Schema.Read(("born.Day", "31"), ("born.Month", "13"), ("born.Year", "2020"), ("home.Commune", ""), ("home.Detail", "Khu 3"));
        var html = await Render.Page(Schema.PageView("p1", reading.Answers, Now, Vietnamese, reading: reading), "vi-VN");

        reading.Errors.Select(e => e.InputId).ShouldBe(["name", "born-month", "home-Commune", "proof", "sure"]);
        foreach (var error in reading.Errors)
        {
            html.ShouldContain($"#{error.InputId}\"");
            html.ShouldContain($" id=\"{error.InputId}\"");
            Regex.Count(html, Regex.Escape(error.MessageIn(Vietnamese))).ShouldBe(2);
        }

        html.ShouldContain("value=\"13\"");
        html.ShouldContain("value=\"Khu 3\"");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</textarea><script>1</script>")]
    public async Task Nothing_typed_or_written_by_an_author_becomes_markup(string evil)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(evil);
        var schema = Form("""
            {"type":"textfield","key":"a","label":EVIL,"properties":{"hintVi":EVIL}},{"type":"textarea","key":"b","label":"B"},{"type":"text","text":EVIL},
            {"type":"radio","key":"r","label":EVIL,"values":[{"value":EVIL,"label":EVIL}]},{"type":"filepicker","key":"f","label":EVIL,"properties":{"component":"x"}},
            {"type":"number","key":"n","label":EVIL}
            """.Replace("EVIL", json, StringComparison.Ordinal));
        var context = new FormContext(Now, files: [new("1", "f", evil, 5)]);
        var reading = schema.Read("p1", FormAnswers.None, Post(("a", evil), ("b", evil), ("n", evil)), context);

        var page = await Render.Page(schema.PageView("p1", reading.Answers, context, Vietnamese, reading: reading), "vi-VN");
        var summary = await Render.Summary(schema.SummaryView(reading.Answers, context, Vietnamese, p => p), "vi-VN");

        foreach (var html in new[] { page, summary })
        {
            html.ShouldNotContain("<script");
            html.ShouldNotContain("<img");
            html.ShouldContain("&lt;");
        }
    }

    [Fact]
    public async Task Untranslated_texts_say_their_language()
    {
        var view = Schema.PageView("p1", FormAnswers.None, Now, English);

        var html = await Render.Page(view, "en");

        html.ShouldContain(">Full name<");
        html.ShouldContain("<span lang=\"vi\">Loại việc</span>");
        html.ShouldContain("<h1 lang=\"vi\">Trang 1</h1>");
        (await Render.Page(Schema.PageView("p1", FormAnswers.None, Now, Vietnamese), "vi-VN")).ShouldNotContain("lang=\"vi\"");
    }

    [Fact]
    public async Task A_page_that_depends_on_itself_has_a_button_to_show_it_again()
    {
        var view = Schema.PageView("p1", FormAnswers.None, Now, Vietnamese);
        var plain = Form(Text("a")).PageView("p1", FormAnswers.None, Now, Vietnamese);

        var html = await Render.Page(view, "vi-VN");

        html.ShouldContain("name=\"_refresh\"");
        // The Enter key presses the first button, which must not be that one.
        html.IndexOf("<button", StringComparison.Ordinal).ShouldBeLessThan(html.IndexOf("name=\"_refresh\"", StringComparison.Ordinal) - 120);
        (await Render.Page(plain, "vi-VN")).ShouldNotContain("<button");
    }

    [Fact]
    public async Task The_files_of_a_slot_can_be_taken_away()
    {
        var html = await Render.Page(Schema.PageView("p1", FormAnswers.None, new FormContext(Now, files: [new("f-7", "proof", "giay chung sinh.jpg", 12_345_678, "tep/f-7")]), Vietnamese), "vi-VN");

        html.ShouldContain("giay chung sinh.jpg");
        html.ShouldContain("name=\"_remove\" value=\"f-7\"");
        html.ShouldContain("href=\"tep/f-7\"");
        html.ShouldContain("accept=\".pdf,.jpg\"");
    }

    [Fact]
    public async Task The_only_question_of_a_page_is_its_heading()
    {
        var schema = Loaded(FormSchema.Load("""{"type":"default","id":"f","components":[{"type":"group","id":"p","label":"Giới tính của trẻ","components":[{"type":"textfield","key":"a","label":"Giới tính của trẻ"}]}]}""", Catalogs));

        Regex.Count(await Render.Page(schema.PageView("p", FormAnswers.None, Now, Vietnamese), "vi-VN"), "Giới tính của trẻ").ShouldBe(1);
    }

    [Fact]
    public async Task The_summary_shows_answers_with_the_way_to_change_them()
    {
        var answers = FormAnswers.None.With("name", new TextAnswer("Lê An")).With("kind", new TextAnswer("y")).With("count", new NumberAnswer(1234.5m)).With("born", new DateAnswer(new(2020, 2, 9)))
            .With("home", new AddressAnswer("c2", "Khu 3")).With("sure", new BooleanAnswer(true)).With("more", new TextAnswer("ẩn"));

        var html = await Render.Summary(Schema.SummaryView(answers, Now, English, p => $"khai/{p}"), "en");

        html.ShouldContain("<span class=\"vl-pre\" lang=\"vi\">Lê An</span>");
        html.ShouldContain("href=\"khai/p1#born\"");
        html.ShouldContain("09/02/2020");
        html.ShouldContain("1.234,5");
        html.ShouldContain("2.469");
        html.ShouldContain("Khu 3, Phường Hai");
        html.ShouldNotContain("ẩn");
        html.ShouldContain("href=\"khai/p1#proof\">Trang 1: Choose a file: giấy chứng sinh.</a>");
    }

    [Fact]
    public void The_printed_form_has_plain_texts()
    {
        var answers = FormAnswers.None.With("name", new TextAnswer("Lê An")).With("kind", new TextAnswer("y")).With("more", new TextAnswer("ẩn"));

        var data = Schema.Print(answers, new FormContext(Now, files: [new("1", "proof", "a.pdf", 1), new("2", "proof", "b.pdf", 1)]), Vietnamese);

        data.Title.ShouldBe("Tờ khai");
        data.Values["kind"].ShouldBe("Y");
        data.Values["more"].ShouldBe("");
        data.Sections.ShouldHaveSingleItem().Rows.Select(r => (r.Key, r.Value)).Take(3).ShouldBe([("name", "Lê An"), ("id", ""), ("kind", "Y")]);
        data.Values["proof"].ShouldBe("a.pdf\nb.pdf");
    }

    [GeneratedRegex("<(?:input|select|textarea)\\b[^>]*? id=\"([^\"]+)\"")]
    private static partial Regex Input();
}
