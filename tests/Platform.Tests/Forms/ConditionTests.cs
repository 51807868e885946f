using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

public sealed class ConditionTests
{
    private const string Hide = ""","conditional":{"hide":"=kind != \"other\""}""";

    private static readonly FormSchema Marriage = Loaded(FormSchema.Load(
        """
        {"type":"default","id":"f","components":[
          {"type":"group","id":"kind","label":"Loại","components":[KIND]},
          {"type":"group","id":"other","label":"Việc khác","conditional":{"hide":"=kind != \"other\""},"components":[
            {"type":"textfield","key":"which","label":"Việc nào","validate":{"required":true}}]},
          {"type":"group","id":"count","label":"Số lượng","components":[{"type":"number","key":"copies","label":"Số bản","validate":{"required":true}}]},
          {"type":"group","id":"paper","label":"Giấy tờ","components":[
            {"type":"filepicker","key":"proof","label":"Giấy chứng minh","properties":{"component":"x","requiredWhen":"=confirmed != true","visibleWhen":"=kind = \"other\""}}]}
        ]}
        """.Replace("KIND", Radio("kind", "plain", "other"), StringComparison.Ordinal),
        Catalogs,
        ["confirmed"]));

    private static FormAnswers Answers(string kind) => FormAnswers.None.With("kind", new TextAnswer(kind));

    [Fact]
    public void Pages_follow_the_answers()
    {
        Marriage.VisiblePages(Answers("plain"), Now).Select(p => p.Key).ShouldBe(["kind", "count"]);
        Marriage.VisiblePages(Answers("other"), Now).Select(p => p.Key).ShouldBe(["kind", "other", "count", "paper"]);
        Marriage.NextPage("kind", Answers("plain"), Now)!.Key.ShouldBe("count");
        Marriage.NextPage("kind", Answers("other"), Now)!.Key.ShouldBe("other");
        Marriage.PreviousPage("count", Answers("other"), Now)!.Key.ShouldBe("other");
        Marriage.PreviousPage("count", Answers("plain"), Now)!.Key.ShouldBe("kind");
        Marriage.NextPage("count", Answers("plain"), Now).ShouldBeNull();
        // The page one stands on has become hidden: on from its place.
        Marriage.NextPage("other", Answers("plain"), Now)!.Key.ShouldBe("count");
    }

    [Fact]
    public void What_was_answered_for_a_hidden_part_stays_in_the_draft_and_is_not_submitted()
    {
        var answers = Answers("plain").With("which", new TextAnswer("Nhận con")).With("copies", new NumberAnswer(2)).With("stray", new TextAnswer("x"));

        answers.Text("which").ShouldBe("Nhận con");
        Marriage.Submitted(answers, Now).ToJson().ShouldBe("""{"copies":2,"kind":"plain"}""");
        Marriage.Submitted(answers.With("kind", new TextAnswer("other")), Now).Text("which").ShouldBe("Nhận con");
        Marriage.Variables(answers, Now)["which"].ShouldBeNull();
        Marriage.Variables(answers, Now)["copies"].ShouldBe(2m);
    }

    [Fact]
    public void A_post_for_a_hidden_page_or_field_is_dropped()
    {
        var reading = Marriage.Read("other", Answers("plain"), Post(("which", "tampered")), Now);

        reading.Answers.ShouldBe(Answers("plain"));
        reading.Errors.ShouldBeEmpty();

        var onePage = Form(Radio("kind", "plain", "other") + "," + Text("which", Hide));
        onePage.Read(("kind", "plain"), ("which", "tampered")).Answers.ToJson().ShouldBe("""{"kind":"plain"}""");
    }

    [Fact]
    public void A_hidden_answer_counts_as_unanswered_for_what_depends_on_it()
    {
        var schema = Form(Radio("a", "x", "y"), Radio("b", "x", "y").Replace("\"values\"", "\"conditional\":{\"hide\":\"=a != \\\"x\\\"\"},\"values\"", StringComparison.Ordinal),
            Text("c", ""","conditional":{"hide":"=b != \"x\""}"""));
        var answers = FormAnswers.None.With("a", new TextAnswer("x")).With("b", new TextAnswer("x"));

        schema.VisiblePages(answers, Now).Count.ShouldBe(3);
        schema.VisiblePages(answers.With("a", new TextAnswer("y")), Now).Count.ShouldBe(1);
    }

    [Fact]
    public void What_is_needed_can_depend_on_answers_and_facts()
    {
        var answers = Answers("other").With("which", new TextAnswer("x")).With("copies", new NumberAnswer(1));

        var error = Marriage.Check(answers, Now).ShouldHaveSingleItem();
        (error.Code, error.Page, error.InputId).ShouldBe(("forms.required.file", "paper", "proof"));
        Marriage.IsComplete(answers, new FormContext(Now, new Dictionary<string, object?> { ["confirmed"] = true })).ShouldBeTrue();
        Marriage.IsComplete(answers, new FormContext(Now, files: [new("1", "proof", "a.pdf", 10)])).ShouldBeTrue();
        Marriage.IsComplete(answers, new FormContext(Now, files: [new("1", "elsewhere", "a.pdf", 10)])).ShouldBeFalse();
    }

    [Fact]
    public void The_check_covers_all_pages_in_order() =>
        Marriage.Check(Answers("other"), Now).Select(e => $"{e.Page}#{e.InputId}").ShouldBe(["other#which", "count#copies", "paper#proof"]);

    [Fact]
    public void Progress_counts_visible_pages()
    {
        var answers = Answers("plain");

        Marriage.Progress("count", answers, Now).ShouldBe(new FormProgress(2, 2, 1));
        Marriage.Progress("other", answers, Now).Number.ShouldBe(0);
        Marriage.FirstUnfinishedPage(answers, Now)!.Key.ShouldBe("count");
        Marriage.FirstUnfinishedPage(answers.With("copies", new NumberAnswer(1)), Now).ShouldBeNull();
    }

    [Fact]
    public void An_answer_on_the_page_opens_more_and_the_page_comes_again()
    {
        var schema = Form(Radio("kind", "plain", "other") + "," + Text("which", Hide.Replace("}", "},\"validate\":{\"required\":true}", StringComparison.Ordinal)));

        schema.Page("p1")!.DependsOnItself.ShouldBeTrue();
        var first = schema.Read(("kind", "other"));
        first.Errors.ShouldBeEmpty();
        first.Revealed.ShouldBe(["which"]);
        first.MustShowAgain.ShouldBeTrue();

        var second = schema.Read("p1", first.Answers, Post(("kind", "other"), ("which", "")), Now);
        second.OnlyError().Code.ShouldBe("forms.required.enter");
        schema.Read("p1", second.Answers, Post(("kind", "other"), ("which", "x")), Now).MustShowAgain.ShouldBeFalse();
        schema.Read("p1", first.Answers, Post(("kind", "plain"), ("which", "x")), Now).MustShowAgain.ShouldBeFalse();
    }

    [Fact]
    public void A_kept_answer_comes_back_when_its_field_is_seen_again()
    {
        var schema = Form(Radio("kind", "plain", "other") + "," + Text("which", Hide));
        var draft = Answers("plain").With("which", new TextAnswer("earlier"));

        schema.Read("p1", draft, Post(("kind", "other")), Now).Answers.Text("which").ShouldBe("earlier");
    }

    [Fact]
    public void A_wrong_answer_decides_nothing()
    {
        var schema = Form(Number("n", ""","validate":{"max":3}""") + "," + Text("a", ""","conditional":{"hide":"=not(n > 5)"},"validate":{"required":true}"""));

        schema.Read(("n", "10"), ("a", "x")).Errors.ShouldHaveSingleItem().Field.ShouldBe("n");
    }

    [Fact]
    public void Computed_values_are_worked_out_and_never_taken_from_the_post()
    {
        var schema = Form(Number("n") + ""","""
            + """{"type":"number","key":"twice","label":"Gấp đôi","properties":{"computed":"=n * 2"}},{"type":"number","key":"more","label":"Nữa","properties":{"computed":"=twice + 1"}}""");

        var answers = schema.Read(("n", "4"), ("twice", "100")).Answers;

        answers.ToJson().ShouldBe("""{"n":4}""");
        schema.Submitted(answers, Now).ToJson().ShouldBe("""{"more":9,"n":4,"twice":8}""");
        schema.Submitted(FormAnswers.None.With("n", new NumberAnswer(4)).With("twice", new NumberAnswer(100)), Now).Number("twice").ShouldBe(8);
    }

    [Theory]
    [InlineData("""{"type":"number","key":"a","label":"A","properties":{"computed":"=b + 1"}},{"type":"number","key":"b","label":"B","properties":{"computed":"=a + 1"}}""", "a → b → a")]
    [InlineData("""{"type":"number","key":"a","label":"A","properties":{"computed":"=a + 1"}}""", "a → a")]
    [InlineData("""{"type":"number","key":"a","label":"A","properties":{"visibleWhen":"=b > 1"}},{"type":"number","key":"b","label":"B","properties":{"computed":"=a + 1"}}""", "a → b → a")]
    public void A_circle_is_refused(string components, string circle)
    {
        var problem = FormSchema.Load(Json(components), Catalogs).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe("forms.schema.circle");
        problem.Reason.English!.ShouldContain(circle);
    }

    [Fact]
    public void A_wrong_expression_is_refused_with_its_place()
    {
        var problem = FormSchema.Load(Json(Text("a", properties: "\"visibleWhen\":\"=1 + * 2\"")), Catalogs).Problems[0];

        problem.Path.ShouldBe("$.components[0].components[0].properties.visibleWhen");
        problem.Code.ShouldBe("forms.schema.feel");
        problem.Reason.English!.ShouldContain("line 1, column 6");
    }

    [Fact]
    public void A_name_that_nobody_gives_is_refused()
    {
        FormSchema.Load(Json(Text("a", properties: "\"visibleWhen\":\"=bb = 1\"")), Catalogs).Problems.ShouldHaveSingleItem().Code.ShouldBe("forms.schema.unknown-name");
        FormSchema.Load(Json(Text("a", properties: "\"visibleWhen\":\"=bb = 1\"")), Catalogs, ["bb"]).Problems.ShouldBeEmpty();
        FormSchema.Load(Json(Text("a", properties: "\"visibleWhen\":\"=ngay_nop > date(\\\"2026-01-01\\\")\"")), Catalogs).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Limits_of_a_date_can_read_another_answer()
    {
        var schema = Form(Date("b") + "," + Date("c", properties: "\"minDate\":\"=b\",\"maxDate\":\"=date(ngay_nop)\""));
        var draft = FormAnswers.None.With("b", new DateAnswer(new(2020, 5, 1)));

        schema.Check(draft.With("c", new DateAnswer(new(2020, 4, 30))), Now).ShouldHaveSingleItem().Code.ShouldBe("forms.date-min");
        schema.Check(draft.With("c", new DateAnswer(new(2026, 11, 24))), Now).ShouldHaveSingleItem().Code.ShouldBe("forms.date-future");
        schema.Check(draft.With("c", new DateAnswer(new(2026, 11, 23))), Now).ShouldBeEmpty();
    }

    [Fact]
    public void A_condition_across_fields_can_be_demanded()
    {
        var schema = Form(Number("a"), Number("b", ""","properties":{"mustBe":"=b <= a"}"""));
        var draft = FormAnswers.None.With("a", new NumberAnswer(3));

        schema.Check(draft.With("b", new NumberAnswer(4)), Now).ShouldHaveSingleItem().Code.ShouldBe("forms.must-hold");
        schema.Check(draft.With("b", new NumberAnswer(3)), Now).ShouldBeEmpty();
    }

    [Fact]
    public void Answers_of_an_older_version_are_checked_by_the_rules_of_this_one()
    {
        var schema = Form(Radio("a", "x"), Date("b"));
        var old = FormAnswers.None.With("a", new TextAnswer("gone")).With("b", new TextAnswer("01/02/2020"));

        schema.Check(old, Now).Select(e => e.Code).ShouldBe(["forms.option", "forms.answer-outdated"]);
    }
}
