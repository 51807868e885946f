using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

/// <summary>"Ask once": what one form was told is offered to another, under the names of facts.</summary>
public sealed class KnownFactTests
{
    private static readonly LocalText From = new("hồ sơ H44-1 nộp ngày 05/09/2026", "dossier H44-1 filed on 05/09/2026");

    private static string Household(string prefix, string more = "") => $$"""
        {"type":"dynamiclist","path":"{{prefix}}_list","label":"Thành viên","defaultRepetitions":1,"properties":{"rowVi":"Thành viên","prefill":"household.members","maxRows":3},"components":[
        {"type":"textfield","key":"{{prefix}}_name","label":"Họ tên","properties":{"kind":"full-name","prefill":"member.fullName"} },
        {"type":"datetime","subtype":"date","key":"{{prefix}}_born","dateLabel":"Ngày sinh","properties":{"kind":"partial-date","prefill":"member.birthDate"} },
        {"type":"textfield","key":"{{prefix}}_job","label":"Nghề"}{{more}}]}
        """;

    private static readonly FormSchema Earlier = Form(Household("a"), Date("born", properties: "\"prefill\":\"person.birthDate\""));
    private static readonly FormSchema Later = Form(Household("b"), Date("birth", properties: "\"max\":\"2000-01-01\",\"prefill\":\"person.birthDate\""));

    private static FormAnswers Rows(params (string Name, AnswerValue Born)[] members) => FormAnswers.None.With(
        "a_list", new RowsAnswer([.. members.Select(m => FormAnswers.None.With("a_name", new TextAnswer(m.Name)).With("a_born", m.Born).With("a_job", new TextAnswer("Nông dân")))]));

    private static Dictionary<string, KnownFact> Known(FormAnswers answers) => Earlier.Facts(answers).ToDictionary(fact => fact.Key, fact => new KnownFact(fact.Value, From));

    [Fact]
    public async Task Members_of_the_household_are_offered_to_another_form_with_their_source()
    {
        FormPrefill prefill = Later.Prefill(Known(Rows(("Lê Văn An", new DateAnswer(new(1980, 5, 1))), ("Lê Thị Bình", new PartialDateAnswer(1984, null)))));

        FormRowsView rows = Later.PageView("p1", FormAnswers.None, Now, Vietnamese, prefill).Parts.OfType<FormRowsView>().Single();
        rows.Rows.Count.ShouldBe(2);
        rows.Hint.ShouldBe("Lấy từ hồ sơ H44-1 nộp ngày 05/09/2026, sửa được nếu chưa đúng.");
        string html = await Render.Page(Later.PageView("p1", FormAnswers.None, Now, Vietnamese, prefill), "vi-VN");
        html.ShouldContain("value=\"Lê Thị Bình\"");
        html.ShouldContain("name=\"b_list.rows\" value=\"2\"");
        // The job has no name under which it is known.
        html.ShouldNotContain("Nông dân");
    }

    [Fact]
    public void An_offer_of_rows_is_no_answer_until_it_is_sent_and_what_was_sent_stays()
    {
        FormPrefill prefill = Later.Prefill(Known(Rows(("Lê Văn An", new DateAnswer(new(1980, 5, 1))))));

        Later.Submitted(FormAnswers.None, Now).ShouldBe(FormAnswers.None);
        FormAnswers sent = Later.Read(("b_list.rows", "1"), ("b_list.0.b_name", "Trần Văn Chung")).Answers;
        Later.PageView("p1", sent, Now, Vietnamese, prefill).Parts.OfType<FormRowsView>().Single().Hint.ShouldBeNull();
        ((RowsAnswer)sent["b_list"]!).Rows[0].Text("b_name").ShouldBe("Trần Văn Chung");
    }

    [Fact]
    public void What_breaks_a_rule_of_the_later_form_is_not_offered_and_more_rows_than_it_takes_neither()
    {
        FormPrefill prefill = Later.Prefill(Known(Rows([.. Enumerable.Range(0, 5).Select(i => ($"Lê Văn {(char)('A' + i)}", (AnswerValue)new DateAnswer(new(1980, 5, 1))))])));

        ((RowsAnswer)prefill.Offers["b_list"].Value).Rows.Count.ShouldBe(3);
        Later.Prefill(Known(Rows(("R2-D2", new PartialDateAnswer(1980, null))))).Offers["b_list"].Value.ShouldBe(
            new RowsAnswer([FormAnswers.None.With("b_born", new PartialDateAnswer(1980, null))]));
    }

    [Fact]
    public void A_single_fact_says_from_which_dossier_it_comes()
    {
        FormPrefill prefill = Later.Prefill(Known(FormAnswers.None.With("born", new DateAnswer(new(1990, 3, 27)))));

        FormFieldView field = Later.PageView("p2", FormAnswers.None, Now, English, prefill).Parts.OfType<FormFieldView>().Single();
        field.Inputs["birth.Year"].ShouldBe("1990");
        field.Hint.ShouldBe("Taken from dossier H44-1 filed on 05/09/2026; may be changed if it is not right.");
    }

    [Fact]
    public void Designers_learn_who_knows_an_answer_and_which_question_could_be_spared()
    {
        FormSchema form = Form(
            Text("a", properties: "\"prefill\":\"person.fullName\"") + "," + Text("b", properties: "\"prefill\":\"person.ethnicGroup\"") + "," + Text("c", properties: "\"prefill\":\"dossier.ho_ten\"")
            + "," + Text("d", properties: "\"autocomplete\":\"bday\"") + "," + Text("e"));

        PrefillSources.For(form.Field("a")!)!.Origin.ShouldBe(PrefillOrigin.Account);
        PrefillSources.For(form.Field("b")!)!.Origin.ShouldBe(PrefillOrigin.EarlierDossier);
        PrefillSources.For(form.Field("c")!)!.Origin.ShouldBe(PrefillOrigin.Declaration);
        PrefillSources.Missed(form.Field("d")!)!.Name.ShouldBe("person.birthDate");
        PrefillSources.Missed(form.Field("a")!).ShouldBeNull();
        PrefillSources.For(form.Field("e")!).ShouldBeNull();
        PrefillSources.Missed(form.Field("e")!).ShouldBeNull();
    }

    [Theory]
    [InlineData("persn.fullName")]
    [InlineData("person")]
    [InlineData("person.")]
    public void A_name_under_which_nobody_knows_anything_is_refused(string name) =>
        FormSchema.Load(Json(Text("a", properties: $"\"prefill\":\"{name}\"")), Catalogs).Problems.ShouldHaveSingleItem().Path.ShouldEndWith(".prefill");
}
