using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

/// <summary>Answers that contradict each other are questioned, not refused.</summary>
public sealed class DoubtTests
{
    const string Box =
        """{"type":"checkbox","key":"sure","label":"Đúng như giấy tờ","validate":{"required":true},"properties":{"kind":"doubt","visibleWhen":"=string length(id) = 12 and substring(id, 4, 1) = \"0\" and sex = \"nu\"","invalidVi":"Số không khớp với giới tính.","invalidEn":"The number does not agree with the sex."} }""";

    static FormSchema WithDoubt => Form($"{Text("id")},{Radio("sex", "nam", "nu")},{Box}");

    [Fact]
    public void A_contradiction_is_said_at_once_and_the_answers_are_kept()
    {
        PageReading reading = WithDoubt.Read(("id", "025090000001"), ("sex", "nu"));

        FormError doubt = reading.OnlyError();
        doubt.Field.ShouldBe("sure");
        doubt.MessageIn(Vietnamese).ShouldBe("Số không khớp với giới tính.");
        doubt.MessageIn(English).ShouldBe("The number does not agree with the sex.");
        reading.MustShowAgain.ShouldBeTrue();
        reading.Answers.Text("id").ShouldBe("025090000001");
    }

    [Fact]
    public async Task It_is_confirmed_by_a_box_and_officials_see_that_it_was()
    {
        FormAnswers doubtful = WithDoubt.Read(("id", "025090000001"), ("sex", "nu")).Answers;
        (await Render.Page(WithDoubt.PageView("p1", doubtful, Now, Vietnamese), "vi-VN")).ShouldContain("Số không khớp với giới tính.");
        WithDoubt.Read("p1", doubtful, Post(("id", "025090000001"), ("sex", "nu")), Now).OnlyError().Field.ShouldBe("sure");

        PageReading confirmed = WithDoubt.Read("p1", doubtful, Post(("id", "025090000001"), ("sex", "nu"), ("sure", "true")), Now);

        confirmed.MustShowAgain.ShouldBeFalse();
        WithDoubt.IsComplete(confirmed.Answers, Now).ShouldBeTrue();
        WithDoubt.SummaryView(confirmed.Answers, Now, English, null).Doubts.ShouldBe(["The number does not agree with the sex."]);
    }

    [Fact]
    public void Without_a_contradiction_nothing_is_asked()
    {
        PageReading reading = WithDoubt.Read(("id", "025090000001"), ("sex", "nam"));

        reading.MustShowAgain.ShouldBeFalse();
        WithDoubt.IsComplete(reading.Answers, Now).ShouldBeTrue();
        WithDoubt.SummaryView(reading.Answers, Now, Vietnamese, null).Doubts.ShouldBeEmpty();
        WithDoubt.PageView("p1", reading.Answers, Now, Vietnamese).NeedsRefresh.ShouldBeFalse();
    }

    [Fact]
    public void A_correction_takes_the_doubt_away_whatever_was_confirmed()
    {
        FormAnswers confirmed = WithDoubt.Read("p1", WithDoubt.Read(("id", "025090000001"), ("sex", "nu")).Answers, Post(("id", "025090000001"), ("sex", "nu"), ("sure", "true")), Now).Answers;

        FormAnswers corrected = WithDoubt.Read("p1", confirmed, Post(("id", "025190000001"), ("sex", "nu"), ("sure", "true")), Now).Answers;

        WithDoubt.SummaryView(corrected, Now, Vietnamese, null).Doubts.ShouldBeEmpty();
        WithDoubt.Submitted(corrected, Now)["sure"].ShouldBeNull();
    }

    [Theory]
    [InlineData("025190999123", "17/5/1990", "nu", false)]
    [InlineData("025090999123", "17/5/1990", "nu", true)]
    [InlineData("025190999123", "17/5/1991", "nu", true)]
    [InlineData("025190999123", "17/5/1990", "nam", true)]
    [InlineData("025390999123", "17/5/1990", "nu", true)]
    [InlineData("025304999123", "1/1/2004", "nu", false)]
    [InlineData("131234567", "17/5/1990", "nam", false)]
    public void The_copy_request_questions_a_number_that_contradicts_sex_or_year_of_birth(string number, string birth, string sex, bool isDoubted)
    {
        string province = Path.Combine(Repository.Root, "province");
        FormCatalogs lists = FormCatalogs.FromJson(System.IO.Directory.EnumerateFiles(Path.Combine(province, "catalogs"), "*.json").Select(File.ReadAllText));
        FormSchema form = Loaded(FormSchema.Load(File.ReadAllText(Path.Combine(province, "forms", "to-khai-ban-sao-trich-luc.json")), lists, ["tra_cuu_dan_cu"]));
        string[] day = birth.Split('/');

        PageReading reading = form.Read(
            "p-nguoi-dang-ky",
            FormAnswers.None,
            Post(("dt_ho_ten", "Đinh Hồng Nhung"), ("dt_giay_to", number), ("dt_gioi_tinh", sex), ("dt_ngay_sinh.Day", day[0]), ("dt_ngay_sinh.Month", day[1]), ("dt_ngay_sinh.Year", day[2])),
            Now);

        reading.Errors.Select(error => error.Field).ShouldBe(isDoubted ? ["dt_giay_to_dung"] : []);
    }

    [Theory]
    [InlineData("025190999123", "20/5/1990", new string[0])]
    [InlineData("025226000001", "20/5/1990", new[] { "kq_so_dinh_danh_dung" })]
    [InlineData("025190999123", "16/5/1990", new[] { "kq_ngay_dang_ky" })]
    public void The_extract_that_an_officer_writes_questions_them_too_and_is_not_registered_before_the_birth(string number, string registered, string[] wrong)
    {
        string province = Path.Combine(Repository.Root, "province");
        FormCatalogs lists = FormCatalogs.FromJson(System.IO.Directory.EnumerateFiles(Path.Combine(province, "catalogs"), "*.json").Select(File.ReadAllText));
        FormSchema form = Loaded(FormSchema.Load(File.ReadAllText(Path.Combine(province, "forms", "ket-qua-trich-luc.json")), lists));
        string[] day = registered.Split('/');

        PageReading reading = form.Read(
            "p-noi-dung",
            FormAnswers.None,
            Post(
                ("kq_ho_ten", "Đinh Hồng Nhung"), ("kq_so_dinh_danh", number), ("kq_gioi_tinh", "nu"), ("kq_ngay_sinh.Day", "17"), ("kq_ngay_sinh.Month", "5"), ("kq_ngay_sinh.Year", "1990"),
                ("kq_noi_dang_ky", "UBND phường Việt Trì"), ("kq_so_dang_ky", "12"), ("kq_ngay_dang_ky.Day", day[0]), ("kq_ngay_dang_ky.Month", day[1]), ("kq_ngay_dang_ky.Year", day[2])),
            Now);

        reading.Errors.Select(error => error.Field).ShouldBe(wrong);
    }

    [Theory]
    [InlineData("""{"type":"textfield","key":"sure","label":"A","properties":{"kind":"doubt","visibleWhen":"=true","invalidVi":"x","invalidEn":"x"} }""")]
    [InlineData("""{"type":"checkbox","key":"sure","label":"A","properties":{"kind":"doubt","visibleWhen":"=true","invalidVi":"x","invalidEn":"x"} }""")]
    [InlineData("""{"type":"checkbox","key":"sure","label":"A","validate":{"required":true},"properties":{"kind":"doubt","invalidVi":"x","invalidEn":"x"} }""")]
    [InlineData("""{"type":"checkbox","key":"sure","label":"A","validate":{"required":true},"properties":{"kind":"doubt","visibleWhen":"=true","invalidVi":"x"} }""")]
    public void A_doubt_without_its_condition_or_its_words_is_refused(string field) =>
        FormSchema.Load(Json(field), Catalogs).Problems.ShouldHaveSingleItem().Code.ShouldBe("forms.schema.unknown-value");

    [Fact]
    public void Headings_for_officials_do_not_address_the_citizen()
    {
        const string page = """{"type":"default","id":"f","properties":{"titleVi":"Tờ khai"},"components":[{"type":"group","id":"p1","label":"Thông tin của Ông/Bà","properties":{"officialVi":"Người yêu cầu","officialEn":"Applicant"},"components":[{"type":"textfield","key":"a","label":"Ông/Bà tên gì?","properties":{"officialVi":"Họ tên","officialEn":"Name"}}]}]}""";
        FormSchema form = Loaded(FormSchema.Load(page, Catalogs));
        FormAnswers answers = FormAnswers.None.With("a", new TextAnswer("An"));

        SummarySectionView desk = form.SummaryView(answers, Now, Vietnamese, null, forOfficials: true).Sections.ShouldHaveSingleItem();
        SummarySectionView citizen = form.SummaryView(answers, Now, Vietnamese, null).Sections.ShouldHaveSingleItem();

        (desk.Title, desk.Rows[0].Label).ShouldBe(("Người yêu cầu", "Họ tên"));
        (citizen.Title, citizen.Rows[0].Label).ShouldBe(("Thông tin của Ông/Bà", "Ông/Bà tên gì?"));
        form.PageView("p1", answers, Now, Vietnamese, forOfficials: true).Title.ShouldBe("Người yêu cầu");
        form.Print(answers, Now, Vietnamese).Sections[0].Title.ShouldBe("Người yêu cầu");
    }

    [Fact]
    public void An_official_reads_neither_hints_nor_messages_that_are_said_to_the_citizen()
    {
        const string page = """{"type":"default","id":"f","properties":{"titleVi":"Tờ khai"},"components":[{"type":"group","id":"p1","label":"Cam đoan","properties":{"hintVi":"Ông/Bà còn xem lại được ở trang kiểm tra."},"components":[{"type":"textfield","key":"a","label":"Họ tên","properties":{"hintVi":"Như trên giấy tờ."}},{"type":"checkbox","key":"b","label":"Tôi cam đoan","validate":{"required":true},"properties":{"invalidVi":"Ông/Bà cần đánh dấu vào ô cam đoan."}}]}]}""";
        FormSchema form = Loaded(FormSchema.Load(page, Catalogs));
        PageReading reading = form.Read("p1", FormAnswers.None, Post(), Now);

        FormPageView desk = form.PageView("p1", FormAnswers.None, Now, Vietnamese, null, reading, forOfficials: true);
        FormPageView citizen = form.PageView("p1", FormAnswers.None, Now, Vietnamese, null, reading);

        desk.Hint.ShouldBeNull();
        desk.Parts.OfType<FormFieldView>().First().Hint.ShouldBe("Như trên giấy tờ.");
        desk.Errors[^1].Message.ShouldBe("Đánh dấu vào ô “Tôi cam đoan”");
        citizen.Hint.ShouldNotBeNull();
        citizen.Errors[^1].Message.ShouldStartWith("Ông/Bà cần đánh dấu");
    }

    [Fact]
    public void What_is_missing_is_told_with_the_page_that_asks_for_it()
    {
        const string form = """{"type":"default","id":"f","properties":{"titleVi":"Tờ khai"},"components":[{"type":"group","id":"p1","label":"Người mẹ","components":[{"type":"textfield","key":"a","label":"Họ tên","validate":{"required":true}}]},{"type":"group","id":"p2","label":"Trẻ tên gì?","components":[{"type":"textfield","key":"b","label":"Họ tên","validate":{"required":true}}]}]}""";

        Loaded(FormSchema.Load(form, Catalogs)).SummaryView(FormAnswers.None, Now, Vietnamese, null).Errors.Select(error => error.Text)
            .ShouldBe(["Người mẹ: Nhập họ tên.", "Trẻ tên gì? Nhập họ tên."]);
    }
}
