using System.CommandLine;
using System.Text;
using VanLang.Kernel.Calendar;
using VanLang.Rules.Contracts;

namespace VanLang.Commands;

/// <summary><c>vanlang dmn-tck DIR --csv FILE</c>: runs the DMN conformance kit, one row for each case.</summary>
static class DmnTckCommand
{
    public static Command Create()
    {
        Argument<DirectoryInfo> folder = new("DIR") { Description = "Bộ kiểm DMN, hay một phần của nó / the DMN conformance kit or a part of it" };
        Option<FileInfo?> csv = new("--csv") { Description = "Ghi từng ca: thư mục, mã ca, kết quả, lý do / one row per case: folder, case, result, message" };
        Command command = new("dmn-tck", "Chạy bộ kiểm tra tuân thủ DMN / run the DMN conformance kit") { folder, csv };
        command.SetAction((parsed, cancellationToken) => Run(parsed.GetRequiredValue(folder), parsed.GetValue(csv), cancellationToken));
        return command;
    }

    static async Task<int> Run(DirectoryInfo folder, FileInfo? csv, CancellationToken cancellationToken)
    {
        if (!folder.Exists)
        {
            await Console.Error.WriteLineAsync($"{folder.FullName}: không có thư mục này / no such folder");
            return 1;
        }

        StringBuilder rows = new();
        Dictionary<ConformanceStatus, int> counts = Enum.GetValues<ConformanceStatus>().ToDictionary(status => status, _ => 0);
        foreach (ConformanceCase outcome in ConformanceKit.Run(folder.FullName, VietnamTime.ToLocal(TimeProvider.System.GetUtcNow())))
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts[outcome.Status]++;
            rows.AppendJoin(',', Quote(outcome.Folder), Quote(outcome.Case), Quote(outcome.Status.ToString().ToUpperInvariant()), Quote(outcome.Message)).Append("\r\n");
            if (outcome.Status != ConformanceStatus.Success)
                Console.WriteLine($"{outcome.Status.ToString().ToUpperInvariant()} {outcome.Folder} {outcome.Case}: {outcome.Message}");
        }

        if (csv is not null)
            await File.WriteAllTextAsync(csv.FullName, rows.ToString(), new UTF8Encoding(false), cancellationToken);
        Console.WriteLine($"{counts[ConformanceStatus.Success]} SUCCESS, {counts[ConformanceStatus.Error]} ERROR, {counts[ConformanceStatus.Ignored]} IGNORED");
        return counts[ConformanceStatus.Error] == 0 && counts[ConformanceStatus.Success] > 0 ? 0 : 1;
    }

    static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"";
}
