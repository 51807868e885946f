using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

public sealed class OfferTests
{
    private static readonly FormSchema Schema = Form(
        Text("who", properties: "\"kind\":\"full-name\",\"prefill\":\"person.fullName\",\"hintVi\":\"Như trên giấy tờ.\"") + "," + Radio("kind", "self", "child"),
        Text("name", properties: "\"initial\":\"=if kind = \\\"self\\\" then who else null\"") + "," + Number("copies", ""","defaultValue":1"""));

    private static FormFieldView Field(FormPageView page, string key) => page.Parts.OfType<FormFieldView>().Single(f => f.Key == key);

    [Fact]
    public void The_account_offers_an_answer_with_a_mark_until_it_is_changed()
    {
        var prefill = Schema.Prefill(new Dictionary<string, AnswerValue> { ["person.fullName"] = new TextAnswer(" Lê  Văn An ") });

        prefill.Offers["who"].Value.ShouldBe(new TextAnswer("Lê Văn An"));
        var offered = Field(Schema.PageView("p1", FormAnswers.None, Now, Vietnamese, prefill), "who");
        offered.Inputs["who"].ShouldBe("Lê Văn An");
        offered.Hint.ShouldBe("Lấy từ tài khoản của Ông/Bà, sửa được nếu chưa đúng. Như trên giấy tờ.");

        var changed = Field(Schema.PageView("p1", FormAnswers.None.With("who", new TextAnswer("Lê Văn Anh")), Now, Vietnamese, prefill), "who");
        changed.Inputs["who"].ShouldBe("Lê Văn Anh");
        changed.Hint.ShouldBe("Như trên giấy tờ.");
    }

    [Fact]
    public void An_offer_is_no_answer_until_it_is_sent()
    {
        Schema.Submitted(FormAnswers.None, Now).ShouldBe(FormAnswers.None);
        Field(Schema.PageView("p2", FormAnswers.None, Now, Vietnamese), "copies").Inputs["copies"].ShouldBe("1");
    }

    [Fact]
    public void What_was_left_empty_is_not_offered_again() =>
        Field(Schema.PageView("p2", FormAnswers.None.With("copies", null), Now, Vietnamese), "copies").Inputs.ShouldBeEmpty();

    [Fact]
    public void A_value_that_breaks_the_rules_is_not_offered() =>
        Schema.Prefill(new Dictionary<string, AnswerValue> { ["person.fullName"] = new TextAnswer("R2-D2") }).Offers.ShouldBeEmpty();

    [Fact]
    public void Earlier_answers_are_offered_where_the_author_says_so()
    {
        var draft = FormAnswers.None.With("who", new TextAnswer("Lê Văn An")).With("kind", new TextAnswer("self"));

        Field(Schema.PageView("p2", draft, Now, Vietnamese), "name").Inputs["name"].ShouldBe("Lê Văn An");
        Field(Schema.PageView("p2", draft.With("kind", new TextAnswer("child")), Now, Vietnamese), "name").Inputs.ShouldBeEmpty();
    }
}
