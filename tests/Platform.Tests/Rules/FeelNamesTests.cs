using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

public sealed class FeelNamesTests
{
    [Fact]
    public void Names_with_spaces_and_Vietnamese_letters_need_no_declaration()
    {
        var expression = FeelExpression.Compile("if số bản sao > 0 then số bản sao * lệ phí một bản else 0").Expression!;

        expression.Names.ShouldBe(["số bản sao", "lệ phí một bản"], ignoreOrder: true);
        expression.Evaluate(Scope(("số bản sao", 3), ("lệ phí một bản", 8000))).Value.ShouldBe((FeelNumber)24000);
    }

    [Fact]
    public void A_known_name_may_hold_operators_and_keywords()
    {
        Feel.Text("phí/lệ phí + 1", ("phí/lệ phí", 10)).ShouldBe("11");
        Feel.Text("ngày in giấy", ("ngày in giấy", new DateOnly(2026, 1, 31))).ShouldBe("2026-01-31");
        Feel.Text("phí/lệ phí", ("phí", 10), ("lệ phí", 5)).ShouldBe("2");
    }

    [Fact]
    public void The_longest_known_name_wins() => Feel.Text("a - b", ("a", 5), ("b", 3), ("a-b", 100)).ShouldBe("100");

    [Fact]
    public void Local_names_are_not_free() =>
        Feel.Expression("for x in xs return {y: x + z}.y").Names.ShouldBe(["xs", "z"], ignoreOrder: true);

    [Fact]
    public void A_name_inside_a_filter_is_free_only_if_it_is_known() =>
        Feel.Expression("người[tuổi > ngưỡng]", "người", "ngưỡng").Names.ShouldBe(["người", "ngưỡng"], ignoreOrder: true);

    [Fact]
    public void In_a_filter_an_entry_of_the_item_hides_a_variable() =>
        Feel.Text("người[tuổi > ngưỡng].tên", ("người", new object?[] { Person("An", 20), Person("Bình", 10) }), ("ngưỡng", 15), ("tuổi", 99)).ShouldBe("[\"An\"]");

    [Fact]
    public void A_variable_may_bear_the_name_of_a_function_without_hiding_it()
    {
        Feel.Text("date + duration(\"P1D\")", ("date", new DateOnly(2026, 1, 31))).ShouldBe("2026-02-01");
        Feel.Text("count(count)", ("count", new object?[] { 1, 2 })).ShouldBe("2");
    }

    [Fact]
    public void Decomposed_and_composed_letters_are_one_name() =>
        Feel.Expression("lệ phí".Normalize(System.Text.NormalizationForm.FormD)).Evaluate(Scope(("lệ phí", 5))).Value.ShouldBe((FeelNumber)5);

    private static FeelScope Scope(params (string Name, object? Value)[] variables) => new(variables.ToDictionary(v => v.Name, v => v.Value), Feel.Now);

    private static Dictionary<string, object?> Person(string name, int age) => new() { ["tên"] = name, ["tuổi"] = age };
}
