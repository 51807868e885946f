using Microsoft.Extensions.Primitives;
using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

public sealed class PageReadingTests
{
    [Fact]
    public void Text_is_trimmed_and_composed()
    {
        var reading = Form(Text("a")).Read(("a", "\u00a0 Nguye\u0302\u0303n\tThi\u0323 \u200bÁnh \r\n"));

        reading.Errors.ShouldBeEmpty();
        reading.Answers.Text("a").ShouldBe("Nguyễn Thị Ánh");
    }

    [Fact]
    public void Lines_are_kept_in_a_text_area_only()
    {
        var schema = Form("""{"type":"textarea","key":"a","label":"A"},""" + Text("b"));

        var answers = schema.Read(("a", "một\r\nhai\n"), ("b", "một\r\nhai")).Answers;

        answers.Text("a").ShouldBe("một\nhai");
        answers.Text("b").ShouldBe("một hai");
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\u001bb")]
    [InlineData("a\u202eb")]
    [InlineData("a\u0085b")]
    [InlineData("a\uffffb")]
    public void Control_characters_are_refused(string text)
    {
        var reading = Form(Text("a")).Read(("a", text));

        reading.OnlyError().Code.ShouldBe("forms.characters");
        reading.Answers.IsAsked("a").ShouldBeFalse();
    }

    [Fact]
    public void Half_a_character_is_refused() => Form(Text("a")).Read(("a", "x" + (char)0xd800)).OnlyError().Code.ShouldBe("forms.characters");

    [Fact]
    public void What_is_too_long_is_refused_and_shown_again()
    {
        var reading = Form(Text("a", ""","validate":{"maxLength":5}""", label: "Họ tên")).Read(("a", "abcdef"));

        reading.OnlyError().Message.ShouldBe(new LocalText("Rút gọn họ tên: tối đa 5 ký tự, đang có 6.", "Shorten họ tên: at most 5 characters, there are 6."));
        reading.Typed["a"].ShouldBe("abcdef");
        reading.Answers["a"].ShouldBeNull();
    }

    [Fact]
    public void A_text_without_limit_of_its_own_has_the_usual_one() =>
        Form(Text("a")).Read(("a", new string('x', 256))).OnlyError().Code.ShouldBe("forms.too-long");

    [Fact]
    public void A_field_that_is_needed_says_so_with_its_label()
    {
        var schema = Form(Text("a", ""","validate":{"required":true}""", "\"labelEn\":\"Full name\"") + "," + Date("b", ""","validate":{"required":true}"""));

        var errors = schema.Read().Errors;

        errors.Select(e => (e.Code, e.MessageIn(Vietnamese), e.InputId)).ShouldBe(
        [
            ("forms.required.enter", "Nhập họ tên.", "a"),
            ("forms.required.enter", "Nhập ngày sinh của trẻ.", "b"),
        ]);
        errors[0].MessageIn(English).ShouldBe("Enter full name.");
    }

    [Fact]
    public void The_question_of_a_page_with_one_choice_is_asked_again() =>
        Loaded(FormSchema.Load("""
            {"type":"default","id":"f","components":[{"type":"group","id":"p1","label":"Cha mẹ đã đăng ký kết hôn chưa?","components":[
              {"type":"radio","key":"a","label":"Cha mẹ đã đăng ký kết hôn","validate":{"required":true},"values":[{"value":"x","label":"X"}]}]}]}
            """, Catalogs)).Read().OnlyError().MessageIn(Vietnamese).ShouldBe("Trả lời câu hỏi “Cha mẹ đã đăng ký kết hôn chưa?”");

    [Theory]
    [InlineData("  025 084 999.061", "025084999061")]
    [InlineData("131.234.567", "131234567")]
    public void A_person_number_loses_its_spaces(string typed, string kept) =>
        Form(Text("a", properties: "\"kind\":\"person-id\"")).Read(("a", typed)).Answers.Text("a").ShouldBe(kept);

    [Theory]
    [InlineData("person-id", "12345678901", "forms.person-id")]
    [InlineData("person-id", "12345678A", "forms.person-id")]
    [InlineData("person-id", "٠٢٥٠٨٤٩٩٩٠٦١", "forms.person-id")]
    [InlineData("full-name", "Nguyễn Văn 2", "forms.full-name")]
    [InlineData("full-name", "<b>", "forms.full-name")]
    [InlineData("full-name", "--", "forms.full-name")]
    [InlineData("phone", "0912 ba bốn", "forms.phone")]
    [InlineData("email", "a@b", "forms.email")]
    public void A_kind_has_its_own_rule(string kind, string typed, string code) =>
        Form(Text("a", properties: $"\"kind\":\"{kind}\"")).Read(("a", typed)).OnlyError().Code.ShouldBe(code);

    [Theory]
    [InlineData("full-name", "  Trần   Thị D'Ông-Ê  ", "Trần Thị D'Ông-Ê")]
    [InlineData("phone", "0912 345.678", "0912345678")]
    [InlineData("email", "a.b@example.vn", "a.b@example.vn")]
    public void A_kind_has_one_way_to_be_kept(string kind, string typed, string kept) =>
        Form(Text("a", properties: $"\"kind\":\"{kind}\"")).Read(("a", typed)).Answers.Text("a").ShouldBe(kept);

    [Fact]
    public void Capitals_are_set_by_the_form() =>
        Form(Text("a", properties: "\"transform\":\"uppercase\"")).Read(("a", "đặng ngọc ưng")).Answers.Text("a").ShouldBe("ĐẶNG NGỌC ƯNG");

    [Theory]
    [InlineData("12", 12)]
    [InlineData("1.234.567", 1234567)]
    [InlineData(" 1 234,5 ", 1234.5)]
    [InlineData("-0", 0)]
    [InlineData("−7,25", -7.25)]
    public void Numbers_are_read_as_they_are_written_here(string typed, double number) =>
        Form(Number("a")).Read(("a", typed)).Answers.Number("a").ShouldBe((decimal)number);

    [Theory]
    [InlineData("1.5")]
    [InlineData("12.34.567")]
    [InlineData("1,2,3")]
    [InlineData("1e5")]
    [InlineData("mười")]
    [InlineData("999999999999999999999999999999999")]
    [InlineData("１２")]
    public void What_could_be_two_numbers_is_none(string typed) => Form(Number("a")).Read(("a", typed)).OnlyError().Code.ShouldBe("forms.number");

    [Theory]
    [InlineData("0", "forms.number-range", "Nhập số lượng từ 1 đến 100.")]
    [InlineData("101", "forms.number-range", "Nhập số lượng từ 1 đến 100.")]
    [InlineData("1,5", "forms.number-whole", "Nhập số lượng là số nguyên, không có phần lẻ sau dấu phẩy.")]
    public void A_number_keeps_its_limits(string typed, string code, string message)
    {
        var error = Form(Number("a", ""","decimalDigits":0,"validate":{"min":1,"max":100}""")).Read(("a", typed)).OnlyError();

        error.Code.ShouldBe(code);
        error.MessageIn(Vietnamese).ShouldBe(message);
    }

    [Theory]
    [InlineData("30", "2", "2023", "b", "Nhập lại ngày sinh của trẻ: tháng 2 năm 2023 chỉ có ngày 1 đến ngày 28.")]
    [InlineData("1", "13", "2023", "b-month", "Nhập lại ngày sinh của trẻ: tháng chỉ từ 1 đến 12.")]
    [InlineData("1", "1", "23", "b-year", "Nhập ngày sinh của trẻ với năm đủ 4 chữ số. Ví dụ: 1990")]
    [InlineData("", "1", "2023", "b", "Nhập đủ ngày sinh của trẻ: còn thiếu ngày.")]
    [InlineData("1", "", "", "b-month", "Nhập đủ ngày sinh của trẻ: còn thiếu tháng, năm.")]
    [InlineData("1", "một", "2023", "b-month", "Nhập ngày sinh của trẻ bằng chữ số: xem lại tháng.")]
    [InlineData("24", "11", "2026", "b", "Nhập ngày sinh của trẻ: không sau hôm nay, ngày 23/11/2026.")]
    [InlineData("31", "12", "1899", "b", "Nhập ngày sinh của trẻ từ ngày 01/01/1900 trở đi.")]
    public void A_wrong_date_is_told_in_plain_words(string day, string month, string year, string input, string message)
    {
        var reading = Form(Date("b", properties: "\"max\":\"today\",\"min\":\"1900-01-01\"")).ReadDate("b", day, month, year);

        var error = reading.OnlyError();
        error.InputId.ShouldBe(input);
        error.MessageIn(Vietnamese).ShouldBe(message);
        reading.Typed["b.Day"].ShouldBe(day);
    }

    [Theory]
    [InlineData("29", "2", "2024", 2024, 2, 29)]
    [InlineData("01", "09", "1990", 1990, 9, 1)]
    [InlineData("23", "11", "2026", 2026, 11, 23)]
    public void A_date_is_read_from_its_parts(string day, string month, string year, int y, int m, int d) =>
        Form(Date("b", properties: "\"max\":\"today\"")).ReadDate("b", day, month, year).Answers.Date("b").ShouldBe(new DateOnly(y, m, d));

    [Fact]
    public void Today_is_that_of_the_place()
    {
        // 23:30 UTC on the 22nd is the 23rd here.
        var schema = Form(Date("b", properties: "\"max\":\"today\""));

        schema.Read("p1", FormAnswers.None, Post(("b.Day", "23"), ("b.Month", "11"), ("b.Year", "2026")), new DateTimeOffset(2026, 11, 22, 23, 30, 0, TimeSpan.Zero)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void A_box_that_must_be_ticked_is_asked_for()
    {
        var schema = Form("""{"type":"checkbox","key":"a","label":"Tôi cam đoan.","validate":{"required":true}}""");

        schema.Read().OnlyError().MessageIn(Vietnamese).ShouldBe("Đánh dấu vào ô “Tôi cam đoan.”");
        schema.Read(("a", "true")).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void The_authors_words_are_used_for_a_broken_rule() =>
        Form(Text("a", properties: "\"kind\":\"person-id\",\"invalidVi\":\"Số gồm 12 chữ số.\",\"invalidEn\":\"12 digits.\""))
            .Read(("a", "1")).OnlyError().Message.ShouldBe(new LocalText("Số gồm 12 chữ số.", "12 digits."));

    [Fact]
    public void An_address_is_a_commune_of_the_list_and_a_detail()
    {
        var schema = Form(Text("a", ""","validate":{"required":true}""", "\"kind\":\"address\",\"catalog\":\"communes\"", "Nơi cư trú"));

        schema.Read(("a.Commune", "c2"), ("a.Detail", " Khu 3 ")).Answers["a"].ShouldBe(new AddressAnswer("c2", "Khu 3"));
        schema.Read(("a.Commune", "c9"), ("a.Detail", "")).OnlyError().Code.ShouldBe("forms.option");
        schema.Read(("a.Commune", "c2"), ("a.Detail", "Khu\0")).OnlyError().InputId.ShouldBe("a-Detail");
        schema.Read(("a.Commune", ""), ("a.Detail", "Khu 3")).OnlyError().MessageIn(Vietnamese).ShouldBe("Chọn xã, phường trong mục nơi cư trú.");
        schema.Read().OnlyError().Code.ShouldBe("forms.required.enter");
    }

    [Fact]
    public void A_good_answer_beside_a_wrong_one_is_kept()
    {
        var reading = Form(Text("a") + "," + Number("n")).Read(("a", "An"), ("n", "x"));

        reading.Errors.ShouldHaveSingleItem().Field.ShouldBe("n");
        reading.Answers.Text("a").ShouldBe("An");
        reading.Answers.IsAsked("n").ShouldBeFalse();
    }

    [Fact]
    public void Refreshing_keeps_what_is_good_and_complains_of_nothing()
    {
        var schema = Form(Text("a", ""","validate":{"required":true}""") + "," + Number("n") + "," + Text("b"));

        var reading = schema.Read(("a", ""), ("n", "x"), ("b", "An"), ("_refresh", "1"));

        reading.IsRefresh.ShouldBeTrue();
        reading.MustShowAgain.ShouldBeTrue();
        reading.Errors.ShouldBeEmpty();
        reading.Answers.ToJson().ShouldBe("""{"b":"An"}""");
        reading.Typed["n"].ShouldBe("x");
    }

    [Fact]
    public void Options_not_in_the_list_are_refused()
    {
        var reading = Form(Radio("a", "x", "y")).Read(("a", "z"));

        reading.OnlyError().Code.ShouldBe("forms.option");
        reading.Answers.IsAsked("a").ShouldBeFalse();
    }

    [Fact]
    public void Names_that_the_page_does_not_ask_are_left_alone()
    {
        var schema = Form(Text("a"), Text("b"));

        schema.Read(("a", "An"), ("b", "Bình"), ("c", "x"), ("__RequestVerificationToken", "t")).Answers.ToJson().ShouldBe("""{"a":"An"}""");
    }

    [Fact]
    public void Two_values_for_one_answer_are_refused() =>
        Form(Text("a")).Read("p1", FormAnswers.None, new Dictionary<string, StringValues> { ["a"] = new(["x", "y"]) }, Now).OnlyError().Code.ShouldBe("forms.repeated");
}
