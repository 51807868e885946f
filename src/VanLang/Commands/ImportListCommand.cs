using System.CommandLine;
using VanLang.Kernel.Access;
using VanLang.Kernel.Import;
using VanLang.Kernel.Import.Lists;

namespace VanLang.Commands;

/// <summary><c>vanlang import list FILE</c>: a long list in short steps beside the running program, with progress; interrupted, it goes on where it was.</summary>
static class ImportListCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "Tệp JSON Lines / JSON Lines file" };
        Option<string> data = DataOption.Create();
        Command command = new("list", "Danh mục dài, nạp dần khi chương trình đang chạy; gọi lại thì đi tiếp / a long list, in short steps beside the running program; run again it goes on") { file, data };
        command.SetAction((parsed, cancellationToken) => CommandHost.Run(
            parsed.GetRequiredValue(data), services => Run(services, parsed.GetRequiredValue(file), cancellationToken), cancellationToken));
        return command;
    }

    static async Task<int> Run(IServiceProvider services, string file, CancellationToken cancellationToken)
    {
        ImportResult outcome;
        try
        {
            outcome = await services.GetRequiredService<ImportReferenceList>().Execute(file, Actor.System, new ImportProgressLine(), cancellationToken);
        }
        catch (ImportInterruptedException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Đã dừng; gọi lại cùng lệnh để đi tiếp, danh mục cũ vẫn dùng. / Stopped; the same command goes on, until then the old list holds.");
            return 1;
        }

        foreach (ImportProblem problem in outcome.Problems)
            await Console.Error.WriteLineAsync(problem.ToString());
        if (outcome.Problems.Count > 0)
            return 1;
        Console.WriteLine(outcome.Counts.Unchanged > 0
            ? $"Danh mục đã là tệp này, {outcome.Counts.Unchanged} dòng. / The list is this file already, {outcome.Counts.Unchanged} rows."
            : $"Đã thay danh mục, {outcome.Counts.Added} dòng. / The list was replaced, {outcome.Counts.Added} rows.");
        return 0;
    }
}
