using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Kernel;
using VanLang.Kernel.Data;
using VanLang.Kernel.Import;
using VanLang.Rules;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

/// <summary>Decisions as they are imported and found by day, on a real database.</summary>
public sealed class DecisionLibraryTests : IAsyncLifetime
{
    private static readonly DateOnly March = new(2027, 3, 1);

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-rules-").FullName;
    private readonly ServiceProvider services;

    public DecisionLibraryTests()
    {
        ServiceCollection collection = new();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(new FakeTimeProvider(Feel.Now));
        var room = new RulesRoom();
        var data = new DataFolder(Path.Combine(folder, "data"));
        collection.AddKernel(new RoomCatalog([room]), data, new SqliteStore(data.Database, "none"));
        room.AddServices(collection, new ConfigurationBuilder().Build());
        services = collection.BuildServiceProvider();
    }

    private DecisionLibrary Library => services.GetRequiredService<DecisionLibrary>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        System.IO.Directory.CreateDirectory(Path.Combine(folder, "data"));
        await using var db = await services.GetRequiredService<IDbContextFactory<VanLangDbContext>>().CreateDbContextAsync(Token);
        await db.Database.EnsureCreatedAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_fee_that_changes_from_a_day_changes_what_is_priced_from_that_day_only()
    {
        (await Import(("phi.dmn", Price(8000)), ("phi@2027-03-01.dmn", Price(10_000)))).Problems.ShouldBeEmpty();

        var before = await Decide(March.AddDays(-1));
        var after = await Decide(March);

        (before.Result.Value, after.Result.Value).ShouldBe(((object)(FeelNumber)24_000, (FeelNumber)30_000));
        (after.Rule.ValidFrom, after.Day).ShouldBe((March, March));
        before.Rule.Version.ShouldNotBe(after.Rule.Version);
        after.Result.Matched.ShouldHaveSingleItem().Annotation.ShouldBe("Điều 1");
    }

    [Fact]
    public async Task Cases_that_a_change_touches_are_listed_before_it_comes_into_force()
    {
        (await Import(("phi.dmn", Price(8000)))).Problems.ShouldBeEmpty();
        DecisionCase[] open = [Case("cũ", March.AddDays(-1), 3), Case("mới", March, 3), Case("không bản nào", March, 0)];

        List<TouchedCase> touched = [];
        await foreach (var one in Library.Touched("phi", null, Dmn.Load(Price(10_000)), March, open.ToAsyncEnumerable(), Feel.Now, Token)) touched.Add(one);

        var only = touched.ShouldHaveSingleItem();
        (only.Case.Id, only.Before.Value, only.After.Value).ShouldBe(("mới", (FeelNumber)24_000, (FeelNumber)30_000));
        // Nothing was published by asking.
        (await Decide(March)).Result.Value.ShouldBe((FeelNumber)24_000);
    }

    [Fact]
    public async Task A_decision_that_imports_another_takes_the_one_in_force_on_the_same_day()
    {
        var shared = Dmn.File($"<decision id=\"g\" name=\"đơn giá\"><variable name=\"đơn giá\"/>{Dmn.Text("8000")}</decision>", "urn:vanlang:decision:chung");
        var main = Dmn.File($"""
            <import name="chung" namespace="urn:vanlang:decision:chung" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>
            <decision id="d" name="d"><variable name="d"/><informationRequirement><requiredDecision href="urn:vanlang:decision:chung#g"/></informationRequirement>{Dmn.Text("chung.đơn giá * 2")}</decision>
            """);
        (await Import(("chung.dmn", shared), ("chung@2027-03-01.dmn", shared.Replace("8000", "9000", StringComparison.Ordinal)), ("phi.dmn", main))).Problems.ShouldBeEmpty();

        var before = await Decide(March.AddDays(-1));
        var after = await Decide(March);

        (before.Result.Value, after.Result.Value).ShouldBe(((object)(FeelNumber)16_000, (FeelNumber)18_000));
        before.Rule.Version.ShouldBe(after.Rule.Version);
        before.Rule.Imported["chung"].ShouldNotBe(after.Rule.Imported["chung"]);
    }

    [Theory]
    [InlineData("< 5", "> 5", "dmn.check.gap")]
    [InlineData("<= 5", ">= 5", "dmn.check.overlap")]
    public async Task A_table_with_overlapping_or_missing_periods_is_refused_and_nothing_of_the_folder_is_taken_in(string first, string second, string code)
    {
        var faulty = Dmn.Decision(Dmn.Table("", "<output/>", (first, "1"), (second, "2")), ("x", "number"));

        var outcome = await Import(("phi.dmn", Price(8000)), ("xấu.dmn", faulty));

        var problem = outcome.Problems.ShouldHaveSingleItem();
        (problem.File, problem.Code, problem.Line > 1).ShouldBe(("xấu.dmn", code, true));
        problem.ReasonVi.ShouldContain("x = 5");
        await Should.ThrowAsync<InvalidOperationException>(() => Decide(March));
    }

    [Theory]
    [InlineData("phi@2027-13-01.dmn")]
    [InlineData("phi@.dmn")]
    [InlineData("phi@01-03-2027.dmn")]
    [InlineData("phi@2027-03-01@2027-04-01.dmn")]
    public async Task A_name_with_a_day_that_is_none_is_refused_and_never_taken_for_the_first_of_all_days(string name)
    {
        var outcome = await Import(("phi.dmn", Price(8000)), (name, Price(10_000)));

        var problem = outcome.Problems.ShouldHaveSingleItem();
        (problem.File, problem.Code).ShouldBe((name, ImportCodes.BadDate));
        await Should.ThrowAsync<InvalidOperationException>(() => Decide(March));
    }

    [Fact]
    public async Task A_file_that_names_another_first_day_inside_than_in_its_name_is_refused_with_the_line()
    {
        var dated = Price(10_000).Replace("<definitions ", "<definitions xmlns:vl=\"urn:vanlang:province:1\" vl:validFrom=\"2027-02-01\" ", StringComparison.Ordinal);

        var problem = (await Import(("phi.dmn", Price(8000)), ("phi@2027-03-01.dmn", dated))).Problems.ShouldHaveSingleItem();

        (problem.File, problem.Code, problem.Line).ShouldBe(("phi@2027-03-01.dmn", "dmn.day", 1));
        (problem.ReasonVi + problem.ReasonEn).ShouldContain("2027-02-01");
        (await Import(("phi@2027-03-01.dmn", dated.Replace("2027-02-01", "2027-03-01", StringComparison.Ordinal)))).Problems.ShouldBeEmpty();
    }

    private static string Price(int amount) => Dmn.Decision(
        Dmn.Table("", "<output typeRef=\"number\"/>", (">= 0", $"x * {amount}"), ("< 0", "null")), ("x", "number"));

    private static DecisionCase Case(string id, DateOnly day, int copies) => new(id, day, new Dictionary<string, object?> { ["x"] = copies });

    private Task<DecisionExplanation> Decide(DateOnly day) => Library.Decide("phi", null, day, new(new Dictionary<string, object?> { ["x"] = 3 }, Feel.Now), Token);

    private async Task<ImportResult> Import(params (string Name, string Content)[] files)
    {
        var source = System.IO.Directory.CreateDirectory(Path.Combine(folder, "decisions")).FullName;
        foreach (var (name, content) in files) await File.WriteAllTextAsync(Path.Combine(source, name), content, Token);
        return await new RulesRoom().Imports.Single().Run(services, source, Token);
    }
}
