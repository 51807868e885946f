using System.CommandLine;
using VanLang.Kernel.Calendar;
using VanLang.Rules.Contracts;

namespace VanLang.Commands;

/// <summary><c>vanlang dmn-test DIR</c>: runs the tests that lie beside decisions as data.</summary>
static class DmnTestCommand
{
    public static Command Create()
    {
        Argument<DirectoryInfo> folder = new("DIR") { Description = "Thư mục bảng quyết định / folder of decisions" };
        Command command = new("dmn-test", "Chạy các phép thử đặt cạnh bảng quyết định (*.tests.json) / run the tests beside decisions") { folder };
        command.SetAction((parsed, cancellationToken) => Run(parsed.GetRequiredValue(folder)));
        return command;
    }

    static async Task<int> Run(DirectoryInfo folder)
    {
        if (!folder.Exists)
        {
            await Console.Error.WriteLineAsync($"{folder.FullName}: không có thư mục này / no such folder");
            return 1;
        }

        DecisionTestReport report = DecisionTests.Run(folder.FullName, VietnamTime.ToLocal(TimeProvider.System.GetUtcNow()));
        foreach (DecisionTestOutcome failed in report.Outcomes.Where(outcome => !outcome.Passed))
            Console.WriteLine($"{failed.File}: {failed.Name}: {failed.Message}");
        foreach (string row in report.Untested)
            Console.WriteLine($"chưa có phép thử / untested: {row}");
        int passed = report.Outcomes.Count(outcome => outcome.Passed);
        Console.WriteLine($"{passed} đạt, {report.Outcomes.Count - passed} không đạt, {report.Untested.Count} dòng chưa thử. / {passed} passed, {report.Outcomes.Count - passed} failed, {report.Untested.Count} rows untested.");
        return passed == report.Outcomes.Count && passed > 0 ? 0 : 1;
    }
}
