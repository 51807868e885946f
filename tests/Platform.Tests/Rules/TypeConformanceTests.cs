using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

/// <summary>What happens to values where the file names a type (DMN 1.5 §10.3.2.9.4): they fit, are fitted, or are null with a warning.</summary>
public sealed class TypeConformanceTests
{
    private const string Types = """
        <itemDefinition name="tSố" isCollection="true"><typeRef>number</typeRef></itemDefinition>
        <itemDefinition name="tNgười"><itemComponent name="tên"><typeRef>string</typeRef></itemComponent><itemComponent name="tuổi"><typeRef>number</typeRef></itemComponent></itemDefinition>
        <itemDefinition name="tHàm"><functionItem outputTypeRef="string"/></itemDefinition>
        """;

    [Theory]
    [InlineData("number", "1 + 1", "2")]
    [InlineData("string", "1 + 1", "null")]
    [InlineData("number", "[10]", "10")]
    [InlineData("number", "[10, 20]", "null")]
    [InlineData("tSố", "10", "[10]")]
    [InlineData("tSố", "[1, 2, \"ba\"]", "null")]
    [InlineData("tNgười", "{tên: \"An\", tuổi: 10, quê: \"Hà Nội\"}", "{tên: \"An\", tuổi: 10, quê: \"Hà Nội\"}")]
    [InlineData("tNgười", "{tên: \"An\"}", "null")]
    [InlineData("tNgười.tuổi", "5", "5")]
    [InlineData("date and time", "@\"2026-01-31\"", "2026-01-31T00:00:00Z")]
    public void A_value_is_fitted_to_the_type_of_its_expression_as_of_its_variable(string type, string text, string value)
    {
        string[] models =
        [
            Dmn.File($"{Types}<decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"{type}\"/>{Dmn.Text(text)}</decision>"),
            Dmn.File($"{Types}<decision id=\"d\" name=\"d\"><variable name=\"d\"/>{Dmn.Text(text).Replace("<literalExpression>", $"<literalExpression typeRef=\"{type}\">", StringComparison.Ordinal)}</decision>"),
        ];

        foreach (var model in models)
        {
            var result = Dmn.Run(model);
            Feel.Text(result.Value).ShouldBe(value);
            (result.Warnings.Count > 0).ShouldBe(value == "null");
        }
    }

    [Fact]
    public void An_argument_that_does_not_fit_is_null_and_the_function_goes_on()
    {
        var result = Dmn.Run(Dmn.Decision($"<context><contextEntry><variable name=\"f\"/><functionDefinition><formalParameter name=\"n\" typeRef=\"number\"/>{Dmn.Text("n = null")}</functionDefinition></contextEntry><contextEntry>{Dmn.Text("f(\"hai\")")}</contextEntry></context>"));

        result.Value.ShouldBe(true);
        result.Warnings.ShouldHaveSingleItem().Code.ShouldBe("feel.function.argument");
    }

    [Fact]
    public void The_result_of_a_service_fits_the_type_of_its_function() => Dmn.Run(
        Dmn.Load(Dmn.File($"{Types}<decision id=\"a\" name=\"a\"><variable name=\"a\"/>{Dmn.Text("1000")}</decision><decisionService id=\"s\" name=\"s\"><variable name=\"s\" typeRef=\"tHàm\"/><outputDecision href=\"#a\"/></decisionService>")),
        "s").Value.ShouldBeNull();

    [Fact]
    public void Imports_without_a_name_bring_their_names_of_several_the_first_and_own_names_win()
    {
        string Shared(string letter) => Dmn.File(
            $"""
            <itemDefinition name="tChung"><typeRef>{(letter == "b" ? "string" : "number")}</typeRef></itemDefinition>
            <decision id="chung" name="chung"><variable name="chung" typeRef="tChung"/>{Dmn.Text(letter == "b" ? "\"của b\"" : "1")}</decision>
            <decision id="riêng-{letter}" name="riêng {letter}"><variable name="riêng {letter}"/>{Dmn.Text($"\"riêng của {letter}\"")}</decision>
            """,
            $"urn:{letter}");
        const string import = "<import name=\"\" namespace=\"urn:{0}\" importType=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"/>";
        var model = Dmn.Load(
            Dmn.File($"""
                {import.Replace("{0}", "b", StringComparison.Ordinal)}{import.Replace("{0}", "c", StringComparison.Ordinal)}
                <decision id="d" name="d"><variable name="d"/><informationRequirement><requiredDecision href="#chung"/></informationRequirement><informationRequirement><requiredDecision href="#riêng-c"/></informationRequirement>{Dmn.Text("[chung, riêng c]")}</decision>
                """),
            asked => Shared(asked.Namespace[^1..]));

        Feel.Text(Dmn.Run(model, "d").Value).ShouldBe("[\"của b\", \"riêng của c\"]");
        Dmn.Run(model, "riêng b").Value.ShouldBe("riêng của b");
    }

    [Fact]
    public void A_loop_over_nothing_that_can_be_looped_over_is_null_with_its_reason()
    {
        var result = Feel.Run("for n in null return n");

        result.Value.ShouldBeNull();
        result.Warnings.ShouldHaveSingleItem().Code.ShouldBe("feel.loop.domain");
    }
}
