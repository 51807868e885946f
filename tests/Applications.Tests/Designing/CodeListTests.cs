using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Localization;
using Shouldly;
using VanLang.Applications.Tests.OneStop;
using VanLang.Designing.Changes;
using VanLang.Designing.Checking;
using VanLang.Designing.Contracts;
using VanLang.Designing.Library;
using VanLang.Designing.Sheets;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.OneStop.Dossiers;
using Xunit;

namespace VanLang.Applications.Tests.Designing;

public sealed class CodeListTestsOnSqlite(DesigningOnSqlite desk) : CodeListTests(desk), IClassFixture<DesigningOnSqlite>;

public sealed class CodeListTestsOnPostgres(DesigningOnPostgres desk) : CodeListTests(desk), IClassFixture<DesigningOnPostgres>;

/// <summary>Code lists are edited as a table and published by themselves; forms take them in, and what was chosen before keeps its name.</summary>
public abstract class CodeListTests(DesigningDesk desk)
{
    const string List = "quan-he-trich-luc", Form = "to-khai-ban-sao-trich-luc", Field = "nyc_quan_he";

    readonly DemonstrationHouse house = desk.House;

    static CancellationToken Token => DemonstrationHouse.Token;

    static CultureInfo Vietnamese { get; } = CultureInfo.GetCultureInfo("vi-VN");

    DateOnly Tomorrow => VietnamTime.DateOf(desk.Clock.GetUtcNow()).AddDays(1);

    DefinitionSheet Sheet => house.Get<DefinitionKinds>().Find("catalog")!.Sheet!;

    [Fact]
    public async Task A_list_comes_into_force_with_a_new_version_of_each_form_that_names_it_and_old_dossiers_keep_its_names()
    {
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        (Guid change, DesignFile file) = await Taken();
        JsonObject tree = Sheet.Read(file.Content)!;
        JsonArray rows = tree["items"]!.AsArray();
        rows[0]!["vi"] = "Chính người có tên";
        rows.Add(JsonNode.Parse("""{"code":"luat-su","vi":"Luật sư","en":"Lawyer"}"""));
        await Save(file, tree);

        CheckedChange found = await Checked(change);
        found.Findings.ShouldBeEmpty();
        // What would be tried out by a rehearsal is what would hold.
        (await house.Get<ProposedChanges>().Find(change, Token))!.Definitions.Select(one => (one.Kind, one.Key)).ShouldBe([("catalog", List), ("form", Form)]);
        await Publish(change);

        string present = (await Published("form", Form, Tomorrow.AddDays(-1))).Version, coming = (await Published("form", Form, Tomorrow)).Version;
        coming.ShouldNotBe(present);
        (await Options(coming)).ShouldSatisfyAllConditions(options => options["ban-than"].ShouldBe("Chính người có tên"), options => options["luat-su"].ShouldBe("Luật sư"));
        (await Options(present)).ShouldSatisfyAllConditions(options => options["ban-than"].ShouldBe("Bản thân"), options => options.ShouldNotContainKey("luat-su"));
        Dossier old = (await house.Dossier(code)).Dossier;
        old.FormVersion.ShouldBe(present);
        FormSchema form = await house.Get<FormLibrary>().Version(Form, old.FormVersion);
        form.SummaryView(FormAnswers.None.With([new(Field, new TextAnswer("ban-than"))]), new FormContext(desk.Clock.GetUtcNow()), Vietnamese, null)
            .Sections.SelectMany(section => section.Rows).Single(row => row.Key == Field).Value.ShouldBe("Bản thân");
        // Another form does not name it and stays as it is.
        (await Published("form", "ket-qua-trich-luc", Tomorrow)).Version.ShouldBe((await Published("form", "ket-qua-trich-luc", Tomorrow.AddDays(-1))).Version);
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_that_was_published_for_later_has_the_list_too_unless_a_later_list_is_there_by_then()
    {
        const string list = "quan-he-khai-sinh", form = "to-khai-dang-ky-khai-sinh";
        DateOnly between = Tomorrow.AddDays(10), later = Tomorrow.AddDays(30), last = Tomorrow.AddDays(60);
        await Published(later, "form", form, text => text.Replace("\"verified\": false", "\"verified\": true", StringComparison.Ordinal));
        await Published(last, "catalog", list, text => text.Replace("\"Tôi là mẹ\"", "\"Tên sau cùng\"", StringComparison.Ordinal));
        string untouched = (await Published("form", form, last)).Version, first = (await Published("catalog", list, Tomorrow)).Version;

        await Published(between, "catalog", list, text => text.Replace("\"Tôi là mẹ\"", "\"Tên ở giữa\"", StringComparison.Ordinal), first);

        (await Mother(between)).ShouldBe("Tên ở giữa");
        (await Mother(later)).ShouldBe("Tên ở giữa");
        (await Mother(last)).ShouldBe("Tên sau cùng");
        (await Published("form", form, last)).Version.ShouldBe(untouched);

        async Task<string> Mother(DateOnly day) => (await Options((await Published("form", form, day)).Version, form))["me"];
    }

    [Fact]
    public async Task A_code_that_a_rule_of_a_form_still_uses_is_not_taken_away_and_form_and_field_are_named()
    {
        (Guid change, DesignFile file) = await Taken();
        JsonObject tree = Sheet.Read(file.Content)!;
        JsonArray rows = tree["items"]!.AsArray();
        rows.Remove(rows.Single(row => row!["code"]!.ToString() == "khac"));
        rows.Remove(rows.Single(row => row!["code"]!.ToString() == "vo-chong"));
        await Save(file, tree);

        Finding finding = (await Checked(change)).Findings.ShouldHaveSingleItem();
        finding.FileId.ShouldBe(file.Id);
        finding.Problem.Code.ShouldBe("catalogs.in-use");
        finding.Problem.ReasonVi.ShouldSatisfyAllConditions(said => said.ShouldContain("“khac”"), said => said.ShouldContain(Form), said => said.ShouldContain("ô “Người có tên trong sổ hộ tịch là gì của Ông/Bà?”"), said => said.ShouldContain("“Quan hệ với người có tên trong sổ”"));
        finding.Problem.ReasonEn.ShouldContain("“khac”");
        (await house.Get<HandIn>().Handle(change, Tomorrow, Key, desk.First, Token)).Failure.ShouldNotBeNull();

        // Along with a form that no longer asks for it, it may go.
        Guid form = (await house.Get<TakeUpFile>().Handle(change, "form", Form, null, null, isTest: false, Key, desk.First, Token)).Value;
        string text = (await house.Get<ChangeReader>().Find(change, Token))!.Files.Single(one => one.Id == form).Content;
        await house.Get<SaveFile>().Handle(form, 0, text.Replace("=nyc_quan_he != \\\"khac\\\"", "=nyc_quan_he != \\\"con\\\"", StringComparison.Ordinal), desk.First, Token);
        (await Checked(change)).Findings.ShouldBeEmpty();
    }

    /// <summary>What goes wrong in a table: row and column, what was entered, code of the finding, what people call the place.</summary>
    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "items.1.code", "ban-than", "catalogs.duplicate", "Các mục, dòng 2, Mã" },
        { "items.2.vi", "", "import-empty", "Các mục, dòng 3, Tên" },
        { "items.2.en", "", "import-empty", "Các mục, dòng 3, Tên tiếng Anh" },
        { "items.3.validFrom", "31/2/2026", "catalogs.day", "Các mục, dòng 4, Chọn được từ" },
        { "items.3.vi", "Hai\ndòng", "catalogs.text", "Các mục, dòng 4, Tên" },
        { "nameVi", "", "import-empty", "Tên danh mục" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_in_the_table_is_told_at_its_cell(string place, string entered, string code, string name)
    {
        (Guid change, DesignFile file) = await Taken();
        JsonObject tree = Sheet.Read(file.Content)!;
        SheetTree.Set(tree, place, JsonValue.Create(entered));
        await Save(file, tree);
        // A form of the same change is read with the list as it was, as this one cannot be read.
        await house.Get<TakeUpFile>().Handle(change, "form", Form, null, null, isTest: false, Key, desk.First, Token);

        Finding finding = (await Checked(change)).Findings.ShouldHaveSingleItem();
        finding.Problem.Code.ShouldBe(code);
        SheetFindings.Of(finding.Problem, tree).Path.ShouldBe(place);
        new SheetReader(house.Get<IStringLocalizerFactory>().Create(Sheet.Texts), Sheet.Name, open: null, []).NameOf(await Sheet.Fields(null!), place, line => $"dòng {line}").ShouldBe(name);
    }

    [Fact]
    public async Task A_code_comes_again_for_another_time_and_not_for_the_same()
    {
        (Guid change, DesignFile file) = await Taken();
        JsonObject tree = Sheet.Read(file.Content)!;
        JsonArray rows = tree["items"]!.AsArray();
        rows[1]!["validTo"] = "2027-01-01";
        rows.Insert(2, JsonNode.Parse("""{"code":"con","vi":"Con đẻ, con nuôi","en":"Child by birth or adoption","validFrom":"2027-01-01"}"""));
        await Save(file, tree);
        (await Checked(change)).Findings.ShouldBeEmpty();

        tree = Sheet.Read((await house.Get<ChangeReader>().Find(change, Token))!.Files.Single().Content)!;
        tree["items"]![2]!["validFrom"] = "2026-12-31";
        await house.Get<SaveFile>().Handle(file.Id, 1, Sheet.Write("", tree), desk.First, Token);
        Finding finding = (await Checked(change)).Findings.ShouldHaveSingleItem();
        finding.Problem.Code.ShouldBe("catalogs.overlap");
        SheetFindings.Of(finding.Problem, tree).Path.ShouldBe("items.2.validFrom");
    }

    [Fact]
    public async Task Rows_come_from_a_spreadsheet_behind_the_others_or_in_their_place()
    {
        SheetField table = (await Sheet.Fields(null!)).Single(field => field.IsLongTable);
        IReadOnlyList<IReadOnlyList<string>> heads = [["Mã", "Tên", "Tên tiếng Anh", "Chọn được từ", "Không chọn được từ"], ["Code", "Name", "Name in English", "To be chosen from", "No longer from"]];
        JsonObject tree = new() { ["items"] = new JsonArray(JsonNode.Parse("""{"code":"01","vi":"Kinh","en":"Kinh","aliases":["Việt"]}""")) };

        RowsFromSpreadsheet.Paste(table, tree, "02\tTày\tTay\t01/07/2027\t\r\n\r\n03\t\"Thái \"\"đen\"\"\"\tThai\n", isReplacing: false, heads);
        tree["items"]!.AsArray().Select(row => row!["code"]!.ToString()).ShouldBe(["01", "02", "03"]);
        tree["items"]![1]!["validFrom"]!.ToString().ShouldBe("2027-07-01");
        tree["items"]![1]!.AsObject().ContainsKey("validTo").ShouldBeFalse();
        tree["items"]![2]!["vi"]!.ToString().ShouldBe("Thái \"đen\"");

        // What is copied comes back as it was; what the table does not show stays.
        RowsFromSpreadsheet.Paste(table, tree, RowsFromSpreadsheet.Copy(table, tree["items"]!.AsArray(), heads[1]), isReplacing: true, heads);
        tree["items"]![0]!["aliases"]![0]!.ToString().ShouldBe("Việt");
        tree["items"]![2]!["vi"]!.ToString().ShouldBe("Thái \"đen\"");

        // Columns go by their names, in whatever order, and a column of another name is left out.
        RowsFromSpreadsheet.Paste(table, tree, "STT\tTÊN\tMã\n1\tMường\t06\n2\tKinh\t01", isReplacing: true, heads);
        tree["items"]!.AsArray().Select(row => (row!["code"]!.ToString(), row["vi"]!.ToString(), row["en"]!.ToString())).ShouldBe([("06", "Mường", ""), ("01", "Kinh", "Kinh")]);
    }

    [Theory]
    [InlineData(0, "3", "bcad")]
    [InlineData(3, "1", "dabc")]
    [InlineData(1, "99", "acdb")]
    [InlineData(1, "hai", "abcd")]
    public void A_row_goes_to_the_place_whose_number_is_typed(int row, string number, string order)
    {
        SheetField table = new("items", SheetType.Grid) { IsLongTable = true };
        JsonObject tree = new() { ["items"] = new JsonArray([.. "abcd".Select(letter => new JsonObject { ["code"] = letter.ToString() })]) };
        Dictionary<string, StringValues> posted = Enumerable.Range(0, 4).ToDictionary(at => $"{RowNumbers.Prefix}items.{at}", at => new StringValues(at == row ? number : (at + 1).ToString(CultureInfo.InvariantCulture)));

        RowNumbers.Apply([table], tree, new FormCollection(posted));

        string.Concat(tree["items"]!.AsArray().Select(entry => entry!["code"]!.ToString())).ShouldBe(order);
    }

    static string Key => Guid.NewGuid().ToString("N");

    async Task<(Guid Change, DesignFile File)> Taken()
    {
        Guid change = (await house.Get<StartChange>().Handle("Sửa danh mục quan hệ", Key, desk.First, Token)).Value;
        (await house.Get<TakeUpFile>().Handle(change, "catalog", List, null, null, isTest: false, Key, desk.First, Token)).Failure.ShouldBeNull();
        return (change, (await house.Get<ChangeReader>().Find(change, Token))!.Files.Single());
    }

    async Task Save(DesignFile file, JsonObject tree) => (await house.Get<SaveFile>().Handle(file.Id, 0, Sheet.Write(file.Content, tree), desk.First, Token)).Failure.ShouldBeNull();

    async Task<CheckedChange> Checked(Guid change) => await house.Get<ChangeCheck>().Run((await house.Get<ChangeReader>().Find(change, Token))!.Files, Tomorrow, Token);

    async Task Publish(Guid change, DateOnly? day = null)
    {
        (await house.Get<HandIn>().Handle(change, day ?? Tomorrow, Key, desk.First, Token)).Failure.ShouldBeNull();
        (await house.Get<DecideChange>().Approve(change, Key, desk.Second, Token)).Failure.ShouldBeNull();
    }

    async Task Published(DateOnly day, string kind, string key, Func<string, string> changed, string? from = null)
    {
        Guid change = (await house.Get<StartChange>().Handle("Cho sau này", Key, desk.First, Token)).Value;
        Guid file = (await house.Get<TakeUpFile>().Handle(change, kind, key, from, null, isTest: false, Key, desk.First, Token)).Value;
        string text = (await house.Get<ChangeReader>().Find(change, Token))!.Files.Single().Content;
        (await house.Get<SaveFile>().Handle(file, 0, changed(text), desk.First, Token)).Failure.ShouldBeNull();
        await Publish(change, day);
    }

    async Task<Definition> Published(string kind, string key, DateOnly day) => (await house.Get<DefinitionStore>().InForce(kind, key, day, Token)).ShouldNotBeNull();

    async Task<Dictionary<string, string>> Options(string version, string form = Form) =>
        (await house.Get<FormLibrary>().Version(form, version)).Field(Field)!.Options.ToDictionary(option => option.Code, option => option.Name.Vietnamese);
}
