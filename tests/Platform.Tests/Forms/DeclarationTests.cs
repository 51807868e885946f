using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

public sealed class DeclarationTests
{
    private static readonly FormSchema Schema = Form(
        Text("name", properties: "\"kind\":\"full-name\"") + "," + Radio("kind", "x", "y"),
        Radio("way", "a", "b").Replace("\"values\"", "\"properties\":{\"ours\":true},\"values\"", StringComparison.Ordinal),
        Date("born", properties: "\"kind\":\"partial-date\"") + "," + Text("more", ""","conditional":{"hide":"=kind != \"y\""}""") + "," + Text("alias", label: "Tên gọi khác"),
        """{"type":"dynamiclist","path":"members","label":"Thành viên","properties":{"rowVi":"Thành viên"},"components":[{"type":"textfield","key":"m_name","label":"Họ tên"},{"type":"checkbox","key":"m_head","label":"Chủ hộ"}]}""",
        """{"type":"checkbox","key":"debt","label":"Đề nghị ghi nợ"},{"type":"checkbox","key":"oath","label":"Tôi cam đoan khai đúng.","validate":{"required":true}}""");

    private static readonly FormAnswers Answers = FormAnswers.None
        .With("name", new TextAnswer("Lê <b>An</b>")).With("kind", new TextAnswer("x")).With("way", new TextAnswer("a")).With("born", new PartialDateAnswer(1950, 3)).With("more", new TextAnswer("ẩn"))
        .With("alias", null).With("debt", new BooleanAnswer(true)).With("oath", new BooleanAnswer(true))
        .With("members", new RowsAnswer([FormAnswers.None.With("m_name", new TextAnswer("Bình")).With("m_head", new BooleanAnswer(true)), FormAnswers.None.With("m_name", new TextAnswer("Chi"))]));

    private static List<IReadOnlyDictionary<string, object?>> Items(FormDeclaration declaration) =>
        [.. ((IEnumerable<object?>)declaration.Data["items"]!).Cast<IReadOnlyDictionary<string, object?>>()];

    private static string Said(IReadOnlyDictionary<string, object?> item) =>
        string.Join(' ', new[] { "heading", "subheading", "row", "lead", "label", "value", "options", "box" }.Select(name => item[name] as string).OfType<string>().Append(item["blank"] is true ? "…" : "").Where(text => text.Length > 0));

    [Fact]
    public void Pages_are_items_and_their_questions_are_numbered_below_them_without_ours_and_hidden_ones()
    {
        FormDeclaration declaration = Schema.Declaration(Answers, Now);

        Items(declaration).Where(item => item["grid"] is null).Select(Said).ShouldBe(
        [
            "1. Trang 1", "1.1. Họ tên: Lê <b>An</b>", "1.2. Loại việc: ☒\u00a0X\u00a0\u00a0 ☐\u00a0Y",
            "2. Trang 3", "2.1. Ngày sinh của trẻ: 03/1950", "2.2. Tên gọi khác: …",
            "3. Trang 4", "3.1. Thành viên:",
            "4. Trang 5", "4.1. ☒\u00a0Đề nghị ghi nợ",
        ]);
        declaration.Data["pledges"].ShouldBeAssignableTo<IEnumerable<object?>>()!.ShouldBe(["Tôi cam đoan khai đúng."]);
    }

    [Fact]
    public void A_repeated_group_is_a_table_with_a_number_for_each_row()
    {
        var grid = (IReadOnlyDictionary<string, object?>)Items(Schema.Declaration(Answers, Now)).Single(item => item["grid"] is not null)["grid"]!;

        ((IEnumerable<object?>)grid["columns"]!).Cast<IReadOnlyDictionary<string, object?>>().Select(column => column["head"]).ShouldBe(["TT", "Họ tên", "Chủ hộ"]);
        ((IEnumerable<object?>)grid["rows"]!).Cast<IEnumerable<object?>>().Select(row => string.Join('|', row)).ShouldBe(["1|Bình|☒", "2|Chi|☐"]);
    }

    [Fact]
    public void A_page_that_goes_on_with_the_one_before_goes_on_with_its_item_and_a_table_is_not_named_twice()
    {
        FormSchema form = Loaded(FormSchema.Load("""
            {"type":"default","id":"f","properties":{"titleVi":"Đơn"},"components":[
            {"type":"group","id":"p1","label":"Người mẹ","components":[{"type":"textfield","key":"a","label":"Họ tên"},{"type":"textfield","key":"b","label":"Năm sinh"}]},
            {"type":"group","id":"p2","label":"Người mẹ: nơi ở","components":[{"type":"textfield","key":"c","label":"Nơi ở"}]},
            {"type":"group","id":"p3","label":"Con","components":[{"type":"dynamiclist","path":"d","label":"Con","components":[{"type":"textfield","key":"e","label":"Họ tên"}]}]},
            {"type":"group","id":"p4","label":"Lý do","components":[{"type":"textfield","key":"g","label":"Lý do"}]}]}
            """, Catalogs));
        FormAnswers answers = FormAnswers.None.With("d", new RowsAnswer([FormAnswers.None.With("e", new TextAnswer("An"))])).With("g", new TextAnswer("Mất"));

        Items(form.Declaration(answers, Now)).Select(Said).ShouldBe(["1. Người mẹ", "1.1. Họ tên: …", "1.2. Năm sinh: …", "1.3. Nơi ở: …", "2. Con", "", "3. Lý do: Mất"]);
    }

    [Fact]
    public void More_columns_than_a_sheet_holds_are_written_out_row_by_row()
    {
        string fields = string.Join(',', Enumerable.Range(1, 9).Select(i => $$"""{"type":"textfield","key":"c{{i}}","label":"Cột {{i}}"}"""));
        FormSchema wide = Form($$"""{"type":"dynamiclist","path":"list","label":"Danh sách","properties":{"rowVi":"Thửa"},"components":[{{fields}}]}""");
        FormAnswers answers = FormAnswers.None.With("list", new RowsAnswer([FormAnswers.None.With("c1", new TextAnswer("một")).With("c9", new TextAnswer("chín"))]));

        string said = string.Join('\n', Items(wide.Declaration(answers, Now)).Select(Said));

        said.ShouldContain("Thửa 1");
        said.ShouldContain("– Cột 9: chín");
        Items(wide.Declaration(answers, Now)).ShouldAllBe(item => item["grid"] == null);
    }

    [Fact]
    public void No_row_is_said_where_it_was_answered_and_dotted_where_it_was_not_asked()
    {
        Items(Schema.Declaration(Answers.With("members", RowsAnswer.None), Now)).Select(Said).ShouldContain("3.1. Thành viên: Không có");
        Items(Schema.Declaration(FormAnswers.None, Now)).Select(Said).ShouldContain("3.1. Thành viên: …");
    }

    [Fact]
    public void A_model_that_the_law_prescribes_finds_every_answer_and_every_box_by_name()
    {
        FormDeclaration declaration = Schema.Declaration(Answers, Now);
        var values = (IReadOnlyDictionary<string, object?>)declaration.Data["values"]!;
        var boxes = (IReadOnlyDictionary<string, object?>)declaration.Data["boxes"]!;

        (values["born"], values["more"], values["alias"]).ShouldBe(("03/1950", "", ""));
        (boxes["kind_x"], boxes["kind_y"], boxes["debt"]).ShouldBe(("☒", "☐", "☒"));
    }

    [Fact]
    public void What_is_said_of_the_paper_is_read_from_the_head()
    {
        string json = Json(Text("name"), Text("other")).Replace("\"titleVi\":\"Tờ khai\"", """
            "titleVi":"Tờ khai (mẫu 01)","print":{"number":"Mẫu số 01","issuedWith":"Ban hành kèm theo Nghị định số 1/2026/NĐ-CP","template":"rieng","signers":[{"title":"Bên nữ","field":"name"},{"title":"Bên nam","field":"other"}]}
            """, StringComparison.Ordinal);
        FormDeclaration declaration = Loaded(FormSchema.Load(json, Catalogs)).Declaration(FormAnswers.None.With("name", new TextAnswer("An")).With("other", new TextAnswer("Bình")), Now);

        declaration.Template.ShouldBe("rieng");
        declaration.Data["number"].ShouldBe("Mẫu số 01");
        declaration.Data["title"].ShouldBe("Tờ khai");
        ((IReadOnlyDictionary<string, object?>)declaration.Data["left"]!)["name"].ShouldBe("An");
        ((IReadOnlyDictionary<string, object?>)declaration.Data["right"]!)["name"].ShouldBe("Bình");
    }

    [Theory]
    [InlineData("2026-11-23", "Mẫu số 01")]
    [InlineData("2026-11-24", null)]
    public void The_model_of_a_later_law_is_not_named_on_an_earlier_day(string from, string? number)
    {
        string json = Json(Text("name")).Replace("\"titleVi\":\"Tờ khai\"", $"\"titleVi\":\"Tờ khai\",\"print\":{{\"number\":\"Mẫu số 01\",\"issuedWith\":\"Nghị định\",\"from\":\"{from}\"}}", StringComparison.Ordinal);
        FormDeclaration declaration = Loaded(FormSchema.Load(json, Catalogs)).Declaration(FormAnswers.None, Now);

        declaration.Data["number"].ShouldBe(number);
        (declaration.Data["issuedWith"] is null).ShouldBe(number is null);
    }

    [Theory]
    [InlineData("""{"colour":"red"}""", "forms.schema.unknown-property", "$.properties.print.colour")]
    [InlineData("""{"from":"01/07/2025"}""", "forms.schema.date", "$.properties.print.from")]
    [InlineData("""{"signers":[{"field":"name"}]}""", "forms.schema.missing", "$.properties.print.signers[0].title")]
    [InlineData("""{"signers":[{"title":"A","field":"nobody"}]}""", "forms.schema.unknown-name", "$.properties.print.signers[0].field")]
    [InlineData("""{"signers":[{"title":"A"},{"title":"B"},{"title":"C"}]}""", "forms.schema.count", "$.properties.print.signers")]
    public void A_faulty_head_is_refused_with_its_place(string print, string code, string path)
    {
        string json = Json(Text("name")).Replace("\"titleVi\":\"Tờ khai\"", $"\"titleVi\":\"Tờ khai\",\"print\":{print}", StringComparison.Ordinal);

        SchemaProblem problem = FormSchema.Load(json, Catalogs).Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Path).ShouldBe((code, path));
    }
}
