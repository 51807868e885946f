using System.Text.Json;
using Shouldly;
using VanLang.Platform.Tests.Processes;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

/// <summary>The decisions of <c>province/</c>: their own tests, their tables, and the procedures they speak of.</summary>
public sealed class ProvinceDecisionTests
{
    private static readonly string Folder = RepositoryRoot.File("province/decisions");

    public static TheoryData<string> Files => [.. System.IO.Directory.EnumerateFiles(Folder, "*.dmn").Select(file => Path.GetFileName(file))];

    [Fact]
    public void The_tests_beside_the_decisions_pass_and_lead_to_every_row()
    {
        var report = DecisionTests.Run(Folder, Feel.Now);

        report.Outcomes.Where(outcome => !outcome.Passed).ShouldBeEmpty();
        report.Outcomes.Count.ShouldBeGreaterThan(300);
        report.Untested.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_table_overlaps_leaves_a_gap_or_misses_a_citation(string file) => DecisionCheck.Of(Dmn.Load(File.ReadAllText(Path.Combine(Folder, file)))).ShouldBeEmpty();

    [Fact]
    public void Every_procedure_has_competence_time_limit_and_price()
    {
        Assert.SkipWhen(RepositoryRoot.SharedData("") is null, "../shared is absent");
        using var procedures = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.SharedData("")!, "procedures.json")));
        var codes = procedures.RootElement.GetProperty("procedures").EnumerateArray().Select(procedure => procedure.GetProperty("code").GetString()!).ToList();

        codes.Count.ShouldBe(55);
        foreach (var code in codes)
        {
            var model = Dmn.Load(File.ReadAllText(Path.Combine(Folder, $"thu-tuc-{code}.dmn")));
            string[] wanted = ["tham_quyen", "thoi_han", "tong_phi"];
            wanted.ShouldBeSubsetOf(model.Decisions);
        }
    }

    [Fact]
    public void A_price_says_by_which_row_and_which_law_it_came()
    {
        var model = Dmn.Load(File.ReadAllText(Path.Combine(Folder, "thu-tuc-3.000347.dmn")));

        var result = Dmn.Run(model, "tong_phi", ("ngay_nop", "2025-12-31"), ("kenh_nop", "truc-tuyen"));

        result.Value.ShouldBe((FeelNumber)115_000);
        result.Steps.SelectMany(step => step.Matched).ShouldHaveSingleItem().Annotation!.ShouldContain("188/2016/TT-BTC");
        Dmn.Run(model, "tong_phi", ("ngay_nop", "2026-01-01"), ("kenh_nop", "truc-tuyen")).Value.ShouldBe((FeelNumber)135_000);
    }
}
