using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

/// <summary>Dates of all years, and parts of a second as small as they are written, as the conformance kit writes and compares them.</summary>
public sealed class FarDateKitTests : IDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-kit-").FullName;

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("date(\"-2017-12-31\")", "date", "-2017-12-31")]
    [InlineData("date(-2017,01,01)", "date", "-2017-01-01")]
    [InlineData("string(date(\"999999999-12-31\"))", "string", "999999999-12-31")]
    [InlineData("date and time(\"-2017-12-31T11:22:33.456+01:35\")", "dateTime", "-2017-12-31T11:22:33.456+01:35")]
    [InlineData("date and time(\"2017-12-31T11:22:33.123456789\")", "dateTime", "2017-12-31T11:22:33.123456789")]
    [InlineData("string(date and time(date(\"2017-09-05\"), time(\"09:15:30.987654321@Europe/Paris\")))", "string", "2017-09-05T09:15:30.987654321@Europe/Paris")]
    [InlineData("date and time(date and time(\"2017-08-10T10:20:00\"),time(\"23:59:01.987654321\"))", "dateTime", "2017-08-10T23:59:01.987654321")]
    public void A_case_with_such_a_date_succeeds_and_with_its_neighbour_fails(string expression, string type, string expected)
    {
        Outcome(expression, type, expected).ShouldBe(ConformanceStatus.Success);
        Outcome(expression, type, expected.Replace("31", "30", StringComparison.Ordinal).Replace("01-01", "01-02", StringComparison.Ordinal).Replace("321", "322", StringComparison.Ordinal).Replace("789", "788", StringComparison.Ordinal))
            .ShouldBe(ConformanceStatus.Error);
    }

    private ConformanceStatus Outcome(string expression, string type, string expected)
    {
        File.WriteAllText(Path.Combine(folder, "m.dmn"), Dmn.File($"<decision id=\"d\" name=\"d\"><variable name=\"d\"/>{Dmn.Text(expression)}</decision>"));
        File.WriteAllText(Path.Combine(folder, "m-test.xml"), $"""
            <testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <modelName>m.dmn</modelName>
              <testCase id="1"><resultNode name="d" type="decision"><expected><value xmlns:xs="http://www.w3.org/2001/XMLSchema" xsi:type="xs:{type}">{expected}</value></expected></resultNode></testCase>
            </testCases>
            """);
        return ConformanceKit.Run(folder, Feel.Now).ShouldHaveSingleItem().Status;
    }
}
