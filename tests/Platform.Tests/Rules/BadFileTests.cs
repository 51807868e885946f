using System.Globalization;
using CsCheck;
using Shouldly;
using VanLang.Platform.Tests.Processes;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

/// <summary>Decision files as people break them: what is wrong is said with its line and in both languages, and nothing is ever thrown.</summary>
public sealed class BadFileTests
{
    private static readonly CultureInfo Vietnamese = new("vi");
    private static readonly CultureInfo English = new("en");

    private static readonly string[] Files =
    [
        .. ((string[])["1.001193", "1.004756", "2.000815", "1.004859"]).Select(code => File.ReadAllText(RepositoryRoot.File($"province/decisions/thu-tuc-{code}.dmn"))),
    ];

    private static readonly string[] Scraps =
        ["<", ">", "&", "\"", "null", "]]>", "date(\"2026-02-30\")", "1 / 0", "((((", "\"a\" + 1", "hàm lạ(1)", "#", "\0", "🐎", "-", "<rule/>", "typeRef=\"list\"", "hitPolicy=\"ANY\"", "href=\"#tong_phi\"", " ", "for n in 1..9999999 return n"];

    [Fact]
    public void A_file_that_was_damaged_anywhere_is_refused_with_places_or_still_decides() =>
        Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Double[0, 1], Gen.Int[0, 60], Gen.Int[0, Scraps.Length - 1], Gen.Bool).Sample(
            damage =>
            {
                var (file, at, cut, scrap, keep) = damage;
                var text = Files[file];
                var start = (int)(at * (text.Length - cut - 1));
                var damaged = text[..start] + (keep ? Scraps[scrap] : "") + text[(start + cut)..];

                var load = DecisionModel.Load(damaged);

                load.Problems.ShouldAllBe(problem => problem.Line > 0 && problem.Column >= 0 && problem.Code.Length > 0);
                foreach (var problem in load.Problems) Said(problem);
                if (load.Model is not { } model) return;
                foreach (var problem in DecisionCheck.Of(model)) Said(problem);
                foreach (var decision in model.Decisions)
                {
                    var result = model.Evaluate(decision, new(new Dictionary<string, object?> { ["ngay_nop"] = new DateOnly(2026, 1, 15), ["so_ban"] = "hai", ["so_trang"] = null }, Feel.Now));
                    foreach (var warning in result.Warnings) Said(warning);
                }
            },
            iter: 2_000);

    [Theory]
    [InlineData("tham_quyen", "dmn.cycle")]
    [InlineData("khong_co", "dmn.reference")]
    public void A_requirement_that_turns_back_or_leads_nowhere_names_its_line(string required, string code)
    {
        var text = Files[0].Replace("<requiredInput href=\"#in-ngay_nop\" />", $"<requiredDecision href=\"#{required}\" />", StringComparison.Ordinal);

        var problem = DecisionModel.Load(text).Problems[0];

        (problem.Code, problem.Line > 1).ShouldBe((code, true));
        Said(problem);
    }

    [Theory]
    [InlineData("1 / 0", "feel.number.zero")]
    [InlineData("null + 1", "feel.type.operand")]
    [InlineData("date(2026, 2, 30)", "feel.temporal")]
    [InlineData("ngay_nop * 2", "feel.type.operand")]
    public void What_goes_wrong_in_a_cell_while_deciding_names_the_line_of_the_cell(string cell, string code)
    {
        var text = Files[0].Replace("<text>8000 * so_ban_sao</text>", $"<text>{cell}</text>", StringComparison.Ordinal);
        var line = text[..text.IndexOf(cell, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        var result = Dmn.Run(Dmn.Load(text.Replace("<requiredInput href=\"#in-so_ban_sao\" />", "<requiredInput href=\"#in-truong_hop\" />", StringComparison.Ordinal)), "phi_ban_sao", ("ngay_nop", "2016-05-04"), ("ban_sao", "co"));

        result.Value.ShouldBeNull();
        var warning = result.Warnings[0];
        (warning.Code, warning.Line).ShouldBe((code, line));
        Said(warning);
    }

    [Fact]
    public void A_cell_that_never_ends_is_stopped_and_the_decision_named_with_its_line()
    {
        var text = Files[0].Replace("<text>8000 * so_ban_sao</text>", "<text>count(for n in 1..100000000 return n)</text>", StringComparison.Ordinal);

        var warning = Dmn.Run(Dmn.Load(text), "phi_ban_sao", ("ngay_nop", "2016-05-04"), ("ban_sao", "co"), ("so_ban_sao", 2)).Warnings[0];

        (warning.Code, warning.ElementId).ShouldBe(("feel.limit.steps", "phi_ban_sao"));
        warning.Line.ShouldBe(text[..text.IndexOf("<decision id=\"phi_ban_sao\"", StringComparison.Ordinal)].Count(c => c == '\n') + 2);
        Said(warning);
    }

    private static void Said(FeelProblem problem)
    {
        var (vi, en) = (problem.MessageIn(Vietnamese), problem.MessageIn(English));
        vi.ShouldNotBeNullOrWhiteSpace(problem.Code);
        vi.ShouldNotBe(en, problem.Code);
        vi.ShouldNotContain("{0}");
    }
}
