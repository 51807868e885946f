using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

public sealed class BoxedExpressionTests
{
    [Fact]
    public void A_context_shows_its_entries_to_those_behind_and_ends_with_its_result() => Value($"""
        <context><contextEntry><variable name="số bản"/>{Dmn.Text("2 + 1")}</contextEntry><contextEntry><variable name="đơn giá"/>{Dmn.Text("8000")}</contextEntry>
        <contextEntry>{Dmn.Text("số bản * đơn giá")}</contextEntry></context>
        """).ShouldBe("24000");

    [Fact]
    public void A_context_without_a_result_is_the_value_itself() =>
        Value($"<context><contextEntry><variable name=\"a\"/>{Dmn.Text("1")}</contextEntry><contextEntry><variable name=\"b\"/>{Dmn.Text("a + 1")}</contextEntry></context>").ShouldBe("{a: 1, b: 2}");

    [Fact]
    public void An_entry_that_does_not_fit_its_type_is_null_with_a_warning()
    {
        var result = Dmn.Run(Dmn.Decision($"<context><contextEntry><variable name=\"a\" typeRef=\"number\"/>{Dmn.Text("string(1)")}</contextEntry></context>"));

        Feel.Text(result.Value).ShouldBe("{a: null}");
        result.Warnings.ShouldHaveSingleItem().Code.ShouldBe("dmn.value.type");
    }

    [Fact]
    public void A_relation_is_a_list_of_rows_whose_cells_do_not_see_each_other() => Value($"""
        <context><contextEntry><variable name="tuổi"/>{Dmn.Text("40")}</contextEntry>
        <contextEntry><relation><column name="tên"/><column name="tuổi"/>
        <row>{Dmn.Text("\"An\"")}{Dmn.Text("tuổi + 1")}</row><row>{Dmn.Text("\"Bình\"")}{Dmn.Text("tuổi")}</row></relation></contextEntry></context>
        """).ShouldBe("[{tên: \"An\", tuổi: 41}, {tên: \"Bình\", tuổi: 40}]");

    [Fact]
    public void A_row_with_too_few_cells_is_refused_by_its_number() => Problem($"<relation><column name=\"a\"/><column name=\"b\"/><row>{Dmn.Text("1")}</row></relation>")
        .ShouldBe(("dmn.relation.cells", "Row 1 of the relation has 1 cells, 2 are needed."));

    [Fact]
    public void A_list_holds_expressions_of_any_form() => Value($"<list>{Dmn.Text("1")}<list>{Dmn.Text("2")}</list></list>").ShouldBe("[1, [2]]");

    [Fact]
    public void A_function_is_called_by_place_by_name_and_by_an_invocation() => Value($"""
        <context><contextEntry><variable name="phí"/><functionDefinition><formalParameter name="bản" typeRef="number"/><formalParameter name="giá" typeRef="number"/>{Dmn.Text("bản * giá - bản")}</functionDefinition></contextEntry>
        <contextEntry><list>{Dmn.Text("phí(2, 10)")}{Dmn.Text("phí(giá: 10, bản: 3)")}
        <invocation>{Dmn.Text("phí")}<binding><parameter name="giá"/>{Dmn.Text("10")}</binding><binding><parameter name="bản"/>{Dmn.Text("4")}</binding></invocation></list></contextEntry></context>
        """).ShouldBe("[18, 27, 36]");

    [Fact]
    public void An_invocation_of_a_built_in_function_names_its_parameters() => Value($"""
        <invocation>{Dmn.Text("substring")}<binding><parameter name="string"/>{Dmn.Text("\"khai sinh\"")}</binding><binding><parameter name="start position"/>{Dmn.Text("6")}</binding></invocation>
        """).ShouldBe("\"sinh\"");

    [Fact]
    public void A_function_may_call_itself() => Value($"""
        <context><contextEntry><variable name="giai thừa"/><functionDefinition><formalParameter name="n"/>{Dmn.Text("if n < 2 then 1 else n * giai thừa(n - 1)")}</functionDefinition></contextEntry>
        <contextEntry>{Dmn.Text("giai thừa(20)")}</contextEntry></context>
        """).ShouldBe("2432902008176640000");

    [Fact]
    public void A_function_that_calls_itself_for_ever_ends_in_a_limit()
    {
        var result = Dmn.Run(Dmn.Decision($"""
            <context><contextEntry><variable name="f"/><functionDefinition><formalParameter name="n"/>{Dmn.Text("f(n + 1)")}</functionDefinition></contextEntry><contextEntry>{Dmn.Text("f(1)")}</contextEntry></context>
            """));

        result.Value.ShouldBeNull();
        result.Warnings.ShouldContain(warning => warning.Code.StartsWith("feel.limit.", StringComparison.Ordinal) && warning.Line > 0);
    }

    [Theory]
    [InlineData("x > 1", "\"nhiều\"")]
    [InlineData("x > 9", "\"ít\"")]
    [InlineData("null", "\"ít\"")]
    public void A_conditional_takes_one_of_two_ways(string condition, string value) => Feel.Text(Dmn.Run(
        Dmn.Decision($"<conditional><if>{Dmn.Text(condition)}</if><then>{Dmn.Text("\"nhiều\"")}</then><else>{Dmn.Text("\"ít\"")}</else></conditional>", ("x", "number")),
        ("x", 5)).Value).ShouldBe(value);

    [Fact]
    public void A_filter_sees_the_entries_of_its_items() => Value(
        $"<filter><in>{Dmn.Text("[{tên: \"An\", tuổi: 17}, {tên: \"Bình\", tuổi: 20}]")}</in><match>{Dmn.Text("tuổi >= 18")}</match></filter>").ShouldBe("[{tên: \"Bình\", tuổi: 20}]");

    [Fact]
    public void Loops_are_boxed_as_well() => Value($"""
        <list><for iteratorVariable="n"><in>{Dmn.Text("[1, 2]")}</in><return>{Dmn.Text("n * 2")}</return></for>
        <some iteratorVariable="n"><in>{Dmn.Text("[1, 2]")}</in><satisfies>{Dmn.Text("n > 1")}</satisfies></some>
        <every iteratorVariable="n"><in>{Dmn.Text("[1, 2]")}</in><satisfies>{Dmn.Text("n > 1")}</satisfies></every></list>
        """).ShouldBe("[[2, 4], true, false]");

    [Fact]
    public void A_table_may_stand_inside_and_is_named_among_the_reasons()
    {
        var result = Dmn.Run(Dmn.Decision($"<context><contextEntry><variable name=\"đơn giá\"/>{Dmn.Table("", "<output/>", ("< 5", "100"), (">= 5", "80"))}</contextEntry><contextEntry>{Dmn.Text("đơn giá * x")}</contextEntry></context>", ("x", "number")), ("x", 6));

        result.Value.ShouldBe((FeelNumber)480);
        var rule = result.Matched.ShouldHaveSingleItem();
        (rule.Table, rule.RuleId).ShouldBe(("đơn giá", "r2"));
    }

    [Theory]
    [InlineData("<functionDefinition kind=\"Java\"><literalExpression><text>1</text></literalExpression></functionDefinition>", "dmn.function.kind")]
    [InlineData("<literalExpression><text>function(a) external {java: {class: \"x\"}}</text></literalExpression>", "feel.function.external")]
    [InlineData("<conditional><if><literalExpression><text>true</text></literalExpression></if></conditional>", "dmn.logic.missing")]
    [InlineData("<for><in><literalExpression><text>[1]</text></literalExpression></in><return><literalExpression><text>1</text></literalExpression></return></for>", "dmn.name.missing")]
    [InlineData("<invocation/>", "dmn.logic.missing")]
    [InlineData("<literalExpression><importedValues/></literalExpression>", "dmn.element")]
    [InlineData("<context><contextEntry><variable name=\"a\"/><literalExpression><text>1</text></literalExpression></contextEntry><contextEntry><variable name=\"a\"/><literalExpression><text>2</text></literalExpression></contextEntry></context>", "feel.context.duplicate")]
    public void What_cannot_be_done_is_refused_at_its_place(string logic, string code) =>
        DecisionModel.Load(Dmn.Decision(logic)).Problems.ShouldContain(problem => problem.Code == code && problem.Line > 1);

    private static string Value(string logic)
    {
        var result = Dmn.Run(Dmn.Decision(logic));
        result.Warnings.ShouldBeEmpty();
        return Feel.Text(result.Value);
    }

    private static (string Code, string Message) Problem(string logic) => DecisionModel.Load(Dmn.Decision(logic)).Problems.ShouldHaveSingleItem() is var problem ? (problem.Code, problem.Message) : default;
}
