using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

public sealed class HitPolicyTests
{
    private const string Ranked = """<output name="mức" typeRef="string"><outputValues><text>"cao", "vừa", "thấp"</text></outputValues></output>""";
    private const string Number = """<output name="tiền" typeRef="number"/>""";

    [Theory]
    [InlineData("hitPolicy=\"COLLECT\"", "[10, 30, 20]")]
    [InlineData("hitPolicy=\"RULE ORDER\"", "[10, 30, 20]")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", "60")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", "3")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"MIN\"", "10")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"MAX\"", "30")]
    [InlineData("hitPolicy=\"FIRST\"", "10")]
    public void A_policy_makes_one_answer_of_several_matches(string policy, string answer) =>
        Feel.Text(Dmn.Run(Of(policy, Number, ("> 1", "10"), ("> 2", "30"), ("> 3", "20"), ("> 9", "99")), ("x", 5)).Value).ShouldBe(answer);

    [Theory]
    [InlineData("hitPolicy=\"PRIORITY\"", "\"cao\"")]
    [InlineData("hitPolicy=\"OUTPUT ORDER\"", "[\"cao\", \"vừa\", \"thấp\", \"thấp\"]")]
    public void Priority_is_the_order_of_the_allowed_values(string policy, string answer) =>
        Feel.Text(Dmn.Run(Of(policy, Ranked, ("> 1", "\"thấp\""), ("> 2", "\"cao\""), ("> 3", "\"vừa\""), ("-", "\"thấp\"")), ("x", 5)).Value).ShouldBe(answer);

    [Fact]
    public void Only_the_rule_that_gave_the_value_is_the_reason_under_PRIORITY() =>
        Dmn.Run(Of("hitPolicy=\"PRIORITY\"", Ranked, ("> 1", "\"thấp\""), ("> 2", "\"cao\"")), ("x", 5)).Matched.ShouldHaveSingleItem().Annotation.ShouldBe("Điều 2");

    [Fact]
    public void Several_outputs_are_ranked_from_left_to_right()
    {
        const string outputs = """
            <output name="a" typeRef="string"><outputValues><text>"x", "y"</text></outputValues></output><output name="b" typeRef="number"><outputValues><text>1, 2</text></outputValues></output>
            """;

        Feel.Text(Dmn.Run(Of("hitPolicy=\"PRIORITY\"", outputs, ("-", "\"y\"|1"), ("-", "\"x\"|2"), ("-", "\"x\"|1")), ("x", 5)).Value).ShouldBe("{a: \"x\", b: 1}");
    }

    [Fact]
    public void ANY_takes_equal_values_and_refuses_different_ones_by_their_rows()
    {
        var table = Of("hitPolicy=\"ANY\"", Number, ("> 1", "10"), ("> 2", "5 + 5"), ("> 7", "20"));

        var equal = Dmn.Run(table, ("x", 5));
        (equal.Value, equal.Matched.Count).ShouldBe(((FeelNumber)10, 2));
        var different = Dmn.Run(table, ("x", 8));
        different.Value.ShouldBeNull();
        different.Warnings.ShouldHaveSingleItem().Message.ShouldBe("Rules 1 (r1) and 3 (r3) of an ANY table both match and give different values.");
    }

    [Theory]
    [InlineData("hitPolicy=\"COLLECT\"", "null")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", "0")]
    public void Without_a_match_there_is_no_answer_but_none_can_be_counted(string policy, string answer) =>
        Feel.Text(Dmn.Run(Of(policy, Number, ("> 9", "1")), ("x", 5)).Value).ShouldBe(answer);

    [Theory]
    [InlineData("hitPolicy=\"PRIORITY\"", Number, "dmn.table.priority")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", "<output name=\"a\"/><output name=\"b\"/>", "dmn.table.aggregation")]
    [InlineData("hitPolicy=\"COLLECT\" aggregation=\"MEAN\"", Number, "dmn.hit")]
    public void What_a_policy_cannot_do_is_refused_at_load(string policy, string outputs, string code) =>
        DecisionModel.Load(Of(policy, outputs, ("-", outputs == Number ? "1" : "1|2"))).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void A_value_of_another_type_than_its_column_is_refused_with_its_row()
    {
        var problem = DecisionModel.Load(Of("hitPolicy=\"UNIQUE\"", Number, ("1", "10"), ("2", "\"mười\""))).Problems.ShouldHaveSingleItem();

        (problem.Code, problem.ElementId).ShouldBe(("dmn.value.type", "r2"));
    }

    [Fact]
    public void A_test_that_no_value_of_its_column_passes_is_refused_with_its_row()
    {
        var problem = DecisionModel.Load(Of("hitPolicy=\"UNIQUE\"", Number, ("1", "10"), ("\"hai\"", "20"))).Problems.ShouldHaveSingleItem();

        (problem.Code, problem.ElementId).ShouldBe(("feel.type.comparison", "r2"));
    }

    [Fact]
    public void Ten_thousand_rows_are_decided_and_one_more_is_refused_with_its_number()
    {
        var rows = Enumerable.Range(0, 10_000).Select(i => ($"{i}", $"{i * 10}")).ToArray();

        Dmn.Run(Of("hitPolicy=\"UNIQUE\"", Number, rows), ("x", 9_999)).Value.ShouldBe((FeelNumber)99_990);
        var problem = DecisionModel.Load(Of("hitPolicy=\"UNIQUE\"", Number, [.. rows, ("-1", "0")])).Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Arguments[0]).ShouldBe(("dmn.limit.table", "10001"));
    }

    private static string Of(string policy, string outputs, params (string Test, string Value)[] rows) => Dmn.Decision(Dmn.Table(policy, outputs, rows), ("x", "number"));
}
