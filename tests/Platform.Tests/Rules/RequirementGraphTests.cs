using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

public sealed class RequirementGraphTests
{
    private static readonly string Graph = Dmn.File($"""
        <inputData id="n" name="số bản"><variable name="số bản" typeRef="number"/></inputData>
        <businessKnowledgeModel id="k" name="nhân"><variable name="nhân"/><encapsulatedLogic><formalParameter name="a" typeRef="number"/><formalParameter name="b" typeRef="number"/>{Dmn.Text("a * b")}</encapsulatedLogic></businessKnowledgeModel>
        <decision id="g" name="đơn giá"><variable name="đơn giá" typeRef="number"/>{Dmn.Text("8000")}</decision>
        <decision id="t" name="tổng"><variable name="tổng" typeRef="number"/><informationRequirement><requiredInput href="#n"/></informationRequirement><informationRequirement><requiredDecision href="#g"/></informationRequirement>
          <knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>{Dmn.Text("nhân(số bản, đơn giá)")}</decision>
        <decisionService id="s" name="dịch vụ phí"><variable name="dịch vụ phí"/><outputDecision href="#t"/><inputDecision href="#g"/><inputData href="#n"/></decisionService>
        <decision id="x" name="gọi"><variable name="gọi"/><knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>{Dmn.Text("[dịch vụ phí(2, 100), dịch vụ phí(đơn giá: 5, số bản: 3)]")}</decision>
        """);

    [Fact]
    public void Knowledge_is_called_as_a_function_and_every_step_is_told_in_its_order()
    {
        var result = Dmn.Run(Dmn.Load(Graph), "tổng", ("số bản", 3));

        result.Value.ShouldBe((FeelNumber)24000);
        result.Steps.Select(step => (step.Name, step.Value)).ShouldBe([("đơn giá", (object)(FeelNumber)8000), ("tổng", (FeelNumber)24000)]);
    }

    [Fact]
    public void A_service_takes_the_values_of_its_input_decisions_from_the_caller()
    {
        var model = Dmn.Load(Graph);

        Feel.Text(Dmn.Run(model, "gọi").Value).ShouldBe("[200, 15]");
        Dmn.Run(model, "dịch vụ phí", ("số bản", 2), ("đơn giá", 7)).Value.ShouldBe((FeelNumber)14);
        model.InputsOf("dịch vụ phí").ShouldBe(["số bản", "đơn giá"], ignoreOrder: true);
        model.InputsOf("gọi").ShouldBeEmpty();
    }

    [Fact]
    public void Knowledge_can_be_asked_alone() => Dmn.Run(Dmn.Load(Graph), "nhân", ("a", 6), ("b", 7)).Value.ShouldBe((FeelNumber)42);

    [Fact]
    public void A_service_of_several_decisions_gives_them_by_name() => Feel.Text(Dmn.Run(
        Dmn.Load(Dmn.File($"""
            <decision id="a" name="a"><variable name="a"/>{Dmn.Text("1")}</decision><decision id="b" name="b"><variable name="b"/>{Dmn.Text("2")}</decision>
            <decisionService id="s" name="s"><variable name="s"/><outputDecision href="#a"/><outputDecision href="#b"/></decisionService>
            """)),
        "s").Value).ShouldBe("{a: 1, b: 2}");

    [Theory]
    [InlineData("dịch vụ phí(2)", "feel.function.arity")]
    [InlineData("dịch vụ phí(2, \"một\")", "feel.function.argument")]
    [InlineData("dịch vụ phí(sai: 2, đơn giá: 1)", "feel.function.parameter")]
    public void A_wrong_call_of_a_service_is_null_with_its_reason(string call, string code)
    {
        var result = Dmn.Run(Dmn.Load(Graph.Replace("[dịch vụ phí(2, 100), dịch vụ phí(đơn giá: 5, số bản: 3)]", call, StringComparison.Ordinal)), "gọi");

        result.Value.ShouldBeNull();
        result.Warnings.ShouldContain(warning => warning.Code == code);
    }

    [Fact]
    public void Knowledge_may_call_itself_but_services_and_decisions_in_a_circle_are_refused()
    {
        Dmn.Run(
            Dmn.Load(Dmn.File($"""
                <businessKnowledgeModel id="k" name="cộng dồn"><variable name="cộng dồn"/><encapsulatedLogic><formalParameter name="n"/>{Dmn.Text("if n = 0 then 0 else n + cộng dồn(n - 1)")}</encapsulatedLogic></businessKnowledgeModel>
                """)),
            "cộng dồn",
            ("n", 100)).Value.ShouldBe((FeelNumber)5050);
        DecisionModel.Load(Dmn.File($"""
            <decision id="a" name="a"><variable name="a"/><knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>{Dmn.Text("s()")}</decision>
            <decisionService id="s" name="s"><variable name="s"/><outputDecision href="#a"/></decisionService>
            """)).Problems.ShouldHaveSingleItem().Arguments.ShouldBe(["a → s → a"]);
    }

    [Fact]
    public void A_chain_of_a_thousand_decisions_is_decided()
    {
        var chain = string.Concat(Enumerable.Range(1, 1000).Select(i =>
            $"<decision id=\"d{i}\" name=\"d{i}\"><variable name=\"d{i}\"/><informationRequirement><requiredDecision href=\"#d{i - 1}\"/></informationRequirement>{Dmn.Text($"d{i - 1} + 1")}</decision>"));

        Dmn.Run(Dmn.Load(Dmn.File($"<decision id=\"d0\" name=\"d0\"><variable name=\"d0\"/>{Dmn.Text("0")}</decision>{chain}")), "d1000").Value.ShouldBe((FeelNumber)1000);
    }

    [Fact]
    public void Imported_elements_and_types_are_reached_by_the_name_of_the_import()
    {
        var shared = Dmn.File(
            $"""
            <itemDefinition name="tMức"><typeRef>string</typeRef><allowedValues><text>"cao", "thấp"</text></allowedValues></itemDefinition>
            <inputData id="i" name="mức"><variable name="mức" typeRef="tMức"/></inputData>
            <decision id="d" name="hệ số"><variable name="hệ số"/><informationRequirement><requiredInput href="#i"/></informationRequirement>{Dmn.Text("if mức = \"cao\" then 2 else 1")}</decision>
            <businessKnowledgeModel id="k" name="nhân đôi"><variable name="nhân đôi"/><encapsulatedLogic><formalParameter name="n"/>{Dmn.Text("n * 2")}</encapsulatedLogic></businessKnowledgeModel>
            """,
            "urn:chung");
        var main = Dmn.File($"""
            <import name="dùng chung" namespace="urn:chung" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>
            <inputData id="m" name="mức này"><variable name="mức này" typeRef="dùng chung.tMức"/></inputData>
            <decision id="x" name="kết quả"><variable name="kết quả"/><informationRequirement><requiredDecision href="urn:chung#d"/></informationRequirement><informationRequirement><requiredInput href="#m"/></informationRequirement>
            <knowledgeRequirement><requiredKnowledge href="urn:chung#k"/></knowledgeRequirement>{Dmn.Text("[dùng chung.hệ số, dùng chung.nhân đôi(21), mức này]")}</decision>
            """);

        var result = Dmn.Run(Dmn.Load(main, import => import.Namespace == "urn:chung" ? shared : null), "kết quả", ("mức", "cao"), ("mức này", "lạ"));

        Feel.Text(result.Value).ShouldBe("[2, 42, null]");
        DecisionModel.Load(main).Problems[0].Code.ShouldBe("dmn.import.missing");
        var faulty = DecisionModel.Load(main, _ => shared.Replace("n * 2", "n * \"2\"", StringComparison.Ordinal)).Problems[0];
        (faulty.Code, faulty.Line).ShouldBe(("dmn.import.faulty", 2));
    }

    [Fact]
    public void Files_that_import_each_other_are_refused() => DecisionModel.Load(
            Dmn.File("<import name=\"b\" namespace=\"urn:b\" importType=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>", "urn:a"),
            import => Dmn.File($"<import name=\"x\" namespace=\"{(import.Namespace == "urn:b" ? "urn:a" : "urn:b")}\" importType=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>", import.Namespace))
        .Problems.ShouldHaveSingleItem().Message.ShouldContain("imports itself");

    [Fact]
    public void Every_version_of_the_standard_from_1_3_to_1_5_is_read()
    {
        foreach (var version in (string[])["20191111", "20211108", "20230324"]) Dmn.Run(Dmn.Load(Dmn.File($"<decision id=\"d\" name=\"d\"><variable name=\"d\"/>{Dmn.Text("1")}</decision>", version: version)), "d").Value.ShouldBe((FeelNumber)1);
    }
}
