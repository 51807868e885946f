using VanLang.Rules.Checks;

namespace VanLang.Rules.Contracts;

/// <summary>A test of a decision that was run.</summary>
/// <param name="File">Name of the file with the tests.</param>
/// <param name="Name">What the test says.</param>
/// <param name="Passed">Whether what was wanted was found.</param>
/// <param name="Message">What was wanted and what was found; empty where it passed.</param>
public sealed record DecisionTestOutcome(string File, string Name, bool Passed, string Message);

/// <summary>Outcome of all tests of a folder.</summary>
/// <param name="Outcomes">Each test, in the order of files and lines.</param>
/// <param name="Untested">Rows of tables that no test leads to, as <c>file: table, row 3 (r3)</c>.</param>
public sealed record DecisionTestReport(IReadOnlyList<DecisionTestOutcome> Outcomes, IReadOnlyList<string> Untested);

/// <summary>Runs the tests that lie beside decisions as data: <c>name.tests.json</c> beside <c>name.dmn</c>.</summary>
public static class DecisionTests
{
    /// <summary>Runs the tests of every decision in a folder. A file that cannot be read is an outcome that did not pass.</summary>
    /// <param name="now">What <c>now()</c> gives.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static DecisionTestReport Run(string folder, DateTimeOffset now)
    {
        List<DecisionTestOutcome> outcomes = [];
        List<string> untested = [];
        foreach (string model in Directory.EnumerateFiles(folder, "*.dmn").Order(StringComparer.Ordinal))
            new DecisionTestFile(model, now).Run(outcomes, untested);
        return new(outcomes, untested);
    }

    /// <summary>Runs the tests beside one decision; what it imports lies in the same folder.</summary>
    /// <param name="model">Path of the <c>.dmn</c>.</param>
    /// <param name="now">What <c>now()</c> gives.</param>
    public static DecisionTestReport OfFile(string model, DateTimeOffset now)
    {
        List<DecisionTestOutcome> outcomes = [];
        List<string> untested = [];
        new DecisionTestFile(model, now).Run(outcomes, untested);
        return new(outcomes, untested);
    }
}
