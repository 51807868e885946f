using Shouldly;
using VanLang.Forms.Contracts;
using VanLang.Forms.Units;
using VanLang.Kernel.Import;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

/// <summary>A place of birth as of the birth date: three tiers before 01/07/2025, two since.</summary>
public sealed class PlaceTests
{
    private const string Content = """
        {"title":"Thử","periods":[
         {"from":null,"to":"2025-07-01","units":[
          ["25","Tỉnh Phú Thọ"],["227","Thành phố Việt Trì","25"],["07900","Phường Gia Cẩm","227",["07900"]],["07888","Phường Dữu Lâu","227",["07900","07909"]],
          ["230","Huyện Đoan Hùng","25"],["07969","Xã Hoà Bình","230",["07900"]],["24","Tỉnh Hoà Bình"],["148","Thành phố Hoà Bình","24"],["04789","Phường Hoà Bình","148",["07909"]]]},
         {"from":"2025-07-01","to":null,"units":[["25","Tỉnh Phú Thọ"],["07900","Phường Việt Trì","25"],["07909","Phường Vân Phú","25"]]}]}
        """;

    private static readonly AdministrativeUnits Units = Read(Content);
    private static readonly DateOnly Old = new(1990, 5, 5);
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly FormContext Context = new(Now) { Units = Units };

    private static readonly FormSchema Schema = Form(
        Date("born", properties: "\"kind\":\"partial-date\"") + "," + Text("place", ""","validate":{"required":true,"maxLength":100}""", "\"kind\":\"place\",\"asOf\":\"=born\"", "Nơi sinh"));

    private static AdministrativeUnits Read(string content)
    {
        List<ImportProblem> problems = [];
        AdministrativeUnits? units = UnitsFile.Read(content, "units.json", problems);
        problems.ShouldBeEmpty();
        return units.ShouldNotBeNull();
    }

    private static PageReading Post(params (string Name, string Value)[] values) => Schema.Read("p1", FormAnswers.None, Sample.Post(values), Context);

    private static PlaceView View(PageReading reading) =>
        Schema.PageView("p1", reading.Answers, Context, Vietnamese, reading: reading).Parts.OfType<FormFieldView>().Single(field => field.Key == "place").Place.ShouldNotBeNull();

    [Theory]
    [InlineData("gia cam", "07900")]
    [InlineData("GIA CẨM việt trì", "07900")]
    [InlineData("phuong duu lau phu tho", "07888")]
    [InlineData("hòa bình đoan hùng", "07969")]
    public void Old_units_are_found_by_name_with_and_without_marks(string typed, string code) => Units.Find(typed, Old, 20)[0].Code.ShouldBe(code);

    [Fact]
    public void Each_day_has_its_own_tiers_and_its_own_units()
    {
        Units.Find("gia cam", Today, 20).ShouldBeEmpty();
        Units.Find("viet tri", Today, 20).Single().Said.ShouldBe("Phường Việt Trì, tỉnh Phú Thọ");
        Units.Find("viet tri", new(2025, 6, 30), 20).Select(unit => unit.Code).ShouldBe(["07888", "07900"]);
        // One code, two units: Gia Cẩm then, Việt Trì now.
        Units.Unit("07900", Old)!.Names[0].ShouldBe("Phường Gia Cẩm");
        Units.Unit("07900", Today)!.Names[0].ShouldBe("Phường Việt Trì");
        Units.Find("gia cam", Old, 20).Single().Said.ShouldBe("Phường Gia Cẩm, thành phố Việt Trì, tỉnh Phú Thọ");
        // A district is no place to be born in; its communes are.
        Units.Find("thanh pho hoa binh", Old, 20).Select(unit => unit.Code).ShouldBe(["04789"]);
    }

    [Fact]
    public void A_name_that_leaves_no_doubt_is_taken_and_kept_as_it_was_on_the_day()
    {
        PageReading reading = Post(("born.Day", "5"), ("born.Month", "5"), ("born.Year", "1990"), ("place.Find", "gia cam"), ("place.Detail", "Bệnh viện tỉnh"));

        reading.Errors.ShouldBeEmpty();
        PlaceAnswer place = reading.Answers["place"].ShouldBeOfType<PlaceAnswer>();
        place.ShouldBe(new PlaceAnswer("07900", Old, ["Phường Gia Cẩm", "Thành phố Việt Trì", "Tỉnh Phú Thọ"], "Bệnh viện tỉnh"));
        place.Said.ShouldBe("Bệnh viện tỉnh, phường Gia Cẩm, thành phố Việt Trì, tỉnh Phú Thọ");
        FormAnswers.FromJson(reading.Answers.ToJson()).ShouldBe(reading.Answers);
        reading.Answers.ToJson().ShouldContain("""
            "place":{"day":"1990-05-05","detail":"Bệnh viện tỉnh","names":["Phường Gia Cẩm","Thành phố Việt Trì","Tỉnh Phú Thọ"],"unit":"07900"}
            """.Trim());
    }

    [Fact]
    public void Several_are_offered_with_what_became_of_them_and_one_is_chosen()
    {
        PageReading asked = Post(("born.Year", "1990"), ("place.Find", "viet tri"), ("_find", "place"));

        asked.IsRefresh.ShouldBeTrue();
        PlaceView view = View(asked);
        view.Options.Select(option => option.Text).ShouldBe(["Phường Dữu Lâu, thành phố Việt Trì, tỉnh Phú Thọ", "Phường Gia Cẩm, thành phố Việt Trì, tỉnh Phú Thọ", "Nơi khác, không có trong danh sách"]);
        view.Options[0].Hint.ShouldBe("Từ ngày 01/07/2025 chia về phường Việt Trì, tỉnh Phú Thọ; phường Vân Phú, tỉnh Phú Thọ");
        view.Options[1].Hint.ShouldBe("Từ ngày 01/07/2025 là phường Việt Trì, tỉnh Phú Thọ");
        view.FindHint.ShouldContain("01/01/1990");

        PageReading chosen = Post(("born.Year", "1990"), ("place.Find", "viet tri"), ("place.Unit", "07900"));
        chosen.Errors.ShouldBeEmpty();
        ((PlaceAnswer)chosen.Answers["place"]!).Unit.ShouldBe("07900");
    }

    [Fact]
    public void Who_types_the_old_name_of_a_place_of_today_is_led_to_the_new_one()
    {
        PlaceView view = View(Post(("born.Day", "1"), ("born.Month", "11"), ("born.Year", "2026"), ("place.Find", "gia cẩm"), ("_find", "place")));

        view.Options[0].ShouldBe(new("07900", "Phường Việt Trì, tỉnh Phú Thọ", "Trước đó: Phường Gia Cẩm, thành phố Việt Trì, tỉnh Phú Thọ"));
        view.Note!.ShouldContain("không còn nơi tên “gia cẩm”");
    }

    [Fact]
    public void Nothing_found_several_found_and_nothing_typed_are_told_apart_and_what_was_typed_stays()
    {
        PageReading none = Post(("born.Year", "1990"), ("place.Find", "Atlantis"), ("place.Detail", "Khu 5"));
        none.OnlyError().Code.ShouldBe("forms.place-none");
        none.Errors[0].InputId.ShouldBe("place-Find");
        none.Typed["place.Detail"].ShouldBe("Khu 5");
        Post(("born.Year", "1990"), ("place.Find", "viet tri")).OnlyError().Code.ShouldBe("forms.place-choose");
        Post(("born.Year", "1990"), ("place.Find", "")).OnlyError().Code.ShouldBe("forms.required.enter");
        Post(("born.Year", "1990"), ("place.Unit", "99999")).OnlyError().Code.ShouldBe("forms.place-choose");
    }

    [Fact]
    public void A_name_typed_after_a_choice_asks_for_another_place()
    {
        Post(("born.Year", "1990"), ("place.Find", "dữu lâu"), ("place.Unit", "07900")).Answers["place"].ShouldBeOfType<PlaceAnswer>().Unit.ShouldBe("07888");
        Post(("born.Year", "1990"), ("place.Find", "Atlantis"), ("place.Unit", "07900")).OnlyError().Code.ShouldBe("forms.place-none");
        View(Post(("born.Year", "1990"), ("place.Find", "hoa binh"), ("place.Unit", "07900"), ("_find", "place"))).Chosen.ShouldBeNull();
    }

    [Fact]
    public void A_place_abroad_or_of_no_list_is_written_in_full_once_it_was_looked_for()
    {
        (string, string)[] looked = [("born.Day", "5"), ("born.Month", "5"), ("born.Year", "1990"), ("place.Find", "viêng chăn")];
        PageReading none = Post(looked);
        none.Errors.Single(error => error.Field == "place").MessageIn(Vietnamese).ShouldContain("Nơi khác");
        View(none).Options.ShouldHaveSingleItem().Value.ShouldBe(PlaceAnswer.Elsewhere);
        View(Post([.. looked[..3], ("place.Find", "gia cam")])).Options.Select(option => option.Value).ShouldBe(["07900", PlaceAnswer.Elsewhere]);

        PageReading empty = Post([.. looked, ("place.Unit", PlaceAnswer.Elsewhere)]);
        empty.Errors.Single(error => error.Field == "place").InputId.ShouldBe("place-Detail");
        View(empty).Chosen.ShouldBe(PlaceAnswer.Elsewhere);

        PageReading written = Post([.. looked, ("place.Unit", PlaceAnswer.Elsewhere), ("place.Detail", "Bệnh viện Mahosot, Viêng Chăn, Lào")]);
        written.Errors.ShouldBeEmpty();
        PlaceAnswer place = written.Answers["place"].ShouldBeOfType<PlaceAnswer>();
        place.ShouldBe(new PlaceAnswer(PlaceAnswer.Elsewhere, Old, [], "Bệnh viện Mahosot, Viêng Chăn, Lào"));
        place.Said.ShouldBe("Bệnh viện Mahosot, Viêng Chăn, Lào");
        FormAnswers.FromJson(written.Answers.ToJson()).ShouldBe(written.Answers);
        // It is no unit, so no day ends it; and it is shown again as it was chosen.
        Schema.Check(written.Answers.With("born", new DateAnswer(Today)), Context).ShouldBeEmpty();
        Schema.PageView("p1", written.Answers, Context, Vietnamese).Parts.OfType<FormFieldView>().Single(field => field.Key == "place").Place!.Chosen.ShouldBe(PlaceAnswer.Elsewhere);
        Schema.Check(written.Answers.With("place", place with { Detail = "" }), Context).ShouldHaveSingleItem().Field.ShouldBe("place");
    }

    [Fact]
    public void When_the_day_moves_into_another_period_the_place_is_asked_for_again()
    {
        FormAnswers answers = Post(("born.Day", "5"), ("born.Month", "5"), ("born.Year", "1990"), ("place.Find", "gia cam")).Answers;

        ((PlaceAnswer)Schema.Submitted(answers.With("born", new DateAnswer(new(1991, 1, 1))), Context)["place"]!).Day.ShouldBe(new DateOnly(1991, 1, 1));
        FormError error = Schema.Check(answers.With("born", new DateAnswer(new(2026, 1, 1))), Context).ShouldHaveSingleItem();
        (error.Code, error.MessageIn(Vietnamese)).ShouldBe(("forms.place-day", "Chọn lại nơi sinh: vào ngày 01/01/2026 không có Phường Gia Cẩm, thành phố Việt Trì, tỉnh Phú Thọ."));
        // An old answer stays what it was where nobody knows the units any more.
        Schema.Check(answers, new FormContext(Now)).ShouldBeEmpty();
    }

    [Fact]
    public void Who_reads_the_answers_sees_the_name_of_then_and_the_name_since_and_paper_has_that_of_then()
    {
        FormAnswers answers = FormAnswers.None.With("born", new DateAnswer(Old)).With("place", new PlaceAnswer("07900", Old, ["Phường Gia Cẩm", "Thành phố Việt Trì", "Tỉnh Phú Thọ"], ""));

        Schema.SummaryView(answers, Context, Vietnamese, null).Sections[0].Rows[1].Value.ShouldBe("Phường Gia Cẩm, thành phố Việt Trì, tỉnh Phú Thọ\n(Từ ngày 01/07/2025 là phường Việt Trì, tỉnh Phú Thọ)");
        ((IReadOnlyDictionary<string, object?>)Schema.Declaration(answers, Context).Data["values"]!)["place"].ShouldBe("Phường Gia Cẩm, thành phố Việt Trì, tỉnh Phú Thọ");
    }

    [Fact]
    public async Task It_is_filled_in_without_a_script_and_the_first_button_still_goes_on()
    {
        PageReading asked = Post(("born.Year", "1990"), ("place.Find", "viet tri"), ("_find", "place"));
        string html = await Render.Page(Schema.PageView("p1", asked.Answers, Context, Vietnamese, reading: asked), "vi-VN");

        html.ShouldContain("name=\"place.Find\"");
        html.ShouldContain("name=\"_find\" value=\"place\"");
        html.ShouldContain("name=\"place.Unit\" value=\"07888\"");
        html.ShouldContain("name=\"place.Detail\"");
        html.IndexOf("<button", StringComparison.Ordinal).ShouldBe(html.IndexOf("<button class=\"usa-sr-only\" type=\"submit\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"periods":[]}""", "empty")]
    [InlineData("""{"periods":[{"from":null,"to":"2025-07-01","units":[]}]}""", "gap")]
    [InlineData("""{"periods":[{"from":null,"to":null,"units":[["1","A"],["1","B"]]}]}""", "duplicate")]
    [InlineData("""{"periods":[{"from":null,"to":null,"units":[["1","A","9"]]}]}""", "parent")]
    [InlineData("""{"periods":[{"from":null,"to":null,"units":[["1","A",null,["2"]]]}]}""", "successor")]
    [InlineData("""{"periods":[{"from":"01/07/2025","units":[]}]}""", "json")]
    [InlineData("[]", "json")]
    public void A_faulty_list_is_refused_with_its_place(string content, string code)
    {
        List<ImportProblem> problems = [];

        UnitsFile.Read(content, "units.json", problems).ShouldBeNull();
        problems.ShouldContain(problem => problem.Code == $"units.{code}");
    }

    [Fact]
    public void The_units_of_the_country_are_there_and_nearly_all_old_ones_say_what_became_of_them()
    {
        AdministrativeUnits country = Read(File.ReadAllText(Path.Combine(Repository.Root, "province", "units", "don-vi-hanh-chinh.json")));
        List<AdministrativeUnit> communes = [.. country.All.Where(unit => unit.To is not null && unit.Names.Count == 3)];

        communes.Count.ShouldBe(10_035);
        country.All.Count(unit => unit.To is null && unit.Names.Count == 2).ShouldBe(3_321);
        communes.Count(unit => country.Became(unit).Count > 0).ShouldBeGreaterThan(9_700);
        country.Find("gia cam viet tri", Old, 5).Single().Code.ShouldBe("07900");
        country.Became(country.Unit("07900", Old)!).Single().Said.ShouldBe("Phường Việt Trì, tỉnh Phú Thọ");
    }

    [Fact]
    public void Only_a_place_has_a_day_of_its_own_and_its_day_may_not_go_round_in_a_circle()
    {
        FormSchema.Load(Json(Text("a", properties: "\"asOf\":\"today\"")), Catalogs).Problems.ShouldHaveSingleItem().Path.ShouldEndWith(".asOf");
        FormSchema.Load(Json(Text("a", properties: "\"kind\":\"place\",\"asOf\":\"=b\"") + "," + Date("b", properties: "\"visibleWhen\":\"=a.unit = \\\"1\\\"\"")), Catalogs)
            .Problems.ShouldContain(problem => problem.Code == "forms.schema.circle");
    }
}
