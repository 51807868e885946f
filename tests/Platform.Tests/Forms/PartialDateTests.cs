using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

/// <summary>Dates of which not all is known: many papers of old people say the year of birth alone.</summary>
public sealed class PartialDateTests
{
    static readonly FormSchema Schema = Form(Date("born", properties: "\"kind\":\"partial-date\",\"max\":\"today\",\"min\":\"1900-01-01\""));

    [Theory]
    [InlineData("", "", "1950", """{"born":{"date":"1950"}}""", "1950")]
    [InlineData("", "3", "1950", """{"born":{"date":"1950-03"}}""", "03/1950")]
    [InlineData("8", "3", "1950", """{"born":{"date":"1950-03-08"}}""", "08/03/1950")]
    public void Day_or_day_and_month_may_be_left_out(string day, string month, string year, string json, string printed)
    {
        PageReading reading = Schema.ReadDate("born", day, month, year);

        reading.Errors.ShouldBeEmpty();
        reading.Answers.ToJson().ShouldBe(json);
        FormAnswers.FromJson(json).ShouldBe(reading.Answers);
        Schema.Print(reading.Answers, Now, Vietnamese).Values["born"].ShouldBe(printed);
        FormFieldView shown = Schema.PageView("p1", reading.Answers, Now, Vietnamese).Parts.OfType<FormFieldView>().Single();
        (shown.Inputs.GetValueOrDefault("born.Day", ""), shown.Inputs.GetValueOrDefault("born.Month", ""), shown.Inputs["born.Year"]).ShouldBe((day, month, year));
    }

    [Theory]
    [InlineData("8", "", "1950", "forms.date-missing")]
    [InlineData("", "3", "", "forms.date-missing")]
    [InlineData("", "13", "1950", "forms.date-month")]
    [InlineData("", "", "50", "forms.date-year")]
    [InlineData("", "12", "2026", "forms.date-future")]
    [InlineData("", "", "2027", "forms.date-future")]
    [InlineData("", "", "1899", "forms.date-min")]
    public void What_cannot_be_such_a_date_is_refused(string day, string month, string year, string code) =>
        Schema.ReadDate("born", day, month, year).OnlyError().Code.ShouldBe(code);

    [Theory]
    [InlineData("", "11", "2026")]
    [InlineData("", "", "2026")]
    [InlineData("", "", "1900")]
    public void A_date_that_may_lie_within_the_limits_is_taken(string day, string month, string year) =>
        Schema.ReadDate("born", day, month, year).Errors.ShouldBeEmpty();

    [Fact]
    public void Other_dates_still_need_all_three() =>
        Form(Date("born")).ReadDate("born", "", "", "1950").OnlyError().Code.ShouldBe("forms.date-missing");

    [Fact]
    public async Task Why_something_is_asked_stands_beside_it()
    {
        FormSchema form = Form(Text("a", properties: "\"legalBasis\":\"Khoản 1 Điều 16 Luật Hộ tịch 2014\""));

        (await Render.Page(form.PageView("p1", FormAnswers.None, Now, Vietnamese), "vi-VN")).ShouldContain("Căn cứ: Khoản 1 Điều 16 Luật Hộ tịch 2014");
    }
}
