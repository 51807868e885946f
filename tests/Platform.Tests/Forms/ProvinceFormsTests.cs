using Microsoft.Extensions.Primitives;
using Shouldly;
using VanLang.Forms.Contracts;
using VanLang.Forms.Units;
using VanLang.Kernel.Files;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

/// <summary>The declarations of the province walk through from the first page to the last.</summary>
public sealed class ProvinceFormsTests
{
    private static readonly string Province = Path.Combine(Repository.Root, "province");
    private static readonly FormCatalogs Lists = FormCatalogs.FromJson(System.IO.Directory.EnumerateFiles(Path.Combine(Province, "catalogs"), "*.json").Select(File.ReadAllText));
    private static readonly string[] Facts = ["tra_cuu_dan_cu"];
    private static readonly AdministrativeUnits Country = UnitsFile.Read(File.ReadAllText(Path.Combine(Province, "units", "don-vi-hanh-chinh.json")), "units.json", []).ShouldNotBeNull();

    public static TheoryData<string> Files => [.. System.IO.Directory.EnumerateFiles(Path.Combine(Province, "forms"), "*.json").Select(f => Path.GetFileName(f))];

    private static FormSchema Load(string file) => Loaded(FormSchema.Load(File.ReadAllText(Path.Combine(Province, "forms", file)), Lists, Facts));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_form_of_the_province_loads_with_both_languages(string file)
    {
        var schema = Load(file);

        schema.Id.ShouldBe(Path.GetFileNameWithoutExtension(file).Split('@')[0]);
        schema.Title.English.ShouldNotBeNull();
        schema.Pages.ShouldAllBe(p => p.Title.English != null && (p.Hint == null || p.Hint.English != null));
        schema.Pages.SelectMany(p => p.Fields).ShouldAllBe(f => f.Label.English != null && (f.Hint == null || f.Hint.English != null));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_page_of_the_province_renders_in_both_languages(string file)
    {
        var schema = Load(file);

        foreach (var page in schema.Pages)
            foreach (var culture in new[] { Vietnamese, English })
                (await Render.Page(schema.PageView(page.Key, FormAnswers.None, Now, culture), culture.Name)).ShouldContain(page.Title.In(culture));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_slot_asks_for_the_files_that_are_taken_in_everywhere(string file)
    {
        foreach (SchemaField slot in Load(file).Pages.SelectMany(page => page.Fields).Where(field => field.Type == FieldType.File))
        {
            slot.Accept.ShouldBe(FileIntakePolicy.Citizen.Endings.Select(ending => "." + ending));
            (slot.MaxMegabytes * 1_000_000L).ShouldBe(FileIntakePolicy.Citizen.MaxBytes);
        }
    }

    [Fact]
    public void A_mother_registers_a_birth()
    {
        var schema = Load("to-khai-dang-ky-khai-sinh.json");
        var prefill = schema.Prefill(new Dictionary<string, AnswerValue> { ["person.fullName"] = new TextAnswer("Trần Thị Bình"), ["person.identityNumber"] = new TextAnswer("025190000001") });

        var (answers, way) = Walk(schema, prefill, new()
        {
            ["nyc_cu_tru"] = "Khu 5, phường Gia Cẩm, tỉnh Phú Thọ",
            ["nyc_quan_he"] = "me",
            ["ks_ho_ten"] = "nguyễn minh an",
            ["ks_gioi_tinh"] = "nam",
            ["ks_ngay_sinh"] = "5/9/2026",
            ["ks_noi_sinh"] = "Bệnh viện tỉnh",
            ["ks_que_quan"] = "Phú Thọ",
            ["ks_dan_toc"] = "01",
            ["cha_me_ket_hon"] = "co",
            ["cha_ho_ten"] = "Nguyễn Văn Hùng",
            ["ban_sao"] = "co",
            ["so_ban_sao"] = "3",
            ["doi_tuong_mien"] = schema.Field("doi_tuong_mien")!.Options[0].Code,
            ["cam_doan"] = "true",
        });

        way.ShouldContain("p-so-ban-sao");
        way.ShouldContain("p-mien-le-phi");
        way.ShouldNotContain("p-quan-he-khac");
        var sent = schema.Submitted(answers, Context(schema));
        sent.Text("ks_ho_ten").ShouldBe("NGUYỄN MINH AN");
        sent.Text("ks_ngay_sinh_chu").ShouldBe("Ngày năm tháng chín năm hai nghìn không trăm hai mươi sáu");
        // Offered from what she said about herself, and accepted by sending the page.
        sent.Text("me_ho_ten").ShouldBe("Trần Thị Bình");
        sent.Text("me_giay_to").ShouldBe("025190000001");
        sent.Number("so_ban_sao").ShouldBe(3);
    }

    [Theory]
    [InlineData("2025-03-27", false)]
    [InlineData("2000-09-05", false)]
    [InlineData("2000-09-04", true)]
    [InlineData("1975-03-27", true)]
    public void Mother_and_father_are_born_before_their_child(string born, bool isTaken)
    {
        var schema = Load("to-khai-dang-ky-khai-sinh.json");
        DateAnswer parent = new(DateOnly.ParseExact(born, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        var answers = FormAnswers.None.With("ks_ngay_sinh", new DateAnswer(new DateOnly(2000, 9, 5))).With("me_nam_sinh", parent).With("cha_nam_sinh", parent);

        var faults = schema.Check(answers, Now).Select(error => error.Field).ToList();

        faults.Contains("me_nam_sinh").ShouldBe(!isTaken);
        faults.Contains("cha_nam_sinh").ShouldBe(!isTaken);
    }

    [Fact]
    public void A_found_child_needs_no_parents()
    {
        var schema = Load("to-khai-dang-ky-khai-sinh.json");

        var pages = schema.VisiblePages(FormAnswers.None.With("truong_hop", new TextAnswer("bo-roi")), Now).Select(p => p.Key).ToList();

        pages.ShouldNotContain("p-me");
        pages.ShouldNotContain("p-cha");
        pages.ShouldContain("p-giay-to-sinh");
    }

    [Fact]
    public void A_daughter_asks_for_a_copy_of_an_extract()
    {
        var schema = Load("to-khai-ban-sao-trich-luc.json");

        var (answers, way) = Walk(schema, FormPrefill.None, new()
        {
            ["nyc_ho_ten"] = "Lê Thị Mai",
            ["nyc_giay_to"] = "025190000002",
            ["nyc_cu_tru"] = "Khu 5",
            ["nyc_quan_he"] = "khac",
            ["nyc_quan_he_khac"] = "cháu nội",
            ["loai_viec"] = "khai-sinh",
            ["dt_ho_ten"] = "Lê Văn Cả",
            ["dt_ngay_sinh"] = "27/3/1950",
            ["dk_noi"] = "UBND phường Gia Cẩm",
            ["so_luong"] = "2",
            ["cam_doan"] = "true",
        });

        way.ShouldContain("p-quan-he-khac");
        way.ShouldNotContain("p-loai-viec-khac");
        schema.Submitted(answers, Context(schema)).Number("so_luong").ShouldBe(2);
    }

    [Fact]
    public void A_death_of_which_only_the_month_is_known_is_registered_late()
    {
        var schema = Load("to-khai-dang-ky-khai-tu.json");
        Dictionary<string, string> typed = new()
        {
            ["nyc_ho_ten"] = "Lê Thị Mai",
            ["nyc_giay_to"] = "025190000002",
            ["nyc_cu_tru"] = "Khu 5",
            ["nyc_tu_cach"] = "than-thich",
            ["nyc_quan_he"] = "cháu nội",
            ["kt_ho_ten"] = "Lê Văn Cả",
            ["kt_ngay_sinh"] = "//1931",
            ["kt_gioi_tinh"] = "nam",
            ["kt_dan_toc"] = "01",
            ["kt_cu_tru"] = "Khu 5",
            ["kt_ngay_chet"] = "/3/1975",
            ["kt_noi_chet"] = "gia cẩm việt trì|Khu 5",
            ["kt_nguyen_nhan"] = "chưa rõ",
            ["co_giay_bao_tu"] = "khong",
            ["so_ban_sao"] = "0",
            ["dien_mien"] = "khong",
            ["cam_doan"] = "true",
        };

        var (answers, way) = Walk(schema, FormPrefill.None, typed);

        way.ShouldContain("p-mien-le-phi");
        way.ShouldNotContain("p-so-giay-bao-tu");
        schema.Submitted(answers, Context(schema)).Text("truong_hop").ShouldBe("qua-han");
        // The ward as it was when only the month is known; there is none of that name any more when he dies last month.
        answers["kt_noi_chet"].ShouldBe(new PlaceAnswer("07900", new(1975, 3, 1), ["Phường Gia Cẩm", "Thành phố Việt Trì", "Tỉnh Phú Thọ"], "Khu 5"));

        (typed["kt_ngay_chet"], typed["kt_noi_chet"]) = ("8/11/2026", "phường việt trì|Khu 5");
        (answers, way) = Walk(schema, FormPrefill.None, typed);
        way.ShouldNotContain("p-mien-le-phi");
        answers["kt_noi_chet"].ShouldBe(new PlaceAnswer("07900", new(2026, 11, 8), ["Phường Việt Trì", "Tỉnh Phú Thọ"], "Khu 5"));
        schema.Submitted(answers, Context(schema)).Text("truong_hop").ShouldBe("dung-han-trong-15-ngay");
    }

    /// <summary>Where the models of declarations ask for commune and province, the form takes a place: which field, and as of which day.</summary>
    [Theory]
    [InlineData("to-khai-dang-ky-khai-tu.json", "kt_noi_chet", "kt_ngay_chet")]
    [InlineData("to-khai-dang-ky-lai-khai-sinh.json", "ks_noi_sinh", "ks_ngay_sinh")]
    [InlineData("to-khai-dang-ky-lai-khai-sinh.json", "ks_que_quan", "ks_ngay_sinh")]
    [InlineData("don-cap-ban-sao-van-bang.json", "noi_sinh", "ngay_sinh")]
    [InlineData("to-khai-ly-lich-tu-phap.json", "noi_sinh", "ngay_sinh")]
    [InlineData("to-khai-ly-lich-tu-phap.json", "tam_tru", null)]
    public void A_place_is_one_of_the_day_that_is_told_with_it_and_reads_so_on_the_declaration(string file, string field, string? day)
    {
        var schema = Load(file);
        SchemaField asked = schema.Field(field).ShouldNotBeNull();
        FormContext context = new(Now) { Units = Country };
        (string typed, PlaceAnswer place) = day is null
            ? ("việt trì phú thọ", new PlaceAnswer("07900", context.Today, ["Phường Việt Trì", "Tỉnh Phú Thọ"], "Khu 5"))
            : ("gia cam viet tri", new PlaceAnswer("07900", new(1990, 5, 17), ["Phường Gia Cẩm", "Thành phố Việt Trì", "Tỉnh Phú Thọ"], "Khu 5"));
        Dictionary<string, StringValues> post = new() { [$"{field}.Find"] = typed, [$"{field}.Detail"] = "Khu 5" };
        FormAnswers draft = FormAnswers.None;
        if (day is not null)
        {
            (post[$"{day}.Day"], post[$"{day}.Month"], post[$"{day}.Year"]) = ("17", "5", "1990");
            // The day may have been told on a page before.
            draft = draft.With(day, new DateAnswer(new(1990, 5, 17)));
        }

        PageReading reading = schema.Read(asked.Page, draft, post, context);

        reading.Errors.ShouldNotContain(error => error.Field == field);
        reading.Answers[field].ShouldBe(place);
        string.Join(' ', ((List<object?>)schema.Declaration(reading.Answers, context).Data["items"]!).Cast<Dictionary<string, object?>>().SelectMany(item => item.Values).OfType<string>()).ShouldContain(place.Said);
        // What was declared when this was one line of text is told to be typed again, not taken for a place.
        schema.Check(draft.With(field, new TextAnswer("Khu 5, phường Gia Cẩm")), context).ShouldContain(error => error.Field == field);
    }

    [Fact]
    public void A_fiancee_types_nothing_twice_and_both_must_be_of_age()
    {
        var schema = Load("to-khai-dang-ky-ket-hon.json");
        var prefill = schema.Prefill(new Dictionary<string, AnswerValue> { ["person.fullName"] = new TextAnswer("Trần Thị Bình"), ["person.identityNumber"] = new TextAnswer("025190000001") });

        var (answers, _) = Walk(schema, prefill, new()
        {
            ["nyc_la"] = "nu",
            ["nyc_cu_tru"] = "Khu 5, phường Gia Cẩm, tỉnh Phú Thọ",
            ["nu_ngay_sinh"] = "2/9/1990",
            ["nu_dan_toc"] = "01",
            ["nam_ho_ten"] = "Nguyễn Văn Hùng",
            ["nam_ngay_sinh"] = "1/1/1990",
            ["nam_giay_to"] = "025090000001",
            ["nam_dan_toc"] = "01",
            ["nam_cu_tru"] = "Khu 6",
            ["cung_noi_thuong_tru"] = "co",
            ["ban_sao"] = "khong",
            ["cam_doan"] = "true",
        });

        var sent = schema.Submitted(answers, Context(schema));
        sent.Text("nu_ho_ten").ShouldBe("Trần Thị Bình");
        sent.Text("nu_giay_to").ShouldBe("025190000001");
        sent.Text("nu_cu_tru").ShouldBe("Khu 5, phường Gia Cẩm, tỉnh Phú Thọ");
        var nineteen = new DateOnly(2007, 11, 23);
        schema.Check(answers.With("nu_ngay_sinh", new DateAnswer(nineteen)), Context(schema)).Select(error => error.Field).ShouldNotContain("nu_ngay_sinh");
        schema.Check(answers.With("nam_ngay_sinh", new DateAnswer(nineteen)), Context(schema)).Select(error => error.Field).ShouldContain("nam_ngay_sinh");
    }

    [Fact]
    public void A_company_has_one_main_line_of_business()
    {
        var schema = Load("de-nghi-dang-ky-cong-ty-tnhh-mot-thanh-vien@2025-07-01.json");
        RowsAnswer Lines(params bool[] main) => new([.. main.Select((isMain, i) => FormAnswers.None.With("nn_ten", new TextAnswer("Ăn uống")).With("nn_ma", new TextAnswer($"561{i}")).With("nn_chinh", new BooleanAnswer(isMain)))]);
        bool Complains(RowsAnswer lines) => schema.Check(FormAnswers.None.With("nganh_nghe", lines), Context(schema)).Any(error => error.Field == "nganh_nghe");

        Complains(Lines(true)).ShouldBeFalse();
        Complains(Lines(false, true)).ShouldBeFalse();
        Complains(Lines(false, false)).ShouldBeTrue();
        Complains(Lines(true, true)).ShouldBeTrue();
        Complains(Lines()).ShouldBeTrue();
    }

    [Fact]
    public void A_split_makes_several_parcels_and_their_areas_are_doubted_where_they_do_not_add_up()
    {
        var schema = Load("don-de-nghi-tach-hop-thua-dat@2025-07-01.json");
        RowsAnswer Parcels(params decimal[] areas) => new([.. areas.Select(area => FormAnswers.None.With("ct_dien_tich", new NumberAnswer(area)).With("ct_nguoi", new TextAnswer("Đinh Hồng Nhung")))]);
        string?[] Faults(RowsAnswer parcels) => [.. schema.Check(
            FormAnswers.None.With("viec", new TextAnswer("tach")).With("dien_tich", new NumberAnswer(120)).With("chi_tiet", parcels), Context(schema)).Select(error => error.Field)];

        Faults(Parcels(60, 60)).ShouldNotContain("chi_tiet");
        Faults(Parcels(60, 60)).ShouldNotContain("dien_tich_dung");
        Faults(Parcels(60, 70)).ShouldContain("dien_tich_dung");
        Faults(Parcels(120)).ShouldContain("chi_tiet");
    }

    [Fact]
    public void A_shop_counts_its_places_and_finds_its_fee()
    {
        var schema = Load("don-de-nghi-giay-phep-ban-le-ruou@2025-07-01.json");

        var (answers, _) = Walk(schema, FormPrefill.None, new()
        {
            ["tn_ten"] = "Hộ kinh doanh Bà Hồng",
            ["tn_loai"] = "ho-kinh-doanh",
            ["tn_dia_chi"] = "Tổ 5",
            ["tn_sdt"] = "0900000999",
            ["tn_ma"] = "18A8000001",
            ["tn_ngay_cap"] = "3/10/2016",
            ["tn_noi_cap"] = "UBND thành phố Việt Trì",
            ["noi_ban"] = "07900|Số 12",
            ["khu_vuc"] = "thanh-pho-thi-xa",
            ["diem_ban.0.db_ten"] = "Quán Bà Hồng",
            ["diem_ban.0.db_dia_chi"] = "Số 12",
            ["nha_cung_cap.0.ncc_ten"] = "Công ty Rượu Hùng Vương",
            ["nha_cung_cap.0.ncc_dia_chi"] = "Việt Trì",
            ["nha_cung_cap.0.ncc_giay_phep"] = "12/GP",
            ["nha_cung_cap.0.ncc_loai_ruou"] = "Rượu gạo",
            ["cam_ket"] = "true",
        });

        var sent = schema.Submitted(answers, Context(schema));
        sent.Number("so_diem_kinh_doanh").ShouldBe(1);
        sent.Text("truong_hop").ShouldBe("ho-kinh-doanh-ca-nhan-tai-thanh-pho-thi-xa");
    }

    private static FormContext Context(FormSchema schema) =>
        new(Now, files: [.. schema.Pages.SelectMany(p => p.Fields).Where(f => f.Type == FieldType.File).Select((f, i) => new UploadedFile($"{i}", f.Key, "a.pdf", 1000))]) { Units = Country };

    /// <summary>Fills page after page as a browser does: what the page shows is sent back, with some inputs typed over.</summary>
    private static (FormAnswers Answers, List<string> Way) Walk(FormSchema schema, FormPrefill prefill, Dictionary<string, string> typed)
    {
        var context = Context(schema);
        var answers = FormAnswers.None;
        var way = new List<string>();
        for (var page = schema.FirstPage(answers, context); page is not null; page = schema.NextPage(page.Key, answers, context))
        {
            way.Add(page.Key);
            var post = new Dictionary<string, StringValues>();
            foreach (var part in schema.PageView(page.Key, answers, context, Vietnamese, prefill).Parts)
            {
                if (part is FormFieldView one)
                    Type(one);
                if (part is not FormRowsView rows)
                    continue;
                post[$"{rows.Key}.rows"] = $"{rows.Rows.Count}";
                foreach (var field in rows.Rows.SelectMany(row => row.Parts).OfType<FormFieldView>())
                    Type(field);
            }

            void Type(FormFieldView field)
            {
                foreach (var (name, text) in field.Inputs)
                    post[name] = text;
                if (!typed.TryGetValue(field.Key, out var own))
                    return;
                if (field.Type == FieldType.Date)
                    foreach (var (part, text) in new[] { "Day", "Month", "Year" }.Zip(own.Split('/')))
                        post[$"{field.Key}.{part}"] = text;
                else if (field.Place is not null && own.Split('|') is [var place, var line])
                    (post[$"{field.Key}.Find"], post[$"{field.Key}.Unit"], post[$"{field.Key}.Detail"]) = (place, "", line);
                else if (own.Split('|') is [var commune, var detail])
                    (post[$"{field.Key}.Commune"], post[$"{field.Key}.Detail"]) = (commune, detail);
                else
                    post[field.Key] = own;
            }

            var reading = schema.Read(page.Key, answers, post, context);
            reading.Errors.ShouldBeEmpty();
            answers = reading.Answers;
        }

        schema.Check(answers, context).ShouldBeEmpty();
        schema.Progress(null, answers, context).ShouldBe(new FormProgress(0, way.Count, way.Count));
        return (answers, way);
    }
}
