using CsCheck;
using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

public sealed class DecisionCheckTests
{
    [Fact]
    public void A_table_that_answers_every_case_once_has_no_findings() => Check(("< 0", "1"), ("[0..10)", "2"), (">= 10", "3")).ShouldBeEmpty();

    [Fact]
    public void Overlapping_rows_are_named_with_an_example() => Check(("<= 5", "1"), (">= 5", "2"))
        .ShouldHaveSingleItem().Message.ShouldBe("Rows 1 (r1) and 2 (r2) both match, for example when x = 5.");

    [Fact]
    public void A_gap_is_shown_by_an_example_of_its_values() => Check(("< 5", "1"), ("> 5", "2"), ("> 9", "3"))
        .Select(problem => problem.Message).ShouldBe(["No row of table \"d\" answers: x = 5.", "Rows 2 (r2) and 3 (r3) both match, for example when x > 9."]);

    [Fact]
    public void A_row_that_nothing_reaches_is_named() => Check("FIRST", ("< 10", "1"), ("[0..5]", "2"), ("-", "3"))
        .ShouldHaveSingleItem().Message.ShouldBe("No values lead to row 2 (r2).");

    [Fact]
    public void A_row_without_a_citation_is_named_with_its_line()
    {
        var xml = Dmn.Decision(Dmn.Table("", "<output/>", ("-", "1")), ("x", "number")).Replace("<annotationEntry><text>Điều 1</text></annotationEntry>", "", StringComparison.Ordinal);

        var problem = DecisionCheck.Of(Dmn.Load(xml)).ShouldHaveSingleItem();

        (problem.Code, problem.ElementId, problem.Line).ShouldBe(("dmn.check.citation", "r1", 5));
    }

    [Fact]
    public void A_period_that_is_missing_or_doubled_is_found_by_its_days()
    {
        Periods("< date(\"2017-01-01\")", "[date(\"2017-01-01\")..date(\"2020-01-01\"))", ">= date(\"2020-01-01\")").ShouldBeEmpty();
        Periods("<= date(\"2016-12-31\")", ">= date(\"2017-01-01\")").ShouldBeEmpty();
        Periods("< date(\"2017-01-01\")", ">= date(\"2017-02-01\")").ShouldHaveSingleItem().ShouldBe("No row of table \"d\" answers: x = 2017-01-01.");
        Periods("<= date(\"2017-01-01\")", ">= date(\"2017-01-01\")").ShouldHaveSingleItem().ShouldContain("x = 2017-01-01");
    }

    [Fact]
    public void Texts_are_complete_where_the_column_lists_its_values_and_one_is_not_answered()
    {
        const string values = "<inputValues><text>\"a\", \"b\"</text></inputValues>";
        var table = Dmn.Table("", "<output/>", ("\"a\"", "1")).Replace("</inputExpression>", "</inputExpression>" + values, StringComparison.Ordinal).Replace("typeRef=\"number\"", "typeRef=\"string\"", StringComparison.Ordinal);

        DecisionCheck.Of(Dmn.Load(Dmn.Decision(table, ("x", "string")))).ShouldHaveSingleItem().Message.ShouldContain("x = \"b\"");
        DecisionCheck.Of(Dmn.Load(Dmn.Decision(table.Replace(values, "", StringComparison.Ordinal), ("x", "string")))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("? * 2 > 10")]
    [InlineData("x + 1")]
    public void What_is_computed_is_never_called_a_fault(string test) => Check((test, "1"), ("< 5", "2"), (">= 5", "3")).ShouldBeEmpty();

    [Fact]
    public void A_default_or_a_policy_that_collects_leaves_no_gap()
    {
        Check("COLLECT", ("< 5", "1"), ("< 9", "2")).ShouldBeEmpty();
        DecisionCheck.Of(Dmn.Load(Dmn.Decision(Dmn.Table("", "<output><defaultOutputEntry><text>0</text></defaultOutputEntry></output>", ("< 5", "1")), ("x", "number")))).ShouldBeEmpty();
    }

    [Fact]
    public void A_table_too_large_to_look_over_says_so()
    {
        var rows = Enumerable.Range(0, 9_000).Select(i => ($"[{i}..{i + 9_000})", "1")).ToArray();

        Check("COLLECT", rows).ShouldHaveSingleItem().Code.ShouldBe("dmn.check.large");
    }

    [Theory]
    [InlineData("[4999.5..5000)", "dmn.check.gap")]
    [InlineData("[4998.5..5000)", "dmn.check.overlap")]
    public void In_a_table_of_ten_thousand_rows_the_one_fault_is_found(string test, string code)
    {
        (string, string)[] rows = [.. Enumerable.Range(0, 10_000).Select(i => (i == 0 ? "< 1" : i == 9_999 ? ">= 9999" : $"[{i}..{i + 1})", "1"))];
        Check(rows).ShouldBeEmpty();
        rows[4_999] = (test, "1");

        Check(rows).ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    /// <summary>What the check says of whole numbers, trying them one by one says as well.</summary>
    [Fact]
    public void Findings_agree_with_trying_every_value() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).List[1, 5].Sample(ranges =>
        {
            // Half-open ranges with whole ends tell no fractions apart.
            var rows = ranges.Select(range => ($"[{Math.Min(range.Item1, range.Item2)}..{Math.Max(range.Item1, range.Item2) + 1})", "1")).Append(("< 0", "1")).Append((">= 10", "1")).ToArray();
            var counts = Enumerable.Range(0, 10).Select(x => ranges.Count(range => Math.Min(range.Item1, range.Item2) <= x && x <= Math.Max(range.Item1, range.Item2))).ToList();

            var codes = Check([.. rows]).Select(problem => problem.Code).ToList();

            codes.Contains("dmn.check.gap").ShouldBe(counts.Contains(0));
            codes.Contains("dmn.check.overlap").ShouldBe(counts.Exists(count => count > 1));
        });

    /// <summary>The same of two columns, texts with their allowed values beside days.</summary>
    [Fact]
    public void Findings_of_two_columns_agree_with_trying_every_pair()
    {
        string[] texts = ["-", "\"a\"", "\"b\"", "not(\"a\")", "not(\"a\", \"b\")", "\"a\", \"c\""];
        string[] days = ["-", "< date(\"2026-01-03\")", ">= date(\"2026-01-03\")", "[date(\"2026-01-02\")..date(\"2026-01-03\")]", "not(date(\"2026-01-02\"))", "> date(\"2026-01-04\")"];
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).List[1, 4].Sample(cells =>
        {
            var model = Dmn.Load(Pairs("UNIQUE", cells.Select(cell => (texts[cell.Item1], days[cell.Item2]))));
            var collected = Dmn.Load(Pairs("COLLECT", cells.Select(cell => (texts[cell.Item1], days[cell.Item2]))));
            List<int> counts = [];
            foreach (var text in (string[])["a", "b", "c"])
            {
                for (var day = 1; day <= 5; day++) counts.Add(Dmn.Run(collected, "d", ("x", text), ("y", new DateOnly(2026, 1, day))).Matched.Count);
            }

            var codes = DecisionCheck.Of(model).Select(problem => problem.Code).ToList();

            codes.Contains("dmn.check.gap").ShouldBe(counts.Contains(0));
            codes.Contains("dmn.check.overlap").ShouldBe(counts.Exists(count => count > 1));
        });
    }

    private static string Pairs(string policy, IEnumerable<(string X, string Y)> rows) => Dmn.Decision($"""
        <decisionTable hitPolicy="{policy}"><input><inputExpression typeRef="string"><text>x</text></inputExpression><inputValues><text>"a", "b", "c"</text></inputValues></input>
        <input><inputExpression typeRef="date"><text>y</text></inputExpression></input><output/>
        {string.Concat(rows.Select(row => $"<rule><inputEntry><text>{System.Security.SecurityElement.Escape(row.X)}</text></inputEntry><inputEntry><text>{System.Security.SecurityElement.Escape(row.Y)}</text></inputEntry><outputEntry><text>1</text></outputEntry><annotationEntry><text>Điều 1</text></annotationEntry></rule>"))}
        </decisionTable>
        """, ("x", "string"), ("y", "date"));

    private static IReadOnlyList<FeelProblem> Check(params (string, string)[] rows) => Check("UNIQUE", rows);

    private static IReadOnlyList<FeelProblem> Check(string policy, params (string, string)[] rows) =>
        DecisionCheck.Of(Dmn.Load(Dmn.Decision(Dmn.Table($"hitPolicy=\"{policy}\"", "<output/>", rows), ("x", "number"))));

    private static List<string> Periods(params string[] tests)
    {
        var table = Dmn.Table("", "<output/>", [.. tests.Select(test => (test, "1"))]).Replace("typeRef=\"number\"", "typeRef=\"date\"", StringComparison.Ordinal);
        return [.. DecisionCheck.Of(Dmn.Load(Dmn.Decision(table, ("x", "date")))).Select(problem => problem.Message)];
    }
}
