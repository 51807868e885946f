using Shouldly;
using VanLang.Rules.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Rules;

/// <summary>Runs the subset of the DMN conformance kit in ../shared/data/dmn-tck-subset.</summary>
public sealed class TckTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public void Every_case_of_the_conformance_kit_passes_but_those_that_ask_for_code_outside_FEEL()
    {
        Assert.SkipWhen(Folder is null, "../shared is absent");

        var cases = ConformanceKit.Run(Folder, Now).ToList();

        foreach (var failed in cases.Where(c => c.Status != ConformanceStatus.Success)) output.WriteLine($"{failed}");
        cases.Where(c => c.Status == ConformanceStatus.Error).ShouldBeEmpty();
        cases.Where(c => c.Status == ConformanceStatus.Ignored).ShouldAllBe(c => c.Folder.EndsWith("0076-feel-external-java", StringComparison.Ordinal) && c.Message.Contains("refused", StringComparison.Ordinal));
        cases.Count(c => c.Status == ConformanceStatus.Success).ShouldBeGreaterThanOrEqualTo(1489);
    }

    [Fact]
    public void A_case_that_fails_says_what_was_wanted_and_found()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("dmn-tck");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "m.dmn"), """
                <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m"><decision id="d" name="d"><variable name="d"/><literalExpression><text>1 + "a"</text></literalExpression></decision></definitions>
                """);
            File.WriteAllText(Path.Combine(folder.FullName, "m-test.xml"), """
                <testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>m.dmn</modelName>
                <testCase id="001"><resultNode name="d"><expected><value xsi:type="xsd:decimal">2</value></expected></resultNode></testCase>
                <testCase id="002"><resultNode name="d" errorResult="true"><expected><value xsi:nil="true"/></expected></resultNode></testCase></testCases>
                """);
            File.WriteAllText(Path.Combine(folder.FullName, "z-test.xml"), "<testCases");

            var cases = ConformanceKit.Run(folder.FullName, Now).ToList();

            cases.Select(c => (c.Case, c.Status)).ShouldBe([("001", ConformanceStatus.Error), ("002", ConformanceStatus.Success), ("z-test.xml", ConformanceStatus.Error)]);
            cases[0].Message.ShouldStartWith("d: 2 expected, null found. Cannot compute number + string");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? Folder { get; } = FindFolder();

    private static string? FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "..", "shared", "data", "dmn-tck-subset");
            if (File.Exists(Path.Combine(folder.FullName, "VanLang.slnx"))) return System.IO.Directory.Exists(found) ? Path.GetFullPath(found) : null;
        }

        return null;
    }
}
