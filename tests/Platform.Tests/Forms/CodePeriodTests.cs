using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

/// <summary>An entry of a code list may be chosen from a day or until a day; who chose it in time keeps it with its name of then.</summary>
public sealed class CodePeriodTests
{
    const string List = """
        {"id":"l","items":[
          {"code":"a","vi":"Cũ","validTo":"2026-11-23"},{"code":"b","vi":"Xã B","validTo":"2026-11-24"},{"code":"b","vi":"Phường B","validFrom":"2026-11-24"},{"code":"c","vi":"Mới","validFrom":"2026-11-24"}]}
        """;

    static readonly FormSchema Choice = Loaded(FormSchema.Load(Json("""{"type":"select","key":"o","label":"Ở đâu?","validate":{"required":true},"properties":{"catalog":"l"} }"""), FormCatalogs.FromJson([List])));

    static readonly DateTimeOffset NextDay = Now.AddDays(1);

    [Fact]
    public void Only_what_holds_on_the_day_is_offered_and_taken()
    {
        Offered(Now).ShouldBe([("b", "Xã B")]);
        Offered(NextDay).ShouldBe([("b", "Phường B"), ("c", "Mới")]);

        foreach (string gone in (string[])["a", "c"])
            Choice.Read("p1", FormAnswers.None, Post(("o", gone)), Now).OnlyError().Code.ShouldBe("forms.option");
        Choice.Read("p1", FormAnswers.None, Post(("o", "b")), Now).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_chosen_in_time_reads_as_it_read_then()
    {
        FormAnswers chosen = FormAnswers.None.With([new("o", new TextAnswer("b"))]);
        Said(chosen, Now).ShouldBe("Xã B");
        Said(chosen, NextDay).ShouldBe("Phường B");
        // A draft that waited too long still says what was chosen, and is asked again.
        FormAnswers late = FormAnswers.None.With([new("o", new TextAnswer("a"))]);
        Said(late, NextDay).ShouldBe("Cũ");
        Choice.Check(late, NextDay).ShouldHaveSingleItem().Code.ShouldBe("forms.option");
    }

    static IEnumerable<(string, string)> Offered(DateTimeOffset now) =>
        Choice.PageView("p1", FormAnswers.None, now, Vietnamese).Parts.OfType<FormFieldView>().Single().Options.Select(option => (option.Value, option.Text));

    static string Said(FormAnswers answers, DateTimeOffset now) => Choice.SummaryView(answers, now, Vietnamese, null).Sections.Single().Rows.Single().Value;
}
