using System.Text.Json.Nodes;
using Shouldly;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Import;
using VanLang.Kernel.Record;
using VanLang.Platform.Tests.Identity;
using Xunit;

namespace VanLang.Platform.Tests.Directory;

public sealed class DirectoryImportTests : IAsyncLifetime
{
    House house = null!;

    public async ValueTask InitializeAsync() => house = await House.Province();

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task A_second_import_changes_nothing_and_says_so()
    {
        long events = await house.Events();
        ImportResult agencies = await Agencies(House.File("agencies.json"));
        ImportResult people = await People(House.File("people.json"));
        agencies.Counts.ShouldBe(new ImportCounts(0, 0, 507));
        people.Counts.ShouldBe(new ImportCounts(0, 0, 119));
        (await house.Events()).ShouldBe(events);
    }

    [Fact]
    public async Task A_changed_name_is_one_changed_row_with_its_facts_in_the_record()
    {
        ImportResult result = await Agencies(Edited("agencies.json", file => Ward(file)["name"] = "Ủy ban nhân dân phường Mới"));
        result.Counts.ShouldBe(new ImportCounts(0, 1, 506));
        (await house.Verify()).ShouldBeEmpty();
        (await house.Get<DirectoryQueries>().NameOf(DirectoryIds.Agency("xa2025-07900"), new(2026, 1, 1), House.Token)).ShouldBe("Ủy ban nhân dân phường Mới");
    }

    [Theory]
    [InlineData("parent", "khong-co", ImportCodes.UnknownReference)]
    [InlineData("code", "H44.34", "directory-code-taken")]
    [InlineData("code", "44", "directory-code-form")]
    [InlineData("longCode", "147.00.00.H44", "directory-code-differs")]
    [InlineData("validTo", "2025-07-01", "directory-dates-reversed")]
    [InlineData("validFrom", "2025-06-30", "directory-parent-not-in-force")]
    [InlineData("parent", "xa2025-07900", "directory-parent-circle")]
    [InlineData("level", "village", ImportCodes.BadValue)]
    [InlineData("unitTemplate", "khong-co", ImportCodes.UnknownReference)]
    [InlineData("code", "H44.21.02", "directory-code-dead")]
    [InlineData("parent", "huyen-227", "directory-parent-not-in-force")]
    public async Task A_bad_agency_is_named_and_nothing_of_the_file_is_taken(string field, string value, string code)
    {
        await using House empty = await House.Build();
        ImportResult result = await empty.Get<ImportAgencies>().Execute(Edited("agencies.json", file => Ward(file)[field] = value), Actor.System, House.Token);
        result.IsTaken.ShouldBeFalse();
        ImportProblem problem = result.Problems.First(problem => problem.Code == code && problem.Row!.EndsWith("(xa2025-07900)", StringComparison.Ordinal));
        problem.Field.ShouldBe(code == "directory-parent-not-in-force" ? "parent" : field);
        problem.Line.ShouldNotBeNull();
        problem.ReasonVi.ShouldNotBe(problem.ReasonEn);
        (await empty.Events()).ShouldBe(0);
        (await empty.Get<DirectoryQueries>().AgencyByKey("ubnd-tinh-2025", new(2026, 1, 1), House.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_bad_post_is_named_by_person_and_field()
    {
        await using House empty = await House.Build();
        await empty.Get<ImportAgencies>().Execute(House.File("agencies.json"), Actor.System, House.Token);
        ImportResult result = await empty.Get<ImportPeople>().Execute(Edited("people.json", file =>
        {
            JsonNode position = Official(file, "CB090")["positions"]!.AsArray().Last()!;
            position["unit"] = "phong-khong-co";
            position["validFrom"] = "2025-06-01";
        }), Actor.System, House.Token);
        result.Problems.Select(problem => (problem.Row, problem.Field, problem.Code)).ShouldBe(
            [
                ("officials[89] (CB090)", "positions[1].unit", ImportCodes.UnknownReference),
                ("officials[89] (CB090)", "positions[1]", "directory-position-outside"),
            ],
            ignoreOrder: true);
        (await empty.Get<DirectoryQueries>().PersonByKey("CB001", House.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_long_import_that_was_stopped_is_finished_by_the_next()
    {
        string file = Long(1800);
        using CancellationTokenSource stop = new();
        Steps first = new(progress =>
        {
            if (progress.Done >= 1000)
                stop.Cancel();
        });
        await Should.ThrowAsync<OperationCanceledException>(() => house.Get<ImportPeople>().Execute(file, Actor.System, stop.Token, first));
        first.All.Select(progress => (progress.Done, progress.All)).ShouldBe([(500, 1800), (1000, 1800)]);
        (await house.Get<DirectoryQueries>().PersonByKey("D0999", House.Token)).ShouldNotBeNull();
        (await house.Get<DirectoryQueries>().PersonByKey("D1000", House.Token)).ShouldBeNull();
        (await house.Verify()).ShouldBeEmpty();

        (await People(file)).Counts.ShouldBe(new ImportCounts(800, 0, 1000));
        (await house.Get<DirectoryQueries>().PersonByKey("D1799", House.Token)).ShouldNotBeNull();
        (await People(file)).Counts.ShouldBe(new ImportCounts(0, 0, 1800));
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fault_in_the_last_row_of_a_long_file_keeps_out_the_first()
    {
        string file = Long(1200);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, House.Token)).Replace("\"Người 1199\"", "\"Người \\u0000\"", StringComparison.Ordinal), House.Token);
        ImportProblem problem = (await People(file)).Problems.ShouldHaveSingleItem();
        (problem.Row, problem.Field, problem.Code).ShouldBe(("officials[1199]", "fullName", ImportCodes.Unstorable));
        (await house.Get<DirectoryQueries>().PersonByKey("D0000", House.Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_post_that_the_file_no_longer_lists_ends_today()
    {
        ImportResult result = await People(Edited("people.json", file =>
        {
            JsonArray positions = Official(file, "CB090")["positions"]!.AsArray();
            positions.RemoveAt(positions.Count - 1);
        }));
        result.Counts.ShouldBe(new ImportCounts(0, 1, 118));
        DirectoryQueries directory = house.Get<DirectoryQueries>();
        (await directory.PositionsOf(DirectoryIds.Person("CB090"), new(2026, 11, 22), House.Token)).Count.ShouldBe(1);
        (await directory.PositionsOf(DirectoryIds.Person("CB090"), new(2026, 11, 23), House.Token)).ShouldBeEmpty();
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_role_that_was_raised_by_SQL_is_named()
    {
        await house.Sql($"UPDATE positions SET role = 'leader' WHERE key LIKE 'CB044/xa2025-07900/%'");
        VerificationFinding finding = (await house.Verify()).Single();
        (finding.Kind, finding.Table, finding.Column, finding.Recorded, finding.Found).ShouldBe(("altered-row", "positions", "role", "one-stop-clerk", "leader"));
    }

    [Fact]
    public async Task Successors_that_cannot_be_are_refused()
    {
        await using House empty = await House.Build();
        ImportResult result = await empty.Get<ImportAgencies>().Execute(Edited("agencies.json", file =>
        {
            Agency(file, "stp")["successors"] = new JsonArray("stp-2025", "snv-2025");
            Agency(file, "snv")["successors"] = new JsonArray("xa-07888");
            Agency(file, "skhcn")["successors"] = new JsonArray("stttt");
            Agency(file, "stttt")["successors"] = new JsonArray("skhcn");
            Agency(file, "huyen-227")["validTo"] = "2024-01-01";
        }), Actor.System, House.Token);
        result.Problems.Select(problem => (Key(problem.Row), problem.Field, problem.Code)).ShouldBe(
            [
                ("stp", "successors", "directory-split-missing"),
                ("snv", "successors[0]", "directory-successor-not-in-force"),
                ("skhcn", "successors[0]", "directory-successor-not-in-force"),
                ("skhcn", "successors", "directory-successor-circle"),
                ("stttt", "successors[0]", "directory-successor-not-in-force"),
                ("stttt", "successors", "directory-successor-circle"),
                ("huyen-227", "validTo", "directory-children-left"),
                .. Enumerable.Range(0, 5).Select(s => ("huyen-227", (string?)$"successors[{s}]", "directory-successor-not-in-force")),
            ],
            ignoreOrder: true,
            customMessage: string.Join('\n', result.Problems));

        static string Key(string? row) => row!.Split('(', ')')[1];
    }

    static JsonNode Ward(JsonNode file) => Agency(file, "xa2025-07900");

    static JsonNode Agency(JsonNode file, string key) => file["agencies"]!.AsArray().Single(agency => agency!["key"]!.GetValue<string>() == key)!;

    static JsonNode Official(JsonNode file, string key) => file["officials"]!.AsArray().Single(official => official!["key"]!.GetValue<string>() == key)!;

    Task<ImportResult> Agencies(string path) => house.Get<ImportAgencies>().Execute(path, Actor.System, House.Token);

    Task<ImportResult> People(string path) => house.Get<ImportPeople>().Execute(path, Actor.System, House.Token);

    /// <summary>A file of so many invented officials of the ward.</summary>
    string Long(int officials)
    {
        string path = Path.Combine(house.Data.Path, "long.json");
        File.WriteAllText(path, $"{{\"officials\": [\n{string.Join(",\n", Enumerable.Range(0, officials).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $$"""{"key": "D{{i:0000}}", "fullName": "Người {{i}}", "userName": "dai{{i}}", "fictitious": true, "source": "Bịa đặt để thử", "verified": false, "label": "MÔ PHỎNG", "positions": [{"agency": "xa2025-07900", "unit": null, "role": "officer", "title": "Chuyên viên", "validFrom": "2026-01-01"}]}""")))}]}}");
        return path;
    }

    sealed class Steps(Action<ImportProgress> then) : IProgress<ImportProgress>
    {
        public List<ImportProgress> All { get; } = [];

        public void Report(ImportProgress value)
        {
            All.Add(value);
            then(value);
        }
    }

    string Edited(string name, Action<JsonNode> edit)
    {
        JsonNode file = JsonNode.Parse(File.ReadAllText(House.File(name)))!;
        edit(file);
        string path = Path.Combine(house.Data.Path, name);
        File.WriteAllText(path, file.ToJsonString());
        return path;
    }
}
