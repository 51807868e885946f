using Microsoft.Extensions.Primitives;
using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

/// <summary>Groups that repeat: the members of a household, the storeys of a house.</summary>
public sealed class RowsTests
{
    const string Share = """{"type":"number","key":"share","label":"Phần góp","validate":{"required":true,"min":1,"max":100}}""";

    static readonly string Name = Text("name", ""","validate":{"required":true}""", "\"kind\":\"full-name\"");

    static readonly string Members = Rows("members", $"{Name},{Share}", "\"rowVi\":\"Thành viên\",\"rowEn\":\"Member\",\"maxRows\":3");

    static string Rows(string key, string fields, string properties = "", string more = "") =>
        $$"""{"type":"dynamiclist","path":"{{key}}","label":"Thành viên góp vốn"{{more}},"properties":{ {{properties}} },"components":[{{fields}}]}""";

    [Fact]
    public void Rows_are_read_in_the_order_shown_and_written_as_a_list()
    {
        FormSchema form = Form(Members);
        PageReading reading = form.Read(("members.rows", "2"), ("members.0.name", "Nguyễn Văn An"), ("members.0.share", "60"), ("members.1.name", "Trần Thị Bình"), ("members.1.share", "40"));

        reading.Errors.ShouldBeEmpty();
        string json = reading.Answers.ToJson();
        json.ShouldBe("""{"members":[{"name":"Nguyễn Văn An","share":60},{"name":"Trần Thị Bình","share":40}]}""");
        FormAnswers.FromJson(json).ShouldBe(reading.Answers);
        form.Check(reading.Answers, Now).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_wrong_in_a_row_names_the_row_and_keeps_all_that_was_typed()
    {
        FormSchema form = Form(Members);
        PageReading reading = form.Read(("members.rows", "2"), ("members.0.name", "Nguyễn Văn An"), ("members.0.share", "60"), ("members.1.name", "B4"), ("members.1.share", "nhiều"));

        reading.Errors.Select(error => (error.Field, error.InputId)).ShouldBe([("members.1.name", "members-1-name"), ("members.1.share", "members-1-share")]);
        reading.Errors[0].Message.Vietnamese.ShouldStartWith("Thành viên 2: Nhập họ tên");
        reading.Errors[0].Message.English.ShouldNotBeNull().ShouldStartWith("Member 2: ");
        FormPageView view = form.PageView("p1", reading.Answers, Now, Vietnamese, reading: reading);
        FormRowsView rows = view.Parts.ShouldHaveSingleItem().ShouldBeOfType<FormRowsView>();
        FormFieldView second = rows.Rows[1].Parts.OfType<FormFieldView>().First();
        second.Inputs["members.1.name"].ShouldBe("B4");
        second.Error.ShouldNotBeNull();
        rows.Rows[0].Parts.OfType<FormFieldView>().ShouldAllBe(field => field.Error == null);
        view.Errors.Count.ShouldBe(2);
    }

    [Fact]
    public void A_row_is_added_and_another_taken_away_and_nobody_complains_meanwhile()
    {
        FormSchema form = Form(Members);
        PageReading added = form.Read(("members.rows", "1"), ("members.0.name", "B4"), ("_add", "members"));

        added.MustShowAgain.ShouldBeTrue();
        added.Errors.ShouldBeEmpty();
        RowsView(form, added).Rows.Count.ShouldBe(2);
        RowsView(form, added).Rows[0].Parts.OfType<FormFieldView>().First().Inputs["members.0.name"].ShouldBe("B4");

        PageReading dropped = form.Read("p1", added.Answers, Post(("members.rows", "2"), ("members.0.name", "B4"), ("members.1.name", "Trần Thị Bình"), ("_drop", "members.0")), Now);

        FormRowsView left = RowsView(form, dropped);
        left.Rows.ShouldHaveSingleItem().Parts.OfType<FormFieldView>().First().Inputs["members.0.name"].ShouldBe("Trần Thị Bình");
    }

    [Fact]
    public void No_more_rows_than_allowed_are_taken_whatever_is_posted()
    {
        FormSchema form = Form(Members);
        (string, string)[] four = [.. Enumerable.Range(0, 3).SelectMany(i => new[] { ($"members.{i}.name", "An"), ($"members.{i}.share", "1") }), ("members.rows", "3"), ("_add", "members")];
        RowsView(form, form.Read(four)).Rows.Count.ShouldBe(3);
        RowsView(form, form.Read(four)).TakesMore.ShouldBeFalse();

        foreach (string count in (string[])["4", "-1", "999999999999", "x", ""])
            ((RowsAnswer?)form.Read(("members.rows", count), ("members.0.name", "An")).Answers["members"]).ShouldNotBeNull().Rows.ShouldBeEmpty(count);
        ((RowsAnswer?)form.Read(("members.rows", "1"), ("members.7.name", "An"), ("members..name", "An"), ("members.0.other", "x"), ("members.0.", "x")).Answers["members"])
            .ShouldNotBeNull().Rows.ShouldHaveSingleItem()["name"].ShouldBeNull();
    }

    [Fact]
    public void Too_few_rows_are_asked_for()
    {
        FormSchema form = Form(Rows("members", Name, "\"minRows\":2"));
        PageReading reading = form.Read(("members.rows", "1"), ("members.0.name", "An"));

        reading.OnlyError().Code.ShouldBe("forms.rows-few");
        ((RowsAnswer)reading.Answers["members"]!).Rows.ShouldHaveSingleItem();
        form.Check(FormAnswers.None, Now).ShouldHaveSingleItem().Code.ShouldBe("forms.required.rows");
        RowsView(form, null).Rows.Count.ShouldBe(2);
        RowsView(form, null).TakesFewer.ShouldBeFalse();
    }

    [Fact]
    public void A_row_reads_the_form_and_the_form_reads_the_rows()
    {
        FormSchema form = Form(
            Radio("kind", "x", "y"),
            Rows("members", Share + """,{"type":"textfield","key":"reason","label":"Lý do","validate":{"required":true},"properties":{"visibleWhen":"=share > 50 and kind = \"x\""}}"""),
            """{"type":"number","key":"total","label":"Tổng","properties":{"computed":"=sum(for m in members return m.share)"}}""");
        FormAnswers answers = FormAnswers.None.With("kind", new TextAnswer("x"));
        PageReading reading = form.Read("p2", answers, Post(("members.rows", "2"), ("members.0.share", "60"), ("members.1.share", "40")), Now);

        reading.Revealed.ShouldBe(["members.0.reason"]);
        form.Submitted(reading.Answers, Now).Number("total").ShouldBe(100);
        form.Check(reading.Answers, Now).ShouldHaveSingleItem().Field.ShouldBe("members.0.reason");
        form.Check(reading.Answers.With("kind", new TextAnswer("y")), Now).ShouldBeEmpty();
    }

    [Fact]
    public void A_rule_over_all_rows_is_said_once()
    {
        FormSchema form = Form(Rows("members", Share, "\"mustBe\":\"=sum(for m in members return m.share) = 100\",\"invalidVi\":\"Tổng phần góp phải là 100.\",\"invalidEn\":\"Shares must add up to 100.\""));

        form.Read(("members.rows", "2"), ("members.0.share", "60"), ("members.1.share", "30")).OnlyError().Message.Vietnamese.ShouldBe("Tổng phần góp phải là 100.");
        form.Read(("members.rows", "2"), ("members.0.share", "60"), ("members.1.share", "40")).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Summary_and_print_name_every_row()
    {
        FormSchema form = Form(Members);
        FormAnswers answers = form.Read(("members.rows", "2"), ("members.0.name", "An"), ("members.0.share", "60"), ("members.1.name", "Bình"), ("members.1.share", "40")).Answers;

        SummaryRowView row = form.SummaryView(answers, Now, Vietnamese, page => $"/khai/{page}").Sections[0].Rows[2];
        (row.Label, row.Value, row.ChangeHref).ShouldBe(("Thành viên 2: Họ tên", "Bình", "/khai/p1#members-1-name"));
        FormPrintData print = form.Print(answers, Now, Vietnamese);
        print.Sections[0].Rows.Select(printed => printed.Value).ShouldBe(["An", "60", "Bình", "40"]);
        print.Values["members"].ShouldBe("An; 60\nBình; 40");
    }

    [Fact]
    public async Task Rows_are_shown_with_their_buttons_and_the_first_button_still_goes_on()
    {
        FormSchema form = Form(Members);
        string html = await Render.Page(form.PageView("p1", FormAnswers.None, Now, Vietnamese), "vi-VN");

        html.ShouldContain("name=\"members.rows\" value=\"1\"");
        html.ShouldContain("name=\"members.0.name\"");
        html.ShouldContain("name=\"_add\" value=\"members\"");
        html.ShouldContain("Thêm thành viên");
        html.ShouldContain("Bỏ thành viên 1");
        html.IndexOf("<button", StringComparison.Ordinal).ShouldBe(html.IndexOf("<button class=\"usa-sr-only\" type=\"submit\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"type":"filepicker","key":"f","label":"Tệp","properties":{"component":"c"}}""", "forms.schema.row-content")]
    [InlineData("""{"type":"dynamiclist","path":"inner","label":"Trong","components":[{"type":"textfield","key":"t","label":"T"}]}""", "forms.schema.row-content")]
    [InlineData("""{"type":"textfield","key":"a","label":"A","properties":{"computed":"=count(members)"}}""", "forms.schema.circle")]
    [InlineData("", "forms.schema.no-parts")]
    public void What_a_row_cannot_hold_is_refused(string fields, string code) =>
        FormSchema.Load(Json(Rows("members", fields)), Catalogs).Problems.ShouldContain(problem => problem.Code == code);

    [Fact]
    public void What_stands_in_a_row_has_no_name_outside_of_it() =>
        FormSchema.Load(Json(Members, Text("b", properties: "\"visibleWhen\":\"=share > 1\"")), Catalogs).Problems.ShouldContain(problem => problem.Code == "forms.schema.unknown-name");

    [Fact]
    public void Two_hundred_rows_are_read_checked_and_shown()
    {
        FormSchema form = Form(Rows("members", $"{Name},{Share}", "\"maxRows\":200"));
        (string, string)[] posted = [.. Enumerable.Range(0, 200).SelectMany(i => new[] { ($"members.{i}.name", "Nguyễn Văn An"), ($"members.{i}.share", i == 150 ? "0" : "1") }), ("members.rows", "200")];
        PageReading reading = form.Read(posted);

        reading.OnlyError().Field.ShouldBe("members.150.share");
        ((RowsAnswer)reading.Answers["members"]!).Rows.Count.ShouldBe(200);
        RowsView(form, reading).Rows.Count.ShouldBe(200);
    }

    static FormRowsView RowsView(FormSchema form, PageReading? reading) =>
        form.PageView("p1", reading?.Answers ?? FormAnswers.None, Now, Vietnamese, reading: reading).Parts.OfType<FormRowsView>().Single();
}
