using System.Globalization;
using System.Text;

namespace VanLang.Bench.Scenarios;

/// <summary>A table of hit policy UNIQUE with a number, a text and a day as inputs, in the shape of a table of fees.</summary>
static class Table
{
    public static string OfRows(int rows)
    {
        StringBuilder text = new("""
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="urn:bench">
              <inputData id="a" name="tuổi"><variable name="tuổi" typeRef="number"/></inputData>
              <inputData id="b" name="loại"><variable name="loại" typeRef="string"/></inputData>
              <inputData id="c" name="ngày nộp"><variable name="ngày nộp" typeRef="date"/></inputData>
              <decision id="d" name="phí"><variable name="phí" typeRef="number"/>
                <informationRequirement><requiredInput href="#a"/></informationRequirement>
                <informationRequirement><requiredInput href="#b"/></informationRequirement>
                <informationRequirement><requiredInput href="#c"/></informationRequirement>
                <decisionTable hitPolicy="UNIQUE">
                  <input id="i1"><inputExpression typeRef="number"><text>tuổi</text></inputExpression></input>
                  <input id="i2"><inputExpression typeRef="string"><text>loại</text></inputExpression></input>
                  <input id="i3"><inputExpression typeRef="date"><text>ngày nộp</text></inputExpression></input>
                  <output id="o" name="phí" typeRef="number"/>
                  <annotation name="Căn cứ"/>
            """);
        for (int row = 0; row < rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                <rule id="r{row}">
                  <inputEntry><text>[{row * 2}..{(row * 2) + 2})</text></inputEntry>
                  <inputEntry><text>"loại {row % 5}", "khác {row}"</text></inputEntry>
                  <inputEntry><text>&gt;= date("2017-01-01")</text></inputEntry>
                  <outputEntry><text>tuổi * 8000 + {row}</text></outputEntry>
                  <annotationEntry><text>Điều 4 khoản {row}</text></annotationEntry>
                </rule>
                """);
        }

        return text.Append("</decisionTable></decision></definitions>").ToString();
    }
}
