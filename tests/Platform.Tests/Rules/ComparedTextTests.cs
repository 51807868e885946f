using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

/// <summary>Which texts a decision holds against its inputs, so that a code that somebody takes away is found where it is used.</summary>
public sealed class ComparedTextTests
{
    [Theory]
    [InlineData("x = \"a\"", "x a")]
    [InlineData("\"a\" != x", "x a")]
    [InlineData("x in (\"a\", \"b\")", "x a, x b")]
    [InlineData("x in [\"a\", \"b\"]", "x a, x b")]
    [InlineData("list contains([\"a\", \"b\"], x)", "x a, x b")]
    [InlineData("list contains(x, \"a\")", "x a")]
    [InlineData("\"a\" in x", "x a")]
    [InlineData("if x = \"a\" or y = \"b\" or x = \"c\" then \"d\" else \"e\"", "x a, x c, y b")]
    [InlineData("not(x = \"a\") and y != \"b\"", "x a, y b")]
    [InlineData("some r in x satisfies r.loai = \"a\"", "x.loai a")]
    [InlineData("every r in x satisfies r = \"a\"", "x a")]
    [InlineData("count(x[loai = \"a\"]) + count(x[item.loai = \"b\"])", "x.loai a, x.loai b")]
    [InlineData("for r in x return if r.loai in (\"a\") then y else null", "x.loai a")]
    [InlineData("{k: x, m: k = \"a\"}", "x a")]
    // What is worked out of an input is no value of it, and a parameter of the same name is another thing.
    [InlineData("upper case(x) = \"A\"", "")]
    [InlineData("x + \"a\" = y", "")]
    [InlineData("(if x = null then \"b\" else x) = \"a\"", "")]
    [InlineData("(function(x) x = \"a\")(\"b\")", "")]
    [InlineData("contains(x, \"a\")", "")]
    [InlineData("x = \"\"", "")]
    public void An_expression_compares_an_input_with_texts(string feel, string expected) =>
        string.Join(", ", Of(Dmn.Decision(Dmn.Text(feel), ("x", "Any"), ("y", "Any"))).Select(one => $"{one.Input}{(one.Entry is { } entry ? "." + entry : "")} {one.Text}").Order(StringComparer.Ordinal)).ShouldBe(expected);

    [Fact]
    public void A_table_compares_by_its_cells_and_each_text_has_row_column_and_line()
    {
        IReadOnlyList<ComparedText> found = Of(Dmn.File("""
            <inputData id="i" name="dien"><variable name="dien" typeRef="string"/></inputData>
            <decision id="nguyen" name="nguyen"><variable name="nguyen"/><informationRequirement><requiredInput href="#i"/></informationRequirement><literalExpression><text>dien</text></literalExpression></decision>
            <decision id="phi" name="phi" label="Lệ phí" xmlns:x="urn:x" x:labelEn="Charge"><variable name="phi"/>
              <informationRequirement><requiredInput href="#i"/></informationRequirement>
              <informationRequirement><requiredDecision href="#nguyen"/></informationRequirement>
              <decisionTable hitPolicy="FIRST">
                <input label="Diện"><inputExpression typeRef="string"><text>dien</text></inputExpression><inputValues><text>"chi-la-mien-gia-tri"</text></inputValues></input>
                <input label="Có phải"><inputExpression typeRef="boolean"><text>dien = "dau-cot"</text></inputExpression></input>
                <input label="Loại"><inputExpression typeRef="string"><text>if dien = null then "khong" else "co"</text></inputExpression></input>
                <input label="Chuyển tiếp"><inputExpression typeRef="string"><text>nguyen</text></inputExpression></input>
                <output name="phi"/>
                <rule id="mot"><inputEntry><text>"a", "b"</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>"khong"</text></inputEntry><inputEntry><text>"n"</text></inputEntry><outputEntry><text>"gia-tri"</text></outputEntry></rule>
                <rule id="hai"><inputEntry><text>not("c")</text></inputEntry><inputEntry><text>true</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>if dien = "o-ket-qua" then 1 else 2</text></outputEntry></rule>
                <rule id="ba"><inputEntry><text>? = "d" or list contains(["e"], ?)</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>3</text></outputEntry></rule>
              </decisionTable>
            </decision>
            """));

        found.ShouldAllBe(one => one.Input == "dien" && one.Entry == null && one.Decision == new PlainLabel("Lệ phí", "Charge"));
        found.Select(one => (one.Text, one.Row, one.Column, one.Line, one.ElementId)).ShouldBe(
        [
            ("dau-cot", null, "Có phải", 9, "phi"),
            ("a", 1, "Diện", 13, "mot"), ("b", 1, "Diện", 13, "mot"), ("n", 1, "Chuyển tiếp", 13, "mot"),
            ("c", 2, "Diện", 14, "hai"), ("o-ket-qua", 2, null, 14, "hai"),
            ("d", 3, "Diện", 15, "ba"), ("e", 3, "Diện", 15, "ba"),
        ],
        ignoreOrder: true);
    }

    private static IReadOnlyList<ComparedText> Of(string xml) => Dmn.Load(xml).Compared;
}
