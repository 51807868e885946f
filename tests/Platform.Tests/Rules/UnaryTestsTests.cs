using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

public sealed class UnaryTestsTests
{
    [Theory]
    [InlineData("-", 5, true)]
    [InlineData("5", 5, true)]
    [InlineData("< 18, [60..80]", 17, true)]
    [InlineData("< 18, [60..80]", 80, true)]
    [InlineData("< 18, [60..80]", 18, false)]
    [InlineData("not(1, 2)", 3, true)]
    [InlineData("not(1, 2)", 2, false)]
    [InlineData("not(< 5)", 5, true)]
    [InlineData("\"a\", \"b\"", "b", true)]
    [InlineData("not(\"a\")", null, true)]
    [InlineData("\"a\"", null, false)]
    [InlineData("null", null, true)]
    [InlineData("> 5", null, null)]
    [InlineData("true", true, true)]
    [InlineData("true", null, false)]
    [InlineData("? > 3 and ? < 6", 5, true)]
    [InlineData("starts with(?, \"Đ\")", "Đồng", true)]
    [InlineData("[1, 2, 3]", 2, true)]
    [InlineData("2 * 2 + 1", 5, true)]
    [InlineData("ngưỡng, > ngưỡng", 10, true)]
    [InlineData("ngưỡng > 5", 1, true)]
    [InlineData("-1", -1, true)]
    [InlineData("not(false) and true", true, true)]
    public void Tests_of_an_input_cell(string tests, object? input, object? expected) => Feel.Test(tests, input, ("ngưỡng", 10)).Value.ShouldBe(expected);

    [Fact]
    public void Dates_and_ranges_of_dates()
    {
        Feel.Test("[@\"2026-01-01\"..@\"2026-12-31\"]", new DateOnly(2026, 6, 1)).IsTrue.ShouldBeTrue();
        Feel.Test(">= @\"2027-01-01\"", new DateOnly(2026, 6, 1)).Value.ShouldBe(false);
    }

    [Fact]
    public void A_test_of_another_type_warns_and_does_not_hold()
    {
        var result = Feel.Test("> 5", "sáu");

        result.IsTrue.ShouldBeFalse();
        result.Warnings.ShouldHaveSingleItem().Code.ShouldBe("feel.type.comparison");
    }

    [Theory]
    [InlineData("")]
    [InlineData("< 5,")]
    [InlineData("not(1")]
    [InlineData("- 5 6")]
    [InlineData("> 5 and < 10")]
    public void What_is_no_test_is_refused(string tests) => FeelExpression.CompileUnaryTests(tests).Expression.ShouldBeNull();
}
