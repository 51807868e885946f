using System.Diagnostics;
using System.Text;
using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

/// <summary>Forms as large as they may be, code lists that go, and scripts where names should be. Bounds are generous, so that a busy machine does not fail them.</summary>
[Collection("Forms, measured")]
public sealed class HardFormTests(ITestOutputHelper output)
{
    private const string Script = "<script>alert(1)</script>";

    [Fact]
    public async Task Two_thousand_fields_are_shown_read_and_checked()
    {
        FormSchema form = Form(string.Join(',', Enumerable.Range(0, 400).SelectMany(i => new[]
        {
            Text($"name{i}", ""","validate":{"required":true,"maxLength":100}""", "\"kind\":\"full-name\""), Radio($"kind{i}", "x", "y"), Text($"more{i}", $$""","conditional":{"hide":"=kind{{i}} != \"x\""}"""),
            Number($"count{i}", ""","validate":{"min":1,"max":100}"""), Date($"born{i}", properties: "\"max\":\"today\""),
        })));
        (string, string)[] posted = [.. Enumerable.Range(0, 400).SelectMany(i => new[]
        {
            ($"name{i}", "Nguyễn Thị Ánh Tuyết"), ($"kind{i}", "x"), ($"more{i}", "Cháu nội"), ($"count{i}", i == 399 ? "0" : "7"), ($"born{i}.Day", "9"), ($"born{i}.Month", "2"), ($"born{i}.Year", "1990"),
        })];
        PageReading reading = form.Read(posted);

        reading.OnlyError().Field.ShouldBe("count399");
        string html = await Render.Page(form.PageView("p1", reading.Answers, Now, Vietnamese, reading: reading), "vi-VN");
        html.ShouldContain("name=\"born399.Year\"");
        output.WriteLine($"2,000 fields: {Encoding.UTF8.GetByteCount(html) / 1000} kB");
        Measure("read", () => form.Read(posted)).ShouldBeLessThan(1500);
        Measure("checked", () => form.Check(reading.Answers, Now)).ShouldBeLessThan(500);
        Measure("shown", () => Render.Page(form.PageView("p1", reading.Answers, Now, Vietnamese), "vi-VN").GetAwaiter().GetResult()).ShouldBeLessThan(2500);
        Encoding.UTF8.GetByteCount(html).ShouldBeLessThan(3_000_000);
        FormSchema.Load(Json(string.Join(',', Enumerable.Range(0, 2001).Select(i => Text($"f{i}")))), Catalogs).Problems.ShouldHaveSingleItem().Code.ShouldBe("forms.schema.too-many");
    }

    [Fact]
    public async Task Two_hundred_rows_are_shown_read_and_checked()
    {
        FormSchema form = Form(
            $$"""{"type":"dynamiclist","path":"members","label":"Thành viên","properties":{"rowVi":"Thành viên","maxRows":200},"components":[{{Text("name", ""","validate":{"required":true}""")}},{{Date("born")}},{{Number("share", ""","validate":{"min":1}""")}}]}""",
            """{"type":"number","key":"total","label":"Tổng","properties":{"computed":"=sum(for m in members return m.share)"}}""");
        (string, string)[] posted =
        [
            ("members.rows", "200"),
            .. Enumerable.Range(0, 200).SelectMany(i => new[] { ($"members.{i}.name", "Nguyễn Văn An"), ($"members.{i}.born.Day", "9"), ($"members.{i}.born.Month", "2"), ($"members.{i}.born.Year", "1990"), ($"members.{i}.share", "2") }),
        ];
        PageReading reading = form.Read(posted);

        reading.Errors.ShouldBeEmpty();
        form.Submitted(reading.Answers, Now).Number("total").ShouldBe(400);
        string html = await Render.Page(form.PageView("p1", reading.Answers, Now, Vietnamese), "vi-VN");
        html.ShouldContain("name=\"members.199.born.Year\"");
        output.WriteLine($"200 rows of 3: {Encoding.UTF8.GetByteCount(html) / 1000} kB");
        Measure("read", () => form.Read(posted)).ShouldBeLessThan(1500);
        Measure("checked", () => form.Check(reading.Answers, Now)).ShouldBeLessThan(500);
        Measure("shown", () => Render.Page(form.PageView("p1", reading.Answers, Now, Vietnamese), "vi-VN").GetAwaiter().GetResult()).ShouldBeLessThan(2500);
    }

    [Fact]
    public void When_a_code_list_goes_old_forms_keep_reading_theirs_and_a_new_one_is_refused_with_its_name_and_place()
    {
        string schema = Json("""{"type":"select","key":"nation","label":"Dân tộc","properties":{"catalog":"dan-toc"}}""");
        string published = FormLibrary.Bundle(schema, ["""{"id":"dan-toc","items":[{"code":"01","vi":"Kinh","en":"Kinh"}]}"""]);

        FormSchema old = Loaded(FormLibrary.Load(published));
        old.SummaryView(FormAnswers.None.With("nation", new TextAnswer("01")), Now, Vietnamese, null).Sections[0].Rows[0].Value.ShouldBe("Kinh");
        SchemaProblem problem = FormLibrary.Load(FormLibrary.Bundle(schema, [])).Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Path).ShouldBe(("forms.schema.unknown-catalog", "$.components[0].components[0].properties.catalog"));
        problem.Reason.Vietnamese.ShouldContain("dan-toc");
    }

    [Fact]
    public void What_a_new_version_of_a_list_no_longer_has_is_asked_for_again_and_still_read()
    {
        string schema = Json("""{"type":"select","key":"nation","label":"Dân tộc","properties":{"catalog":"dan-toc"}}""");
        FormSchema later = Loaded(FormLibrary.Load(FormLibrary.Bundle(schema, ["""{"id":"dan-toc","items":[{"code":"02","vi":"Tày"}]}"""])));

        FormError error = later.Check(FormAnswers.None.With("nation", new TextAnswer("01")), Now).ShouldHaveSingleItem();
        (error.Code, error.MessageIn(Vietnamese)).ShouldBe(("forms.option", "Chọn dân tộc trong các mục có sẵn."));
    }

    [Fact]
    public async Task A_script_in_any_text_of_a_form_is_shown_and_never_run()
    {
        string quoted = $"\\\"{Script}";
        FormSchema form = Form(
            Text("a", properties: $"\"hintVi\":\"{quoted}\",\"legalBasis\":\"{quoted}\"", label: quoted) + $$"""
            ,{"type":"text","text":"{{quoted}}\n\n- {{quoted}}"},{"type":"group","label":"{{quoted}}","components":[{"type":"radio","key":"b","label":"{{quoted}}","values":[{"value":"{{quoted}}","label":"{{quoted}}"}]}]},
            {"type":"select","key":"c","label":"{{quoted}}","values":[{"value":"1","label":"{{quoted}}"}]},{"type":"checkbox","key":"d","label":"{{quoted}}"},
            {"type":"dynamiclist","path":"e","label":"{{quoted}}","properties":{"rowVi":"{{quoted}}"},"components":[{"type":"textarea","key":"f","label":"{{quoted}}"}]},
            {"type":"filepicker","key":"g","label":"{{quoted}}","properties":{"component":"x"} },{"type":"datetime","subtype":"date","key":"h","dateLabel":"{{quoted}}"},
            {"type":"textfield","key":"i","label":"{{quoted}}","properties":{"kind":"place"} }
            """);
        PageReading reading = form.Read(("a", Script), ("b", Script), ("e.rows", "1"), ("e.0.f", Script), ("i.Find", Script), ("h.Day", Script));

        foreach (string html in new[]
        {
            await Render.Page(form.PageView("p1", reading.Answers, Now, Vietnamese, reading: reading), "vi-VN"),
            await Render.Page(form.PageView("p1", reading.Answers, Now, Vietnamese, reading: reading, forOfficials: true), "vi-VN"),
            await Render.Summary(form.SummaryView(reading.Answers, Now, Vietnamese, page => $"/khai/{page}"), "vi-VN"),
        })
        {
            html.ShouldNotContain("<script", Case.Insensitive);
            html.ShouldContain("&lt;script&gt;");
            // No quote of a text ends an attribute: what follows one is never a tag.
            html.ShouldNotContain("\"\"<");
        }
    }

    // The fastest of five: what it costs, however busy the machine is.
    private double Measure(string what, Action run)
    {
        run();
        double best = double.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        output.WriteLine($"{what}: {best:0.0} ms");
        return best;
    }
}
