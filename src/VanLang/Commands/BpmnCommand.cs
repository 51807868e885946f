using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.Processes.Contracts;

namespace VanLang.Commands;

/// <summary><c>vanlang bpmn check|simulate|import|export|migrate</c>: processes as files.</summary>
static class BpmnCommand
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static Command Create() => new("bpmn", "Quy trình BPMN 2.0 / BPMN 2.0 processes") { Check(), Simulate(), Import(), Export(), BpmnMigrateCommand.Create() };

    static Command Check()
    {
        Argument<FileInfo> file = FileArgument();
        Command command = new("check", "Kiểm tra tệp: phần tử, tên, dòng, lý do / check a file: element, name, line, reason") { file };
        command.SetAction((parsed, cancellationToken) => Reading(async () =>
        {
            FileInfo model = parsed.GetRequiredValue(file);
            byte[] content = await File.ReadAllBytesAsync(model.FullName, cancellationToken);
            IReadOnlyList<ProcessFinding> findings = ProcessFiles.Check(content);
            foreach (ProcessFinding finding in findings)
                Console.WriteLine(Line(model.Name, finding));
            int errors = findings.Count(finding => finding.Severity == FindingSeverity.Error);
            string how = errors > 0 ? "không nhận / refused" : "đúng / right";
            Console.WriteLine($"{model.Name}: {how}; {errors} lỗi, {findings.Count - errors} cảnh báo. / {errors} errors, {findings.Count - errors} warnings.");
            return errors > 0 ? 1 : 0;
        }));
        return command;
    }

    static Command Simulate()
    {
        Argument<FileInfo> file = FileArgument();
        Argument<FileInfo> scenario = new("SCENARIO") { Description = "Tệp kịch bản JSON / JSON file of scenarios" };
        Option<FileInfo?> holidays = new("--holidays") { Description = "Lịch làm việc, mặc định province/holidays.json nếu có / working calendar, province/holidays.json if there is one" };
        Command command = new("simulate", "Chạy thử trên đồng hồ ảo, in trình tự hoạt động dạng JSON / run on a virtual clock, print the ordered trace of activities as JSON") { file, scenario, holidays };
        command.SetAction((parsed, cancellationToken) => Reading(async () =>
        {
            byte[] content = await File.ReadAllBytesAsync(parsed.GetRequiredValue(file).FullName, cancellationToken);
            string scenarios = await File.ReadAllTextAsync(parsed.GetRequiredValue(scenario).FullName, cancellationToken);
            SimulationReport? report = ProcessFiles.Simulate(content, scenarios, await Calendar(parsed.GetValue(holidays), cancellationToken));
            if (report is not null)
            {
                Console.WriteLine(report.ToJson());
                return report.Passed ? 0 : 1;
            }

            foreach (ProcessFinding finding in ProcessFiles.Check(content))
                await Console.Error.WriteLineAsync(Line(parsed.GetRequiredValue(file).Name, finding));
            return 1;
        }));
        return command;
    }

    static Command Import()
    {
        Argument<string> file = new("FILE") { Description = "Tệp hoặc thư mục / file or folder" };
        Option<string> data = DataOption.Create();
        Command command = new("import", "Nạp quy trình, như import processes / import processes") { file, data };
        command.SetAction((parsed, cancellationToken) => ImportCommand.Run("processes", parsed.GetRequiredValue(file), parsed.GetRequiredValue(data), cancellationToken));
        return command;
    }

    static Command Export()
    {
        Argument<string> key = new("KEY") { Description = "Tên quy trình / name of the process" };
        Argument<FileInfo> file = new("FILE") { Description = "Tệp sẽ ghi / file to be written" };
        Option<DateOnly?> day = new("--day") { Description = "Bản có hiệu lực ngày này, mặc định hôm nay / version in force on this day, today if not given" };
        Option<string> data = DataOption.Create();
        Command command = new("export", "Ghi lại tệp quy trình như đã nạp, gồm cả hình vẽ và phần mở rộng / write a process as it was imported, diagram and extensions included") { key, file, day, data };
        command.SetAction((parsed, cancellationToken) => CommandHost.Run(parsed.GetRequiredValue(data), async services =>
        {
            DateOnly on = parsed.GetValue(day) ?? VietnamTime.DateOf(TimeProvider.System.GetUtcNow());
            Definition? found = await services.GetRequiredService<DefinitionStore>().InForce(ProcessFiles.Kind, parsed.GetRequiredValue(key), on, cancellationToken);
            if (found is null)
            {
                await Console.Error.WriteLineAsync($"{parsed.GetRequiredValue(key)}: không có bản nào có hiệu lực ngày {on:dd/MM/yyyy} / no version is in force on that day");
                return 1;
            }

            await File.WriteAllTextAsync(parsed.GetRequiredValue(file).FullName, found.Content, Utf8, cancellationToken);
            return 0;
        }, cancellationToken));
        return command;
    }

    static Argument<FileInfo> FileArgument() => new("FILE") { Description = "Tệp .bpmn / .bpmn file" };

    static async Task<WorkingCalendar?> Calendar(FileInfo? file, CancellationToken cancellationToken)
    {
        string path = file?.FullName ?? Path.Combine("province", "holidays.json");
        return file is null && !File.Exists(path)
            ? null
            : new WorkingCalendar(JsonSerializer.Deserialize<CalendarData>(await File.ReadAllTextAsync(path, cancellationToken), ImportJson.Options)!);
    }

    static string Line(string file, ProcessFinding finding) => string.Create(
        CultureInfo.InvariantCulture,
        $"{file}:{finding.Line}: {(finding.Severity == FindingSeverity.Error ? "lỗi/error" : "cảnh báo/warning")} {finding.ElementId ?? "-"} \"{finding.ElementName}\" [{finding.Code}] {finding.TextIn(CultureInfo.GetCultureInfo("vi"))} / {finding.TextIn(CultureInfo.GetCultureInfo("en"))}");

    static async Task<int> Reading(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
