using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace VanLang.Architecture.Tests;

/// <summary>The table of <c>docs/process-failures.md</c> names tests that there are.</summary>
public sealed partial class ProcessFailuresTests
{
    [Fact]
    public void Every_test_that_the_table_names_exists()
    {
        string[] named = [.. Name().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "process-failures.md"))).Select(match => match.Groups[1].Value).Distinct()];
        named.Length.ShouldBeGreaterThan(14);
        string tests = string.Concat(Repository.Files("tests", "*.cs").Select(File.ReadAllText));
        foreach (string name in named)
            (tests.Contains($" {name}(", StringComparison.Ordinal) || tests.Contains($" class {name}", StringComparison.Ordinal)).ShouldBeTrue(name);
    }

    // A name of a test or class, written as code.
    [GeneratedRegex("`([A-Z][A-Za-z]*(?:_[A-Za-z0-9]+)*)`")]
    private static partial Regex Name();
}
