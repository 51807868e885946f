using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

public sealed class DecisionModelTests
{
    private const string Fee = """
        <decisionTable id="bang" hitPolicy="UNIQUE">
          <input id="i1" label="Số bản"><inputExpression typeRef="number"><text>số bản</text></inputExpression></input>
          <input id="i2"><inputExpression typeRef="date"><text>ngày nộp</text></inputExpression></input>
          <output id="o1" name="lệ phí" typeRef="number"><defaultOutputEntry><text>-1</text></defaultOutputEntry></output>
          <output id="o2" name="ghi chú" typeRef="string"/>
          <annotation name="Căn cứ"/>
          <rule id="r1">
            <inputEntry><text>[1..5]</text></inputEntry><inputEntry><text>&gt;= @"2026-01-01"</text></inputEntry>
            <outputEntry><text>số bản * 8000</text></outputEntry><outputEntry><text>"ít"</text></outputEntry>
            <annotationEntry><text>Điều 4 khoản 1</text></annotationEntry>
          </rule>
          <rule id="r2">
            <inputEntry><text>&gt; 5</text></inputEntry><inputEntry><text>-</text></inputEntry>
            <outputEntry><text>50000</text></outputEntry><outputEntry><text>"nhiều"</text></outputEntry>
            <annotationEntry><text></text></annotationEntry>
          </rule>
        </decisionTable>
        """;

    private static readonly string FeeModel = Model($"""
        <decision id="phi" name="phí">
          <variable name="phí"/>
          <informationRequirement><requiredInput href="#sb"/></informationRequirement>
          <informationRequirement><requiredInput href="#nn"/></informationRequirement>
          {Fee}
        </decision>
        <inputData id="sb" name="số bản"><variable name="số bản" typeRef="number"/></inputData>
        <inputData id="nn" name="ngày nộp"><variable name="ngày nộp" typeRef="date"/></inputData>
        """);

    [Fact]
    public void A_table_gives_its_outputs_the_rule_and_its_legal_basis()
    {
        var model = Load(FeeModel);

        var result = model.Evaluate("phí", Scope(("số bản", 3), ("ngày nộp", new DateOnly(2026, 1, 31))));

        Feel.Text(result.Value).ShouldBe("{lệ phí: 24000, ghi chú: \"ít\"}");
        result.Warnings.ShouldBeEmpty();
        var rule = result.Matched.ShouldHaveSingleItem();
        (rule.RuleId, rule.Number, rule.Annotation).ShouldBe(("r1", 1, "Điều 4 khoản 1"));
        rule.Inputs["Số bản"].ShouldBe((FeelNumber)3);
        rule.Inputs["ngày nộp"].ShouldBe(new DateOnly(2026, 1, 31));
        model.Decisions.ShouldBe(["phí"]);
        model.InputsOf("phi").ShouldBe(["số bản", "ngày nộp"], ignoreOrder: true);
    }

    [Fact]
    public void Text_from_a_form_is_read_as_the_type_of_the_input_data() =>
        Load(FeeModel).Evaluate("phi", Scope(("số bản", 3), ("ngày nộp", "2026-01-31"))).Matched.ShouldHaveSingleItem().RuleId.ShouldBe("r1");

    [Fact]
    public void An_input_of_another_type_is_null_with_a_warning()
    {
        var result = Load(FeeModel).Evaluate("phi", Scope(("số bản", "ba"), ("ngày nộp", "31/01/2026")));

        result.Warnings.Select(w => w.Code).ShouldContain("dmn.value.type");
        result.Matched.ShouldBeEmpty();
    }

    [Fact]
    public void Where_no_rule_matches_the_default_holds()
    {
        var result = Load(FeeModel).Evaluate("phi", Scope(("số bản", 0), ("ngày nộp", new DateOnly(2026, 1, 31))));

        Feel.Text(result.Value).ShouldBe("{lệ phí: -1, ghi chú: null}");
        result.Matched.ShouldBeEmpty();
    }

    [Fact]
    public void Two_matches_of_a_unique_table_are_a_problem_that_names_both()
    {
        var model = Load(FeeModel.Replace("&gt; 5<", "&gt; 2<", StringComparison.Ordinal));

        var result = model.Evaluate("phi", Scope(("số bản", 3), ("ngày nộp", new DateOnly(2026, 1, 31))));

        result.Value.ShouldBeNull();
        result.Matched.Select(rule => rule.RuleId).ShouldBe(["r1", "r2"]);
        var warning = result.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("dmn.rule.overlap");
        warning.Message.ShouldBe("Rules 1 (r1) and 2 (r2) of a UNIQUE table both match.");
    }

    [Fact]
    public void A_first_table_takes_the_first_of_several_matches()
    {
        var model = Load(FeeModel.Replace("&gt; 5<", "&gt; 2<", StringComparison.Ordinal).Replace("UNIQUE", "FIRST", StringComparison.Ordinal));

        model.Evaluate("phi", Scope(("số bản", 3), ("ngày nộp", new DateOnly(2026, 1, 31)))).Matched.ShouldHaveSingleItem().RuleId.ShouldBe("r1");
    }

    [Theory]
    [InlineData("unique")]
    [InlineData("BEST")]
    public void A_hit_policy_that_DMN_does_not_know_is_refused_with_its_line(string policy)
    {
        var load = DecisionModel.Load(FeeModel.Replace("UNIQUE", policy, StringComparison.Ordinal));

        load.Model.ShouldBeNull();
        var problem = load.Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Line, problem.ElementId).ShouldBe(("dmn.hit", 6, "bang"));
    }

    [Fact]
    public void A_fault_in_a_cell_is_named_with_line_column_and_element()
    {
        var load = DecisionModel.Load(FeeModel.Replace("số bản * 8000", "số bản * \"tám\"", StringComparison.Ordinal));

        load.Model.ShouldBeNull();
        var problem = load.Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Line, problem.ElementId).ShouldBe(("feel.type.operand", 14, "r1"));
    }

    [Fact]
    public void A_name_that_no_requirement_brings_is_refused() =>
        DecisionModel.Load(FeeModel.Replace("số bản * 8000", "số bảng * 8000", StringComparison.Ordinal)).Problems.ShouldHaveSingleItem().Code.ShouldBe("feel.name.unknown");

    [Fact]
    public void Required_decisions_come_first_and_once()
    {
        var model = Load(Model("""
            <decision id="c" name="tổng"><informationRequirement><requiredDecision href="#a"/></informationRequirement><informationRequirement><requiredDecision href="#b"/></informationRequirement>
              <literalExpression><text>nền + gấp đôi</text></literalExpression></decision>
            <decision id="b" name="gấp đôi"><informationRequirement><requiredDecision href="#a"/></informationRequirement><literalExpression><text>nền * 2</text></literalExpression></decision>
            <decision id="a" name="nền"><variable name="nền" typeRef="number"/><informationRequirement><requiredInput href="#x"/></informationRequirement><literalExpression><text>x + 1</text></literalExpression></decision>
            <inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>
            """));

        model.Evaluate("tổng", Scope(("x", 4))).Value.ShouldBe((FeelNumber)15);
        model.InputsOf("tổng").ShouldBe(["x"]);
    }

    [Fact]
    public void Decisions_in_a_circle_are_refused()
    {
        var load = DecisionModel.Load(Model("""
            <decision id="a" name="A"><informationRequirement><requiredDecision href="#b"/></informationRequirement><literalExpression><text>B</text></literalExpression></decision>
            <decision id="b" name="B"><informationRequirement><requiredDecision href="#a"/></informationRequirement><literalExpression><text>A</text></literalExpression></decision>
            """));

        load.Problems.ShouldHaveSingleItem().Arguments.ShouldBe(["A → B → A"]);
    }

    [Fact]
    public void Item_definitions_give_inputs_their_types_and_allowed_values()
    {
        var model = Load(Model("""
            <itemDefinition name="tNgười"><itemComponent name="sinh ngày"><typeRef>date</typeRef></itemComponent><itemComponent name="quan hệ"><typeRef>tQuanHệ</typeRef></itemComponent></itemDefinition>
            <itemDefinition name="tQuanHệ"><typeRef>string</typeRef><allowedValues><text>"cha", "mẹ"</text></allowedValues></itemDefinition>
            <itemDefinition name="tNhiều" isCollection="true"><typeRef>tNgười</typeRef></itemDefinition>
            <inputData id="n" name="người"><variable name="người" typeRef="tNhiều"/></inputData>
            <decision id="d" name="năm"><informationRequirement><requiredInput href="#n"/></informationRequirement><literalExpression><text>người[1].sinh ngày.year</text></literalExpression></decision>
            """));

        model.Evaluate("năm", Scope(("người", new object?[] { Person("2001-02-03", "mẹ") }))).Value.ShouldBe((FeelNumber)2001);
        var refused = model.Evaluate("năm", Scope(("người", new object?[] { Person("2001-02-03", "hàng xóm") })));
        refused.Value.ShouldBeNull();
        refused.Warnings[0].Code.ShouldBe("dmn.value.type");

        static Dictionary<string, object?> Person(string born, string kin) => new() { ["sinh ngày"] = born, ["quan hệ"] = kin };
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>", "dmn.xml")]
    [InlineData("<definitions xmlns=\"http://www.omg.org/spec/DMN/20180521/MODEL/\"/>", "dmn.namespace")]
    [InlineData("<definitions", "dmn.xml")]
    [InlineData("", "dmn.xml")]
    public void What_is_no_DMN_file_is_refused(string xml, string code) => DecisionModel.Load(xml).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Theory]
    [InlineData("<businessKnowledgeModel id=\"k\" name=\"k\"/>", "dmn.logic.missing")]
    [InlineData("<decisionService id=\"s\" name=\"s\"/>", "dmn.service.output")]
    [InlineData("<lạ/>", "dmn.element")]
    [InlineData("<decision id=\"d\" name=\"d\"/>", "dmn.logic.missing")]
    [InlineData("<decision id=\"d\" name=\"d\"><lạ/></decision>", "dmn.element")]
    [InlineData("<decision id=\"d\"><literalExpression><text>1</text></literalExpression></decision>", "dmn.name.missing")]
    [InlineData("<decision id=\"d\" name=\"d\"><literalExpression/></decision>", "dmn.text.missing")]
    [InlineData("<decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"tLạ\"/><literalExpression><text>1</text></literalExpression></decision>", "feel.type.unknown")]
    [InlineData("<decision id=\"d\" name=\"d\"><literalExpression expressionLanguage=\"javascript\"><text>1</text></literalExpression></decision>", "dmn.language")]
    [InlineData("<decision id=\"d\" name=\"d\"><informationRequirement><requiredInput href=\"#x\"/></informationRequirement><literalExpression><text>1</text></literalExpression></decision>", "dmn.reference")]
    [InlineData("<itemDefinition name=\"t\"><typeRef>t</typeRef></itemDefinition>", "dmn.type.cycle")]
    public void What_would_change_a_result_is_refused(string content, string code)
    {
        var load = DecisionModel.Load(Model(content));

        load.Model.ShouldBeNull();
        load.Problems.ShouldContain(problem => problem.Code == code && problem.Line == 2);
    }

    [Fact]
    public void Deep_or_endless_XML_does_no_harm()
    {
        DecisionModel.Load(Model(string.Concat(Enumerable.Repeat("<a>", 200_000)))).Problems.ShouldHaveSingleItem().Code.ShouldBe("dmn.limit.depth");
        DecisionModel.Load(new string(' ', 5_000_001)).Problems.ShouldHaveSingleItem().Code.ShouldBe("dmn.limit.length");
    }

    [Fact]
    public void An_unknown_decision_is_said() => Load(FeeModel).Evaluate("khác", Scope()).Warnings.ShouldHaveSingleItem().Code.ShouldBe("dmn.decision.unknown");

    private static string Model(string content) =>
        $"""
        <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="urn:m">
        {content}
        </definitions>
        """;

    private static DecisionModel Load(string xml)
    {
        var load = DecisionModel.Load(xml);
        load.Problems.ShouldBeEmpty();
        return load.Model!;
    }

    private static FeelScope Scope(params (string Name, object? Value)[] variables) => new(variables.ToDictionary(v => v.Name, v => v.Value), Feel.Now);
}
