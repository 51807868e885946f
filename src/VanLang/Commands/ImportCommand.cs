using System.CommandLine;
using VanLang.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Data;
using VanLang.Kernel.Import;

namespace VanLang.Commands;

/// <summary><c>vanlang import NAME FILE</c>: all of a file or nothing; a second import of the same file changes nothing.</summary>
static class ImportCommand
{
    public static Command Create()
    {
        Command command = new("import", "Nạp dữ liệu từ tệp; tệp có một chỗ sai thì không nạp gì / load data from a file, all of it or nothing");
        foreach (ImportVerb verb in ProvinceLoader.Verbs(Rooms.All()))
        {
            Argument<string> file = new("FILE") { Description = "Tệp hoặc thư mục / file or folder" };
            Option<string> data = DataOption.Create();
            Command import = new(verb.Name, verb.Description) { file, data };
            import.SetAction((parsed, cancellationToken) => Run(verb.Name, parsed.GetRequiredValue(file), parsed.GetRequiredValue(data), cancellationToken));
            command.Add(import);
        }

        command.Add(ImportListCommand.Create());
        return command;
    }

    public static Task<int> Run(string name, string file, string folder, CancellationToken cancellationToken) => CommandHost.Run(folder, async services =>
    {
        ImportVerb verb = ProvinceLoader.Verbs(services.GetRequiredService<RoomCatalog>()).Single(verb => verb.Name == name);
        ImportResult outcome;
        try
        {
            outcome = verb.InSteps is { } inSteps
                ? await inSteps(services, file, new ImportProgressLine(), cancellationToken)
                : await verb.Run(services, file, cancellationToken);
        }
        catch (OperationCanceledException) when (verb.InSteps is not null)
        {
            await Console.Error.WriteLineAsync("Đã dừng giữa chừng; gọi lại cùng lệnh để nạp nốt, phần đã nạp giữ nguyên. / Stopped on the way; the same command finishes it, what is in stays.");
            return 1;
        }

        foreach (ImportProblem problem in outcome.Problems)
            await Console.Error.WriteLineAsync(problem.ToString());
        if (outcome.Problems.Count > 0)
            return 1;
        ImportCounts counts = outcome.Counts;
        Console.WriteLine($"Thêm {counts.Added}, đổi {counts.Changed}, giữ nguyên {counts.Unchanged}. / {counts.Added} added, {counts.Changed} changed, {counts.Unchanged} unchanged.");
        return 0;
    }, cancellationToken);
}
