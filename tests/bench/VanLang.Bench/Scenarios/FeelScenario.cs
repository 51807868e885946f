using System.CommandLine;
using VanLang.Rules.Contracts;

namespace VanLang.Bench.Scenarios;

/// <summary>
/// <c>./bench feel</c>: one unary test, a table of 50 rows, and reading a table of 200 rows that nothing has read before. One thread, processor time: figures are per core.
/// </summary>
static class FeelScenario
{
    static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 0, 0, TimeSpan.FromHours(7));

    public static Command Create()
    {
        Option<int> rounds = BenchOptions.Rounds(5);
        Option<double> seconds = BenchOptions.Seconds(1);
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("feel", "FEEL và bảng quyết định / FEEL and decision tables") { rounds, seconds, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(rounds), parsed.GetRequiredValue(seconds), parsed.GetValue(json)));
        return command;
    }

    static int Run(int rounds, double seconds, FileInfo? json)
    {
        Report report = new("feel");
        string large = Table.OfRows(200);
        List<double> cold = [Measure.Milliseconds(() => Load(large))];
        report.Add(new("read and compile 200 rows, first in the process", "ms", [.. cold]) { LessIsBetter = true });

        Action<int> unary = UnaryTest();
        DecisionModel fifty = Load(Table.OfRows(50));
        Action<int> table = Decide(fifty);
        List<double> tests = [], decisions = [], reads = [];
        for (int round = 0; round < rounds; round++)
        {
            tests.Add(Measure.PerCoreSecond(seconds, unary));
            decisions.Add(Measure.PerCoreSecond(seconds, table));
            reads.Add(1000 / Measure.PerCoreSecond(seconds, times => Repeat(times, () => Load(large))));
        }

        report.Add(new("unary test [18..60) on a number", "/s", tests) { Must = 1_000_000, Judge = Judge.Best });
        report.Add(new("table of 50 rows, 3 inputs, any row", "/s", decisions) { Must = 100_000, Judge = Judge.Best });
        report.Add(new("read and compile 200 rows", "ms", reads) { Must = 20, LessIsBetter = true, Judge = Judge.Best });
        report.Add(new("allocated by a unary test", "B", [Measure.Allocated(10_000, unary)]) { LessIsBetter = true });
        report.Add(new("allocated by a decision of 50 rows", "B", [Measure.Allocated(10_000, table)]) { LessIsBetter = true });
        return report.Finish(json);
    }

    static Action<int> UnaryTest()
    {
        FeelExpression test = FeelExpression.CompileUnaryTests("[18..60)").Expression!;
        FeelScope[] scopes = [.. Enumerable.Range(0, 64).Select(n => new FeelScope(new Dictionary<string, object?>(), Now, (FeelNumber)n))];
        return times => Repeat(times, n => test.Evaluate(scopes[n & 63]));
    }

    static Action<int> Decide(DecisionModel model)
    {
        FeelScope[] scopes =
        [
            .. Enumerable.Range(0, 50).Select(row => new FeelScope(
                new Dictionary<string, object?> { ["tuổi"] = (FeelNumber)((row * 2) + 1), ["loại"] = $"loại {row % 5}", ["ngày nộp"] = new DateOnly(2026, 1, 31) }, Now)),
        ];
        return times => Repeat(times, n =>
        {
            DecisionResult result = model.Evaluate("phí", scopes[n % scopes.Length]);
            if (result.Value is null)
                throw new InvalidOperationException(result.Warnings[0].Message);
        });
    }

    static DecisionModel Load(string dmn) => DecisionModel.Load(dmn) is { Model: { } model } ? model : throw new InvalidOperationException("The table of this scenario is refused.");

    static void Repeat(int times, Action work)
    {
        for (int i = 0; i < times; i++)
            work();
    }

    static void Repeat(int times, Action<int> work)
    {
        for (int i = 0; i < times; i++)
            work(i);
    }
}
