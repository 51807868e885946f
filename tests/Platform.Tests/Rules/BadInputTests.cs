using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

/// <summary>What people get wrong: each ends in a message with its place.</summary>
public sealed class BadInputTests
{
    [Fact]
    public void An_expression_of_100_000_characters_is_computed_and_one_more_is_refused()
    {
        var longest = string.Join(" + ", Enumerable.Repeat("1", 25_000)) + "   ";

        longest.Length.ShouldBe(100_000);
        Feel.Run(longest).Value.ShouldBe((FeelNumber)25_000);
        Problem(longest + " ").ShouldBe(("feel.limit.length", 1, 1));
    }

    [Fact]
    public void A_long_text_of_nothing_but_brackets_ends_at_once() => Problem(new string('(', 99_999)).Code.ShouldBe("feel.limit.depth");

    [Theory]
    [InlineData("1 / 0", "feel.number.zero", 3)]
    [InlineData("modulo(5, 0)", "feel.number.zero", 1)]
    [InlineData("10 ** 7000", "feel.number.overflow", 4)]
    [InlineData("date(2026, 2, 30)", "feel.temporal", 1)]
    [InlineData("sqrt(-1)", "feel.number.domain", 1)]
    [InlineData("[1, 2][5]", "feel.index.outside", 8)]
    [InlineData("{a: 1}.b", "feel.path.unknown", 7)]
    [InlineData("null + 1", "feel.type.operand", 6)]
    [InlineData("null < 1", "feel.type.comparison", 6)]
    [InlineData("for n in 1..100000000 return n", "feel.limit.steps", 1)]
    public void What_goes_wrong_while_computing_is_null_with_its_place(string text, string code, int column)
    {
        var result = Feel.Run(text);

        result.Value.ShouldBeNull();
        var warning = result.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.Line, warning.Column).ShouldBe((code, 1, column));
    }

    [Theory]
    [InlineData("date(\"2026-02-30\")", "feel.temporal", 6)]
    [InlineData("@\"hôm qua\"", "feel.temporal", 1)]
    [InlineData("lệ phí(1)", "feel.function.unknown", 1)]
    [InlineData("1 +\n  \"a\"", "feel.type.operand", 3)]
    [InlineData("abs(\"a\")", "feel.function.argument", 1)]
    [InlineData("abs(1, 2)", "feel.function.arity", 1)]
    [InlineData("abs(x: 1)", "feel.function.parameter", 1)]
    [InlineData("1 +", "feel.syntax.end", 4)]
    [InlineData("\"chưa đóng", "feel.string.open", 1)]
    public void What_can_only_go_wrong_is_refused_before_it_runs(string text, string code, int column)
    {
        var problem = FeelExpression.Compile(text).Problems.ShouldHaveSingleItem();

        (problem.Code, problem.Column).ShouldBe((code, column));
        problem.MessageIn(new("vi")).ShouldNotBe(problem.MessageIn(new("en")));
    }

    [Fact]
    public void A_null_everywhere_decides_nothing_and_says_why()
    {
        var table = Dmn.Decision(Dmn.Table("", "<output typeRef=\"number\"/>", ("< 5", "x * 2"), (">= 5", "x")), ("x", "number"));

        var result = Dmn.Run(table, ("x", null));

        result.Value.ShouldBeNull();
        result.Warnings.ShouldAllBe(warning => warning.Line > 1 && warning.ElementId != null);
        result.Warnings[^1].Code.ShouldBe("dmn.rule.none");
        // Left out altogether, the name is what is missing.
        Dmn.Run(table).Warnings[0].Code.ShouldBe("feel.name.unknown");
    }

    [Fact]
    public void Every_built_in_function_takes_nulls_without_an_exception()
    {
        foreach (var name in VanLang.Rules.BuiltIns.BuiltInCatalogue.All)
        {
            for (var count = 0; count <= 7; count++)
            {
                var call = $"{name}({string.Join(", ", Enumerable.Repeat("v", count))})";
                if (FeelExpression.Compile(call, ["v"]).Expression is { } expression) Should.NotThrow(() => expression.Evaluate(new(new Dictionary<string, object?> { ["v"] = null }, Feel.Now)));
            }
        }
    }

    [Fact]
    public void A_pattern_that_backtracks_for_ever_is_stopped()
    {
        var result = Feel.Run($"matches(\"{new string('a', 40)}!\", \"^(a+)+$\")");

        result.Value.ShouldBeNull();
        result.Warnings.ShouldHaveSingleItem().Code.ShouldBe("feel.pattern.time");
    }

    private static (string Code, int Line, int Column) Problem(string text) => FeelExpression.Compile(text).Problems.ShouldHaveSingleItem() is var problem ? (problem.Code, problem.Line, problem.Column) : default;
}
