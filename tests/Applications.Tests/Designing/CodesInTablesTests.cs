using System.Text.Json.Nodes;
using Shouldly;
using VanLang.Applications.Tests.OneStop;
using VanLang.Designing.Changes;
using VanLang.Designing.Checking;
using VanLang.Designing.Library;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using Xunit;

namespace VanLang.Applications.Tests.Designing;

public sealed class CodesInTablesTestsOnSqlite(DesigningOnSqlite desk) : CodesInTablesTests(desk), IClassFixture<DesigningOnSqlite>;

public sealed class CodesInTablesTestsOnPostgres(DesigningOnPostgres desk) : CodesInTablesTests(desk), IClassFixture<DesigningOnPostgres>;

/// <summary>A code that a decision table compares with an answer is found when it is taken from the list in which that answer is chosen.</summary>
public abstract class CodesInTablesTests(DesigningDesk desk)
{
    const string List = "doi-tuong-mien-le-phi-ho-tich", Table = "thu-tuc-1.001193", Form = "to-khai-dang-ky-khai-sinh";

    readonly DemonstrationHouse house = desk.House;

    static CancellationToken Token => DemonstrationHouse.Token;

    DateOnly Tomorrow => VietnamTime.DateOf(desk.Clock.GetUtcNow()).AddDays(1);

    DefinitionSheet Sheet => house.Get<DefinitionKinds>().Find("catalog")!.Sheet!;

    [Fact]
    public async Task A_code_that_a_table_still_uses_is_not_taken_away_and_table_row_and_column_are_named()
    {
        Guid change = await Started();
        Guid list = await WithoutDisabled(change);

        Finding finding = (await Checked(change)).Findings.Where(one => one.Problem.ReasonVi.Contains(Table, StringComparison.Ordinal)).ShouldHaveSingleItem();
        finding.FileId.ShouldBe(list);
        finding.Problem.Code.ShouldBe("catalogs.in-use");
        finding.Problem.ReasonVi.ShouldStartWith($"Mã “nguoi-khuyet-tat” không còn trong danh mục, nhưng bảng “Lệ phí hộ tịch”, dòng 2, cột “Diện được miễn” ({Table}) còn so với mã ấy");
        finding.Problem.ReasonEn.ShouldStartWith($"The code “nguoi-khuyet-tat” is gone from the list, but the table “Civil status charge”, row 2, column “Diện được miễn” ({Table}) still compares");
        (await house.Get<HandIn>().Handle(change, Tomorrow, Key, desk.First, Token)).Failure.ShouldNotBeNull();

        // Along with a table that no longer names it, it may go as far as this table is concerned.
        await Taken(change, "decision", Table, text => text.Replace(", \"nguoi-khuyet-tat\"", "", StringComparison.Ordinal));
        (await Checked(change)).Findings.ShouldNotContain(one => one.Problem.Code == "catalogs.in-use" && one.Problem.ReasonVi.Contains(Table, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_code_that_stays_with_a_last_day_and_a_code_that_no_table_names_are_nobodys_concern()
    {
        Guid change = await Started();
        await Taken(change, "catalog", List, text => Edited(text, rows => rows.Single(row => row!["code"]!.ToString() == "nguoi-khuyet-tat")!["validTo"] = "2027-01-01"));
        await Taken(change, "catalog", "quan-he-trich-luc", text => Edited(text, rows => rows.Remove(rows.Single(row => row!["code"]!.ToString() == "vo-chong"))));
        (await Checked(change)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_table_that_comes_into_force_later_counts_from_then_on()
    {
        DateOnly later = Tomorrow.AddDays(40);
        Guid coming = await Started();
        await Taken(coming, "decision", Table, text => text.Replace("\"nguoi-khuyet-tat\"", "\"khong\"", StringComparison.Ordinal));
        await Publish(coming, later);

        Guid disabled = await Started();
        await WithoutDisabled(disabled);
        (await Checked(disabled, later.AddDays(-1))).Findings.ShouldContain(one => one.Problem.ReasonVi.Contains(Table, StringComparison.Ordinal));
        (await Checked(disabled, later)).Findings.ShouldNotContain(one => one.Problem.ReasonVi.Contains(Table, StringComparison.Ordinal));

        // No table of today names this one.
        Guid none = await Started();
        await Taken(none, "catalog", List, text => Edited(text, rows => rows.Remove(rows.Single(row => row!["code"]!.ToString() == "khong"))));
        (await Checked(none)).Findings.ShouldHaveSingleItem().Problem.ReasonVi.ShouldContain("“khong”");
    }

    [Fact]
    public async Task A_table_that_names_a_code_which_its_list_does_not_have_gets_an_advice_and_may_be_published()
    {
        Guid change = await Started();
        Guid table = await Taken(change, "decision", Table, text => text.Replace("\"nguoi-khuyet-tat\"", "\"ho-can-ngheo\"", StringComparison.Ordinal));

        CheckedChange read = await Checked(change);
        read.Findings.ShouldBeEmpty();
        DefinitionAdvice advice = read.AdviceOn(table).ShouldHaveSingleItem();
        advice.Place.ShouldBe("duoc-mien");
        advice.Vi.ShouldStartWith("Mã “ho-can-ngheo” ở bảng “Lệ phí hộ tịch”, dòng 2, cột “Diện được miễn” không chọn được");
        advice.En.ShouldStartWith("The code “ho-can-ngheo” in the table “Civil status charge”, row 2, column “Diện được miễn” cannot be chosen");

        // With a list of the same change that has it there is nothing to say, nor where the table is as it was.
        await Taken(change, "catalog", List, text => Edited(text, rows => rows.Add(JsonNode.Parse("""{"code":"ho-can-ngheo","vi":"Người thuộc hộ cận nghèo","en":"Near-poor household"}"""))));
        (await Checked(change)).AdviceOn(table).ShouldBeEmpty();
        Guid other = await Started();
        (await Checked(other)).Advice.ShouldBeEmpty();
        await Taken(other, "decision", Table, text => text);
        (await Checked(other)).Advice.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_table_of_the_province_names_a_code_that_its_list_does_not_have()
    {
        Guid change = await Started();
        foreach (Definition decision in await house.Get<DefinitionStore>().AllInForce("decision", Tomorrow, Token))
            await Taken(change, "decision", decision.Key, text => text);
        (await Checked(change)).Advice.Select(one => one.Advice.Vi).ShouldBeEmpty();
    }

    static string Key => Guid.NewGuid().ToString("N");

    async Task<Guid> Started() => (await house.Get<StartChange>().Handle("Sửa diện được miễn", Key, desk.First, Token)).Value;

    Task<Guid> WithoutDisabled(Guid change) => Taken(change, "catalog", List, text => Edited(text, rows => rows.Remove(rows.Single(row => row!["code"]!.ToString() == "nguoi-khuyet-tat"))));

    string Edited(string text, Action<JsonArray> edit)
    {
        JsonObject tree = Sheet.Read(text)!;
        edit(tree["items"]!.AsArray());
        return Sheet.Write(text, tree);
    }

    async Task<Guid> Taken(Guid change, string kind, string key, Func<string, string> edit)
    {
        // Not the last published: another test may have published one for later.
        string present = (await house.Get<DefinitionStore>().InForce(kind, key, Tomorrow, Token))!.Version;
        Guid id = (await house.Get<TakeUpFile>().Handle(change, kind, key, present, null, isTest: false, Key, desk.First, Token)).Value;
        DesignFile file = (await house.Get<ChangeReader>().Find(change, Token))!.Files.Single(one => one.Id == id);
        string edited = edit(file.Content);
        if (edited != file.Content)
            (await house.Get<SaveFile>().Handle(id, 0, edited, desk.First, Token)).Failure.ShouldBeNull();
        return id;
    }

    async Task<CheckedChange> Checked(Guid change, DateOnly? day = null) => await house.Get<ChangeCheck>().Run((await house.Get<ChangeReader>().Find(change, Token))!.Files, day ?? Tomorrow, Token);

    async Task Publish(Guid change, DateOnly day)
    {
        (await house.Get<HandIn>().Handle(change, day, Key, desk.First, Token)).Failure.ShouldBeNull();
        (await house.Get<DecideChange>().Approve(change, Key, desk.Second, Token)).Failure.ShouldBeNull();
    }
}
