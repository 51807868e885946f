using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Primitives;
using Shouldly;
using VanLang.Applications.Tests.OneStop;
using VanLang.Designing.Changes;
using VanLang.Designing.Checking;
using VanLang.Designing.Library;
using VanLang.Designing.Sheets;
using VanLang.Hosting;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Web.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.Designing;

/// <summary>Files filled in field by field: nothing of them is lost, wrong entries stay and are told at their place, what comes of tests and scenarios is entered by itself.</summary>
public sealed class SheetTests(DesigningOnSqlite desk) : IClassFixture<DesigningOnSqlite>
{
    readonly DemonstrationHouse house = desk.House;

    static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static CancellationToken Token => DemonstrationHouse.Token;

    DateOnly Tomorrow => VietnamTime.DateOf(desk.Clock.GetUtcNow()).AddDays(1);

    /// <summary>Every kind that has a sheet, and the entries that are open.</summary>
    public static TheoryData<string, bool, string[]> Sheets => new()
    {
        { "procedure", false, ["", "components.0", "steps.0", "legalBasis.0", "channels.0", "serviceLevels.0", "results.0", "notes.0"] },
        { "form", false, ["", "components.0", "components.0.components.0", "components.1.components.0.components.0"] },
        { "catalog", false, [""] },
        { "template", false, ["", "blocks.0", "blocks.4"] },
        { "decision", false, [""] },
        { "decision", true, ["", "tests.0", "tests.1"] },
        { "process", true, ["", "scenarios.0"] },
    };

    [Theory]
    [MemberData(nameof(Sheets))]
    public async Task What_is_shown_and_sent_back_changes_nothing_in_any_file_of_the_province_and_every_field_has_its_name(string kindName, bool isTest, string[] open)
    {
        (DefinitionKind kind, DefinitionSheet sheet) = Sheet(kindName, isTest);
        IStringLocalizer texts = house.Get<IStringLocalizerFactory>().Create(sheet.Texts);
        string ending = isTest ? kind.TestEnding! : kind.Ending;
        string[] files = [.. System.IO.Directory.EnumerateFiles(Path.Combine(ProgramServices.ProvinceFolder, kind.Folder), "*" + ending)];
        files.Length.ShouldBeGreaterThan(5);
        foreach (string file in files)
        {
            string text = (await File.ReadAllTextAsync(file, Token)).ReplaceLineEndings("\n");
            string? tried = isTest ? await File.ReadAllTextAsync(file[..^ending.Length] + kind.Ending, Token) : null;
            foreach (string entry in open)
            {
                JsonObject tree = sheet.Read(text).ShouldNotBeNull(file);
                IReadOnlyList<SheetField> fields = await sheet.Fields(Context(tree, tried));
                IReadOnlyList<SheetPartView> parts = new SheetReader(texts, sheet.Name, entry, []).Read(fields, tree);
                Dictionary<string, StringValues> posted = [];
                foreach (SheetPartView part in parts)
                    Send(part, posted);
                Labels(parts).Where(label => label.StartsWith(sheet.Name + ".", StringComparison.Ordinal)).ShouldBeEmpty(file);

                new SheetPost(new FormCollection(posted)).Apply(fields, tree);

                Said(sheet.Read(sheet.Write(text, tree))).ShouldBe(Said(sheet.Read(text)), $"{file} {entry}");
            }
        }
    }

    [Fact]
    public async Task A_table_gets_a_row_with_its_legal_basis_and_the_rest_of_the_file_stays_as_it_was()
    {
        DefinitionSheet sheet = Sheet("decision", isTest: false).Sheet;
        string dmn = (await File.ReadAllTextAsync(Path.Combine(ProgramServices.ProvinceFolder, "decisions", "thu-tuc-2.000635.dmn"), Token)).ReplaceLineEndings("\n");
        JsonObject tree = sheet.Read(dmn)!;
        sheet.Write(dmn, tree).ShouldBe(dmn);
        IReadOnlyList<SheetField> fields = await sheet.Fields(Context(tree, null));
        SheetActs.Do(fields, tree, "add tables.1.rows");
        JsonObject row = tree["tables"]![1]!["rows"]![2]!.AsObject();
        (row["c0"], row["c1"], row["c2"], row["c3"], row["c4"]) = ("\"gap\"", "4", "\"working-hour\"", "null", "Nghị quyết 5 & <6>");
        SheetActs.Do(fields, tree, "up tables.1.rows.2");

        string written = sheet.Write(dmn, tree);

        written.ShouldContain("Nghị quyết 5 &amp; &lt;6&gt;");
        written.Replace(written[written.IndexOf("      <rule id=\"thoi_han-dong-3\">", StringComparison.Ordinal)..(written.IndexOf("      <rule id=\"co-quan-to-chuc-de-nghi\">", StringComparison.Ordinal))], "", StringComparison.Ordinal).ShouldBe(dmn);
        sheet.Read(written)!["tables"]![1]!["rows"]!.AsArray().Select(entry => entry!["id"]!.ToString()).ShouldBe(["thuong", "thoi_han-dong-3", "co-quan-to-chuc-de-nghi"]);
    }

    [Fact]
    public async Task What_comes_of_a_case_is_entered_by_the_table_and_by_the_process_themselves()
    {
        DefinitionSheet tests = Sheet("decision", isTest: true).Sheet;
        string dmn = await File.ReadAllTextAsync(Path.Combine(ProgramServices.ProvinceFolder, "decisions", "thu-tuc-2.000635.dmn"), Token);
        JsonObject tree = tests.Read("")!;
        SheetContext context = Context(tree, dmn);
        SheetActs.Do(await tests.Fields(context), tree, "add tests");
        tree["tests"]![0]!["inputs"] = SheetTree.ReadLines("ngay_nop = 2026-01-15\nso_luong = 3");
        await tests.Record!(house.Services, context, "tests.0");
        tree["tests"]![0]!["expect"]!.GetValue<decimal>().ShouldBe(24_000);
        tree["tests"]![0]!["decision"] = "thoi_han";
        await tests.Record(house.Services, context, "tests.0");
        SheetTree.Readable(tree["tests"]![0]!["expect"]).ShouldBe("so = 1\ndon_vi = in-day\ngio_chot = 15:00");
        SheetTree.Readable(tree["tests"]![0]!["rows"]).ShouldBe("thuong");

        DefinitionSheet scenarios = Sheet("process", isTest: true).Sheet;
        string bpmn = await File.ReadAllTextAsync(Path.Combine(ProgramServices.ProvinceFolder, "processes", "tra-trong-ngay.bpmn"), Token);
        JsonObject told = scenarios.Read("")!;
        SheetContext process = Context(told, bpmn);
        IReadOnlyList<SheetField> fields = await scenarios.Fields(process);
        SheetActs.Do(fields, told, "add scenarios");
        for (int step = 0; step < 2; step++)
            SheetActs.Do(fields, told, "add scenarios.0.steps");
        JsonArray steps = told["scenarios"]![0]!["steps"]!.AsArray();
        (steps[0]!["complete"], steps[0]!["outcome"], steps[1]!["complete"], steps[1]!["outcome"]) = ("receive", "accept", "examine", "submit");
        await scenarios.Record!(house.Services, process, "scenarios.0");
        await scenarios.Record(house.Services, process, "scenarios.0");
        steps.Count.ShouldBe(3, "what was found before is found anew, not once more");
        steps[2]!["expect"]!["waiting"]!.AsArray().Select(node => node!.ToString()).ShouldBe(["sign"]);
    }

    /// <summary>What designers get wrong, where it stands, and the place at which it is told.</summary>
    public static TheoryData<string, string, string, string, string> Wrong => new()
    {
        { "procedure", "2.000635", "components.0.quantity", "hai", "components.0.quantity" },
        { "procedure", "2.000635", "legalBasis.0.date", "31/2/2026", "legalBasis.0.date" },
        { "procedure", "2.000635", "name.vi", "", "name.vi" },
        { "procedure", "2.000635", "form", "khong-con", "form" },
        { "form", "to-khai-ban-sao-trich-luc", "components.6.components.0.properties.catalog", "da-xoa", "components.6.components.0.properties.catalog" },
        { "form", "to-khai-ban-sao-trich-luc", "components.0.components.1.key", "nyc_ho_ten", "components.0.components.1.key" },
        { "form", "to-khai-ban-sao-trich-luc", "components.0.components.1.validate.pattern", "(", "components.0.components.1.validate.pattern" },
        { "template", "giay-chung-nhan-giay-phep", "blocks.2.align", "cheo", "blocks.2.align" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_entry_stays_as_it_was_typed_and_is_told_at_its_field_in_both_languages(string kindName, string key, string path, string typed, string place)
    {
        (Guid change, DesignFile file, DefinitionSheet sheet) = await Taken(kindName, key);
        JsonObject tree = sheet.Read(file.Content)!;
        SheetTree.Set(tree, path, JsonValue.Create(typed));
        (await house.Get<SaveFile>().Handle(file.Id, 0, sheet.Write(file.Content, tree), desk.First, Token)).Failure.ShouldBeNull();

        WholeChange whole = (await house.Get<ChangeReader>().Find(change, Token))!;
        IReadOnlyList<Finding> findings = (await house.Get<ChangeCheck>().Run(whole.Files, Tomorrow, Token)).Findings;
        IReadOnlyList<SheetFinding> told = [.. findings.Select(finding => SheetFindings.Of(finding.Problem, tree))];

        told.Select(finding => finding.Path).ShouldContain(place, string.Join(" | ", findings.Select(finding => finding.Problem)));
        findings.ShouldAllBe(finding => finding.Problem.ReasonVi.Length > 0 && finding.Problem.ReasonEn.Length > 0);
        SheetTree.Text(SheetTree.Get(sheet.Read(whole.Files[0].Content), path)).ShouldBe(typed);
    }

    [Fact]
    public async Task Fields_that_work_each_other_out_in_a_circle_are_told_and_200_rows_of_a_list_are_shown()
    {
        (Guid change, DesignFile file, DefinitionSheet sheet) = await Taken("form", "to-khai-ban-sao-trich-luc");
        JsonObject tree = sheet.Read(file.Content)!;
        JsonArray fields = tree["components"]![6]!["components"]!.AsArray();
        fields.Add(JsonNode.Parse("""{"type":"number","key":"mot","label":"Một <script>alert(1)</script>","properties":{"computed":"=hai + 1"}}"""));
        fields.Add(JsonNode.Parse("""{"type":"number","key":"hai","label":"Hai","properties":{"computed":"=mot + 1"}}"""));
        for (int n = 0; n < 200; n++)
            fields.Add(JsonNode.Parse($$"""{"type":"textfield","key":"dong_{{n}}","label":"Dòng {{n}}","properties":{} }"""));
        await house.Get<SaveFile>().Handle(file.Id, 0, sheet.Write(file.Content, tree), desk.First, Token);

        WholeChange whole = (await house.Get<ChangeReader>().Find(change, Token))!;
        (await house.Get<ChangeCheck>().Run(whole.Files, Tomorrow, Token)).Findings.Select(finding => finding.Problem.Code).ShouldBe(["forms.schema.circle"]);
        SheetPartView list = new SheetReader(house.Get<IStringLocalizerFactory>().Create(sheet.Texts), sheet.Name, "components.6", []).Read(await sheet.Fields(Context(tree, null)), tree)
            .Single(part => part.Path == "components").Rows[6].Parts.Single(part => part.Type == SheetType.List);
        list.Rows.Count.ShouldBe(205);
        list.Rows.ShouldAllBe(row => !row.IsOpen && row.Parts.Count == 0);
    }

    [Fact]
    public async Task A_form_is_measured_and_what_account_or_dossier_know_is_told_where_it_is_asked_bare()
    {
        DefinitionKind kind = Sheet("form", isTest: false).Kind;
        string declaration = await Province("to-khai-ban-sao-trich-luc"), officers = await Province("ket-qua-trich-luc");
        IReadOnlyList<DefinitionAdvice> sound = await Advice("to-khai-ban-sao-trich-luc", declaration);
        sound.ShouldHaveSingleItem().IsMeasure.ShouldBeTrue();

        string bare = declaration.Replace("\"prefill\": \"person.fullName\"", "\"ours\": false", StringComparison.Ordinal);
        IReadOnlyList<DefinitionAdvice> told = await Advice("to-khai-ban-sao-trich-luc", bare);
        told.Single(one => !one.IsMeasure).ShouldSatisfyAllConditions(
            one => one.Place.ShouldBe("components.0.components.0"), one => one.Vi.ShouldContain("person.fullName"), one => one.En.ShouldContain("prefill it by person.fullName"));
        // Nine seconds to type it instead of three to look at it.
        Seconds(told).ShouldBe(Seconds(sound) + 6);

        string again = officers.Replace("\"prefill\": \"dossier.dt_gioi_tinh\"", "\"ours\": false", StringComparison.Ordinal);
        again.ShouldNotBe(officers);
        (await Advice("ket-qua-trich-luc", again)).Where(one => one.Vi.Contains("dossier.dt_gioi_tinh", StringComparison.Ordinal)).ShouldHaveSingleItem();

        Task<string> Province(string key) => File.ReadAllTextAsync(Path.Combine(ProgramServices.ProvinceFolder, "forms", key + ".json"), Token);

        Task<IReadOnlyList<DefinitionAdvice>> Advice(string key, string text) => kind.Advise!(house.Services, key, text, Tomorrow, Token);

        static int Seconds(IEnumerable<DefinitionAdvice> advice)
        {
            System.Text.RegularExpressions.Match time = System.Text.RegularExpressions.Regex.Match(advice.Single(one => one.IsMeasure).Vi, @"(\d+) phút (\d+) giây");
            return (int.Parse(time.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * 60) + int.Parse(time.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        }
    }

    (DefinitionKind Kind, DefinitionSheet Sheet) Sheet(string name, bool isTest)
    {
        DefinitionKind kind = house.Get<DefinitionKinds>().Find(name).ShouldNotBeNull();
        return (kind, (isTest ? kind.TestSheet : kind.Sheet).ShouldNotBeNull());
    }

    async Task<(Guid Change, DesignFile File, DefinitionSheet Sheet)> Taken(string kind, string key)
    {
        Guid change = (await house.Get<StartChange>().Handle("Thử ô", Guid.NewGuid().ToString("N"), desk.First, Token)).Value;
        await house.Get<TakeUpFile>().Handle(change, kind, key, null, null, isTest: false, Guid.NewGuid().ToString("N"), desk.First, Token);
        return (change, (await house.Get<ChangeReader>().Find(change, Token))!.Files.Single(), Sheet(kind, isTest: false).Sheet);
    }

    ChangeSheetContext Context(JsonObject tree, string? tried)
    {
        DesignChange change = new() { Id = Guid.NewGuid(), Title = "Thử", State = ChangeState.Open, AuthorId = Guid.NewGuid(), AuthorName = "", CreatedAt = default, ChangedAt = default };
        return new("thu", tree, tried, new(change, []), house.Get<DesignLibrary>(), Tomorrow, Token);
    }

    // As a browser sends it.
    static void Send(SheetPartView part, Dictionary<string, StringValues> posted)
    {
        switch (part.Type)
        {
            case SheetType.Both:
                posted[part.Name + ".vi"] = part.Value ?? "";
                posted[part.Name + ".en"] = part.English ?? "";
                break;
            case SheetType.YesNo:
                posted[part.Name + SheetPost.Shown] = "1";
                if (part.IsOn)
                    posted[part.Name] = "true";
                break;
            case SheetType.Day:
                DateParts parts = DateParts.Split(part.Value);
                posted[part.Name + ".Day"] = parts.Day ?? "";
                posted[part.Name + ".Month"] = parts.Month ?? "";
                posted[part.Name + ".Year"] = parts.Year ?? "";
                break;
            case SheetType.Group:
                posted[part.Name + SheetPost.Shown] = "1";
                foreach (SheetPartView inner in part.Parts)
                    Send(inner, posted);
                break;
            case SheetType.List or SheetType.Grid:
                foreach (SheetRowView row in part.Rows.Where(row => row.IsOpen))
                {
                    posted[SheetPost.Prefix + row.Path + SheetPost.Shown] = "1";
                    foreach (SheetPartView inner in row.Parts)
                        Send(inner, posted);
                }

                break;
            default:
                posted[part.Name] = part.Value ?? "";
                break;
        }
    }

    static IEnumerable<string> Labels(IEnumerable<SheetPartView> parts) =>
        parts.SelectMany(part => (string[])[part.Label, .. part.Heads, .. part.Options.Select(option => option.Text), .. Labels(part.Parts), .. Labels(part.Rows.SelectMany(row => row.Parts))]);

    // What is left out and what is null say the same; so do an object of nothing and none.
    static string Said(JsonObject? tree)
    {
        static JsonNode? Plain(JsonNode? node) => node switch
        {
            JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Plain(member.Value)))
                .Where(member => member.Value is not (null or JsonObject { Count: 0 }))),
            JsonArray entries => new JsonArray([.. entries.Select(Plain)]),
            JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonValue.Create(decimal.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) / 1.000000000000000000000000000000000m),
            _ => node?.DeepClone(),
        };

        return Plain(tree)?.ToJsonString(Readable) ?? "";
    }
}
